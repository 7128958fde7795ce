"""Publish who was drawn elsewhere, once every visit is over. There is no file, since nothing can be
recomputed."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_disclose
from mingcha.draws.rules.words import DISCLOSURE_SENTENCE, says_so
from mingcha.draws.services.external.decide import locked_external
from mingcha.draws.states import EXTERNAL
from mingcha.ledger.services import record_act

TITLE = "不能公开"


def disclose_external_draw(*, actor: Actor, draw: ExternalDraw, confirmation: str) -> ExternalDraw:
    """The leader types that all visits are over, since from then on everybody reads the names."""
    with transaction.atomic():
        draw = locked_external(actor, draw)
        can_disclose(actor).require()
        draw.state = EXTERNAL.after("disclose", draw.state)
        if not says_so(confirmation):
            raise Refusal(
                "not-confirmed",
                f"公开前须写明“{DISCLOSURE_SENTENCE}”。公开后名单不能收回。",
                title=f"{TITLE}：没有确认检查已经结束",
            )
        draw.disclosed_at = moments.now()
        draw.save()
        content = {"draw": draw.draw_id}
        record_act(
            "draws.disclose_external_draw",
            actor=actor,
            reason=confirmation.strip(),
            content=content,
            records=[draw],
        )
    return draw
