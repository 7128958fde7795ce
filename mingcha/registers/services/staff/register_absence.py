"""Somebody is away for some days: leave, posted away, suspended. Within them nobody draws him."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import Absence
from mingcha.registers.policies import can_confirm_absence
from mingcha.registers.rules.staff import ABSENCES
from mingcha.registers.services.staff.changing import changing, changing_inspector, require_reason


@dataclass(frozen=True)
class AbsenceFacts:
    """From and until inclusive; without `until_on` until an end is entered."""

    kind: str
    from_on: datetime.date
    until_on: datetime.date | None = None
    note: str = ""


def register_absence(
    *, actor: Actor, inspector: UUID, facts: AbsenceFacts, scan: Scan | None = None, reason: str = ""
) -> Absence:
    """The absence. `Refusal` when it ends before it begins or names no known reason, `Conflict` when the same
    days are taken."""
    with changing_inspector(actor, inspector) as found:
        _check(found.pk, facts)
        proofs = keep_scan(actor, scan)
        absence = Absence.objects.create(
            inspector=found,
            kind=facts.kind,
            from_on=facts.from_on,
            until_on=facts.until_on,
            note=facts.note,
            proof=proofs[0] if proofs else None,
            entered_by_id=actor.person_id,
            entered_at=moments.now(),
        )
        record_act(
            "registers.register_absence",
            actor=actor,
            reason=reason or facts.note,
            content={"roster_no": found.roster_no, "kind": facts.kind},
            records=[*proofs, absence],
        )
    return absence


def confirm_absence(*, actor: Actor, absence: UUID) -> Absence:
    """A second person has seen that it is so. From then on it counts where a seat is redrawn."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        found = absence_of(actor, absence)
        can_confirm_absence(actor, found).require()
        if found.is_void or found.confirmed_at is not None:
            raise Conflict("absence-settled", "这条登记已经确认或者撤销。", title="不能确认：不用再确认")
        found.confirmed_by_id, found.confirmed_at = actor.person_id, moments.now()
        found.save()
        content = {"roster_no": found.inspector.roster_no, "kind": found.kind}
        record_act("registers.confirm_absence", actor=actor, content=content, records=[found])
    return found


def end_absence(*, actor: Actor, absence: UUID, until_on: datetime.date | None, reason: str) -> Absence:
    """The last day of the absence; without one it never took place. Longer than a second person confirmed it
    has to be confirmed anew, by another than who made it longer."""
    with changing(actor):
        require_reason(reason)
        found = absence_of(actor, absence)
        if found.is_void:
            raise Conflict("absence-void", "这条登记已经撤销。", title="不能办理：已经撤销")
        if until_on is None:
            found.is_void = True
        elif until_on < found.from_on:
            raise Refusal("absence-dates", "止期早于起期。", title="不能办理：日期前后颠倒")
        else:
            _make_last(actor, found, until_on)
        found.save()
        content = {"roster_no": found.inspector.roster_no, "kind": found.kind}
        record_act("registers.end_absence", actor=actor, reason=reason, content=content, records=[found])
    return found


def _make_last(actor: Actor, absence: Absence, until_on: datetime.date) -> None:
    if absence.until_on is not None and until_on > absence.until_on:
        absence.confirmed_by_id = absence.confirmed_at = None
        absence.entered_by_id, absence.entered_at = actor.person_id, moments.now()
    absence.until_on = until_on


def absence_of(scope: Actor, absence: UUID) -> Absence:
    """One absence of the viewer's office, or `Unknown`."""
    found = Absence.objects.filter(inspector__office=scope.office_id, pk=absence)
    one = found.select_related("inspector").first()
    if one is None:
        raise Unknown("no-such-absence", "没有登记这次离岗。", title="没有找到这条登记")
    return one


def _check(inspector: UUID, facts: AbsenceFacts) -> None:
    if facts.kind not in ABSENCES:
        raise Refusal("absence-kind", "没有选择事由。", title="不能登记：没有事由")
    if facts.until_on and facts.until_on < facts.from_on:
        raise Refusal("absence-dates", "止期早于起期。", title="不能登记：日期前后颠倒")
    others = Absence.objects.filter(inspector=inspector, is_void=False)
    if any(_overlap(one, facts) for one in others):
        raise Conflict(
            "absence-overlap",
            "这些天已经登记离岗。",
            title="不能登记：日期重叠",
            remedy="请先结束或撤销原来的登记。",
        )


def _overlap(one: Absence, facts: AbsenceFacts) -> bool:
    starts_in_time = facts.until_on is None or one.from_on <= facts.until_on
    return starts_in_time and (one.until_on is None or one.until_on >= facts.from_on)
