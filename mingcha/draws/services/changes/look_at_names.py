"""Open the names of a campaign that are not public, for one login and a limited time: the look is on record
before anything is shown (docs/decisions/0016)."""

import datetime

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import NameLook
from mingcha.draws.policies import can_look, person_of
from mingcha.draws.queries.looks import standing_look, visits_to_see
from mingcha.draws.rules.changes import LOOK_MINUTES, LOOKS
from mingcha.ledger.queries import log_size
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

TITLE = "不能查看名单"


def look_at_names(*, actor: Actor, campaign: Campaign, scope: str) -> NameLook:
    """The look, or the one that still lasts in this login. `Conflict` before the teams are drawn and once
    the names are public."""
    with transaction.atomic():
        if scope not in LOOKS:
            raise Refusal("look-scope", "没有这种查看范围。", title=TITLE)
        can_look(actor, scope).require()
        rows = visits_to_see(actor, campaign, scope)
        if rows is None:
            raise Conflict(
                "nothing-to-look-at",
                "检查人员还没有抽出，或者名单已经公开，不用登记查看。",
                title=f"{TITLE}：没有未公开的名单",
            )
        if standing := standing_look(actor, campaign.pk, scope):
            return standing
        now = moments.now()
        look = NameLook.objects.create(
            campaign=campaign,
            person_id=person_of(actor),
            scope=scope,
            rows=rows,
            looked_at=now,
            until=now + datetime.timedelta(minutes=LOOK_MINUTES),
        )
        # Which state of the draw was seen: the log as long as it was then has its digests.
        content = {"campaign": campaign.number, "scope": scope, "rows": rows, "log_size": log_size()}
        record_act("draws.look_at_names", actor=actor, content=content, records=[look])
    return look
