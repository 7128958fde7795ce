"""One examination of all that must agree: the log, every record, and what each room knows of its files."""

from collections.abc import Iterator

from mingcha.ledger.services import Finding, examine_ledger


def examine_everything() -> Iterator[Finding]:
    """Every wrong place, the log's first. Reads only."""
    yield from examine_ledger()
