"""What stands against the merged one stands against the one kept: nobody sheds a record by merging, and
nobody keeps one by a merger that was a mistake."""

import datetime
from collections.abc import Sequence
from itertools import takewhile

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.ledger.models import Record
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.rules.standing import CLEARED, COMPLAINTS, KINDS, LISTED, RISK_CLASS
from mingcha.registers.services.record_standing import present_value, set_fact

Member = Holder | Target
CARRIED, GIVEN_BACK = "合并登记", "拆回登记"


def carry_standing(actor: Actor, kept: Member, other: Member, reason: str) -> list[Record]:
    """Take over each standing fact of `other` that weighs more than that of `kept`, as an event that names
    it. `kept` is set, not saved."""
    return [_carry(actor, kept, other, kind, reason) for kind in KINDS if _weighs_more(kept, other, kind)]


def merged_above(other: Member) -> list[Member]:
    """What this row was merged into, step by step upwards."""
    found: list[Member] = []
    above: Member | None = other.merged_into
    while above is not None:
        found.append(above)
        above = above.merged_into
    return found


def give_back_standing(actor: Actor, other: Member, above: Sequence[Member], reason: str) -> list[Record]:
    """`other` stands for itself again (saved): each row `above` it has what it had without it, and again what
    weighs more of those that are still merged into it. What was said of one of them since stays. Saves, and
    returns what was saved."""
    records: list[Record] = []
    kinds, part = list(KINDS), other
    for kept in above:
        restored = [_restore(actor, kept, part, kind, reason) for kind in kinds]
        found = [event for event in restored if event is not None]
        if not found:
            break
        carried = [one for still in _merged(kept) for one in carry_standing(actor, kept, still, reason)]
        kept.save()
        records += [kept, *found, *carried]
        kinds, part = [event.kind for event in found], kept
    return records


def _merged(kept: Member) -> list[Member]:
    return list(type(kept)._default_manager.filter(merged_into=kept.pk).order_by("code"))


def _weighs_more(kept: Member, other: Member, kind: str) -> bool:
    fact = KINDS[kind]
    if kind in (RISK_CLASS, COMPLAINTS):
        return bool(getattr(other, fact.column) > getattr(kept, fact.column))
    return bool(getattr(other, fact.day_column)) and not getattr(kept, fact.day_column)


def _carry(actor: Actor, kept: Member, other: Member, kind: str, reason: str) -> Record:
    fact = KINDS[kind]
    former = str(getattr(kept, fact.column)) if fact.column else ""
    day = getattr(other, fact.day_column)
    setattr(kept, fact.day_column, day)
    if fact.column:
        setattr(kept, fact.column, getattr(other, fact.column))
    event = _event(actor, kept, kind, reason)
    event.value = str(getattr(kept, fact.column)) if fact.column else LISTED
    event.former, event.stands_on = former, day or moments.today()
    event.source, event.document_no = CARRIED, _from(other)
    event.save(force_insert=True)
    return event


def _restore(actor: Actor, kept: Member, part: Member, kind: str, reason: str) -> StandingEvent | None:
    """What `kept` had before `part`, and before others that are no longer merged into it; None where this
    kind did not come from them, or something was said of it since. `kept` is set, not saved."""
    still = {_from(one) for one in _merged(kept) if one.pk != part.pk}
    events = list(_events(kept, kind))
    undone = list(takewhile(lambda one: one.source == CARRIED and one.document_no not in still, events))
    if not undone or not _is_in_force(kept, undone[0]):
        return None
    former, day = undone[-1].former, _day_of(events[len(undone) :], undone[-1].former)
    event = _event(actor, kept, kind, reason)
    event.value = former or (CLEARED if KINDS[kind].is_flag else "")
    event.former, event.stands_on = undone[0].value, day or undone[0].stands_on
    event.source, event.document_no = GIVEN_BACK, f"拆回{part.code}"
    set_fact(kept, kind, event.value, event.stands_on)
    setattr(kept, KINDS[kind].day_column, day)
    event.save(force_insert=True)
    return event


def _from(other: Member) -> str:
    """How an event names the row that it came from."""
    return f"合并自{other.code}"


def _events(kept: Member, kind: str) -> "QuerySet[StandingEvent]":
    """Its own, the latest first."""
    found = StandingEvent.objects.filter(kind=kind, office_id=kept.office_id)
    own = found.filter(target=kept) if isinstance(kept, Target) else found.filter(holder=kept, target=None)
    return own.order_by("-recorded_at")


def _is_in_force(kept: Member, event: StandingEvent) -> bool:
    day = getattr(kept, KINDS[event.kind].day_column)
    value = present_value(kept, event.kind)
    return value == event.value and day in (event.stands_on, None)


def _day_of(earlier: Sequence[StandingEvent], value: str) -> datetime.date | None:
    return next((one.stands_on for one in earlier if one.value == value), None) if value else None


def _event(actor: Actor, kept: Member, kind: str, reason: str) -> StandingEvent:
    return StandingEvent(
        office_id=kept.office_id,
        holder=kept if isinstance(kept, Holder) else kept.holder,
        target=kept if isinstance(kept, Target) else None,
        kind=kind,
        reason=reason,
        person_id=actor.person_id,
        person_name=actor.name,
        recorded_at=moments.now(),
    )
