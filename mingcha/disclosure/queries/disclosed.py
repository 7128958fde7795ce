"""What was made public record by record: the versions that anybody reads now, what was corrected, taken
back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.workbooks.writer import Value
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.rules.fields import DAY, PAGE, Field, Row, differences, revived
from mingcha.disclosure.rules.objections import BEING_CORRECTED, IN_HAND
from mingcha.disclosure.states import OPEN_OBJECTION, PUBLIC, UPHELD, WITHDRAWN

if TYPE_CHECKING:
    from mingcha.disclosure.queries.kinds import Kind

RECORD_FIELD = Field("record", "编号", "这一条的编号，更正后不变。")
DISCLOSED_ON = Field("disclosed_on", "公示日期", "第一次公示的那一天。", DAY)
CORRECTED_ON = Field("corrected_on", "更正日期", "最近一次更正的那一天；没有更正过的为空。", DAY)
OBJECTED = Field("objection", "异议", "检查对象对这一条提出异议、还没有办结的，写办到哪里；没有的为空。")
# What disclosure adds to a record; everything else of a kind is the snapshot.
ADDED = {RECORD_FIELD.key, DISCLOSED_ON.key, CORRECTED_ON.key, OBJECTED.key, PAGE}


@dataclass(frozen=True)
class Change:
    """A correction or a withdrawal as anybody reads it: of a withdrawn record no value is told any more."""

    is_withdrawal: bool
    on: date
    reason: str
    changed: tuple[tuple[str, str, str], ...] = ()

    @property
    def word(self) -> str:
        return "撤回" if self.is_withdrawal else "更正"


@dataclass(frozen=True)
class PublicRecord:
    """One record with all its versions; `now` is what is public, None once it was withdrawn or its last day,
    `until`, is over."""

    kind: "Kind"
    last: Disclosure
    now: Row | None
    changes: tuple[Change, ...]
    """The latest first."""
    until: Value = None


def snapshot_fields(kind: "Kind") -> list[Field]:
    """The fields whose values are kept at the publication."""
    return [field for field in kind.fields if field.key not in ADDED]


def disclosed_rows(key: str, fields: Sequence[Field]) -> Callable[[], Iterator[Row]]:
    """The public rows of a kind that is published record by record: the `rows` of its row in the table of
    kinds, whose `tables` are then `disclosure_disclosure`."""

    def rows() -> Iterator[Row]:
        versions = Disclosure.objects.filter(kind=key).order_by("number")
        first: dict[str, date] = {}
        for record, at in versions.values_list("record", "disclosed_at"):
            first.setdefault(record, moments.local_day(at))
        objected = _objected()
        for one in versions.filter(state=PUBLIC).order_by("-disclosed_at", "record"):
            yield _row(fields, one, first[one.record], objected)

    return rows


def _objected() -> dict[str, str]:
    """By record, how far the objection to it is: to results alone, whose key is that of their visit."""
    rows = Objection.objects.filter(state__in=OPEN_OBJECTION).order_by("number")
    found: dict[str, str] = {}
    for inspection, state in rows.values_list("inspection", "state"):
        told = BEING_CORRECTED if state == UPHELD else IN_HAND
        found[str(inspection)] = found.get(str(inspection)) or told
    return found


def _row(fields: Sequence[Field], one: Disclosure, disclosed_on: date, objected: Mapping[str, str]) -> Row:
    corrected = moments.local_day(one.disclosed_at) if one.number > 1 else None
    snapshot = revived([field for field in fields if field.key not in ADDED], one.values)
    return {
        **snapshot,
        RECORD_FIELD.key: one.record,
        DISCLOSED_ON.key: disclosed_on,
        CORRECTED_ON.key: corrected,
        OBJECTED.key: objected.get(one.record, ""),
        PAGE: f"records/{one.kind}/{one.record}/",
    }


def is_over(until: object, today: date) -> bool:
    """Whether what is public up to that day is so no more; without a day it stays."""
    return isinstance(until, date) and until < today


def versions_of(kind: "Kind", record: str) -> "QuerySet[Disclosure]":
    """Every version, the latest first."""
    return Disclosure.objects.filter(kind=kind.key, record=record).order_by("-number")


def public_record(kind: "Kind", record: str) -> PublicRecord:
    """The record as anybody may read it, a withdrawn one too; `Unknown` when it was never public."""
    versions = list(versions_of(kind, record))
    if kind.candidates is None or not versions:
        raise Unknown("no-such-record", "没有公示过这一条。", title="没有找到")
    last = versions[0]
    first_on = moments.local_day(versions[-1].disclosed_at)
    row = _row(kind.fields, last, first_on, _objected())
    until = row[kind.until] if kind.until else None
    is_gone = last.is_withdrawn or is_over(until, moments.today())
    changes = tuple(_changes(kind, versions))
    return PublicRecord(kind, last, None if is_gone else row, changes, until)


def _changes(kind: "Kind", versions: Sequence[Disclosure]) -> Iterator[Change]:
    """The latest first; what was said up to a withdrawal nobody is told again by a difference."""
    is_taken_back = False
    for place, one in enumerate(versions):
        is_taken_back = is_taken_back or one.is_withdrawn
        if one.is_withdrawn and one.ended_at:
            yield Change(True, moments.local_day(one.ended_at), one.withdrawal_reason)
        before = versions[place + 1] if place + 1 < len(versions) else None
        if before is not None and not before.is_withdrawn:
            told = () if is_taken_back else differences(snapshot_fields(kind), before.values, one.values)
            yield Change(False, moments.local_day(one.disclosed_at), one.reason, tuple(told))


def withdrawn_of(kind: "Kind") -> list[Disclosure]:
    """What was taken back and not published anew, the latest first."""
    return _still_withdrawn(Disclosure.objects.filter(kind=kind.key))


def withdrawn_of_holder(code: str) -> list[Disclosure]:
    """The same of one company, of every kind."""
    return _still_withdrawn(Disclosure.objects.filter(holder_code=code))


def _still_withdrawn(found: "QuerySet[Disclosure]") -> list[Disclosure]:
    later = Disclosure.objects.filter(
        office=OuterRef("office"),
        kind=OuterRef("kind"),
        record=OuterRef("record"),
        number__gt=OuterRef("number"),
    )
    return list(found.filter(~Exists(later), state=WITHDRAWN).order_by("-ended_at", "-record"))
