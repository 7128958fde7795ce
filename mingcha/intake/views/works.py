"""A large import while it is under way: how far it is, and where it leads when it is done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.intake.subjects import registered
from mingcha.intake.works import CONFIRM, DONE, RUNNING, Work, refusal_of, work_of


@never_cache
@require_GET
def import_work(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Asked again by its script every second; without one the page asks for itself."""
    work = work_of(request.actor, pk)
    subject = registered()[work.kind]
    subject.can_read(request.actor).require()
    if work.state == DONE:
        return _onwards(request, work)
    facts = {
        "work": work,
        "subject": subject,
        "refusal": refusal_of(work),
        "is_running": work.state == RUNNING,
        "step": 4 if work.act == CONFIRM else 2,
    }
    template = "intake/_work.html" if request.headers.get("HX-Request") else "intake/import_work.html"
    return render(request, template, facts)


def _onwards(request: StaffRequest, work: Work) -> HttpResponse:
    """To what the work made."""
    address = reverse(f"{work.kind}_import_preview", args=[work.batch])
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("import_work", args=[work.key])})
    messages.success(request, f"“{work.file_name}”{work.title}完毕。")
    return redirect(address)
