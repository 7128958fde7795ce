"""Name who keeps a register."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.accounts.queries import find_person, find_section
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.upkeep.models import Upkeep
from mingcha.upkeep.policies import can_assign_upkeep
from mingcha.upkeep.queries import upkeep_of


def assign_upkeep(
    *, actor: Actor, kind: str, section: Section | None, person: Person | None, reason: str
) -> Upkeep:
    """The row with its keeper from now on: a section, within it perhaps one person; without either the
    division of the plan. `Refusal` without a reason, or for a person who has left or sits elsewhere."""
    with transaction.atomic():
        lock(f"upkeep/{actor.office_id}")
        can_assign_upkeep(actor).require()
        upkeep = upkeep_of(actor.office_id, kind)
        upkeep.section = find_section(actor, section.pk) if section else None
        upkeep.person = find_person(actor, person.pk) if person else None
        _require(upkeep, reason)
        upkeep.save()
        content = {"kind": kind, "section": upkeep.section.name if upkeep.section else ""}
        record_act("upkeep.assign_upkeep", actor=actor, reason=reason, content=content, records=[upkeep])
    return upkeep


def _require(upkeep: Upkeep, reason: str) -> None:
    person, section = upkeep.person, upkeep.section
    if not reason.strip():
        raise Refusal("no-reason", "请写明为什么这样分工。", title="不能保存：没有理由")
    if person and not person.is_active:
        raise Refusal("keeper-left", f"{person.name}已经离岗。", title="不能保存：人员已离岗")
    if person and section and person.section_id != section.pk:
        raise Refusal(
            "keeper-elsewhere",
            f"{person.name}不在{section.name}。",
            title="不能保存：股室与人员不一致",
            remedy="请改选股室，或只选股室不选人员。",
        )
