"""Campaigns of an office and the choices their form offers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.ledger.queries import history
from mingcha.plans.models import Campaign
from mingcha.plans.models.campaign import EXTERNAL_PREFIX
from mingcha.plans.states import DRAFT
from mingcha.registers.models import Target
from mingcha.registers.queries import category_names, eligible_inspectors


@dataclass(frozen=True)
class ScopeChoices:
    """Categories and towns that stand in the register of targets."""

    categories: tuple[str, ...]
    towns: tuple[str, ...]


def campaigns(scope: Actor) -> QuerySet[Campaign]:
    """The campaigns of the viewer's office that draw whom they inspect, the latest year first."""
    return every_campaign(scope).filter(clue_check=None)


def every_campaign(scope: Actor) -> QuerySet[Campaign]:
    """Those and the campaigns of clue checks, which draw a team alone."""
    return Campaign.objects.filter(office_id=scope.office_id)


def find_campaign(scope: Actor, pk: UUID) -> Campaign:
    """The campaign, or `Unknown` when there is none in the viewer's office."""
    found = every_campaign(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-campaign", "本机构没有这个抽查任务。", title="没有找到")
    return found


def require_own(scope: Actor, campaign: Campaign) -> None:
    """`Unknown` unless the campaign is of the viewer's office."""
    if campaign.office_id != scope.office_id:
        raise Unknown("no-such-campaign", "本机构没有这个抽查任务。", title="没有找到")


def unsettled_campaigns(scope: Actor) -> QuerySet[Campaign]:
    """Campaigns that are still being drafted."""
    return campaigns(scope).filter(state=DRAFT)


def announced_number(campaign: Campaign) -> str:
    """The number under which a draw of ours was first announced for it, annulled since or not; empty where
    none was. The ledger knows: an announcement holds the campaign."""
    held = (one.state for one in reversed(history(campaign.pk)) if one.state.get("held_by"))
    own = (state for state in held if not state["held_by"].startswith(EXTERNAL_PREFIX))
    return str(next(own, {}).get("number", ""))


def scope_choices(scope: Actor) -> ScopeChoices:
    """What a campaign may be narrowed to: the categories in use, and those that targets still stand in."""
    targets = Target.current.filter(office_id=scope.office_id).order_by()
    return ScopeChoices(
        categories=tuple(category_names(scope)),
        towns=tuple(sorted(set(targets.values_list("town", flat=True).distinct()) - {""})),
    )


def suggest_number(scope: Actor, year: int) -> str:
    """The next free `year-NN` of the office."""
    taken = set(campaigns(scope).values_list("number", flat=True))
    place = 1
    while f"{year}-{place:02d}" in taken:
        place += 1
    return f"{year}-{place:02d}"


def roster_tags(scope: Actor, *always: str) -> list[str]:
    """The tags that the office's inspectors hold, ascending, and those that are always offered."""
    held = {tag for found in eligible_inspectors(scope, moments.today()) for tag in found.tags}
    return sorted(held | set(always))
