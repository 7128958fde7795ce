"""The arbiter's findings on a campaign as it stands now."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.law.queries import calendar_of, figure, shelf_of
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.frames import Frame, campaign_frame
from mingcha.plans.queries.plan_examination import owed_to_the_round, round_findings
from mingcha.plans.queries.settings import Settings, items_of, settings_of
from mingcha.plans.queries.standings import standing_of_item
from mingcha.plans.rules.counting import ORDINARY
from mingcha.plans.rules.division import WHOLE
from mingcha.plans.rules.findings import CampaignFacts, Cited, Finding, ItemStanding, examine
from mingcha.plans.rules.months import working_days
from mingcha.plans.states import IN_FORCE
from mingcha.registers.queries import eligible_inspectors
from mingcha.registers.rules.eligibility import counted_reasons


def campaign_findings(scope: Actor, campaign: Campaign) -> list[Finding]:
    """Everything that blocks this campaign or asks for a decision, blocking ones first."""
    return examination_of(scope, settings_of(campaign), campaign_frame(scope, campaign))


def examination_of(scope: Actor, settings: Settings, frame: Frame) -> list[Finding]:
    """The findings on settings that need not be saved; `frame` is the one they give. A campaign of a plan
    meets the floor together with the others of its round."""
    officers = figure(scope.office_id, OFFICERS_PER_VISIT, settings.first_day)
    of_round = _of_round(scope, settings, frame)
    people = eligible_inspectors(scope, settings.first_day)
    found = examine(
        CampaignFacts(
            unit=settings.unit,
            counts=frame.counts,
            floor=frame.floor if of_round is None else None,
            seats=settings.seats,
            officers=Cited(Fraction(officers.as_count), officers.clause, officers.quote),
            items=_standings(scope, settings, items_of(settings, scope.office_id)),
            staff=[frozenset(one.tags) for one in people if not one.reasons],
            working_days=working_days(calendar_of(scope.office_id), settings.starts_on, settings.ends_on),
            against=counted_reasons(one.reasons for one in people),
        )
    )
    return [*(of_round or []), *found]


def _of_round(scope: Actor, settings: Settings, frame: Frame) -> list[Finding] | None:
    """What the floor of its round says; nothing where settling lifts the number to it."""
    if frame.drawn_for_floor >= frame.floor.required:
        return None
    return [] if lifted(scope, settings, frame) != settings else round_findings(scope, settings, frame.counts)


def lifted(scope: Actor, settings: Settings, frame: Frame) -> Settings:
    """The settings with which a line of a plan that can be changed no more meets the floor although many are
    left out: at least so many of the ordinary stratum as the round still owes. The settings themselves where
    nothing is owed, the frame is divided, or too few are left: then the plan is amended."""
    # Obligation floor-ratio of docs/law/obligations.yml.
    if settings.division != WHOLE or frame.drawn_for_floor >= frame.floor.required:
        return settings
    if not campaigns(scope).filter(number=settings.number, plan__state__in=IN_FORCE).exists():
        return settings
    owed = owed_to_the_round(scope, settings, frame.counts) or 0
    usual = next((count for count in frame.counts if count.layer.kind == ORDINARY), None)
    if usual is None or not 0 < owed <= usual.population - usual.drawn:
        return settings
    more = replace(usual.layer, at_least=usual.drawn + owed)
    layers = (more if layer.code == more.code else layer for layer in settings.layers)
    return replace(settings, layers=tuple(layers))


def _standings(scope: Actor, settings: Settings, items: Sequence[InspectionItem]) -> list[ItemStanding]:
    shelf = shelf_of(scope.office_id)
    return [standing_of_item(item, shelf, settings.first_day) for item in items]
