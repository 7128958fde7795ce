"""Attach a camera's file to a sitting: hashed in chunks, kept by its digest, its chain's head logged for
every draw of the sitting (threats.md section 4.6, drawproof/1 section 7)."""

from pathlib import Path

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Recording, RecordingChunk, Sitting
from mingcha.draws.policies import can_attach_recording, person_of
from mingcha.draws.queries.recordings import (
    head_of,
    is_closed,
    is_explained,
    is_late,
    is_under_way,
    open_recordings,
    recording_due,
)
from mingcha.draws.rules.recordings import FILM_ENDINGS, is_film
from mingcha.draws.services.locked import RECORDING_WORK, finish_work, locked_sitting
from mingcha.draws.services.media import Readable, Stored, store_file
from mingcha.draws.services.recorded import close_recordings, lock_recording, record_step

TITLE = "不能附上录音录像"
CLAUSE = "法定义务“另附录音录像的期限”"


def attach_recording(*, actor: Actor, sitting: Sitting, file: Readable, file_name: str) -> Recording:
    """The recording, with the head of the chain through all recordings of the sitting in the log. The file is
    safe on disk before the transaction begins; a file that is not recorded then is nobody's. Not by the one
    who operated the draw, and after its last day only where a leader has said why."""
    # Obligations recorded-draw, recording-attach-days of docs/law/obligations.yml.
    _check(actor, sitting)
    _check_name(file_name)
    stored = store_file(file, TITLE)
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        _check(actor, sitting)
        lock_recording(sitting)
        left = close_recordings(open_recordings(sitting))
        recording = _record(actor, sitting, stored, file_name)
        finish_work(sitting, RECORDING_WORK)
        record_step(
            "draws.attach_recording",
            actor=actor,
            sitting=sitting,
            content={"sitting": sitting.number, "sha256": stored.sha256, "bytes": stored.size},
            records=[*left, recording],
        )
    return recording


def _check(actor: Actor, sitting: Sitting) -> None:
    can_attach_recording(actor, sitting).require()
    if is_under_way(sitting):
        raise Conflict(
            "still-filming",
            "摄像头正在录这次会，附上文件会把它截断。",
            title=f"{TITLE}：正在录制",
            remedy="请在录制页结束录制以后再附。",
        )
    if not sitting.draws.filter(attempt__isnull=False).exists():
        raise Refusal(
            "nothing-announced", "这次会还没有公告抽取，录音录像没有可附的。", title=f"{TITLE}：还没有抽取"
        )
    if is_closed(sitting):
        raise Conflict(
            "disclosed",
            "这次会的抽取文件已经公开，录音录像须在公开之前附上。",
            title=f"{TITLE}：已经公开",
        )
    if is_late(sitting) and not is_explained(sitting):
        raise Refusal(
            "recording-late",
            f"最迟应在{recording_due(sitting)}附上，现在已经过了。",
            title=f"{TITLE}：已过期限",
            clause=CLAUSE,
            remedy="请局领导在抽取记录页写明逾期的理由，理由随抽取记录公开；写明以后可以附上。",
        )


def _check_name(file_name: str) -> None:
    if not is_film(file_name):
        raise Refusal(
            "recording-kind",
            f"“{Path(file_name).name[:60]}”不像录音录像文件。",
            title=f"{TITLE}：不是录音录像",
            remedy=f"请选摄像机、录音笔原来存下的文件，扩展名如{'、'.join(FILM_ENDINGS[:6])}；不要改名，也不要压缩打包。",
        )


def _record(actor: Actor, sitting: Sitting, stored: Stored, file_name: str) -> Recording:
    if sitting.recordings.filter(sha256=stored.sha256).exists():
        raise Conflict("recording-twice", "这份录音录像已经附上，内容完全相同。", title=f"{TITLE}：已附过")
    last = sitting.recordings.aggregate(last=Max("number"))["last"] or 0
    recording = Recording.objects.create(
        sitting=sitting,
        number=last + 1,
        file_name=Path(file_name).name[:120],
        sha256=stored.sha256,
        size=stored.size,
        attached_by_id=person_of(actor),
        attached_at=moments.now(),
    )
    _keep_chunks(recording, stored)
    recording.head = head_of(sitting)
    recording.save()
    return recording


def _keep_chunks(recording: Recording, stored: Stored) -> None:
    sitting = recording.sitting
    before = sitting.recording_chunks.aggregate(last=Max("place"))["last"] or 0
    RecordingChunk.objects.bulk_create(
        RecordingChunk(
            sitting=sitting,
            recording=recording,
            place=before + number,
            number=number,
            size=size,
            sha256=digest,
            received_at=recording.attached_at,
        )
        for number, (size, digest) in enumerate(stored.chunks, start=1)
    )
