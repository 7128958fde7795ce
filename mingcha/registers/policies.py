"""Who may see and change the registers. Administrators see no business nouns; inspectors and witnesses get
what they need from the draw, not from here (GB/T 22239-2019 8.1.4.2, threats T17)."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles, is_head
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, READERS, ROLES
from mingcha.registers.models import Absence, ConflictOfInterest, Delegation
from mingcha.registers.rules.staff import ON_INTERESTS, ON_URGENCY

READER_ORDER = tuple(role for role in ROLES if role in READERS)


def can_read_registers(actor: Actor) -> Decision:
    """Targets, inspectors and past imports."""
    return allow_roles(actor, *READER_ORDER)


def can_import_targets(actor: Actor) -> Decision:
    """Enforcement leads the register of targets, business sections contribute."""
    return allow_roles(actor, ENFORCEMENT, BUSINESS)


def can_enter_target(actor: Actor) -> Decision:
    """One target or holder entered or corrected by hand: whoever may bring a workbook in."""
    return allow_roles(actor, ENFORCEMENT, BUSINESS)


def can_change_target(actor: Actor) -> Decision:
    """A target's state and class are enforcement's."""
    return allow_roles(actor, ENFORCEMENT)


def can_keep_categories(actor: Actor) -> Decision:
    """Enforcement leads the register and says what it keeps."""
    return allow_roles(actor, ENFORCEMENT)


def can_decide_duplicates(actor: Actor) -> Decision:
    """Whether two entries are one, and whose a target is, enforcement decides."""
    return allow_roles(actor, ENFORCEMENT)


def can_import_inspectors(actor: Actor) -> Decision:
    """The register of inspectors is the legal section's."""
    return allow_roles(actor, LEGAL)


def can_change_inspector(actor: Actor) -> Decision:
    return allow_roles(actor, LEGAL)


def can_confirm_absence(actor: Actor, absence: Absence) -> Decision:
    """Another person than who entered it: an absence decides who is passed over where a seat is redrawn."""
    if actor.person_id is None:
        return Decision(False, "离岗登记须由登录的人员确认。")
    if actor.person_id == absence.entered_by_id:
        return Decision(False, "登记的人不能自己确认，请由政策法规或局领导的另一人确认。")
    return allow_roles(actor, LEGAL, LEADER)


def can_see_endings(actor: Actor) -> Decision:
    """Who is reminded of licences, trainings and qualifications that end."""
    return allow_roles(actor, LEADER, LEGAL)


def can_declare_conflict(actor: Actor) -> Decision:
    """The legal section enters what inspectors declare (行政处罚法第四十三条)."""
    return allow_roles(actor, LEGAL)


def can_decide_conflict(actor: Actor, conflict: ConflictOfInterest, on: datetime.date) -> Decision:
    """The head, or whom the head let decide in writing that day; never the person concerned. On a head's own
    interest the collective decides, and another leader or the legal section enters the minutes."""
    # Obligation stand-aside of docs/law/obligations.yml.
    concerned = conflict.inspector.person_id
    if concerned is not None and concerned == actor.person_id:
        return Decision(False, "本人的利害关系不能由本人决定。")
    if needs_collective(conflict):
        return allow_roles(actor, LEADER, LEGAL)
    if actor.has(LEADER) or delegation_of(actor, on) is not None:
        return Decision(True)
    return Decision(False, "由局领导或其书面授权的人员决定。")


def needs_collective(conflict: ConflictOfInterest) -> bool:
    """Whether the person concerned is a leader of the office."""
    person = conflict.inspector.person
    return person is not None and person.grants.filter(role=LEADER, ended_at=None).exists()


def delegation_of(actor: Actor, on: datetime.date, matter: str = ON_INTERESTS) -> Delegation | None:
    """The written delegation under which this person may decide that matter that day."""
    if actor.person_id is None:
        return None
    given = Delegation.objects.filter(person=actor.person_id, office=actor.office_id, matter=matter)
    return given.filter(from_on__lte=on, until_on__gte=on).order_by("-until_on").first()


def can_delegate(actor: Actor, matter: str = ON_INTERESTS) -> Decision:
    """Who lets somebody else decide: a leader on interests, on urgency who decides it himself."""
    return is_head(actor) if matter == ON_URGENCY else allow_roles(actor, LEADER)


def can_lead_round(actor: Actor) -> Decision:
    """The legal section opens and closes the yearly declaration and enters answers on paper."""
    return allow_roles(actor, LEGAL)


def can_propose_borrowing(actor: Actor) -> Decision:
    """Who asks for a whole bureau or section."""
    return allow_roles(actor, ENFORCEMENT, LEGAL)


def can_decide_borrowing(actor: Actor) -> Decision:
    """A leader approves."""
    return allow_roles(actor, LEADER)


def can_export_in_full(actor: Actor) -> Decision:
    """An export with the names and numbers of natural persons: for those who keep the register, so that it
    can be corrected and brought in again. Everybody else's export is masked."""
    return allow_roles(actor, ENFORCEMENT, LEGAL)


def can_record_standing(actor: Actor) -> Decision:
    """Risk classes, complaints, lists and public concern decide how much is inspected: enforcement alone."""
    return allow_roles(actor, ENFORCEMENT)


def can_correct_visit(actor: Actor) -> Decision:
    """What counts against caps is put right by who leads the register."""
    return allow_roles(actor, ENFORCEMENT)


def can_record_visits(actor: Actor) -> Decision:
    """Past visits: who inspects, who keeps the register, and a leader who takes a public result back."""
    return allow_roles(actor, ENFORCEMENT, BUSINESS, INSPECTOR, LEADER)
