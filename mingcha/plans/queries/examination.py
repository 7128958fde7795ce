"""The arbiter's findings on a campaign as it stands now."""

from collections.abc import Sequence
from fractions import Fraction

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.law.queries import calendar_of, figure, shelf_of
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.plans.models import Campaign
from mingcha.plans.queries.frames import Frame, campaign_frame
from mingcha.plans.queries.plan_examination import round_findings
from mingcha.plans.queries.settings import Settings, items_of, settings_of
from mingcha.plans.queries.standings import standing_of_item
from mingcha.plans.rules.findings import CampaignFacts, Cited, Finding, ItemStanding, examine
from mingcha.plans.rules.months import working_days
from mingcha.registers.queries import eligible_inspectors


def campaign_findings(scope: Actor, campaign: Campaign) -> list[Finding]:
    """Everything that blocks this campaign or asks for a decision, blocking ones first."""
    return examination_of(scope, settings_of(campaign), campaign_frame(scope, campaign))


def examination_of(scope: Actor, settings: Settings, frame: Frame) -> list[Finding]:
    """The findings on settings that need not be saved; `frame` is the one they give. A campaign of a plan
    meets the floor together with the others of its round."""
    officers = figure(scope.office_id, OFFICERS_PER_VISIT, settings.first_day)
    of_round = None if frame.drawn_for_floor >= frame.floor.required else round_findings(scope, settings)
    found = examine(
        CampaignFacts(
            unit=settings.unit,
            counts=frame.counts,
            floor=frame.floor if of_round is None else None,
            seats=settings.seats,
            officers=Cited(Fraction(officers.as_count), officers.clause, officers.quote),
            items=_standings(scope, settings, items_of(settings, scope.office_id)),
            staff=[
                frozenset(found.tags)
                for found in eligible_inspectors(scope, settings.first_day)
                if not found.reasons
            ],
            working_days=working_days(calendar_of(scope.office_id), settings.starts_on, settings.ends_on),
        )
    )
    return [*(of_round or []), *found]


def _standings(scope: Actor, settings: Settings, items: Sequence[InspectionItem]) -> list[ItemStanding]:
    shelf = shelf_of(scope.office_id)
    return [standing_of_item(item, shelf, settings.first_day) for item in items]
