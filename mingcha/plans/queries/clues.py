"""Clue checks of an office, and their share of all visits."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common.errors import Unknown
from mingcha.intake.models import ProofFile
from mingcha.plans.models import ClueCheck
from mingcha.plans.rules.clues import ClueShare
from mingcha.plans.states import DRAWN, READY, SENT
from mingcha.registers.models import CLUE, Inspector, VisitFact

DECIDED = (READY, DRAWN, SENT)


def clue_checks(scope: Actor) -> QuerySet[ClueCheck]:
    """Every clue check of the viewer's office, the latest first."""
    found = ClueCheck.objects.filter(campaign__office_id=scope.office_id)
    return found.select_related("campaign", "holder", "target", "evidence").order_by("-proposed_at")


def find_clue_check(scope: Actor, pk: UUID) -> ClueCheck:
    """One clue check of the viewer's office, or `Unknown`."""
    found = clue_checks(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-clue-check", "本机构没有这项线索核查。", title="没有找到")
    return found


def evidence_of(scope: Actor, proof: UUID) -> ProofFile:
    """The evidence of a clue check of the viewer's office, or `Unknown`."""
    found = clue_checks(scope).filter(evidence_id=proof).first()
    if found is None:
        raise Unknown("no-evidence", "没有这份线索材料。", title="没有找到")
    return found.evidence


def sent_people(clue: ClueCheck) -> list[Inspector]:
    """Who was sent without a draw, in the order they were named."""
    office = clue.campaign.office_id
    people = {
        one.roster_no: one for one in Inspector.objects.filter(office_id=office, roster_no__in=clue.sent_team)
    }
    return [people[number] for number in clue.sent_team if number in people]


def suggest_clue_number(scope: Actor, year: int) -> str:
    """The next free `Xyear-NN` of the office."""
    taken = set(clue_checks(scope).values_list("campaign__number", flat=True))
    place = 1
    while f"X{year}-{place:02d}" in taken:
        place += 1
    return f"X{year}-{place:02d}"


def clue_shares(office: Office) -> list[ClueShare]:
    """A line for each year with a clue check or a visit of the office, the latest year first."""
    # Obligation cap-not-for-clues of docs/law/obligations.yml.
    decided = ClueCheck.objects.filter(campaign__office=office, campaign__state__in=DECIDED)
    rows = list(decided.values_list("campaign__year", "campaign__state"))
    checks = Counter(year for year, _ in rows)
    at_once = Counter(year for year, state in rows if state == SENT)
    visits, clues = _visits(office), _visits(office, manner=CLUE)
    years = sorted({*checks, *visits}, reverse=True)
    return [ClueShare(year, checks[year], at_once[year], clues[year], visits[year]) for year in years]


def _visits(office: Office, **narrow: str) -> Counter[int]:
    """户次 of the office in each year: several items on one day are one visit."""
    found = VisitFact.objects.filter(office=office, body=office.name, **narrow)
    days = found.order_by().values_list("holder", "visited_on").distinct()
    return Counter(day.year for _, day in days)
