"""The leader settles a campaign: from now on it can be announced, and is no longer changed."""

from collections.abc import Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, Stratum
from mingcha.plans.policies import can_decide_campaigns, can_settle_campaign
from mingcha.plans.queries import (
    Settings,
    examination_of,
    find_campaign,
    frame_of,
    lifted,
    settings_of,
    standing_findings_of,
)
from mingcha.plans.rules.findings import Finding
from mingcha.plans.states import CAMPAIGN

# The part of the form that a campaign whose selection is drawn can still change.
TEAM = "team"


def settle_campaign(*, actor: Actor, campaign: Campaign, reason: str = "") -> Campaign:
    """The campaign, ready to be drawn; of a published plan with as many as its round owes. `Refusal` with
    clause, found, required and remedy of the first finding that blocks; `Conflict` when it is no draft."""
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        can_decide_campaigns(actor).require()
        campaign = find_campaign(actor, campaign.pk)
        state = CAMPAIGN.after("settle", campaign.state)
        can_settle_campaign(actor, campaign).require()
        settings = settings_of(campaign)
        frame = frame_of(actor, settings, is_settled=True)
        wanted = lifted(actor, settings, frame)
        more = _lift(campaign, wanted)
        if more:
            settings, frame = wanted, frame_of(actor, wanted, is_settled=True)
        findings = examination_of(actor, settings, frame) + standing_findings_of(actor, campaign)
        require_clear([one for one in findings if not campaign.held_by or one.anchor == TEAM])
        campaign.state = state
        campaign.save()
        content = {
            "population": frame.population,
            "drawn": frame.drawn,
            "floor": frame.floor.required,
            "strata": {count.layer.code: [count.population, count.drawn] for count in frame.counts},
            "lifted": {row.code: row.at_least for row in more},
        }
        records = [campaign, *more]
        record_act("plans.settle_campaign", actor=actor, reason=reason, content=content, records=records)
    return campaign


def _lift(campaign: Campaign, settings: Settings) -> list[Stratum]:
    """The strata that these settings give another least number, saved with it."""
    least = {layer.code: layer.at_least for layer in settings.layers}
    rows = [row for row in campaign.strata.all() if row.at_least != least[row.code]]
    for row in rows:
        row.at_least = least[row.code]
        row.save()
    return rows


def require_clear(findings: Sequence[Finding]) -> None:
    blocking = [finding for finding in findings if finding.blocks]
    if not blocking:
        return
    first = blocking[0]
    others = [("另有", "；".join(finding.title for finding in blocking[1:]))] if blocking[1:] else []
    raise Refusal(
        first.code,
        f"{first.title}。",
        title="不能定案",
        clause=f"{first.clause}：“{first.quote}”" if first.quote else first.clause,
        remedy=first.remedy,
        found=[("现在", first.found), ("应当", first.required), *others],
    )
