"""Two people withdraw an external draw that was brought in by mistake, while nothing stands on it. It stays
on record, and on the public page."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_confirm_withdrawal, can_withdraw_external, person_of
from mingcha.draws.queries.external.standing import what_stands_on
from mingcha.draws.services.as_read import require_as_read
from mingcha.draws.services.external.decide import locked_external
from mingcha.draws.states import EXTERNAL
from mingcha.intake.private import without_numbers
from mingcha.ledger.services import record_act
from mingcha.plans.services import give_back_campaign
from mingcha.plans.services.planning import lock_plans

TITLE = "不能撤回"


def propose_external_withdrawal(*, actor: Actor, draw: ExternalDraw, reason: str) -> ExternalDraw:
    """The first of two people. Proposing again replaces one's own open proposal."""
    with transaction.atomic():
        draw = _locked(actor, draw)
        can_withdraw_external(actor).require()
        draw.state = EXTERNAL.after("propose_withdrawal", draw.state)
        if not reason.strip():
            raise Refusal("no-reason", "撤回要写明理由，理由会公开。", title=f"{TITLE}：没有理由")
        if draw.awaits_withdrawal and draw.withdrawal_proposed_by_id != actor.person_id:
            raise Conflict(
                "proposed",
                "已有人提出撤回，等另一人确认。",
                title=f"{TITLE}：已有人提出",
                remedy="请查看后确认。",
            )
        _require_nothing_above(actor, draw)
        draw.withdrawal_reason = without_numbers(reason.strip())[:200]
        draw.withdrawal_proposed_by_id, draw.withdrawal_proposed_at = person_of(actor), moments.now()
        draw.save()
        _record("draws.propose_external_withdrawal", actor, draw)
    return draw


def confirm_external_withdrawal(*, actor: Actor, draw: ExternalDraw, seen: int) -> ExternalDraw:
    """The second person: its units count no more, and the campaign waits to be drawn again. `seen` is the
    ledger's entry of the draw with the reason that was read."""
    with transaction.atomic():
        draw = _locked(actor, draw)
        can_confirm_withdrawal(actor, draw).require()
        draw.state = EXTERNAL.after("withdraw", draw.state)
        require_as_read(draw, seen, TITLE)
        _require_nothing_above(actor, draw)
        draw.withdrawn_by_id, draw.withdrawn_at = person_of(actor), moments.now()
        draw.save()
        give_back_campaign(actor=actor, campaign=draw.campaign, reason=draw.withdrawal_reason)
        _record("draws.confirm_external_withdrawal", actor, draw)
    return draw


def _locked(actor: Actor, draw: ExternalDraw) -> ExternalDraw:
    """The draw as it stands now. What may come to stand on it is written under one of these locks: draws and
    handed sheets, visits, entries into platforms; so nothing of it is under way while it is looked for."""
    draw = locked_external(actor, draw)
    lock_plans(actor)
    lock(f"register/{actor.office_id}")
    lock(f"platforms/{actor.office_id}")
    return draw


def _record(act: str, actor: Actor, draw: ExternalDraw) -> None:
    content = {"draw": draw.draw_id}
    record_act(act, actor=actor, reason=draw.withdrawal_reason, content=content, records=[draw])


def _require_nothing_above(actor: Actor, draw: ExternalDraw) -> None:
    above = what_stands_on(actor, draw)
    if above:
        raise Refusal(
            "stands-above",
            "这次抽取结果之后已被用到，撤回会使后面的事项失去依据。",
            title=f"{TITLE}：已有后续事项",
            found=[("后续", one) for one in above],
            remedy="名单有误的，请在后续事项中逐项更正。",
        )
