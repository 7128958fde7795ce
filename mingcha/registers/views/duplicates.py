"""疑似重复: what looks alike, one question of it, and the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.registers.exports import DUPLICATE_HEADINGS, duplicate_rows
from mingcha.registers.forms import ApartForm, MergeForm
from mingcha.registers.models import Holder
from mingcha.registers.policies import can_decide_duplicates, can_read_registers
from mingcha.registers.queries import DUPLICATE_KINDS, Question, question_of, waiting_questions
from mingcha.registers.services import merge_holders, merge_targets, tell_apart

SORTS = {"code": False, "-code": True}


@require_GET
def duplicate_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    every = waiting_questions(request.actor)
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "code")
    wanted = [one for one in every if kind in ("", one.kind)]
    if sort in SORTS:
        wanted.sort(key=lambda one: one.first.code, reverse=SORTS[sort])
    counts = [
        (key, found.title, sum(one.kind == key for one in every)) for key, found in DUPLICATE_KINDS.items()
    ]
    facts = {
        "page": paginate(request, wanted),
        "size": len(every),
        "counts": counts,
        "kind": kind,
        "wanted": {"sort": sort},
        "may_decide": can_decide_duplicates(request.actor),
    }
    return render(request, "registers/duplicate_list.html", facts)


@require_GET
def duplicate_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    kind = request.GET.get("kind", "")
    questions = [one for one in waiting_questions(request.actor) if kind in ("", one.kind)]
    name = f"疑似重复{moments.today():%Y%m%d}.xlsx"
    return export_xlsx(name, "疑似重复", DUPLICATE_HEADINGS, duplicate_rows(questions))


@require_GET
def duplicate_detail(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    return _page(request, question_of(request.actor, kind, pk))


@require_POST
def duplicate_merge(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    can_decide_duplicates(request.actor).require()
    question = question_of(request.actor, kind, pk)
    form = MergeForm(question.members, request.POST)
    if not form.is_valid():
        return _page(request, question, form)
    merge = merge_holders if question.concerns_holders else merge_targets
    try:
        kept = merge(actor=request.actor, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, question, form, refusal)
    messages.success(request, f"已合并，保留{kept.code}。原来的代码和名称仍能查到它。")
    return redirect("holder_detail" if isinstance(kept, Holder) else "target_detail", pk=kept.pk)


@require_POST
def duplicate_apart(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    can_decide_duplicates(request.actor).require()
    question = question_of(request.actor, kind, pk)
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _page(request, question, form)
    try:
        tell_apart(actor=request.actor, kind=kind, member=pk, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, question, form, refusal)
    messages.success(request, "已登记不是同一个。内容改变以前不再提示。")
    return redirect("duplicate_list")


def _page(
    request: StaffRequest,
    question: Question,
    form: MergeForm | ApartForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    facts = {
        "question": question,
        "form": form or MergeForm(question.members),
        "refusal": refusal,
        "chosen": request.POST,
        "absorb": request.POST.getlist("absorb"),
        "may_decide": can_decide_duplicates(request.actor),
    }
    status = refusal.status if refusal else 200
    return render(request, "registers/duplicate_detail.html", facts, status=status)
