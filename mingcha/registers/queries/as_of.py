"""The register of targets as it was at the end of a day, rebuilt from the versions that the ledger keeps.

Every state of a target and a holder is a version; the register of a day is the last version of each row up to
the last entry of that day. Rows taken back by then are not in it."""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, JSONField, Max, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.sealing import fingerprint
from mingcha.common.workbooks.values import compact_text
from mingcha.ledger.models import Entry, Version
from mingcha.ledger.sealed_state import restored
from mingcha.registers.models import Holder, Target

TARGETS, HOLDERS = "registers_target", "registers_holder"
FACETS = {"category": "category", "town": "town", "risk": "risk_class", "state": "state"}
CHUNK = 2000
# Not merged into another; versions from before there was merging do not have the column.
STANDS = Q(columns__merged_into_id=None) | Q(columns__merged_into_id__isnull=True)


@dataclass(frozen=True)
class RegisterOfDay:
    """The targets of one day, in the order of their codes, as records that are not saved. Counts and slices
    like a list, a page at a time; each slice asks for its targets and their holders."""

    day: datetime.date
    last_entry: int
    versions: "QuerySet[Version]"

    def count(self) -> int:
        return self.versions.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, place: slice) -> list[Target]:
        return self._targets(self.versions[place].values_list("state", flat=True))

    def __iter__(self) -> Iterator[Target]:
        states: list[str] = []
        for state in self.versions.values_list("state", flat=True).iterator(chunk_size=CHUNK):
            states.append(state)
            if len(states) == CHUNK:
                yield from self._targets(states)
                states = []
        yield from self._targets(states)

    def _targets(self, states: Iterable[str]) -> list[Target]:
        targets = [restored(Target, json.loads(state)) for state in states]
        rows = {target.holder_id for target in targets}
        found = _last(HOLDERS, self.last_entry).filter(row__in=rows).values_list("row", "state")
        holders = {row: restored(Holder, json.loads(state)) for row, state in found}
        for target in targets:
            target.holder = holders[target.holder_id]
        return targets


def register_as_of(scope: Actor, day: datetime.date, wanted: dict[str, str]) -> RegisterOfDay:
    """The register of the viewer's office at the end of that day in the office's time. `wanted` narrows by
    category, town, risk and state, and by `q` in codes and names as they were."""
    last = _last_entry(day)
    found = _in_office(scope, TARGETS, last).filter(STANDS)
    for name, column in FACETS.items():
        if value := wanted.get(name):
            found = found.filter(**{f"columns__{column}": value})
    if text := compact_text(wanted.get("q") or ""):
        found = found.filter(_holder_or_code(scope, last, text))
    return RegisterOfDay(day, last, found.order_by(KeyTextTransform("code", "columns")))


def facets_as_of(scope: Actor, day: datetime.date) -> dict[str, list[str]]:
    """The categories and towns that the register of that day had."""
    found = _in_office(scope, TARGETS, _last_entry(day)).filter(STANDS)
    return {name: _values(found, name) for name in ("category", "town")}


def _values(found: "QuerySet[Version]", column: str) -> list[str]:
    values = found.annotate(value=KeyTextTransform(column, "columns")).order_by("value")
    return [value for value in values.values_list("value", flat=True).distinct() if value]


def _last_entry(day: datetime.date) -> int:
    """The last entry of that day; -1 when there was none yet. Entries are in the order of time."""
    ends = moments.day_begins(day + datetime.timedelta(days=1))
    last: int | None = Entry.objects.filter(at__lt=ends).aggregate(last=Max("index"))["last"]
    return -1 if last is None else last


def _last(table: str, last_entry: int) -> "QuerySet[Version]":
    """The last version of each row of a table up to that entry, those taken back left out."""
    later = Version.objects.filter(
        table=table, row=OuterRef("row"), entry__gt=OuterRef("entry"), entry__lte=last_entry
    )
    found = Version.objects.filter(table=table, entry__lte=last_entry).exclude(Exists(later))
    return found.exclude(state="")


def _in_office(scope: Actor, table: str, last_entry: int) -> "QuerySet[Version]":
    """The same with its columns to ask for; an empty state is no JSON, whatever is filtered first."""
    columns = Cast(NullIf(F("state"), Value("")), JSONField())
    found = _last(table, last_entry).annotate(columns=columns)
    return found.filter(columns__office_id=str(scope.office_id))


def _holder_or_code(scope: Actor, last_entry: int, text: str) -> Q:
    code = text.upper().replace(" ", "")
    holders = _in_office(scope, HOLDERS, last_entry)
    named = Q(columns__name__icontains=text, columns__name_sealed="")
    named |= Q(columns__name_print=fingerprint(text)) | Q(columns__code__startswith=code)
    named |= Q(columns__uscc__startswith=code)
    rows: list[UUID] = list(holders.filter(named).values_list("row", flat=True)[:CHUNK])
    found = Q(columns__holder_id__in=[str(row) for row in rows]) | Q(columns__name__icontains=text)
    return found | Q(columns__code__startswith=code) | Q(columns__licence_no__startswith=code)
