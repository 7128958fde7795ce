"""Who may inspect on a day, and whom not."""

import copy
import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.sealing import fingerprint
from mingcha.common.workbooks.values import compact_text
from mingcha.law.queries import figure_if_any_by_day
from mingcha.law.rules import TRAINING_VALID_MONTHS
from mingcha.registers.models import Absence, Borrowing, ConflictOfInterest, Holder, Inspector
from mingcha.registers.rules.eligibility import reasons_against
from mingcha.registers.rules.qualifications import inspector_tags, tag_words
from mingcha.registers.states import APPROVED, DISMISSED, ON_DUTY


@dataclass(frozen=True)
class Eligible:
    """An inspector on a day: `reasons` say why not eligible (empty: assignable); `tags` as the protocol
    compares them, strictly ascending."""

    inspector: Inspector
    tags: tuple[str, ...]
    reasons: list[str]
    is_away: bool = False

    @property
    def tag_words(self) -> str:
        return tag_words(self.tags)


@dataclass(frozen=True)
class Terms:
    """What decides on a day besides the person: whether training is asked for, and who is borrowed (a partner
    and "" for the whole bureau, or the name of its section)."""

    on: datetime.date
    asks_training: bool
    borrowed: frozenset[tuple[UUID, str]]

    def lender_of(self, inspector: Inspector) -> str:
        """The partner bureau of a person who is not borrowed that day; "" for everybody else."""
        if inspector.partner_id is None or inspector.partner is None:
            return ""
        ways = {(inspector.partner_id, ""), (inspector.partner_id, inspector.section_name)}
        return "" if ways & self.borrowed else inspector.partner.name


def terms_by_day(office_id: UUID) -> Callable[[datetime.date], Terms]:
    """The terms of an office on any day, in two queries."""
    lent = list(Borrowing.objects.filter(office_id=office_id, state=APPROVED))
    training = figure_if_any_by_day(office_id, TRAINING_VALID_MONTHS)

    def on_day(on: datetime.date) -> Terms:
        then = (one for one in lent if one.from_on <= on <= one.until_on)
        borrowed = frozenset((one.partner_id, one.section_name) for one in then)
        return Terms(on, training(on) is not None, borrowed)

    return on_day


def inspectors_of(scope: Actor) -> "QuerySet[Inspector]":
    """The inspectors of the viewer's office, partners' too, with what eligibility needs, in a fixed number of
    queries."""
    return (
        Inspector.objects.filter(office_id=scope.office_id)
        .select_related("person", "partner")
        .prefetch_related("licences", "trainings", "absences", "certificates")
    )


def eligible_inspectors(
    scope: Actor, on: datetime.date, sure_since: datetime.datetime | None = None
) -> list[Eligible]:
    """Every inspector of the register by roster number, with the reasons against those who cannot be
    assigned that day: own people and those of partner bureaus. With `sure_since`, absences entered from then
    on count only once a second person confirmed them."""
    return eligible_by_day(scope, sure_since)(on)


def eligible_by_day(
    scope: Actor, sure_since: datetime.datetime | None = None
) -> Callable[[datetime.date], list[Eligible]]:
    """The same asked of many days, with the register read once."""
    people, terms = list(inspectors_of(scope)), terms_by_day(scope.office_id)

    def on_day(on: datetime.date) -> list[Eligible]:
        then = terms(on)
        return [_eligibility(inspector, then, sure_since) for inspector in people]

    return on_day


def eligibility(inspector: Inspector, on: datetime.date) -> Eligible:
    """One inspector on a day."""
    return _eligibility(inspector, terms_by_day(inspector.office_id)(on))


def _eligibility(inspector: Inspector, terms: Terms, sure_since: datetime.datetime | None = None) -> Eligible:
    absences = [one for one in inspector.absences.all() if sure_since is None or one.is_sure(sure_since)]
    certificates = [one.name for one in inspector.certificates.all() if one.is_valid(terms.on)]
    tags = inspector_tags(
        department=inspector.department,
        words=[*inspector.qualifications, *certificates],
        can_lead=inspector.can_lead,
        is_expert=inspector.is_expert,
    )
    reasons = reasons_against(
        state=inspector.state,
        has_left=inspector.person is not None and not inspector.person.is_active,
        licences=list(inspector.licences.all()),
        on=terms.on,
        absences=absences,
        trainings=list(inspector.trainings.all()) if terms.asks_training else None,
        lender=terms.lender_of(inspector),
    )
    return Eligible(inspector, tags, reasons, _is_away(inspector, terms, absences))


