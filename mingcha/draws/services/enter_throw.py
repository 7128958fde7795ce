"""One person enters what the event showed, without seeing the other's entry."""

from collections.abc import Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Draw, ThrowEntry
from mingcha.draws.policies import can_enter_throws, person_of
from mingcha.draws.queries.attempts import throw_states
from mingcha.draws.rules.events import ThrowState, current, read_values
from mingcha.draws.services.locked import locked_draw
from mingcha.draws.services.recorded import record_step
from mingcha.draws.states import DRAW, act_for

TITLE = "不能录入"


def enter_throw(*, actor: Actor, draw: Draw, throw: int, texts: Sequence[str]) -> ThrowEntry:
    """The entry of one throw, as typed. A throw on which both disagree is entered again by both, as a new
    row; an agreed one is closed."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_enter_throws(actor, draw.sitting).require()
        _check_open(draw)
        who = int(actor.person_id == draw.sitting.witness_id)
        state = _awaited(draw, throw, who)
        entry = ThrowEntry.objects.create(
            draw=draw,
            throw=throw,
            person_id=person_of(actor),
            number=state.entered[who] + 1,
            values=_values(state, texts),
            entered_at=moments.now(),
        )
        content = {"draw": draw.draw_id, "throw": throw, "number": entry.number}
        record_step("draws.enter_throw", actor=actor, sitting=draw.sitting, content=content, records=[entry])
    return entry


def _check_open(draw: Draw) -> None:
    DRAW.after(act_for("enter", draw.state), draw.state)
    if draw.is_annulled and not draw.event_happened:
        raise Conflict(
            "event-not-held",
            "这次抽取作废时两人说没有开奖，不用录入。"
            if draw.was_not_held
            else "这次抽取在公开事件之前就作废了，不用录入。",
            title=f"{TITLE}：已作废",
            remedy="其实已经开奖的，先由两人在“开奖情况”页更正，再补录。" if draw.was_not_held else "",
        )
    if draw.observed_at is not None:
        raise Conflict("observed", "公开事件已记入日志，不再录入。", title=f"{TITLE}：已记录")
    if draw.event_at is None or moments.now() < draw.event_at:
        at = moments.wall_seconds(draw.event_at) if draw.event_at else ""
        raise Refusal(
            "before-event",
            f"公告定的公开事件时间还没有到，{at}以后才能录入。",
            title=f"{TITLE}：时间没到",
            clause="抽取规则drawproof/1第4节：先公告，后公开事件",
        )


def _awaited(draw: Draw, throw: int, who: int) -> ThrowState:
    """The state of the throw if this person's entry is asked for now."""
    state = current(throw_states(draw))
    if state is None or state.throw.number != throw:
        now = "已全部录完" if state is None else f"现在录的是第{state.throw.number}次"
        raise Conflict("other-throw", f"{now}。", title=f"{TITLE}：次序已变", remedy="请刷新页面。")
    if not state.awaits(who):
        raise Conflict("entered", f"第{throw}次已录，请等另一人录完。", title=f"{TITLE}：本人已录")
    return state


def _values(state: ThrowState, texts: Sequence[str]) -> list[int]:
    try:
        return read_values(state.throw, texts)
    except ValueError as error:
        raise Refusal("values", str(error), title="还不能录入，请再看一遍") from error
