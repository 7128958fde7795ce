"""Two people annul an attempt, neither its announcer. What took place is still computed and disclosed."""

import datetime

from django.db import transaction

from drawproof import entries
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import AnnulmentProposal, Draw, ThrowEntry
from mingcha.draws.policies import can_annul, can_confirm_annulment, person_of
from mingcha.draws.queries.attempts import open_annulment
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.rules.events import is_every_lottery, throws_of
from mingcha.draws.rules.words import ANNULMENT_WORDS, NOT_HELD
from mingcha.draws.services.as_read import require_as_read
from mingcha.draws.services.locked import THROWS_WORK, finish_work, locked_draw
from mingcha.draws.services.recorded import record_step
from mingcha.draws.services.try_secret import OPENS, secret_not_lost, try_secret
from mingcha.draws.states import DRAW
from mingcha.ledger.services import sign_checkpoint
from mingcha.plans.services import release_campaign
from mingcha.registers.queries.told_names import require_nobody_told

TITLE = "不能作废"


def propose_annulment(
    *, actor: Actor, draw: Draw, reason: str, words: str, event_happened: bool
) -> AnnulmentProposal:
    """The first of two people. `event_happened` as soon as a single throw was made; an entered throw settles
    it. That a lottery was not drawn at its time is the word of both, with the reason that says so. Proposing
    again, by whomever, replaces the open proposal."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_annul(actor, draw).require()
        DRAW.after("annul", draw.state)
        _check_reason(draw, reason, words)
        tried = try_secret(actor, draw, reason)
        if tried != OPENS:
            return _propose(actor, draw, reason, words, event_happened=event_happened, tried=tried)
    # After the transaction, whose act says that the secret was opened.
    raise secret_not_lost(draw, TITLE)


def _propose(
    actor: Actor, draw: Draw, reason: str, words: str, *, event_happened: bool, tried: str
) -> AnnulmentProposal:
    proposal = _own_open_proposal(actor, draw)
    proposal.reason, proposal.words = reason, words.strip()
    proposal.event_happened = event_happened or _is_entered(draw)
    proposal.proposed_at = moments.now()
    if proposal.says_not_held and reason != NOT_HELD:
        raise _only_as_not_held(draw)
    proposal.save()
    record_step(
        "draws.propose_annulment",
        actor=actor,
        sitting=draw.sitting,
        reason=proposal.words,
        content=_told(proposal, tried),
        records=[proposal],
    )
    return proposal


def confirm_annulment(*, actor: Actor, draw: Draw, seen: int) -> Draw:
    """The second person: the attempt is annulled and logged, and its number stays. `seen` is the ledger's
    entry of the proposal that was read."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_annul(actor, draw).require()
        state = DRAW.after("annul", draw.state)
        proposal = open_annulment(draw)
        if proposal is None:
            raise Conflict("no-proposal", "没有人提出作废。", title=f"{TITLE}：还没有提出")
        can_confirm_annulment(actor, proposal).require()
        require_as_read(proposal, seen, TITLE)
        tried = try_secret(actor, draw, proposal.reason)
        if tried != OPENS:
            draw.state = state
            _annul(actor, draw, proposal, tried)
    if tried == OPENS:
        raise secret_not_lost(draw, TITLE)
    sign_checkpoint(origin=draw.office.log_origin)
    return draw


def _annul(actor: Actor, draw: Draw, proposal: AnnulmentProposal, tried: str) -> None:
    proposal.confirmed_by_id = person_of(actor)
    proposal.event_happened = proposal.event_happened or _is_entered(draw)
    if not proposal.event_happened and not proposal.says_not_held and draw.has_passed(moments.now()):
        raise _said_too_early(draw)
    draw.annulled_for, draw.event_happened = proposal.reason, proposal.event_happened
    if not computing_of(draw).is_owed:
        finish_work(draw.sitting, THROWS_WORK)
    if draw.is_selection:
        release_campaign(actor=actor, campaign=draw.campaign)
    record_step(
        "draws.confirm_annulment",
        actor=actor,
        sitting=draw.sitting,
        reason=proposal.words,
        content=_told(proposal, tried),
        records=[proposal, draw],
        protocol=[lambda at: _logged(draw, proposal, at)],
    )


def _told(proposal: AnnulmentProposal, tried: str) -> dict[str, object]:
    """What the act says; where the secret is said to be lost, also what trying it gave."""
    return proposal.plain() | ({"secret": tried} if tried else {})


def _logged(draw: Draw, proposal: AnnulmentProposal, at: str) -> bytes:
    """Attempt and proposal bear the time of the log entry."""
    draw.annulled_at = proposal.confirmed_at = datetime.datetime.fromisoformat(at)
    proposal.save()
    draw.save()
    return entries.annulled(draw.draw_id, draw.digest, draw.annulled_for, at)


def _own_open_proposal(actor: Actor, draw: Draw) -> AnnulmentProposal:
    proposal = open_annulment(draw)
    if proposal is None:
        return AnnulmentProposal(draw=draw, proposed_by_id=person_of(actor))
    # Somebody else says it anew: who proposed before has gone, or was wrong; the ledger keeps both.
    proposal.proposed_by_id = person_of(actor)
    return proposal


def _check_reason(draw: Draw, reason: str, words: str) -> None:
    if reason not in ANNULMENT_WORDS:
        raise Refusal(
            "annulment-reason",
            "作废须选一个规定的原因。",
            title=f"{TITLE}：没有原因",
            clause="抽取规则drawproof/1第4节",
            found=[("可选", "、".join(ANNULMENT_WORDS.values()))],
        )
    if not words.strip():
        raise Refusal("annulment-words", "请写明发生了什么，作废说明会公开。", title=f"{TITLE}：没有说明")
    require_nobody_told(draw.office_id, [("作废说明", words)], title=TITLE)


def _is_entered(draw: Draw) -> bool:
    """An entered throw settles that the event took place; of lotteries an entry of each, since with one that
    was not drawn nothing can be computed."""
    entered = set(ThrowEntry.objects.filter(draw=draw).values_list("throw", flat=True))
    seen = (throw for throw in throws_of(draw.event_sources) if throw.number in entered)
    return is_every_lottery(draw.event_sources, seen)


def _times(draw: Draw) -> list[tuple[str, str]]:
    return [(name, moments.wall_time(at)) for name, at in draw.issues]


def _only_as_not_held(draw: Draw) -> Refusal:
    return Refusal(
        "not-held-reason",
        "公告定的开奖时间已过，没有开奖的，只能以这一项为原因作废。",
        title=f"{TITLE}：原因与开奖情况对不上",
        clause="抽取规则drawproof/1第4节：已开奖的，作废后仍算出并公开",
        remedy=f"没有开奖的，原因选“{ANNULMENT_WORDS[NOT_HELD]}”；已经开奖的，选“已经开奖”，原因不变。",
        found=_times(draw),
    )


def _said_too_early(draw: Draw) -> Conflict:
    """Said before the lottery was due, confirmed when its numbers may be known."""
    return Conflict(
        "proposed-before-event",
        "提出的时候还没有到开奖时间，现在到了，不能照原来的确认。",
        title=f"{TITLE}：开奖时间已过",
        clause="抽取规则drawproof/1第4节：已开奖的，作废后仍算出并公开",
        remedy="请重新提出，写明开奖了没有，再由另一人确认。",
        found=_times(draw),
    )
