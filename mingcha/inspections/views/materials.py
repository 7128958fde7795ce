"""书面检查: what is asked of the party and what came."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.inspections.forms import papers as forms
from mingcha.inspections.queries.materials import find_material, find_request
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.papers.lines import may_give
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import ask_material, cancel_material, receive_material
from mingcha.inspections.views.small_form import answer_small_form
from mingcha.intake.views.proofs import proof_answer


@require_http_methods(["GET", "POST"])
def material_ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the party for one thing."""
    seen = find_inspection(request.actor, pk)
    may_give(request.actor, seen).require()
    form = forms.MaterialForm(request.POST or None)
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        "要求提交材料",
        lambda: ask_material(actor=request.actor, inspection=pk, **form.cleaned_data),
        why="列入检查通知书，一并告知当事人；通知书已经制作的，登记后请重新制作。",
    )


@require_http_methods(["GET", "POST"])
def material_receive(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take in what came."""
    asked = find_request(request.actor, pk)
    seen = find_inspection(request.actor, asked.inspection_id)
    may_give(request.actor, seen).require()
    form = forms.MaterialCameForm(request.POST or None, request.FILES or None)
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        f"收到材料：{asked.words}",
        lambda: receive_material(actor=request.actor, request=pk, came=form.came),
        why="照原样加密保存，摘要记入留痕日志。",
    )


@require_http_methods(["GET", "POST"])
def material_cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask for it no more."""
    asked = find_request(request.actor, pk)
    seen = find_inspection(request.actor, asked.inspection_id)
    may_give(request.actor, seen).require()
    form = forms.MaterialCancelForm(request.POST or None)
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        f"取消材料要求：{asked.words}",
        lambda: cancel_material(actor=request.actor, request=pk, **form.cleaned_data),
        why="取消后这一项保留在列表里，写明原因。",
    )


@require_GET
def material_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """As it came."""
    return proof_answer(find_material(request.actor, pk).proof)
