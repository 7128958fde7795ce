"""Who may see and change the registers. Administrators see no business nouns; inspectors and witnesses get
what they need from the draw, not from here (GB/T 22239-2019 8.1.4.2, threats T17)."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, READERS, ROLES

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


def can_see_endings(actor: Actor) -> Decision:
    """Who is reminded of licences, trainings and qualifications that end."""
    return allow_roles(actor, LEADER, LEGAL)


def can_declare_conflict(actor: Actor) -> Decision:
    """The legal section enters what inspectors declare (行政处罚法第四十三条)."""
    return allow_roles(actor, LEGAL)


def can_export_in_full(actor: Actor) -> Decision:
    """An export with the names and numbers of natural persons: for those who keep the register, so that it
    can be corrected and brought in again. Everybody else's export is masked."""
    return allow_roles(actor, ENFORCEMENT, LEGAL)


def can_record_standing(actor: Actor) -> Decision:
    """Risk classes, complaints, lists and public concern decide how much is inspected: enforcement alone."""
    return allow_roles(actor, ENFORCEMENT)


def can_record_visits(actor: Actor) -> Decision:
    """Past visits: who inspects, and who keeps the register."""
    return allow_roles(actor, ENFORCEMENT, BUSINESS, INSPECTOR)
