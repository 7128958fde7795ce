"""What stands beside inspectors: ends that come near, trainings, the figures they are measured by."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.moments import local_day
from mingcha.law.queries import figure, figure_if_any
from mingcha.law.rules import (
    TRAINING_HOURS_A_YEAR,
    TRAINING_VALID_MONTHS,
    WARN_FIRST_DAYS,
    WARN_LAST_DAYS,
    WARN_SECOND_DAYS,
)
from mingcha.ledger.queries import first_written
from mingcha.registers.models import Inspector
from mingcha.registers.queries.people import inspectors_of
from mingcha.registers.rules.endings import (
    LICENCE,
    OVER,
    QUALIFICATION,
    THINGS,
    TRAINING,
    Dated,
    Ending,
    Steps,
    endings,
)
from mingcha.registers.rules.staff import months_later


@dataclass(frozen=True)
class PersonEnding:
    """An end that comes near, with the person it concerns; `late_since` is the day on which it was entered
    with an end that was past already, None for what ended on the register."""

    inspector: Inspector
    ending: Ending
    late_since: datetime.date | None = None

    @property
    def thing_word(self) -> str:
        return THINGS[self.ending.thing]

    @property
    def status_class(self) -> str:
        return {"over": "is-late", "first": "is-next"}.get(self.ending.level, "is-due")

    @property
    def status_word(self) -> str:
        left = self.ending.days_left
        return f"已过期{-left}日" if left < 0 else f"还有{left}日" if left else "今天到期"


def training_end(office_id: UUID, completed_on: datetime.date) -> datetime.date:
    """Until when a training passed on that day holds where its certificate says nothing."""
    months = figure(office_id, TRAINING_VALID_MONTHS, completed_on).as_count
    return months_later(completed_on, months)


def warning_steps(office_id: UUID, on: datetime.date) -> Steps | None:
    """The days before an end at which the office warns; None where it has set none."""
    found = [figure_if_any(office_id, key, on) for key in (WARN_FIRST_DAYS, WARN_SECOND_DAYS, WARN_LAST_DAYS)]
    first, second, last = (row.as_count if row else None for row in found)
    if first is None or second is None or last is None:
        return None
    return Steps(first, second, last)


def person_endings(scope: Actor, on: datetime.date) -> list[PersonEnding]:
    """What of the office's own people ends within the first warning or has ended, the earliest first. People
    who have left the roster for good are not brought up."""
    steps = warning_steps(scope.office_id, on)
    if steps is None:
        return []
    people = inspectors_of(scope).filter(partner=None).exclude(state="ended")
    pairs = [
        (inspector, ending)
        for inspector in people
        for ending in endings(list(_held(inspector, on)), steps, on)
    ]
    entered = first_written([end.row for _, end in pairs if end.row and end.level == OVER])
    found = [PersonEnding(inspector, end, _late_since(end, entered)) for inspector, end in pairs]
    return sorted(found, key=lambda one: (one.ending.end, one.inspector.roster_no))


def _late_since(ending: Ending, entered: Mapping[UUID, datetime.datetime]) -> datetime.date | None:
    moment = entered.get(ending.row) if ending.row else None
    day = local_day(moment) if moment else None
    return day if day and ending.end < day else None


def _held(inspector: Inspector, on: datetime.date) -> Iterable[Dated]:
    for licence in inspector.licences.all():
        if (
            licence.valid_until
            and not licence.is_permanent
            and not (licence.ended_on and licence.ended_on <= on)
        ):
            yield Dated(LICENCE, licence.number, licence.valid_until, licence.pk)
    for training in inspector.trainings.all():
        if not training.is_void:
            yield Dated(TRAINING, "", training.valid_until, training.pk)
    for one in inspector.certificates.all():
        if one.valid_until and not one.is_permanent and not (one.ended_on and one.ended_on <= on):
            yield Dated(QUALIFICATION, one.name, one.valid_until, one.pk)


def training_hours(inspector: Inspector, year: int) -> int:
    """Hours of trainings passed in a year."""
    passed = (one for one in inspector.trainings.all() if not one.is_void and one.completed_on)
    return sum(one.hours for one in passed if one.completed_on and one.completed_on.year == year)


def hours_wanted(office_id: UUID, on: datetime.date) -> int | None:
    """Hours a year that the office asks for; None where it asks for none."""
    found = figure_if_any(office_id, TRAINING_HOURS_A_YEAR, on)
    return found.as_count if found else None
