"""One examination of all that must agree: the log, every record, and what each room knows of its files."""

from collections.abc import Iterator

from mingcha.ledger.services import Finding, examine_ledger
from mingcha.oversight.services.examine_draws import examine_draws
from mingcha.oversight.services.examine_external_draws import examine_external_draws
from mingcha.oversight.services.examine_papers import examine_papers


def examine_everything() -> Iterator[Finding]:
    """Every wrong place: the log's and the records' first, then the draws'. Reads only."""
    yield from examine_ledger()
    yield from examine_draws()
    yield from examine_external_draws()
    yield from examine_papers()
