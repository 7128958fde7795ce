"""What stands against the merged one stands against the one kept: nobody sheds a record by merging."""

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.ledger.models import Record
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.rules.standing import COMPLAINTS, KINDS, LISTED, RISK_CLASS

Member = Holder | Target
SOURCE = "合并登记"


def carry_standing(actor: Actor, kept: Member, other: Member, reason: str) -> list[Record]:
    """Take over each standing fact of `other` that weighs more than that of `kept`, as an event that names
    it. `kept` is set, not saved."""
    return [_carry(actor, kept, other, kind, reason) for kind in KINDS if _weighs_more(kept, other, kind)]


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
    return StandingEvent.objects.create(
        office_id=kept.office_id,
        holder=kept if isinstance(kept, Holder) else kept.holder,
        target=kept if isinstance(kept, Target) else None,
        kind=kind,
        value=str(getattr(kept, fact.column)) if fact.column else LISTED,
        former=former,
        stands_on=day or moments.today(),
        source=SOURCE,
        document_no=f"合并自{other.code}",
        reason=reason,
        person_id=actor.person_id,
        person_name=actor.name,
        recorded_at=moments.now(),
    )
