"""The public event: what is announced of it, what was seen, and its text E (protocol sections 4.1, 4.2).

E follows RFC 3797 section 4: each value followed by ``.``, each source by ``/``, and ``numbers`` ascending.
The RFC's own example (section 5):

>>> event_text([[9319], [2, 5, 8, 10, 12], [9, 18, 26, 34, 41, 45]])
'9319./2.5.8.10.12./9.18.26.34.41.45./'
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from drawproof.canonical import json_form
from drawproof.canonical.instant import parse_time
from drawproof.canonical.shape import array, integer, one_of, record
from drawproof.canonical.text import check_text
from drawproof.digest import digest_of
from drawproof.errors import DrawproofError, reading

FILE = "entropy.json"
LEAST_OUTCOMES = 2**48
KINDS = ("numbers", "digits")


@dataclass(frozen=True)
class Source:
    """One announced source: ``count`` values from ``least`` to ``most``, seen at ``at``.

    ``numbers`` are drawn without replacement and their order is ignored; ``digits`` stand in the order seen.
    """

    source: str
    kind: str
    count: int
    least: int
    most: int
    at: datetime

    def outcomes(self) -> int:
        """How many outcomes the source has, counted no further than 2⁴⁸."""
        count, values = self.count, self.most - self.least + 1
        if self.kind == "digits":
            product = 1
            for _ in range(min(count, 48)):
                product = min(product * values, LEAST_OUTCOMES)
            return product
        product = 1
        for step in range(1, min(count, values - count) + 1):
            product = product * (values - step + 1) // step
            if product >= LEAST_OUTCOMES:
                return LEAST_OUTCOMES
        return product


@dataclass(frozen=True)
class Observation:
    """What was seen: the bytes of ``entropy.json``, their digest, the text E, the values per source."""

    data: bytes
    digest: str
    text: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


def parse_sources(value: object) -> tuple[Source, ...]:
    """The announced list of sources; not empty."""
    items = array(value, "entropy")
    if not items:
        raise DrawproofError("entropy-weak")
    return tuple(_source(item, f"entropy[{number}]") for number, item in enumerate(items, start=1))


def _source(value: object, where: str) -> Source:
    fields = record(value, ("at", "count", "kind", "max", "min", "source"), where)
    least = integer(fields["min"], f"{where}.min")
    source = Source(
        source=check_text(fields["source"], f"{where}.source"),
        kind=one_of(fields["kind"], KINDS, f"{where}.kind"),
        count=integer(fields["count"], f"{where}.count", least=1),
        least=least,
        most=integer(fields["max"], f"{where}.max", least=least),
        at=parse_time(fields["at"], f"{where}.at"),
    )
    if source.kind == "numbers" and source.count > source.most - source.least + 1:
        raise DrawproofError("entropy-too-many", where=where)
    return source


def check_outcomes(sources: Iterable[Source]) -> None:
    """Refuse an event with fewer than 2⁴⁸ outcomes: an office could try secrets before announcing."""
    product = 1
    for source in sources:
        product = min(product * source.outcomes(), LEAST_OUTCOMES)
    if product < LEAST_OUTCOMES:
        raise DrawproofError("entropy-weak")


def event_text(values: Iterable[Iterable[int]]) -> str:
    """E of values already in their order."""
    return "".join("".join(f"{value}." for value in source) + "/" for source in values)


def observe_sources(
    suite: str, sources: Sequence[Source], values: Sequence[tuple[str, Sequence[int]]]
) -> Observation:
    """Write down what was seen; ``numbers`` may come in any order."""
    if len(values) != len(sources):
        raise DrawproofError("entropy-sources", expected=len(sources))
    ordered = [
        {"source": name, "values": sorted(seen) if source.kind == "numbers" else list(seen)}
        for source, (name, seen) in zip(sources, values, strict=True)
    ]
    return parse_observation(suite, sources, json_form.encode(ordered))


def parse_observation(suite: str, sources: Sequence[Source], data: bytes) -> Observation:
    """Read ``entropy.json`` strictly against what was announced."""
    with reading(FILE):
        items = array(json_form.decode(data), "entropy")
        if len(items) != len(sources):
            raise DrawproofError("entropy-sources", expected=len(sources))
        values = tuple(map(_seen, sources, items))
    text = event_text(seen for _, seen in values)
    return Observation(data, digest_of(suite, data), text, values)


def _seen(source: Source, value: object) -> tuple[str, tuple[int, ...]]:
    fields: Mapping[str, object] = record(value, ("source", "values"), source.source)
    if fields["source"] != source.source:
        raise DrawproofError("entropy-source", expected=source.source)
    values = array(fields["values"], source.source)
    if len(values) != source.count:
        raise DrawproofError("entropy-count", where=source.source, expected=source.count)
    seen = tuple(integer(one, source.source, least=source.least, most=source.most) for one in values)
    if source.kind == "numbers" and any(a >= b for a, b in itertools.pairwise(seen)):
        raise DrawproofError("entropy-order", where=source.source)
    return source.source, seen
