"""The yearly declaration: rounds, who has not answered, answers on paper; and an inspector's own page."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.intake.queries import proof_of
from mingcha.intake.views.proofs import proof_answer
from mingcha.registers.forms import ConflictForm
from mingcha.registers.interest_forms import AnswerForm, PaperForm, RoundForm
from mingcha.registers.models import Declaration
from mingcha.registers.policies import can_lead_round, can_read_registers, can_see_endings
from mingcha.registers.queries import eligibility, inspector_of, parties
from mingcha.registers.queries.interests import (
    answers,
    open_interests,
    open_round_of,
    own_inspector,
    round_of,
    rounds,
)
from mingcha.registers.services import declare_own_conflict
from mingcha.registers.services.interests import answer_on_paper, answer_round, close_round, open_round
from mingcha.registers.states import CONFLICT, ROUND

ORDERS = {"year": "year", "due": "due_on", "state": "state"}
HEADINGS = ("姓名", "名册编号", "股所室队", "是否答复", "申报项数", "答复日期", "方式", "有无账号")
ROUND_HEADINGS = ("年度", "发起日期", "发起人", "截止日期", "状态")


@require_http_methods(["GET", "POST"])
def round_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = RoundForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            opened = open_round(actor=request.actor, **form.cleaned_data)
            messages.success(request, "已发起，在册人员的首页都会提醒，直到答复。")
            return redirect("round_detail", pk=opened.pk)
        except Refusal as raised:
            refusal = raised
    order = order_of(request, ORDERS, "-year")
    found = order.of(rounds(request.actor))
    facts = {"page": paginate(request, found), "wanted": order, "form": form, "refusal": refusal}
    facts |= {"may_lead": can_lead_round(request.actor), "life": ROUND}
    facts |= {"may_see_endings": can_see_endings(request.actor)}
    return render(request, "registers/round_list.html", facts, status=refusal.status if refusal else 200)


@require_GET
def round_list_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    rows: Iterator[list[Value]] = (
        [one.year, one.opened_on, one.opened_by, one.due_on, ROUND.words[one.state][0]]
        for one in rounds(request.actor)
    )
    return export_xlsx(f"年度申报{moments.today():%Y%m%d}.xlsx", "年度申报", ROUND_HEADINGS, rows)


@require_GET
def round_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    asked = round_of(request.actor, pk)
    everybody = answers(request.actor, asked)
    silent = [one for one in everybody if one.declaration is None]
    only_silent = request.GET.get("show") != "all"
    facts = {
        "asked": asked,
        "page": paginate(request, silent if only_silent else everybody),
        "silent": len(silent),
        "everybody": len(everybody),
        "only_silent": only_silent,
        "may_lead": can_lead_round(request.actor),
        "life": ROUND,
        "is_late": asked.due_on < moments.today(),
    }
    return render(request, "registers/round_detail.html", facts)


@require_GET
def round_export(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    asked = round_of(request.actor, pk)
    rows = (
        [
            one.inspector.name,
            one.inspector.roster_no,
            one.inspector.section_name,
            "已答复" if one.declaration else "未答复",
            one.declaration.declared if one.declaration else None,
            one.declaration.answered_on if one.declaration else None,
            ("书面" if one.declaration.on_paper else "本人在线") if one.declaration else "",
            one.has_account,
        ]
        for one in answers(request.actor, asked)
        if request.GET.get("show") == "all" or one.declaration is None
    )
    return export_xlsx(f"{asked.year}年度申报.xlsx", f"{asked.year}年度利害关系申报", HEADINGS, rows)


@require_POST
def round_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    close_round(actor=request.actor, asked=pk)
    messages.success(request, "已截止。没有答复的人员仍列在名单上。")
    return redirect("round_detail", pk=pk)


@require_http_methods(["GET", "POST"])
def round_paper(request: StaffRequest, pk: UUID, inspector: UUID) -> HttpResponse:
    can_lead_round(request.actor).require()
    asked, person = round_of(request.actor, pk), inspector_of(request.actor, inspector)
    form = PaperForm(request.POST or None, request.FILES or None)
    refusal = None
    if form.is_valid():
        try:
            answer_on_paper(actor=request.actor, asked=pk, inspector=inspector, **form.cleaned_data)
            messages.success(request, f"已登记{person.name}的书面答复。")
            return redirect("round_detail", pk=pk)
        except Refusal as raised:
            refusal = raised
    facts = {"asked": asked, "inspector": person, "form": form, "refusal": refusal}
    facts |= {"interests": open_interests(person)}
    return render(request, "registers/round_paper.html", facts, status=refusal.status if refusal else 200)


@require_GET
def own_record(request: StaffRequest) -> HttpResponse:
    return _own_page(request)


@require_POST
def own_declare(request: StaffRequest) -> HttpResponse:
    own_inspector(request.actor)
    form = ConflictForm(request.POST, request.FILES)
    if not form.is_valid():
        return _own_page(request, form=form)
    try:
        declare_own_conflict(actor=request.actor, **form.cleaned_data)
    except Refusal as refusal:
        return _own_page(request, form=form, refusal=refusal)
    messages.success(request, "已申报，等待决定；决定之前的匹配也自动回避。")
    return redirect("own_record")


@require_POST
def own_answer(request: StaffRequest) -> HttpResponse:
    own_inspector(request.actor)
    form, asked = AnswerForm(request.POST), open_round_of(request.actor)
    if not form.is_valid() or asked is None:
        return _own_page(request, answer=form)
    try:
        answer_round(actor=request.actor, asked=asked.pk)
    except Refusal as refusal:
        return _own_page(request, refusal=refusal)
    messages.success(request, f"已答复{asked}。")
    return redirect("own_record")


@require_GET
def own_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A scan that rests beside one's own record, and no other."""
    own = own_inspector(request.actor)
    proof = proof_of(request.actor, pk)
    beside = (own.licences, own.trainings, own.certificates, own.absences, own.conflicts, own.declarations)
    if not any(rows.filter(proof=proof).exists() for rows in beside):
        can_read_registers(request.actor).require()
    return proof_answer(proof)


def _own_page(
    request: StaffRequest,
    *,
    form: ConflictForm | None = None,
    answer: AnswerForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    own, asked, today = own_inspector(request.actor), open_round_of(request.actor), moments.today()
    given = Declaration.objects.filter(round=asked, inspector=own).first() if asked else None
    conflicts = list(own.conflicts.filter(is_withheld=False).order_by("-declared_on"))
    named = parties(request.actor, conflicts)
    facts = {
        "one": eligibility(own, today),
        "inspector": own,
        "conflicts": [(one, named[one.pk]) for one in conflicts],
        "asked": asked,
        "given": given,
        "form": form or ConflictForm(),
        "answer": answer or AnswerForm(),
        "refusal": refusal,
        "conflict_life": CONFLICT,
        "today": today,
    }
    return render(request, "registers/own_record.html", facts, status=refusal.status if refusal else 200)
