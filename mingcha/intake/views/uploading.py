"""Step 1: choose a file."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.intake.forms import UploadForm
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import imports_of, sources_of
from mingcha.intake.services import LARGE_BYTES, preview_import, start_work
from mingcha.intake.subjects import Subject, registered
from mingcha.intake.works import PREVIEW, works_of


@require_http_methods(["GET", "POST"])
def import_upload(request: StaffRequest, subject: Subject) -> HttpResponse:
    subject.can_import(request.actor).require()
    sources = sources_of(request.actor, subject)
    asked = {"feed": request.GET.get("feed", "")}
    form = UploadForm(sources, request.POST or None, request.FILES or None, initial=asked)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, subject, form)
        except Refusal as raised:
            refusal = raised
    facts = {
        "subject": subject,
        "form": form,
        "refusal": refusal,
        "instead": _right_door(request, refusal),
        "works": works_of(request.actor, subject.kind),
        "recent": imports_of(request.actor, [subject.kind])[:5],
    }
    return render(request, "intake/import_upload.html", facts, status=refusal.status if refusal else 200)


def _begin(request: StaffRequest, subject: Subject, form: UploadForm) -> HttpResponse:
    """The preview of a small file at once; that of a large one goes on by itself."""
    upload: UploadedFile[bytes] = form.cleaned_data["file"]
    name = Path(upload.name or "表格").name
    facts = {
        "actor": request.actor,
        "subject": subject,
        "file_name": name,
        "sheet": form.cleaned_data["sheet"] or None,
        "strict": not form.cleaned_data["by_hand"],
        "feed": form.cleaned_data["feed"],
    }
    if (upload.size or 0) < LARGE_BYTES:
        with on_disk(upload) as path:
            batch = preview_import(path=path, **facts)
        return redirect(f"{subject.kind}_import_preview", pk=batch.pk)
    kept = ExitStack()
    path = kept.enter_context(on_disk(upload))

    def carry_out() -> ImportBatch:
        with kept:
            return preview_import(path=path, **facts)

    work = start_work(actor=request.actor, subject=subject, act=PREVIEW, file_name=name, carry_out=carry_out)
    return redirect("import_work", pk=work.key)


def _right_door(request: StaffRequest, refusal: Refusal | None) -> Subject | None:
    """The import that a file of another kind belongs to, when this person may open it."""
    if refusal is None or refusal.code != "wrong_kind":
        return None
    found = refusal.sentence.partition("，")[0]
    meant = (subject for subject in registered().values() if f"“{subject.title}”" in found)
    return next((subject for subject in meant if subject.can_import(request.actor)), None)


@contextmanager
def on_disk(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """The upload as a file of the data folder, gone when the block ends: what it holds may be personal."""
    handle, name = tempfile.mkstemp(dir=settings.DATA.uploads)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
        yield path
    finally:
        path.unlink()
