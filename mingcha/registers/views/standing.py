"""风险和信用: the list of changes, recording one, its kept file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.intake.views.proofs import proof_answer
from mingcha.registers.forms import TARGET_ONLY, StandingFilterForm, StandingForm
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.policies import (
    can_read_registers,
    can_record_standing,
)
from mingcha.registers.queries import (
    events,
    fact_rows,
    holder_of,
    proof_of_event,
    risk_freshness,
    target_of,
    visits_by_year,
    visits_of,
)
from mingcha.registers.rules.standing import reason_words, value_words
from mingcha.registers.services import record_standing

ORDERS = {"holder": "holder__code", "kind": "kind", "day": "stands_on", "recorded": "recorded_at"}
EVENT_HEADINGS = (
    *("单位名称", "统一社会信用代码", "检查对象", "种类", "原结果", "结果", "结果日期"),
    *("来源", "文号", "理由", "登记人", "登记时间"),
)
EXPORTED = 100_000
SHOWN_VISITS = 20


@require_GET
def standing_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = StandingFilterForm(request.GET)
    found = events(request.actor, form.cleaned_data if form.is_valid() else {})
    order = order_of(request, ORDERS, "-recorded")
    found = order.of(found)
    if request.GET.get("export"):
        rows = map(_event_row, found[:EXPORTED].iterator(chunk_size=2000))
        name = f"风险和信用变动{moments.today():%Y%m%d}.xlsx"
        return export_xlsx(name, "风险和信用变动", EVENT_HEADINGS, rows)
    facts = {
        "form": form,
        "wanted": order,
        "page": paginate(request, found),
        "fresh": risk_freshness(request.actor),
        "may_import": can_record_standing(request.actor),
    }
    return render(request, "registers/standing_list.html", facts)


@require_http_methods(["GET", "POST"])
def target_standing(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _standing_page(request, target_of(request.actor, pk))


@require_http_methods(["GET", "POST"])
def holder_standing(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _standing_page(request, holder_of(request.actor, pk))


@require_GET
def standing_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file on which a change rests: for who reads the register."""
    can_read_registers(request.actor).require()
    return proof_answer(proof_of_event(request.actor, pk))


def standing_panel(request: StaffRequest, thing: Target | Holder) -> dict[str, object]:
    """What the pages of targets and holders show of standing facts and past visits."""
    is_holder = isinstance(thing, Holder)
    holder = thing if isinstance(thing, Holder) else thing.holder
    rows = fact_rows(request.actor, thing)
    return {
        "facts": rows,
        "raised_words": reason_words(row.kind for row in rows if row.is_raising),
        "may_record": can_record_standing(request.actor),
        "standing_url": reverse("holder_standing" if is_holder else "target_standing", args=[thing.pk]),
        "past_visits": visits_of(request.actor, thing)[:SHOWN_VISITS],
        "visit_years": visits_by_year(request.actor, holder),
        "visit_words": holder.code,
    }


def _standing_page(request: StaffRequest, thing: Target | Holder) -> HttpResponse:
    can_record_standing(request.actor).require()
    is_holder = isinstance(thing, Holder)
    form = StandingForm(request.POST or None, request.FILES or None, is_holder=is_holder)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            event = _record(request, thing, form)
        except Refusal as raised:
            refusal = raised
        else:
            words = value_words(event.kind, event.value)
            messages.success(request, f"已登记：{event.get_kind_display()}，{words}。")
            return redirect("holder_detail" if is_holder else "target_detail", pk=thing.pk)
    context = {
        "thing": thing,
        "is_holder": is_holder,
        "form": form,
        "refusal": refusal,
        "facts": fact_rows(request.actor, thing),
    }
    status = refusal.status if refusal else 200
    return render(request, "registers/standing_form.html", context, status=status)


def _record(request: StaffRequest, thing: Target | Holder, form: StandingForm) -> StandingEvent:
    typed = dict(form.cleaned_data)
    scope, upload = typed.pop("scope", ""), typed.pop("proof")
    of_holder = isinstance(thing, Holder) or scope != TARGET_ONLY
    bearer = thing.holder_id if isinstance(thing, Target) and of_holder else thing.pk
    proof = (upload, upload.name or "依据材料") if upload else None
    return record_standing(actor=request.actor, thing=bearer, of_holder=of_holder, proof=proof, **typed)


def _event_row(event: StandingEvent) -> list[Value]:
    return [
        event.holder.name,
        event.holder.uscc or event.holder.code,
        event.target.name or event.target.category if event.target else "",
        event.get_kind_display(),
        value_words(event.kind, event.former),
        value_words(event.kind, event.value),
        event.stands_on,
        event.source,
        event.document_no,
        event.reason,
        event.person_name,
        event.recorded_at,
    ]
