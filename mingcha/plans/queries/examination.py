"""The arbiter's findings on a campaign as it stands now."""

from collections.abc import Sequence
from fractions import Fraction

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.queries import lapsed_items, published_items
from mingcha.items.states import PUBLISHED
from mingcha.law.queries import figure
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.plans.models import Campaign
from mingcha.plans.queries.frames import Frame, campaign_frame
from mingcha.plans.queries.settings import Settings, items_of, settings_of
from mingcha.plans.rules.findings import Cited, Finding, ItemStanding, PlanFacts, examine
from mingcha.registers.queries import eligible_inspectors


def campaign_findings(scope: Actor, campaign: Campaign) -> list[Finding]:
    """Everything that blocks this campaign or asks for a decision, blocking ones first."""
    return examination_of(scope, settings_of(campaign), campaign_frame(scope, campaign))


def examination_of(scope: Actor, settings: Settings, frame: Frame) -> list[Finding]:
    """The findings on settings that need not be saved; `frame` is the one they give."""
    officers = figure(scope.office_id, OFFICERS_PER_VISIT, settings.first_day)
    return examine(
        PlanFacts(
            unit=settings.unit,
            counts=frame.counts,
            floor=frame.floor,
            seats=settings.seats,
            officers=Cited(Fraction(officers.as_count), officers.clause, officers.quote),
            items=_standings(scope, settings, items_of(settings, scope.office_id)),
            staff=[
                frozenset(found.tags)
                for found in eligible_inspectors(scope, settings.first_day)
                if not found.reasons
            ],
        )
    )


def _standings(scope: Actor, settings: Settings, items: Sequence[InspectionItem]) -> list[ItemStanding]:
    lapsed = lapsed_items(scope.office_id, items, settings.first_day)
    in_force = set(published_items(scope, settings.first_day).values_list("pk", flat=True))
    return [
        ItemStanding(
            label=item.name,
            is_published=item.item_list.state == PUBLISHED,
            is_in_force=item.pk in in_force,
            lapses=tuple(lapsed.get(item.pk, ())),
        )
        for item in items
    ]
