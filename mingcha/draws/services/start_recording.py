"""Begin a segment: a browser starts to film, or starts again after a reload."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Recording, Sitting
from mingcha.draws.policies import can_record, person_of
from mingcha.draws.queries.recordings import beginning_of, free_bytes, is_closed, open_recordings
from mingcha.draws.rules.recordings import CAMERA, FILMED, SOURCES, needed_bytes
from mingcha.draws.services.locked import locked_sitting
from mingcha.draws.services.recorded import close_recordings, lock_recording, record_step
from mingcha.ledger.models import Record

TITLE = "不能开始录制"
# Less than this is not worth beginning with.
LEAST_MINUTES = 5


def start_recording(*, actor: Actor, sitting: Sitting, key: UUID, source: str) -> Recording:
    """The open segment. `key` is chosen by the browser: an answer lost on the way begins nothing twice. What
    a page of the same person left open ends here as broken off: the hole is shown."""
    # Obligation recorded-draw of docs/law/obligations.yml.
    can_record(actor, sitting).require()
    if source not in FILMED:
        raise Refusal("recording-source", "只能录摄像头和话筒，或者屏幕。", title=TITLE)
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_record(actor, sitting).require()
        lock_recording(sitting)
        begun = Recording.objects.filter(pk=key).first()
        if begun is not None:
            return _same(begun, sitting, actor)
        _check(sitting, source)
        left = close_recordings(_left_behind(actor, sitting, source))
        recording = _create(actor, sitting, key, source)
        changed: list[Record] = [*left, recording]
        record_step(
            "draws.start_recording",
            actor=actor,
            sitting=sitting,
            content={
                "sitting": sitting.number,
                "number": recording.number,
                "source": SOURCES[source],
                "head": beginning_of(recording),
            },
            records=changed,
        )
    return recording


def _left_behind(actor: Actor, sitting: Sitting, source: str) -> list[Recording]:
    """A page begins with its camera: whatever the same person left open before is of a page that is gone."""
    return [
        one
        for one in open_recordings(sitting)
        if one.attached_by_id == actor.person_id and source in (CAMERA, one.source)
    ]


def _create(actor: Actor, sitting: Sitting, key: UUID, source: str) -> Recording:
    last = sitting.recordings.aggregate(last=Max("number"))["last"] or 0
    return Recording.objects.create(
        pk=key,
        sitting=sitting,
        number=last + 1,
        source=source,
        attached_by_id=person_of(actor),
        attached_at=moments.now(),
    )


def _same(begun: Recording, sitting: Sitting, actor: Actor) -> Recording:
    if begun.sitting_id != sitting.pk or begun.attached_by_id != actor.person_id or not begun.is_open:
        raise Conflict(
            "recording-key",
            "这一段已经结束。",
            title=f"{TITLE}：这一段已经结束",
            remedy="请刷新本页后再开始。",
        )
    return begun


def _check(sitting: Sitting, source: str) -> None:
    if is_closed(sitting):
        raise Conflict("disclosed", "这次会的抽取文件已经公开，不能再录。", title=f"{TITLE}：已经公开")
    least, free = needed_bytes(source, minutes=LEAST_MINUTES), free_bytes()
    if free < least:
        raise Refusal(
            "disk-full",
            f"服务器的磁盘只剩{free // 2**20}MB可用，录不满{LEAST_MINUTES}分钟。",
            title=f"{TITLE}：磁盘快满了",
            remedy="请系统管理员腾出空间；腾出以前改用摄像机录，会后由录入人或见证人附上。",
        )
