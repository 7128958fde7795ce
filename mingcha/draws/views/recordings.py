"""The recordings of a sitting: the page that films, what it sends, files, watching, a leader's reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.policies import Decision
from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.draws import policies
from mingcha.draws.forms import ChunkForm, RecordingForm, RecordingReasonForm, StartForm
from mingcha.draws.models import ASSIGNMENT, Recording, Sitting
from mingcha.draws.queries.attempts import final_draw, find_sitting
from mingcha.draws.queries.recording_story import story_of
from mingcha.draws.queries.recordings import (
    beginning_of,
    find_recording,
    is_public,
    open_recordings,
    paths_of,
    read_span,
    room_now,
)
from mingcha.draws.rules.recordings import (
    CHUNK_MS,
    LOST_MS,
    SOUND_BITS,
    VIDEO_BITS,
    byte_range,
    media_type,
)
from mingcha.draws.services import (
    attach_recording,
    end_recording,
    explain_recording,
    keep_chunk,
    start_recording,
)

RANGE_BYTES = 4 * 2**20


@require_GET
def recorder(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page that films; it stays open beside the hall until the sitting is over."""
    sitting = find_sitting(request.actor, pk)
    policies.can_record(request.actor, sitting).require()
    context = {
        "sitting": sitting,
        "story": story_of(sitting),
        "left": open_recordings(sitting),
        "room": room_now(),
        "is_public": is_public(sitting),
        "no_key": UUID(int=0),
        "chunk_ms": CHUNK_MS,
        "lost_ms": LOST_MS,
        "video_bits": VIDEO_BITS,
        "sound_bits": SOUND_BITS,
    }
    return render(request, "draws/recorder.html", context)


@require_POST
def recording_start(request: StaffRequest, pk: UUID) -> HttpResponse:
    sitting = find_sitting(request.actor, pk)
    policies.can_record(request.actor, sitting).require()
    told = StartForm(request.POST).told()
    recording = start_recording(actor=request.actor, sitting=sitting, **told)
    return JsonResponse({"number": recording.number, "head": beginning_of(recording)})


@require_POST
def recording_chunk(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The acknowledgement: what the browser may forget from now on."""
    recording = find_recording(request.actor, pk)
    policies.can_record(request.actor, recording.sitting).require()
    chunk = ChunkForm(request.POST, request.FILES).chunk()
    kept = keep_chunk(actor=request.actor, recording=recording, chunk=chunk)
    return JsonResponse({"number": kept.number, "head": kept.head})


@require_POST
def recording_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    recording = end_recording(actor=request.actor, recording=find_recording(request.actor, pk))
    if request.accepts("text/html"):
        return redirect("recording_watch", recording.sitting_id)
    return JsonResponse({"number": recording.number, "bytes": recording.size})


@require_http_methods(["GET", "POST"])
def recording_attach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Attach any camera's file."""
    sitting = find_sitting(request.actor, pk)
    policies.can_attach_recording(request.actor, sitting).require()
    form = RecordingForm(request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            attach_recording(actor=request.actor, sitting=sitting, file=file, file_name=file.name)
            messages.success(request, "录音录像已附上，摘要已记入留痕日志。")
            return redirect("draw_record", pk)
        except Refusal as error:
            refusal = error
    context = {"form": form, "refusal": refusal, "sitting": sitting, "story": story_of(sitting)}
    return render(request, "draws/recording_attach.html", context, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def recording_reason(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A leader says why there is no recording, or why one comes late."""
    policies.can_explain_recording(request.actor).require()
    sitting = find_sitting(request.actor, pk)
    form = RecordingReasonForm(request.POST or None, initial={"reason": sitting.recording_reason})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            explain_recording(actor=request.actor, sitting=sitting, **form.cleaned_data)
            messages.success(request, "录音录像情况说明已登记，随抽取记录公开。")
            return redirect("draw_record", pk)
        except Refusal as error:
            refusal = error
    context = {"form": form, "refusal": refusal, "sitting": sitting, "story": story_of(sitting)}
    return render(request, "draws/recording_reason.html", context, status=refusal.status if refusal else 200)


@require_GET
def recording_watch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Segments in their order, steps as chapters, holes among them; pictures for those who may see them."""
    sitting = find_sitting(request.actor, pk)
    policies.can_see_sitting(request.actor, sitting).require()
    context = {
        "sitting": sitting,
        "story": story_of(sitting),
        "may_watch": _may_watch(request, sitting),
        "may_record": policies.can_record(request.actor, sitting),
        "is_public": is_public(sitting),
    }
    return render(request, "draws/recording_watch.html", context)


@require_GET
def recording_content(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The film, byte for byte as it was received; a player asks for parts."""
    recording = find_recording(request.actor, pk)
    sitting = recording.sitting
    _may_watch(request, sitting).require()
    return _film(request, recording)


def _may_watch(request: StaffRequest, sitting: Sitting) -> Decision:
    has_teams = final_draw(sitting.campaign_id, ASSIGNMENT) is not None
    return policies.can_watch_recording(
        request.actor, sitting, is_public=is_public(sitting), has_teams=has_teams
    )


def _film(request: StaffRequest, recording: Recording) -> HttpResponse:
    paths = paths_of(recording)
    size = sum(part for _, part in paths)
    kind, name = media_type(recording.file_name), recording.download_name
    as_file = kind is None or "download" in request.GET
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": content_disposition_header(as_file, name) or "attachment",
        "Cache-Control": "private, no-store",
    }
    try:
        asked = byte_range(request.headers.get("Range", ""), size, RANGE_BYTES)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = asked or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if asked:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer = StreamingHttpResponse(
        read_span(paths, first, last), content_type=kind or "application/octet-stream", headers=headers
    )
    answer.status_code = 206 if asked else 200
    return answer  # type: ignore[return-value]  # a streaming answer is an answer
