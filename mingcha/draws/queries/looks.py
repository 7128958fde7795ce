"""Looks at names before disclosure: what a login has opened, and who looked."""

from collections.abc import Mapping
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import NameLook
from mingcha.draws.policies import look_key
from mingcha.draws.queries.changes import covered_by, final_assignment
from mingcha.draws.queries.external.standing import final_external_draw, standing_draw
from mingcha.draws.queries.own_visits import own_codes
from mingcha.draws.rules.changes import ALL, OWN
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector

# Where a login session keeps its looks: what each opens → the look.
LOOKS_KEPT = "looks"


def opened_by(person_id: UUID, kept: Mapping[str, str]) -> frozenset[str]:
    """What the looks kept in a login session open now: the person's own, while they last."""
    looks = NameLook.objects.filter(pk__in=kept.values(), person=person_id, until__gt=moments.now())
    return frozenset(look_key(look.campaign_id, look.scope) for look in looks)


def looks_at(campaign_id: UUID) -> list[NameLook]:
    """Every look at the names of a campaign, the latest first."""
    return list(NameLook.objects.filter(campaign=campaign_id).select_related("person"))


def standing_look(scope: Actor, campaign_id: UUID, wanted: str) -> NameLook | None:
    """The viewer's look that still lasts in this login; another one would say nothing new."""
    if look_key(campaign_id, wanted) not in scope.opened:
        return None
    found = NameLook.objects.filter(campaign=campaign_id, person=scope.person_id, scope=wanted)
    return found.filter(until__gt=moments.now()).first()


def visits_to_see(scope: Actor, campaign: Campaign, wanted: str) -> int | None:
    """How many visits a look would open; None where nothing is drawn, all is public, or none is one's own."""
    external = final_external_draw(campaign.pk) or standing_draw(campaign.pk)
    if external is not None:
        return None if external.disclosed_at or wanted != ALL else external.visits
    assignment = final_assignment(campaign.pk)
    if assignment is None or assignment.disclosed_at is not None:
        return None
    if wanted == OWN:
        return len(own_codes(assignment, own_inspector(scope))) or None
    return len(covered_by(assignment))
