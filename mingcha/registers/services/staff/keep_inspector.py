"""A person is entered into the register by hand, or what stands there is put right."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.registers.models import Inspector
from mingcha.registers.rules.numbering import next_number, numbered
from mingcha.registers.services.staff.changing import changing, changing_inspector, require_reason
from mingcha.registers.states import ON_DUTY

ROSTER, ROSTER_WIDTH = "R", 4


@dataclass(frozen=True)
class InspectorFacts:
    """What the form says of a person. `phone` is the numbers joined by 、; `account` the person's own login;
    `is_namesake` that somebody of the same name in the section is another person."""

    name: str
    employer: str = ""
    section: UUID | None = None
    post: str = ""
    qualifications: tuple[str, ...] = ()
    is_expert: bool = False
    can_lead: bool = False
    phone: str = ""
    account: UUID | None = None
    note: str = ""
    is_namesake: bool = False


def add_inspector(*, actor: Actor, facts: InspectorFacts, reason: str) -> Inspector:
    """The new person on duty, not eligible before a licence and a training are entered. `Conflict` when one
    of the same name stands in the same section and nobody said that it is another person."""
    with changing(actor):
        require_reason(reason)
        inspector = Inspector(office_id=actor.office_id, roster_no=free_roster_no(actor), state=ON_DUTY)
        _set(actor, inspector, facts)
        _require_nobody_else(inspector, facts)
        inspector.save(force_insert=True)
        _record("registers.add_inspector", actor, inspector, reason)
    return inspector


def change_inspector(*, actor: Actor, inspector: UUID, facts: InspectorFacts, reason: str) -> Inspector:
    """The person as the form says. Licences, trainings, interests and the state have verbs of their own."""
    with changing_inspector(actor, inspector) as found:
        require_reason(reason)
        _set(actor, found, facts)
        _require_nobody_else(found, facts)
        found.save()
        _record("registers.change_inspector", actor, found, reason)
    return found


def free_roster_no(actor: Actor) -> str:
    """The next number of the roster; numbers are never given twice, partners' people share the sequence."""
    given = Inspector.objects.filter(office_id=actor.office_id, roster_no__startswith=ROSTER)
    return numbered(ROSTER, next_number(given.values_list("roster_no", flat=True)), ROSTER_WIDTH)


def _set(actor: Actor, inspector: Inspector, facts: InspectorFacts) -> None:
    if not any(map(str.isalpha, facts.name)):
        raise Refusal("name-missing", "没有填写姓名。", title="不能登记：没有姓名")
    sections = Section.objects.filter(office_id=actor.office_id)
    section = sections.filter(pk=facts.section).first() if facts.section else None
    inspector.name, inspector.employer, inspector.post = facts.name, facts.employer, facts.post
    inspector.qualifications = list(facts.qualifications)
    inspector.is_expert, inspector.can_lead = facts.is_expert, facts.can_lead
    inspector.note, inspector.phone = facts.note, facts.phone
    if inspector.partner_id is None:
        # a section named by a workbook that the office has not set up stays until another is chosen
        if section is not None or inspector.section_id is not None:
            inspector.section_name = section.name if section else ""
        inspector.section = section
        inspector.person = _account(actor, inspector, facts.account)


def _account(actor: Actor, inspector: Inspector, account: UUID | None) -> Person | None:
    if account is None:
        return None
    person = Person.objects.filter(office_id=actor.office_id, pk=account).first()
    if person is None or Inspector.objects.filter(person=person).exclude(pk=inspector.pk).exists():
        raise Conflict(
            "account-taken", "这个账号不属于本机构，或已关联另一名检查人员。", title="不能关联：账号不可用"
        )
    return person


def _require_nobody_else(inspector: Inspector, facts: InspectorFacts) -> None:
    """Namesakes are never merged and never doubled unawares."""
    near = Q(section_name=inspector.section_name)
    if inspector.phone_print:
        near |= Q(phone_print=inspector.phone_print)
    same = Inspector.objects.filter(near, office=inspector.office_id, name=inspector.name)
    found = same.exclude(pk=inspector.pk).first()
    if found is not None and not facts.is_namesake:
        raise Conflict(
            "namesake",
            f"{found.section_name or '名录库'}已有同名人员{found.name}（{found.roster_no}）。",
            title="不能登记：可能是同一人",
            remedy="是同一人的，请在他的页面修改；是另一人的，请勾选“是另一名同名人员”。",
        )


def _record(act: str, actor: Actor, inspector: Inspector, reason: str) -> None:
    content = {"roster_no": inspector.roster_no}
    record_act(act, actor=actor, reason=reason, content=content, records=[inspector])
