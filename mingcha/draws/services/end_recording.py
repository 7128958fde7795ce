"""End a segment, by the browser that filmed it or, where that is gone, by anybody of the sitting."""

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import Recording, Sitting
from mingcha.draws.policies import can_record
from mingcha.draws.queries.attempts import is_settled
from mingcha.draws.queries.recording_story import is_filmed_whole
from mingcha.draws.queries.recordings import ALIVE, find_recording, last_chunk, open_recordings
from mingcha.draws.rules.recordings import BROKEN, ENDED
from mingcha.draws.services.locked import (
    RECORDING_WORK,
    finish_work,
    give_recording_work,
    lock_campaign,
)
from mingcha.draws.services.recorded import close_recordings, lock_recording, record_step


def end_recording(*, actor: Actor, recording: Recording) -> Recording:
    """The segment with its end, its heads in the ledger. Called again it stays as it is. One from which
    nothing came for a while broke off, whoever ends it."""
    with transaction.atomic():
        lock_campaign(recording.sitting.campaign_id)
        recording = find_recording(actor, recording.pk)
        can_record(actor, recording.sitting).require()
        if not recording.is_open:
            return recording
        sitting = recording.sitting
        lock_recording(sitting)
        close_recordings([recording], _ending(recording))
        _settle_work(sitting)
        record_step(
            "draws.end_recording",
            actor=actor,
            sitting=sitting,
            content={
                "sitting": recording.sitting.number,
                "number": recording.number,
                "bytes": recording.size,
            },
            records=[recording],
        )
    return recording


def _settle_work(sitting: Sitting) -> None:
    """Filmed whole, nobody is asked for a file; with a hole in it, and nothing filming any more, both are."""
    if is_filmed_whole(sitting):
        finish_work(sitting, RECORDING_WORK)
    elif is_settled(sitting.campaign_id) and not open_recordings(sitting):
        give_recording_work(sitting, reverse("recording_attach", args=[sitting.pk]))


def _ending(recording: Recording) -> str:
    last = last_chunk(recording)
    seen = last.received_at if last else recording.attached_at
    return ENDED if moments.now() - seen < ALIVE else BROKEN
