"""Write the public event into the log before anything is computed from it (drawproof/1 section 4.2)."""

import datetime

from django.db import transaction

import drawproof
from drawproof import entries
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import Draw
from mingcha.draws.policies import can_compute
from mingcha.draws.queries.attempts import throw_states
from mingcha.draws.rules.events import observed_values
from mingcha.draws.services.locked import locked_draw
from mingcha.draws.services.recorded import record_step
from mingcha.draws.states import DRAW, act_for

TITLE = "不能抽取"


def observe_draw(*, actor: Actor, draw: Draw) -> Draw:
    """The event as both people entered it, logged. Called again it gives the same attempt unchanged."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_compute(actor, draw).require()
        if draw.observed_at is not None:
            return draw
        draw.state = DRAW.after(act_for("observe", draw.state), draw.state)
        observation = drawproof.observe(bytes(draw.announcement), _values(draw))
        draw.entropy = observation.data
        record_step(
            "draws.observe_draw",
            actor=actor,
            sitting=draw.sitting,
            content={"draw": draw.draw_id, "entropy": observation.text},
            records=[draw],
            protocol=[lambda at: _logged(draw, observation.digest, at)],
        )
    return draw


def _logged(draw: Draw, digest: str, at: str) -> bytes:
    """The attempt bears the time of its own log entry."""
    draw.observed_at = datetime.datetime.fromisoformat(at)
    draw.save()
    return entries.observed(draw.draw_id, digest, at)


def _values(draw: Draw) -> list[tuple[str, list[int]]]:
    states = throw_states(draw)
    missing = [state for state in states if not state.is_agreed]
    if missing:
        agreed = len(states) - len(missing)
        raise Refusal(
            "throws-missing",
            f"公开事件共{len(states)}次，两人录得一致的有{agreed}次，还差{len(missing)}次。",
            title=f"{TITLE}：公开事件没有录完",
            remedy="请录入人和见证人各自录完；不一致的，重录那一次。",
        )
    if draw.event_at is None or moments.now() < draw.event_at:
        raise Refusal("before-event", "公告定的公开事件时间还没有到。", title=f"{TITLE}：时间没到")
    return observed_values(draw.event_sources, states)
