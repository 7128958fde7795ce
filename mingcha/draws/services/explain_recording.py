"""A leader says why a sitting has no recording, or why one is attached late. The reason becomes public."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.policies import can_explain_recording, person_of
from mingcha.draws.queries.recording_story import is_filmed_whole
from mingcha.draws.queries.recordings import is_closed, is_late
from mingcha.draws.services.locked import locked_sitting
from mingcha.ledger.services import record_act
from mingcha.registers.queries.told_names import require_nobody_told

TITLE = "不能登记说明"


def explain_recording(*, actor: Actor, sitting: Sitting, reason: str) -> Sitting:
    """The sitting with the reason; said again before the disclosure it replaces the former one, which stays
    in the ledger. With it a file may be attached after its last day."""
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_explain_recording(actor).require()
        _check(sitting)
        give_reason(actor, sitting, reason)
        record_act(
            "draws.explain_recording",
            actor=actor,
            reason=sitting.recording_reason,
            content={"sitting": sitting.number},
            records=[sitting],
        )
    return sitting


def give_reason(actor: Actor, sitting: Sitting, reason: str, title: str = TITLE) -> None:
    """Save the words; the caller records the sitting."""
    if not reason.strip():
        raise Refusal(
            "recording-reason",
            "请写明为什么没有录音录像，或者为什么逾期才附；理由随抽取记录公开。",
            title=f"{title}：没有写理由",
        )
    require_nobody_told(actor.office_id, [("情况说明", reason)], title=title)
    sitting.recording_reason = reason.strip()
    sitting.recording_reason_by_id = person_of(actor)
    sitting.recording_reason_at = moments.now()
    sitting.save()


def _check(sitting: Sitting) -> None:
    if is_closed(sitting):
        raise Conflict("disclosed", "这次会的抽取文件已经公开，说明不再改动。", title=f"{TITLE}：已经公开")
    if not sitting.draws.filter(drawn_at__isnull=False).exists():
        raise Conflict("not-drawn", "这次会还没有抽取，不用说明。", title=f"{TITLE}：还没有抽取")
    if is_filmed_whole(sitting) and not is_late(sitting):
        raise Conflict("filmed", "这次会已有录音录像，不用说明。", title=f"{TITLE}：已有录音录像")
