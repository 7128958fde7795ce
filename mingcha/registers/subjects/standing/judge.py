"""Every row of a list of standing facts against what stands in the register. What is older than the register
changes nothing; the same result of a later day is a change of its day."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, judged
from mingcha.registers.models import Holder
from mingcha.registers.queries import StandingChange, known_changes, last_said_on
from mingcha.registers.rules.standing import CLEARED, KINDS, value_words
from mingcha.registers.services.record_standing import present_value
from mingcha.registers.subjects.cells import as_date
from mingcha.registers.subjects.known import KnownHolders

SaidOn = Mapping[tuple[UUID, str], datetime.date]
Seen = dict[tuple[object, str], tuple[int, str, str]]
"""Holder and kind → number, value and day of the first row that says it."""


def judge_facts(scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
    """The verdicts, in the order of the rows."""
    known = KnownHolders(scope, rows)
    said_on = last_said_on(scope, known.all())
    seen: Seen = {}
    changes = known_changes(scope) if any(map(_is_change, rows)) else frozenset()
    return [_judge(row, known.of(row), seen, said_on, changes) for row in rows]


def _judge(
    row: Parsed, holder: Holder | str, seen: Seen, said_on: SaidOn, known: Collection[StandingChange]
) -> Judged:
    if isinstance(holder, str):
        return judged(row, REFUSED, refused=holder)
    if _is_change(row) and _is_known(row, holder, known):
        return judged(row, UNCHANGED)
    if trouble := _not_by_workbook(row) or _contradiction(row, holder, seen):
        return judged(row, REFUSED, refused=trouble)
    fresh = {kind: value for kind, value in row.values["facts"].items() if _is_first(row, holder, kind, seen)}
    older = [kind for kind in fresh if _newer(row, holder, kind, said_on)]
    changes = {k: v for k, v in fresh.items() if k not in older and _changes(row, holder, k, v)}
    if older and not changes:
        day = _newer(row, holder, older[0], said_on)
        reason = f"名录库中已是{day}的{KINDS[older[0]].title}，比本表的{row.values['stands_on']}新。"
        return judged(row, REFUSED, refused=reason)
    ties = {"holder": holder, "changes": changes}
    if not changes:
        return judged(row, UNCHANGED, ties=ties)
    shown = [_difference(row, holder, kind, value) for kind, value in changes.items()]
    verdict = CHANGED if any(getattr(holder, KINDS[kind].day_column) for kind in changes) else NEW
    return judged(row, verdict, record_id=holder.pk, differences=shown, ties=ties)


def _is_change(row: Parsed) -> bool:
    """Whether the row has the form of the exported list of changes."""
    return bool(row.values.get("is_change"))


def _is_known(row: Parsed, holder: Holder, known: Collection[StandingChange]) -> bool:
    """Whether the register has exactly these changes: the row comes from its own export."""
    day = datetime.date.fromisoformat(row.values["stands_on"])
    return all((holder.pk, kind, value, day) in known for kind, value in row.values["facts"].items())


def _not_by_workbook(row: Parsed) -> str:
    if not _is_change(row):
        return ""
    if row.values["target"]:
        return (
            f"这一行是检查对象“{row.values['target']}”自己的结果，表格只登记主体的结果。"
            "请在这个检查对象的页面登记。"
        )
    return "" if all(row.values["facts"].values()) else "没有填写结果，或者结果是“无”，没有可登记的内容。"


def _contradiction(row: Parsed, holder: Holder, seen: Seen) -> str:
    for kind, value in row.values["facts"].items():
        number, earlier, day = seen.get((holder.pk, kind), (row.number, value, row.values["stands_on"]))
        if (earlier, day) != (value, row.values["stands_on"]):
            return f"与第{number}行是同一个主体，但“{KINDS[kind].title}”不同，分不清哪一行对。请只留一行。"
    return ""


def _is_first(row: Parsed, holder: Holder, kind: str, seen: Seen) -> bool:
    mine = (row.number, row.values["facts"][kind], row.values["stands_on"])
    return seen.setdefault((holder.pk, kind), mine) == mine


def _newer(row: Parsed, holder: Holder, kind: str, said_on: SaidOn) -> datetime.date | None:
    """The day of what the register knows, when it is later than that of the row."""
    days = (said_on.get((holder.pk, kind)), getattr(holder, KINDS[kind].day_column))
    day = max(filter(None, days), default=None)
    return day if day is not None and day.isoformat() > row.values["stands_on"] else None


def _changes(row: Parsed, holder: Holder, kind: str, value: str) -> bool:
    present = present_value(holder, kind)
    if KINDS[kind].is_flag:
        return value != present and not (value == CLEARED and not present)
    return value != present or getattr(holder, KINDS[kind].day_column) != as_date(row.values["stands_on"])


def _difference(row: Parsed, holder: Holder, kind: str, value: str) -> tuple[str, str, str]:
    day = getattr(holder, KINDS[kind].day_column)
    old = value_words(kind, present_value(holder, kind))
    return (
        KINDS[kind].title,
        f"{old}（{day}）" if day else old,
        f"{value_words(kind, value)}（{row.values['stands_on']}）",
    )
