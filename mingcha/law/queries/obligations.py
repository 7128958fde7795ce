"""Reading what the office works by: the figure in force on a day, each obligation with its dated rows, and
the changes proposed."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ROLES
from mingcha.common.errors import Refusal, Unknown
from mingcha.law.models import Obligation, ObligationChange
from mingcha.law.rules import BY_KEY, OBLIGATIONS, DefaultObligation
from mingcha.law.states import PROPOSED

STANDINGS = {"on": "执行", "off": "不执行"}
"""What a row says of the obligation: worked by or not."""


def figure(office_id: UUID, key: str, on: datetime.date) -> Obligation:
    """The row of `key` in force on that day; `Refusal` when the office has none for it."""
    return figure_by_day(office_id, key)(on)


def figure_by_day(office_id: UUID, key: str) -> Callable[[datetime.date], Obligation]:
    """The same asked of many days, with the rows read once."""
    figures = figure_if_any_by_day(office_id, key)

    def on_day(on: datetime.date) -> Obligation:
        found = figures(on)
        if found is None:
            raise Refusal(
                "figure-missing",
                f"没有在{on}施行的法定数值“{key}”，无从核对。",
                title="不能核对：缺少法定数值",
                remedy="请政策法规股在“法定义务”页提出这一天施行的数值和依据，由局领导批准。",
            )
        return found

    return on_day


def figure_if_any(office_id: UUID, key: str, on: datetime.date) -> Obligation | None:
    """The row of `key` with its number in force on that day; None where the office does not work by it, or
    not yet, or has switched it off."""
    return figure_if_any_by_day(office_id, key)(on)


def figure_if_any_by_day(office_id: UUID, key: str) -> Callable[[datetime.date], Obligation | None]:
    """The same asked of many days, with the rows read once."""
    rows = _rows_by_day(office_id, key)

    def on_day(on: datetime.date) -> Obligation | None:
        row = rows(on)
        return row if row and row.is_on and row.value else None

    return on_day


def holds(office_id: UUID, key: str, on: datetime.date) -> bool:
    """Whether the office works by this obligation on that day; without a row, as a new one would."""
    row = row_on(office_id, key, on)
    return row.is_on if row else BY_KEY[key].is_on


def row_on(office_id: UUID, key: str, on: datetime.date) -> Obligation | None:
    """The row of that day, switched on or off."""
    return _rows_by_day(office_id, key)(on)


def _rows_by_day(office_id: UUID, key: str) -> Callable[[datetime.date], Obligation | None]:
    rows = list(Obligation.objects.filter(office_id=office_id, key=key).order_by("-in_force_from"))
    return lambda on: next((row for row in rows if row.is_in_force(on)), None)


@dataclass(frozen=True)
class ObligationFilter:
    """What the list of obligations is narrowed to; empty words and choices narrow nothing."""

    words: str = ""
    confidence: str = ""
    standing: str = ""
    owner: str = ""


@dataclass(frozen=True)
class ObligationLine:
    """One obligation: the rule, the row that counts today, and all its rows, the latest first."""

    rule: DefaultObligation
    row: Obligation
    rows: tuple[Obligation, ...]
    today: datetime.date

    @property
    def owner(self) -> str:
        return ROLES[self.rule.owner]

    @property
    def is_on(self) -> bool:
        return self.row.is_on and self.status(self.row)[1] == "现行"

    @property
    def standing(self) -> tuple[str, str]:
        """Class and word of the status shown in the list."""
        if self.is_on:
            return "is-done", STANDINGS["on"]
        class_, word = self.status(self.row)
        return ("is-off", STANDINGS["off"]) if word == "现行" else (class_, word)

    @property
    def history(self) -> list[tuple[Obligation, str, str]]:
        """Every row with the class and word of its place in time."""
        return [(row, *self.status(row)) for row in self.rows]

    @property
    def next_row(self) -> Obligation | None:
        """The row that will follow the present one."""
        later = [row for row in self.rows if row.in_force_from > self.today and row.pk != self.row.pk]
        return later[-1] if later else None

    def status(self, row: Obligation) -> tuple[str, str]:
        if row.in_force_from > self.today:
            return "is-next", "未施行"
        ended = row.in_force_until is not None and row.in_force_until < self.today
        return ("is-off", "已失效") if ended else ("is-done", "现行")


def obligation_lines(
    scope: Actor, today: datetime.date, narrow: ObligationFilter = ObligationFilter()
) -> list[ObligationLine]:
    """The obligations of the viewer's office in the order of the table, narrowed. One query."""
    held: dict[str, list[Obligation]] = defaultdict(list)
    for row in _rows(scope).order_by("-in_force_from"):
        held[row.key].append(row)
    lines = [_line(rule, held[rule.key], today) for rule in OBLIGATIONS if held[rule.key]]
    return [line for line in lines if _fits(line, narrow)]


def find_obligation(scope: Actor, key: str, today: datetime.date) -> ObligationLine:
    """One obligation of the viewer's office, or `Unknown`."""
    rule, rows = BY_KEY.get(key), list(_rows(scope).filter(key=key).order_by("-in_force_from"))
    if rule is None or not rows:
        raise Unknown("no-obligation", "没有这一项法定义务。", title="没有找到")
    return _line(rule, rows, today)


def latest_row(scope: Actor, key: str) -> Obligation:
    """The row of `key` that begins last; `Unknown` when the office has none."""
    latest = _rows(scope).filter(key=key).order_by("-in_force_from").first()
    if latest is None:
        raise Unknown("no-obligation", "没有这一项法定义务。", title="没有找到")
    return latest


def changes_of(scope: Actor, key: str) -> QuerySet[ObligationChange]:
    """What was proposed for this obligation, the latest first."""
    return ObligationChange.objects.filter(office_id=scope.office_id, key=key)


def open_changes(scope: Actor) -> QuerySet[ObligationChange]:
    """What waits for a leader."""
    return ObligationChange.objects.filter(office_id=scope.office_id, state=PROPOSED)


def find_change(scope: Actor, pk: UUID) -> ObligationChange:
    """One proposed change of the viewer's office, or `Unknown`."""
    found = ObligationChange.objects.filter(office_id=scope.office_id, pk=pk).first()
    if found is None:
        raise Unknown("no-change", "没有这项义务变动。", title="没有找到")
    return found


def _rows(scope: Actor) -> QuerySet[Obligation]:
    return Obligation.objects.filter(office_id=scope.office_id)


def _line(rule: DefaultObligation, rows: list[Obligation], today: datetime.date) -> ObligationLine:
    """`rows` begin with the latest. What counts today is the last that has begun, else the first to begin."""
    begun = [row for row in rows if row.in_force_from <= today]
    return ObligationLine(rule, begun[0] if begun else rows[-1], tuple(rows), today)


def _fits(line: ObligationLine, narrow: ObligationFilter) -> bool:
    said = f"{line.row.title}{line.rule.text}{line.row.clause}{line.rule.key}"
    return (
        narrow.words.strip() in said
        and narrow.confidence in ("", line.row.confidence)
        and narrow.standing in ("", "on" if line.is_on else "off")
        and narrow.owner in ("", line.rule.owner)
    )
