"""One yearly plan: where it stands, its versions and filings, and everything that is done with it."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.ledger.queries import history
from mingcha.plans import policies, queries, services
from mingcha.plans.models import Plan
from mingcha.plans.plan_forms import (
    FilingForm,
    FilingListForm,
    PlanChangeForm,
    PlanForm,
    PlanReasonForm,
    PublishForm,
    SubmitForm,
    suggested_number,
    suggested_start,
)
from mingcha.plans.queries.plans import (
    filing_lists,
    filings_of,
    latest_version,
    paper_of,
    reported_of,
    required_bodies,
    unfinished_lines,
    versions_of,
)
from mingcha.plans.queries.platforms import entered_plan
from mingcha.plans.rules.filing import Body, filing_words
from mingcha.plans.states import EXAMINED, PLAN
from mingcha.plans.words import ACTS
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.views import entry_page

POLICIES = {
    "propose": policies.can_propose_line,
    "change": policies.can_change_plan,
    "discard": policies.can_discard_plan,
    "submit": policies.can_submit_plan,
    "return": policies.can_return_plan,
    "approve": policies.can_approve_plan,
    "publish": policies.can_publish_plan,
    "file": policies.can_file_plan,
    "amend": policies.can_amend_plan,
    "close": policies.can_close_plan,
    "print": policies.can_print_plan,
}


@require_http_methods(["GET", "POST"])
def plan_create(request: StaffRequest) -> HttpResponse:
    policies.can_lead_plan(request.actor).require()
    form = PlanForm(request.POST or None, initial=suggested_number(moments.today().year))
    refusal = None
    if form.is_valid():
        try:
            plan = services.create_plan(actor=request.actor, **form.cleaned_data)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, f"{plan}已开始编制，各股室可以提出任务。")
            return redirect("plan_detail", plan.pk)
    status = refusal.status if refusal else 200
    return render(request, "plans/plan_form.html", {"form": form, "refusal": refusal}, status=status)


@require_GET
def plan_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where the plan stands, what is published, to whom it was sent, and the next step."""
    policies.can_view_campaigns(request.actor).require()
    plan = queries.find_plan(request.actor, pk)
    version = latest_version(plan)
    found = queries.plan_findings(request.actor, plan) if plan.state in EXAMINED else []
    facts = {
        "plan": plan,
        "life": PLAN,
        "lines": queries.lines_of(plan).count(),
        "unfinished": unfinished_lines(plan).count(),
        "blocking": [one for one in found if one.finding.blocks],
        "version": version,
        "versions": [(one, paper_of(one)) for one in versions_of(plan)],
        "paper": paper_of(version) if version else None,
        "filings": filings_of(plan),
        "reported": reported_of(plan),
        "filing_words": filing_words(reported_of(plan)),
        "events": [(event, ACTS.get(event.act, event.act)) for event in history(plan.pk)],
        "may": {act: policy(request.actor, plan) for act, policy in POLICIES.items()},
        **_forms(plan),
    }
    return render(request, "plans/plan_detail.html", facts)


@require_POST
def plan_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _fill(request, pk, PlanChangeForm, services.change_plan, "的年度和编号已更正。")


@require_POST
def plan_discard(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = "已作废，经过留在办理记录中。"
    return _move(request, pk, services.discard_plan, said, reason=_reason(request))


@require_POST
def plan_submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _fill(request, pk, SubmitForm, services.submit_plan, "已送审，等局领导批准。")


@require_POST
def plan_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, services.return_plan, "已退回编制。", reason=_reason(request))


@require_POST
def plan_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, services.approve_plan, "已批准，可以公布。")


