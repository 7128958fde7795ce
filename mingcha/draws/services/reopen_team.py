"""Send the campaign of a drawn selection back for its team, where no lawful plan of the people exists."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.draws.models import ASSIGNMENT, SELECTION, Sitting
from mingcha.draws.policies import can_operate
from mingcha.draws.queries.attempts import final_draw, open_attempt
from mingcha.draws.services.locked import locked_sitting
from mingcha.plans import services as plans
from mingcha.plans.models import Campaign

REASON = "检查人员配不齐，修改检查组"


def reopen_team(*, actor: Actor, sitting: Sitting) -> Campaign:
    """The campaign in draft, its drawn selection untouched; the leader settles it again before the assignment
    is announced. `Conflict` before the selection is drawn and once an assignment is announced."""
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_operate(actor, sitting).require()
        campaign = sitting.campaign
        announced = open_attempt(campaign.pk, ASSIGNMENT) or final_draw(campaign.pk, ASSIGNMENT)
        if final_draw(campaign.pk, SELECTION) is None or announced:
            raise Conflict(
                "team-not-open",
                "检查组只在检查对象抽出之后、人员匹配公告之前修改。",
                title="不能退回修改检查组：次序不对",
            )
        return plans.reopen_team(actor=actor, campaign=campaign, reason=REASON)
