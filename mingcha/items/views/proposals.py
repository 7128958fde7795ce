"""What sections ask of the next version, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.items import policies, queries, services
from mingcha.items.forms import ProposalForm, ReasonForm, as_typed
from mingcha.items.models import InspectionItem, ItemProposal
from mingcha.items.rules.proposals import ADD, CHANGE, LEAVE_OUT
from mingcha.items.states import PROPOSAL, PROPOSED
from mingcha.registers.queries import category_names

ORDERS = {"name": "name", "day": "proposed_at", "state": "state"}
HEADINGS = ("建议", "事项编码", "抽查事项", "理由", "股室", "提出人", "提出时间", "状态", "答复", "答复人")


@require_GET
def proposal_list(request: StaffRequest) -> HttpResponse:
    policies.can_view_items(request.actor).require()
    state = request.GET.get("state", "")
    found = queries.proposals(request.actor)
    if state in PROPOSAL.words:
        found = found.filter(state=state)
    order = order_of(request, ORDERS, "-day")
    found = order.of(found)
    if request.GET.get("export"):
        rows = [_cells(one) for one in found]
        return export_xlsx("清单建议.xlsx", "清单建议", HEADINGS, rows)
    facts = {
        "wanted": order,
        "page": paginate(request, found),
        "waiting": queries.open_proposals(request.actor).count(),
        "states": PROPOSAL.choices(),
        "chosen": state,
        "may_propose": policies.can_propose_item(request.actor),
        "life": PROPOSAL,
    }
    return render(request, "items/proposal_list.html", facts)


@require_GET
def proposal_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_view_items(request.actor).require()
    proposal = queries.find_proposal(request.actor, pk)
    facts = {
        "proposal": proposal,
        "changes": queries.proposed_changes(request.actor, proposal),
        "is_open": proposal.state == PROPOSED,
        "may_answer": policies.can_answer_proposals(request.actor),
        "may_withdraw": policies.can_withdraw_proposal(request.actor, proposal),
        "reason_form": ReasonForm(auto_id="decline_%s"),
        "life": PROPOSAL,
    }
    return render(request, "items/proposal_detail.html", facts)


@require_http_methods(["GET", "POST"])
def proposal_add(request: StaffRequest) -> HttpResponse:
    policies.can_propose_item(request.actor).require()
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
def proposal_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_propose_item(request.actor).require()
    return _form_page(request, queries.find_item(request.actor, pk))


@require_POST
def proposal_leave_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = queries.find_item(request.actor, pk)
    proposal = services.propose_item(
        actor=request.actor,
        kind=LEAVE_OUT,
        code=item.code,
        values={},
        reason=request.POST.get("reason", "")[:200],
    )
    messages.success(request, "已提出，等执法监察股答复。")
    return redirect("proposal_detail", proposal.pk)


@require_POST
def proposal_take_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    proposal = queries.find_proposal(request.actor, pk)
    services.take_over_proposal(
        actor=request.actor, proposal=proposal, reason=request.POST.get("reason", "")[:200]
    )
    messages.success(request, f"已采纳“{proposal}”，写入编制中的清单。")
    return redirect("proposal_detail", pk)


@require_POST
def proposal_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    proposal = queries.find_proposal(request.actor, pk)
    services.decline_proposal(
        actor=request.actor, proposal=proposal, reason=request.POST.get("reason", "")[:200]
    )
    messages.success(request, f"已答复不采纳“{proposal}”。")
    return redirect("proposal_detail", pk)


@require_POST
def proposal_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    proposal = queries.find_proposal(request.actor, pk)
    services.withdraw_proposal(actor=request.actor, proposal=proposal)
    messages.success(request, f"已撤回“{proposal}”。")
    return redirect("proposal_detail", pk)


def _form_page(request: StaffRequest, item: InspectionItem | None) -> HttpResponse:
    form = ProposalForm(
        category_names(request.actor), request.POST or None, initial=as_typed(item) if item else None
    )
    refusal = None
    if form.is_valid():
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        kind = CHANGE if item else ADD
        code = item.code if item else ""
        try:
            proposal = services.propose_item(
                actor=request.actor, kind=kind, code=code, values=values, reason=reason
            )
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已提出，等执法监察股答复。")
            return redirect("proposal_detail", proposal.pk)
    facts = {"form": form, "item": item, "refusal": refusal}
    return render(request, "items/proposal_form.html", facts, status=refusal.status if refusal else 200)


def _cells(one: ItemProposal) -> list[Value]:
    asked: list[Value] = [one.get_kind_display(), one.code, one.name, one.reason, one.section_name]
    return [
        *asked,
        one.proposed_by,
        one.proposed_at,
        one.get_state_display(),
        one.remark,
        one.decided_by,
    ]
