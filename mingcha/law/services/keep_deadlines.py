"""Deadlines, written from above: set, closed, and counted anew when the calendar changes.

None of these is an act of its own: the caller holds the transaction and records the rows in its own entry."""

import datetime
from uuid import UUID

from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.law.models import Deadline
from mingcha.law.queries.calendar import calendar_of
from mingcha.law.queries.deadlines import Moved, moved_by, open_deadlines
from mingcha.law.queries.obligations import figure
from mingcha.law.rules.calendar import Calendar, unit_of


def set_deadline(
    *,
    office_id: UUID,
    kind: str,
    subject: UUID,
    title: str,
    starts_on: datetime.date,
    figure_key: str,
    url: str = "",
) -> Deadline:
    """The open deadline of this kind for `subject`, saved: so many days after `starts_on`, which is not
    counted, as the figure in force on that day says. Set again it is counted from the new start.

    `title` is shown in the ledger and must name nobody. `Refusal` when no figure was in force."""
    # Obligation working-days of docs/law/obligations.yml.
    lock(f"law/{office_id}")
    rule = figure(office_id, figure_key, starts_on)
    deadline = open_deadlines(office_id, kind).filter(subject=subject).first() or Deadline(
        office_id=office_id, kind=kind, subject=subject
    )
    deadline.title, deadline.url, deadline.clause = title[:120], url, rule.clause
    deadline.starts_on, deadline.count, deadline.unit = starts_on, rule.as_count, unit_of(rule.unit)
    deadline.due_on, deadline.is_provisional = calendar_of(office_id).last_day(
        starts_on, deadline.count, deadline.unit
    )
    deadline.save()
    return deadline


def close_deadlines(*, office_id: UUID, kind: str, subject: UUID | None = None) -> list[Deadline]:
    """Those of this kind that were open, closed now: for one subject, or for all where one act meets all."""
    found = open_deadlines(office_id, kind)
    closed = list(found if subject is None else found.filter(subject=subject))
    for deadline in closed:
        deadline.closed_at = moments.now()
        deadline.save()
    return closed


def recount_deadlines(*, office_id: UUID, calendar: Calendar) -> list[Moved]:
    """Every open deadline counted by this calendar; those that moved, saved. The caller holds the lock."""
    found = moved_by(office_id, calendar)
    for one in found:
        one.deadline.due_on, one.deadline.is_provisional = one.new
        one.deadline.save()
    return found
