"""Looks at names before disclosure: what a login has opened, and who looked."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import AUDITOR
from mingcha.common import moments
from mingcha.draws.models import ExternalDraw, MemberChange, NameLook, Replacement, Vacancy
from mingcha.draws.policies import is_external_public, look_key
from mingcha.draws.queries.changes import covered_by, final_assignment
from mingcha.draws.queries.external.outcome import present_external_seats
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.queries.outcomes import disclosed_among
from mingcha.draws.queries.own_visits import own_codes
from mingcha.draws.rules.changes import ALL, OWN, SEATS
from mingcha.draws.states import CONFIRMED
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector

# Where a login session keeps its looks: what each opens → the look.
LOOKS_KEPT = "looks"


def opened_by(person_id: UUID, kept: Mapping[str, str]) -> frozenset[str]:
    """What the looks kept in a login session open now: the person's own, while they last."""
    looks = _lasting(NameLook.objects.filter(pk__in=kept.values(), person=person_id))
    return frozenset(look_key(look.campaign_id, look.scope) for look in looks)


def _lasting(looks: "QuerySet[NameLook]") -> "QuerySet[NameLook]":
    """Those whose time is not over, and after which no seat and no unit changed: what came then was not
    looked at."""
    later = {"draw__campaign": OuterRef("campaign"), "entered_at__gt": OuterRef("looked_at")}
    exchanged = {
        "campaign": OuterRef("campaign"),
        "state": CONFIRMED,
        "decided_at__gt": OuterRef("looked_at"),
    }
    changed = (
        Exists(Vacancy.objects.filter(**later))
        | Exists(Replacement.objects.filter(**later))
        | Exists(MemberChange.objects.filter(**exchanged))
    )
    return looks.filter(~changed, until__gt=moments.now())


def untold_campaigns(scope: Actor) -> set[UUID]:
    """The campaigns of the office with a draw whose names are neither public nor opened by this login."""
    came = Q(draws__isnull=False) | Q(external_draws__isnull=False)
    found = Campaign.objects.filter(came, office_id=scope.office_id).distinct()
    closed = {one.pk for one in found} - disclosed_among(found)
    return {pk for pk in closed if look_key(pk, ALL) not in scope.opened}


def untold_looks(scope: Actor) -> "QuerySet[NameLook]":
    """Looks at own visits: who looked is in a team. Until all is public that is for the auditor, and for who
    may see who sits where."""
    if scope.has(AUDITOR):
        return NameLook.objects.none()
    closed = [pk for pk in untold_campaigns(scope) if look_key(pk, SEATS) not in scope.opened]
    return NameLook.objects.filter(scope=OWN, campaign__in=closed)


def looks_at(scope: Actor, campaign_id: UUID) -> list[NameLook]:
    """The looks at the names of a campaign that the viewer is told, the latest first."""
    looks = NameLook.objects.filter(campaign=campaign_id).select_related("person")
    return list(looks.exclude(pk__in=untold_looks(scope).values("pk")))


def standing_look(scope: Actor, campaign_id: UUID, wanted: str) -> NameLook | None:
    """The viewer's look that still lasts in this login; another one would say nothing new."""
    if look_key(campaign_id, wanted) not in scope.opened:
        return None
    found = NameLook.objects.filter(campaign=campaign_id, person=scope.person_id, scope=wanted)
    return _lasting(found).first()


def visits_to_see(scope: Actor, campaign: Campaign, wanted: str) -> int | None:
    """How many visits a look would open, those of a platform with them, withdrawn and sent back too; None
    where nothing is drawn, all is public, or none is one's own."""
    came = campaign.external_draws.all() if wanted == ALL else []
    external = sum(draw.visits for draw in came if not is_external_public(draw))
    assignment = final_assignment(campaign.pk)
    if wanted == OWN and (came_from := _open_external(campaign)):
        number = own_inspector(scope).roster_no
        return (
            len({seat.visit for seat in present_external_seats(came_from) if seat.inspector == number})
            or None
        )
    if assignment is None or assignment.disclosed_at is not None:
        return external or None
    if wanted == OWN:
        return len(own_codes(assignment, own_inspector(scope))) or None
    return external + len(covered_by(assignment))


def _open_external(campaign: Campaign) -> ExternalDraw | None:
    """What a platform drew for the campaign, while it counts and is not public."""
    found = final_external_draw(campaign.pk)
    return found if found is not None and found.disclosed_at is None else None