@require_POST
def plan_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Published first; where the paper cannot be made, the plan is public all the same."""
    form = _valid(PublishForm(request.POST))
    answer = _move(request, pk, services.publish_plan, "已公布，计划中的任务可以定案。", **form.cleaned_data)
    try:
        _keep_paper(request, pk)
    except Refusal as refusal:
        messages.warning(request, f"{refusal.sentence}{refusal.remedy}")
    return answer


@require_POST
def plan_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_print_plan(request.actor, queries.find_plan(request.actor, pk)).require()
    _keep_paper(request, pk)
    messages.success(request, "打印稿已生成。")
    return redirect("plan_detail", pk)


@require_POST
def plan_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_report_plan(request.actor).require()
    queries.find_plan(request.actor, pk)
    form = _valid(FilingForm(request.POST, request.FILES))
    return _move(request, pk, services.file_plan, "的备案已登记。", **form.cleaned_data)


@require_http_methods(["GET", "POST"])
def filing_list(request: StaffRequest) -> HttpResponse:
    """To whom plans must be reported, from when, on what basis; a leader sets the next."""
    policies.can_view_campaigns(request.actor).require()
    may_set = policies.can_decide_campaigns(request.actor)
    form = FilingListForm(request.POST or None, initial={"superior": True, "justice": True})
    refusal = None
    if request.method == "POST":
        may_set.require()
        try:
            if form.is_valid():
                facts = {name: form.cleaned_data[name] for name in ("in_force_from", "reason")}
                services.set_filing_list(actor=request.actor, bodies=form.bodies(), **facts)
                messages.success(request, "报送名单已保存。")
                return redirect("filing_list")
        except Refusal as raised:
            refusal = raised
    rows = [(row, [Body(*pair).title for pair in row.bodies]) for row in filing_lists(request.actor)]
    now = required_bodies(request.actor.office_id, moments.today())
    facts = {"form": form, "rows": rows, "now": now, "may_set": may_set, "refusal": refusal}
    return render(request, "plans/filing_list.html", facts, status=refusal.status if refusal else 200)


@require_POST
def plan_amend(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = "开始修订，上一次公布的内容继续公开。"
    return _move(request, pk, services.amend_plan, said, reason=_reason(request))


@require_POST
def plan_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, services.close_plan, "已办结。")


def _fill(
    request: StaffRequest, pk: UUID, form: type[forms.Form], service: Callable[..., object], said: str
) -> HttpResponse:
    """The move with what its form asks for. Who may not is refused before the form is looked into."""
    policies.can_lead_plan(request.actor).require()
    queries.find_plan(request.actor, pk)
    return _move(request, pk, service, said, **_valid(form(request.POST)).cleaned_data)


def _move(
    request: StaffRequest, pk: UUID, service: Callable[..., object], said: str, **facts: object
) -> HttpResponse:
    plan = queries.find_plan(request.actor, pk)
    service(actor=request.actor, plan=plan, **facts)
    messages.success(request, f"{plan}{said}")
    return redirect("plan_detail", pk)


def _keep_paper(request: StaffRequest, pk: UUID) -> None:
    version = latest_version(queries.find_plan(request.actor, pk))
    if version is not None:
        services.keep_plan_paper(actor=request.actor, version=version)


def _forms(plan: Plan) -> dict[str, forms.Form]:
    return {
        "change_form": PlanChangeForm(
            initial={"year": plan.year, "number": plan.number}, auto_id="change_%s"
        ),
        "discard_form": PlanReasonForm(auto_id="discard_%s"),
        "submit_form": SubmitForm(
            initial=suggested_start(plan.year, plan.complete_from), auto_id="submit_%s"
        ),
        "publish_form": PublishForm(auto_id="publish_%s"),
        "filing_form": FilingForm(auto_id="file_%s"),
        "return_form": PlanReasonForm(auto_id="return_%s"),
        "amend_form": PlanReasonForm(auto_id="amend_%s"),
    }


def _valid(form: forms.Form) -> forms.Form:
    """The form; `Refusal` that names what is wrong in it."""
    if form.is_valid():
        return form
    found = [(str(form.fields[name].label), str(errors[0])) for name, errors in form.errors.items()]
    raise Refusal("plan-form", "有栏目没有填好。", title="不能办理：填写不完整", found=found)


def _reason(request: StaffRequest) -> str:
    return request.POST.get("reason", "")[:200]


@require_http_methods(["GET", "POST"])
def plan_entry(request: StaffRequest, pk: UUID, platform: str) -> HttpResponse:
    """Record that a published plan was entered into a platform."""
    can_record_entry(request.actor).require()
    return entry_page(request, entered_plan(queries.find_plan(request.actor, pk)), platform)
