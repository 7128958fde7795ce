"""Files of a visit, letters to a party that cannot be found, what follows from a result."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.inspections.forms import files as forms
from mingcha.inspections.queries.attached import find_file, find_follow_up, find_letter
from mingcha.inspections.queries.page import VisitPage, visit_page
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import (
    attach_file,
    finish_follow_up,
    return_letter,
    send_letter,
    void_file,
)
from mingcha.inspections.views.small_form import answer_small_form
from mingcha.intake.views.proofs import proof_answer


@require_http_methods(["GET", "POST"])
def file_attach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Attach a scan or photo."""
    page = visit_page(request.actor, find_inspection(request.actor, pk))
    page.may_file.require()
    units, questions = _choices(page)
    form = forms.FileForm(request.POST or None, request.FILES or None, units=units, questions=questions)
    return answer_small_form(
        request,
        page,
        form,
        "附上附件",
        lambda: attach_file(actor=request.actor, inspection=pk, enclosure=form.enclosure),
    )


@require_http_methods(["GET", "POST"])
def file_void(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A file that was attached by mistake."""
    seen, file = find_file(request.actor, pk)
    page = visit_page(request.actor, seen)
    page.may_file.require()
    form = forms.VoidForm(request.POST or None)
    return answer_small_form(
        request,
        page,
        form,
        f"作废附件：{file}",
        lambda: void_file(actor=request.actor, file=pk, **form.cleaned_data),
    )


@require_GET
def file_download(request: StaffRequest, pk: UUID) -> HttpResponse:
    """As it came."""
    return proof_answer(find_file(request.actor, pk)[1].proof)


@require_http_methods(["GET", "POST"])
def letter_send(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter was posted."""
    page = visit_page(request.actor, find_inspection(request.actor, pk))
    page.may_file.require()
    form = forms.LetterForm(request.POST or None, units=_choices(page)[0])
    return answer_small_form(
        request,
        page,
        form,
        "登记专用信函",
        lambda: send_letter(actor=request.actor, inspection=pk, sent=form.sent),
    )


@require_http_methods(["GET", "POST"])
def letter_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter came back."""
    seen, letter = find_letter(request.actor, pk)
    page = visit_page(request.actor, seen)
    page.may_file.require()
    form = forms.LetterBackForm(request.POST or None, request.FILES or None)
    return answer_small_form(
        request,
        page,
        form,
        f"登记退信：邮件号{letter.tracking_no}",
        lambda: return_letter(actor=request.actor, letter=pk, **form.cleaned_data),
    )


@require_GET
def letter_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The letter that came back."""
    letter = find_letter(request.actor, pk)[1]
    return proof_answer(letter.proof) if letter.proof else redirect("inspection_detail", letter.inspection_id)


@require_http_methods(["GET", "POST"])
def follow_up_finish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It was done."""
    seen, follow_up = find_follow_up(request.actor, pk)
    page = visit_page(request.actor, seen)
    page.may_finish.require()
    form = forms.FollowUpForm(request.POST or None, request.FILES or None)
    return answer_small_form(
        request,
        page,
        form,
        f"办结：{follow_up.words}",
        lambda: finish_follow_up(actor=request.actor, follow_up=pk, **form.cleaned_data),
    )


@require_GET
def follow_up_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper of what was done."""
    row = find_follow_up(request.actor, pk)[1]
    return proof_answer(row.proof) if row.proof else redirect("inspection_detail", row.inspection_id)


def _choices(page: VisitPage) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Units and questions as a list offers them."""
    units = [(one.code, one.name) for one in page.units]
    questions = {
        one.key: f"{item.name}第{one.question.number}题"
        for unit in page.asked
        for item in unit.items
        for one in item.questions
    }
    return units, list(questions.items())
