"""After the preview: give it up, take it back, hand the refused rows out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.intake.queries import batch_of
from mingcha.intake.services import discard_import, refused_file, take_back_import
from mingcha.intake.subjects import Subject


@require_POST
def import_discard(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    discard_import(actor=request.actor, subject=subject, batch=pk)
    messages.success(request, "已放弃这次导入，没有写入任何内容。")
    return redirect("import_list")


@require_POST
def import_take_back(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    take_back_import(actor=request.actor, subject=subject, batch=pk, reason=reason)
    messages.success(request, "已整批撤回，恢复到导入之前。")
    return redirect(f"{subject.kind}_import_preview", pk=pk)


@require_GET
def import_refused(request: StaffRequest, subject: Subject, pk: UUID) -> HttpResponse:
    subject.can_import(request.actor).require()
    name, content = refused_file(batch_of(request.actor, subject, pk))
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        content, content_type="application/octet-stream", headers={"Content-Disposition": disposition}
    )
