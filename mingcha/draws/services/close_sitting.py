"""Close a sitting that came to nothing: the people were not there, the power failed, the day was put off."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.policies import can_close_sitting, person_of
from mingcha.draws.queries.disclosure import awaits_computing, not_computed
from mingcha.draws.services.locked import THROWS_WORK, finish_work, locked_sitting
from mingcha.draws.states import FINAL, OPEN
from mingcha.ledger.services import record_act

TITLE = "不能结束抽取会"


def close_sitting(*, actor: Actor, sitting: Sitting, reason: str) -> Sitting:
    """The sitting with the reason; nothing is drawn in it any more, and its attempts stay listed. `Conflict`
    while an attempt of it is open, and where something was drawn: that sitting did its work."""
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_close_sitting(actor, sitting).require()
        if not reason.strip():
            raise Refusal("reason-needed", "请写明没有抽成的理由。", title=f"{TITLE}：没有理由")
        _require_nothing_left(sitting)
        sitting.closed_at = moments.now()
        sitting.closed_by_id = person_of(actor)
        sitting.closed_reason = reason.strip()
        sitting.save()
        finish_work(sitting, THROWS_WORK)
        content = {"campaign": sitting.campaign.number, "sitting": sitting.number}
        record_act("draws.close_sitting", actor=actor, reason=reason, content=content, records=[sitting])
    return sitting


def _require_nothing_left(sitting: Sitting) -> None:
    if sitting.closed_at is not None:
        raise Conflict("sitting-closed", "本次会已经结束。", title=f"{TITLE}：已经结束")
    if sitting.draws.filter(state__in=OPEN).exists():
        raise Conflict(
            "attempt-open",
            "本次会有一次抽取没有办完。",
            title=f"{TITLE}：还没有办完",
            remedy="已公告的，办完或者由两人作废；只封存的，由执法监察退回。",
        )
    if sitting.draws.filter(state__in=FINAL).exists():
        raise Conflict("sitting-drew", "本次会已经抽出结果，不是没有抽成。", title=f"{TITLE}：已有抽取结果")
    if awaits_computing(sitting.campaign_id):
        raise not_computed(TITLE)
