"""Changes after a draw, for tests: looks of a login, people of the register with an account, proofs."""

import io
from dataclasses import replace

from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEADER
from mingcha.common import moments
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Vacancy
from mingcha.draws.policies import look_key
from mingcha.draws.queries.changes import Place, covered_by, final_assignment, present_seats
from mingcha.draws.rules.changes import ALL, OWN
from mingcha.draws.rules.committed import Seat
from mingcha.draws.services.changes import (
    Gone,
    Interest,
    Leaving,
    confirm_vacancy,
    look_at_names,
    propose_vacancy,
)
from mingcha.draws.states import FINAL
from mingcha.draws.tests.county import Ceremony
from mingcha.intake.services import Scan
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.registers.models import Inspector


def scan() -> Scan:
    return Scan(io.BytesIO(b"%PDF-1.7 proof"), "证明.pdf")


def interest(relation: str = "配偶在该单位任职") -> Interest:
    return Interest("kin", relation)


def leaving(reason: str = "ill") -> Leaving:
    return Leaving(reason, "住院，附病假条", scan())


def gone(reason: str = "closed") -> Gone:
    return Gone(reason, "大门上锁，邻居说停业", scan())


def looking(actor: Actor, campaign: Campaign, scope: str = ALL) -> Actor:
    """The actor in a login that looked."""
    look_at_names(actor=actor, campaign=campaign, scope=scope)
    return replace(actor, opened=actor.opened | {look_key(campaign.pk, scope)})


def look(client: Client, campaign: Campaign, scope: str = ALL) -> Client:
    """The same by the button."""
    answer = client.post(reverse("names_look", args=[campaign.pk]), {"scope": scope, "next": "/"})
    assert answer.status_code == 302
    return client


def vacate_seat(*, actor: Actor, draw: Draw, place: Place, left: str, leaving: Leaving) -> Vacancy:
    """Proposed by the actor, confirmed by another person who looked."""
    proposal = propose_vacancy(actor=actor, draw=draw, place=place, left=left, leaving=leaving)
    campaign = Campaign.objects.get(pk=draw.campaign_id)
    roles = (LEADER, ENFORCEMENT)
    grants = RoleGrant.objects.filter(person__office=draw.office_id, role__in=roles, ended_at=None)
    other = next(one for one in grants.order_by("role") if one.person_id != actor.person_id)
    return confirm_vacancy(actor=looking(Actor.of(other.person), campaign), proposal=proposal.pk)


def assignment_of(ceremony: Ceremony) -> Draw:
    return Draw.objects.get(campaign=ceremony.county.campaign, kind=ASSIGNMENT, state__in=FINAL)


def selection_of(ceremony: Ceremony) -> Draw:
    return Draw.objects.get(campaign=ceremony.county.campaign, kind=SELECTION, state__in=FINAL)


def seats(ceremony: Ceremony) -> list[Seat]:
    return present_seats(assignment_of(ceremony))


def units_of(ceremony: Ceremony, visit: str) -> tuple[str, ...]:
    return covered_by(assignment_of(ceremony))[visit].units


def member(ceremony: Ceremony, seat: Seat) -> Actor:
    """Who holds this seat, with an account of the inspectors' role; a login that has looked at the own
    visits."""
    person = account_of(ceremony, seat.inspector)
    return looking(Actor.of(person), ceremony.county.campaign, OWN)


def account_of(ceremony: Ceremony, roster_no: str) -> Person:
    """An account linked with the person of that number in the register."""
    inspector = Inspector.objects.get(office=ceremony.county.bureau.office, roster_no=roster_no)
    if inspector.person is None:
        with transaction.atomic():
            _open_account(ceremony, inspector)
    assert inspector.person is not None
    return inspector.person


def _open_account(ceremony: Ceremony, inspector: Inspector) -> None:
    office = ceremony.county.bureau.office
    username = f"insp-{inspector.roster_no.lower()}"
    person = Person.objects.create(office=office, username=username, name=inspector.name)
    grant = RoleGrant.objects.create(person=person, role=INSPECTOR, granted_at=moments.now())
    inspector.person = person
    inspector.save()
    record_act("draws.tests", actor=ceremony.operator, records=[person, grant, inspector])


def enforcement(ceremony: Ceremony) -> Actor:
    """In a login that looked at the names, where there are any to look at."""
    return _looked(ceremony, ENFORCEMENT)


def leader(ceremony: Ceremony) -> Actor:
    return _looked(ceremony, LEADER)


def _looked(ceremony: Ceremony, role: str) -> Actor:
    actor, campaign = ceremony.county.actor(role), ceremony.county.campaign
    drawn = final_assignment(campaign.pk)
    return looking(actor, campaign) if drawn and drawn.disclosed_at is None else actor
