"""Announce a frozen selection: from here on the attempt ends as drawn or as annulled, numbered, public."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.models import Draw
from mingcha.draws.policies import can_operate
from mingcha.draws.queries.disclosure import awaits_computing, not_computed
from mingcha.draws.services.announcing import TITLE, Terms, announce, number_attempt
from mingcha.draws.services.locked import locked_draw, require_lawful
from mingcha.draws.services.recorded import record_step
from mingcha.draws.services.three_people import require_three_people
from mingcha.draws.states import DRAW
from mingcha.intake.services import rely_on_imports
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import sign_checkpoint
from mingcha.plans.services import hold_campaign
from mingcha.plans.states import READY

# The imports whose rows an announced frame commits to: from now on none of them is taken back.
FRAME_KINDS = ("targets", "inspectors")


def announce_draw(*, actor: Actor, draw: Draw, terms: Terms) -> Draw:
    """The selection announced, logged, and the log signed. `Conflict` when it is announced already."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_operate(actor, draw.sitting).require()
        require_three_people(actor, draw.sitting.caller, draw.sitting.witness, TITLE)
        draw.state = DRAW.after("announce", draw.state)
        _require_unchanged(draw)
        # Since it was frozen, two people may have said that the lotteries of the one before were drawn.
        if awaits_computing(draw.campaign_id):
            raise not_computed(TITLE)
        require_lawful(actor, draw.campaign, moments.today(), TITLE)
        number_attempt(draw)
        hold_campaign(actor=actor, campaign=draw.campaign, draw=draw.draw_id)
        rely_on_imports(actor=actor, kinds=FRAME_KINDS, title=f"抽取{draw.draw_id}已公告")
        # What was filmed before the announcement is the recording of this attempt too.
        record_step(
            "draws.announce_draw",
            actor=actor,
            sitting=draw.sitting,
            announcing=draw,
            content={"draw": draw.draw_id, "attempt": draw.attempt, "secret": "committed"},
            records=[draw],
            protocol=[lambda at: announce(draw, actor, terms, draw.secret, at)],
        )
    sign_checkpoint(origin=draw.office.log_origin)
    return draw


def _require_unchanged(draw: Draw) -> None:
    """What was frozen is what the leader settled: a campaign sent back and settled anew is frozen anew."""
    changed = last_change(draw.campaign_id) > last_change(draw.secret.pk)
    if changed or draw.campaign.state != READY:
        raise Conflict(
            "campaign-not-ready",
            "抽查任务在封存后被退回修改，封存的名册不能再公告。",
            title=f"{TITLE}：抽查任务已退回",
            remedy="请把抽查任务定案，再退回封存、重新封存名册。",
        )
