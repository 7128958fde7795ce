"""Two people put right what was said of the lotteries of an annulled attempt, neither its announcer.

What was said first stays, in the ledger, in public and on every paper after it."""

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Draw, EventCorrection
from mingcha.draws.policies import can_annul, can_confirm_annulment, person_of
from mingcha.draws.queries.attempts import current_draw, open_correction, throw_states
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.rules.events import is_every_lottery
from mingcha.draws.services.as_read import require_as_read
from mingcha.draws.services.locked import (
    OWED_WORK,
    THROWS_WORK,
    finish_work,
    give_owed_work,
    locked_draw,
)
from mingcha.draws.services.recorded import record_step
from mingcha.draws.states import DRAW
from mingcha.ledger.services import sign_checkpoint
from mingcha.registers.queries.told_names import require_nobody_told

TITLE = "不能更正开奖情况"
BASIS = "抽取规则drawproof/1第4节：已开奖的，作废后仍算出并公开"


def propose_event_correction(
    *, actor: Actor, draw: Draw, words: str, event_happened: bool
) -> EventCorrection:
    """The first of two people. Proposing again, by whomever, replaces the open proposal."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_annul(actor, draw).require()
        _require_open(draw)
        _check(draw, words, event_happened=event_happened)
        proposal = open_correction(draw) or EventCorrection(draw=draw)
        proposal.event_happened, proposal.words = event_happened, words.strip()
        proposal.proposed_by_id, proposal.proposed_at = person_of(actor), moments.now()
        proposal.save()
        record_step(
            "draws.propose_event_correction",
            actor=actor,
            sitting=draw.sitting,
            reason=proposal.words,
            content=proposal.plain(),
            records=[proposal],
        )
    return proposal


def confirm_event_correction(*, actor: Actor, draw: Draw, seen: int) -> Draw:
    """The second person. Drawn after all, its numbers are owed again, whatever was announced or drawn since;
    not drawn, nothing is. `seen` is the ledger's entry of the proposal that was read."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_annul(actor, draw).require()
        _require_open(draw)
        proposal = open_correction(draw)
        if proposal is None:
            raise Conflict("no-proposal", "没有人提出更正。", title=f"{TITLE}：还没有提出")
        can_confirm_annulment(actor, proposal).require()
        require_as_read(proposal, seen, TITLE)
        _check(draw, proposal.words, event_happened=proposal.event_happened)
        proposal.confirmed_by_id, proposal.confirmed_at = person_of(actor), moments.now()
        draw.event_happened = proposal.event_happened
        proposal.save()
        draw.save()
        _give_or_finish_work(draw)
        record_step(
            "draws.confirm_event_correction",
            actor=actor,
            sitting=draw.sitting,
            reason=proposal.words,
            content=proposal.plain(),
            records=[proposal, draw],
        )
    sign_checkpoint(origin=draw.office.log_origin)
    return draw


def _give_or_finish_work(draw: Draw) -> None:
    if computing_of(draw).is_owed:
        give_owed_work(draw, reverse("attempt_throws", args=[draw.pk]))
        return
    finish_work(draw, OWED_WORK)
    if current_draw(draw.sitting) == draw:
        finish_work(draw.sitting, THROWS_WORK)


def _require_open(draw: Draw) -> None:
    """An annulled attempt of which something was said that only two people's word stands for, once all its
    lotteries were due."""
    DRAW.after("correct_event", draw.state)
    if draw.observed_at is not None:
        raise Conflict(
            "observed", "两人录得一致，公开事件已记入日志：已经开奖。", title=f"{TITLE}：已记录", clause=BASIS
        )
    if not draw.may_be_corrected:
        raise Conflict(
            "nothing-said",
            "只有用彩票开奖号码、到了开奖时间才作废的，作废时说过开奖没有，才可以更正。",
            title=f"{TITLE}：没有说过",
        )
    if draw.event_at is None or moments.now() < draw.event_at:
        raise Refusal(
            "before-event",
            "公告定的开奖时间还没有全部到，开奖没有还不知道。",
            title=f"{TITLE}：时间没到",
            remedy="请在最后一种彩票的开奖时间以后办理。",
            found=[(name, moments.wall_time(at)) for name, at in draw.issues],
        )


def _check(draw: Draw, words: str, *, event_happened: bool) -> None:
    if not words.strip():
        raise Refusal("correction-words", "请写明怎样查对的，更正说明会公开。", title=f"{TITLE}：没有说明")
    require_nobody_told(draw.office_id, [("更正说明", words)], title=TITLE)
    if event_happened == draw.event_happened:
        said = "已经开奖" if event_happened else "没有开奖"
        raise Conflict("said-already", f"现在写的就是{said}。", title=f"{TITLE}：与现在写的相同")
    if not event_happened and _is_entered_alike(draw):
        raise Conflict(
            "entered-alike",
            "每种彩票的号码都有两人录得一致的，不能再说没有开奖。",
            title=f"{TITLE}：号码已录",
            clause=BASIS,
            remedy="请两人录完，再推算。",
        )


def _is_entered_alike(draw: Draw) -> bool:
    """Numbers that both entered alike, of every lottery: what one of them enters alone settles nothing, or
    the other could never say that it was not drawn."""
    alike = (state.throw for state in throw_states(draw) if state.is_agreed)
    return is_every_lottery(draw.event_sources, alike)