def _is_away(inspector: Inspector, terms: Terms, absences: Sequence[Absence]) -> bool:
    """Whether the person cannot come that day, whatever licences it has."""
    has_left = inspector.person is not None and not inspector.person.is_active
    absent = any(absence.covers(terms.on) for absence in absences)
    return inspector.state != ON_DUTY or has_left or absent or bool(terms.lender_of(inspector))


def declared_conflicts(scope: Actor) -> "QuerySet[ConflictOfInterest]":
    """Every conflict ever declared in the office, whatever became of it; what was declared on a drawn visit
    is told once its names are public."""
    return every_conflict(scope).filter(is_withheld=False)


def every_conflict(scope: Actor) -> "QuerySet[ConflictOfInterest]":
    """Those too that lists still hide: for what bars, and for who decides."""
    return (
        ConflictOfInterest.objects.filter(office_id=scope.office_id)
        .select_related("inspector", "inspector__person", "proof", "decision")
        .order_by("inspector__roster_no", "holder_code", "named_print", "pk")
    )


def conflicts_in_force(scope: Actor, on: datetime.date) -> list[ConflictOfInterest]:
    """The conflicts that bar on that day, decided ones and those still to be decided, each with `holder_code`
    as the register has it. A declared name that fits
    several holders bars from all of them; one that fits none is left out (`declared_conflicts` has it). The
    rows are copies and not to be saved."""
    return conflicts_by_day(scope)(on)


def conflicts_by_day(scope: Actor) -> Callable[[datetime.date], list[ConflictOfInterest]]:
    """The same asked of many days, with the register read once."""
    declared = list(every_conflict(scope).exclude(state=DISMISSED))
    codes = holder_codes(scope, declared)
    coded = [_with_code(conflict, code) for conflict in declared for code in codes[conflict.pk]]
    return lambda on: [one for one in coded if one.covers(on)]


def holder_codes(scope: Actor, declared: Iterable[ConflictOfInterest]) -> dict[object, list[str]]:
    """For each conflict the codes of its party: by credit code, number or name, those it had before it was
    merged among them; a code that the register does
    not have stands for itself, a name it does not have for nothing."""
    declared = list(declared)
    found = parties(scope, declared)
    return {
        conflict.pk: [holder.code for holder in found[conflict.pk]]
        or [conflict.holder_code] * bool(conflict.holder_code)
        for conflict in declared
    }


def parties(scope: Actor, declared: Iterable[ConflictOfInterest]) -> dict[object, list[Holder]]:
    """For each conflict the holders of the register that its code or name fits, by code; one that was merged
    is the one it was merged into."""
    declared = list(declared)
    given = {conflict.holder_code for conflict in declared} - {""}
    named = {conflict.named_print for conflict in declared} - {""}
    known: dict[str, dict[str, Holder]] = defaultdict(dict)
    fits = Q(uscc__in=given) | Q(code__in=given) | Q(register_no__in=given) | Q(name_print__in=named)
    for holder in Holder.objects.filter(fits, office_id=scope.office_id).select_related("merged_into"):
        for name in filter(None, (holder.code, holder.uscc, holder.register_no, holder.name_print)):
            known[name][holder.survivor.code] = holder.survivor
    fitting = {one.pk: known.get(one.holder_code or one.named_print, {}) for one in declared}
    return {pk: [found[code] for code in sorted(found)] for pk, found in fitting.items()}


def _with_code(conflict: ConflictOfInterest, code: str) -> ConflictOfInterest:
    found = copy.copy(conflict)
    found.holder_code = code
    return found


def lacks_training(one: Eligible) -> bool:
    """Whether it is, among other things, a training that a person of the office's own roster lacks."""
    is_on_roster = one.inspector.state == ON_DUTY and one.inspector.partner_id is None
    return is_on_roster and any("培训" in reason for reason in one.reasons)


def matching(
    one: Eligible, *, q: str = "", section: str = "", eligible: str = "", state: str = "", source: str = ""
) -> bool:
    """Whether a person fits the filter of the list: name in part, licence number in part, phone whole; own
    people unless asked for those of partner bureaus (`partners`) or `all`."""
    inspector = one.inspector
    text = compact_text(q)
    numbers = (licence.number for licence in inspector.licences.all())
    fits = not text or (
        text in inspector.name
        or any(text.upper() in number for number in numbers)
        or fingerprint(text) == inspector.phone_print
    )
    return (
        fits
        and section in ("", inspector.section_name)
        and eligible in ("", "no" if one.reasons else "yes")
        and state in ("", inspector.state)
        and source in ("all", "partners" if inspector.partner_id else "")
    )
