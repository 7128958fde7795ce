"""The departments of a joint campaign: invited, answering by workbook, handed their sheets, returning
results."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Forbidden, Refusal
from mingcha.common.lists import XLSX, export_xlsx, paginate
from mingcha.common.workbooks import WorkbookRefused
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import discard_import, preview_import
from mingcha.intake.subjects import Subject
from mingcha.intake.views.uploading import on_disk
from mingcha.plans import policies, queries, services
from mingcha.plans.exports import ITEMS, PEOPLE, answer_book
from mingcha.plans.models import Campaign, Participation, PartnerResult
from mingcha.plans.partner_forms import AcceptForm, AnswerForm, HandForm, WithdrawForm
from mingcha.plans.queries.participations import find_participation, find_partner_item
from mingcha.plans.queries.partner_board import (
    RESULT_HEADINGS,
    open_answers,
    partner_rows,
    result_row,
    results_of,
)
from mingcha.plans.states import CAMPAIGN, PARTICIPATION
from mingcha.plans.subjects import PARTNER_ITEMS
from mingcha.registers.policies import can_propose_borrowing
from mingcha.registers.states import BORROWING
from mingcha.registers.subjects import PARTNERS

# Sheet of the answer → what it is taken in as.
EMPTY = "no_data"
SHEETS: tuple[tuple[str, Subject], ...] = ((PEOPLE, PARTNERS), (ITEMS, PARTNER_ITEMS))


@require_GET
def campaign_partners(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One row per department, with what is to be done next."""
    policies.can_view_campaigns(request.actor).require()
    campaign = queries.find_campaign(request.actor, pk)
    if request.GET.get("export"):
        policies.can_read_drawn(request.actor).require()
        title = f"{campaign.number}协同检查结果"
        rows = map(result_row, results_of(request.actor, campaign))
        return export_xlsx(f"{title}.xlsx", title, RESULT_HEADINGS, rows)
    return _page(request, campaign)


def _page(request: StaffRequest, campaign: Campaign, refusal: Refusal | None = None) -> HttpResponse:
    rows = partner_rows(request.actor, campaign)
    facts = {
        "campaign": campaign,
        "rows": rows,
        "panels": [(row, _forms(place)) for place, row in enumerate(rows, start=1)],
        "page": paginate(request, _results(request, campaign)),
        "waiting": open_answers(request.actor),
        "may": _permissions(request, campaign),
        "life": PARTICIPATION,
        "campaign_life": CAMPAIGN,
        "borrowing_life": BORROWING,
        "refusal": refusal,
    }
    return render(request, "plans/campaign_partners.html", facts, status=refusal.status if refusal else 200)


def _forms(place: int) -> dict[str, forms.Form]:
    kinds = {"answer": AnswerForm, "accept": AcceptForm, "hand": HandForm, "withdraw": WithdrawForm}
    return {name: kind(auto_id=f"{name}{place}_%s") for name, kind in kinds.items()}


def _results(request: StaffRequest, campaign: Campaign) -> "QuerySet[PartnerResult]":
    """For whoever may read what was drawn."""
    found = results_of(request.actor, campaign)
    return found if policies.can_read_drawn(request.actor) else found.none()


def _permissions(request: StaffRequest, campaign: Campaign) -> dict[str, object]:
    actor = request.actor
    return {
        "edit": policies.can_edit_campaign(actor, campaign),
        "draft": policies.can_draft_campaign(actor),
        "upload": any(subject.can_import(actor) for _, subject in SHEETS),
        "borrow": can_propose_borrowing(actor),
        "hand": policies.can_read_drawn(actor),
        "take": policies.can_take_results(actor),
    }


@require_POST
def participation_invite(request: StaffRequest, pk: UUID, partner: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    invited = services.invite_partner(actor=request.actor, campaign=campaign, partner=partner)
    messages.success(request, f"已邀请{invited}，检查组每户次增加它的1名人员。请下载计划行交给它填写。")
    return redirect("campaign_partners", pk)


@require_GET
def participation_book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan line with the sheets to fill in."""
    policies.can_draft_campaign(request.actor).require()
    participation = find_participation(request.actor, pk)
    name = f"{participation.campaign.number}计划行（{participation}）.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(answer_book(request.actor, participation), content_type=XLSX, headers=headers)


@require_POST
def participation_answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The filled-in workbook: each sheet that this person may take in is laid out to be looked through."""
    participation = find_participation(request.actor, pk)
    form = AnswerForm(request.POST, request.FILES)
    try:
        read = _read(request, form)
    except Refusal as refusal:
        return _page(request, participation.campaign, refusal)
    for batch in read:
        messages.success(request, f"“{batch.sheet_name}”读出{batch.counts['rows']}行，请核对后写入。")
    return redirect(f"{read[-1].kind}_import_preview", pk=read[-1].pk)


def _read(request: StaffRequest, form: AnswerForm) -> list[ImportBatch]:
    """The previews of the sheets that hold rows; when one cannot be read, or none holds any, why."""
    able = [(sheet, subject) for sheet, subject in SHEETS if subject.can_import(request.actor)]
    if not able:
        raise Forbidden("answer-readers", "回执由政策法规（人员）和业务股室、执法监察（事项）核对。")
    if not form.is_valid():
        raise Refusal("no-file", "没有选择回执文件。", title="不能核对：没有文件")
    read: list[tuple[Subject, ImportBatch]] = []
    problems: list[WorkbookRefused] = []
    with on_disk(form.cleaned_data["file"]) as path:
        for sheet, subject in able:
            try:
                read.append((subject, _preview(request, form, subject, sheet, path)))
            except WorkbookRefused as problem:
                problems.append(problem)
    faults = [problem for problem in problems if problem.code != EMPTY]
    if faults or not read:
        _give_up(request, read)
        raise (faults or problems)[0]
    return [batch for _, batch in read]


def _give_up(request: StaffRequest, read: list[tuple[Subject, ImportBatch]]) -> None:
    """An answer is taken whole: with one sheet refused the other is not left open."""
    for subject, batch in read:
        discard_import(actor=request.actor, subject=subject, batch=batch.pk, reason="回执的另一张表有问题")


def _preview(
    request: StaffRequest, form: AnswerForm, subject: Subject, sheet: str, path: Path
) -> ImportBatch:
    name = Path(form.cleaned_data["file"].name or "回执").name
    return preview_import(actor=request.actor, subject=subject, path=path, file_name=name, sheet=sheet)


@require_POST
def participation_accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = AcceptForm(request.POST)
    remark = form.cleaned_data["remark"] if form.is_valid() else ""
    return _done(request, services.accept_answer(**_of(request, pk), remark=remark), "回执已登记")


@require_POST
def participation_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _done(request, services.withdraw_partner(**_of(request, pk), reason=reason), "已登记退出")


@require_POST
def partner_item_drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = find_partner_item(request.actor, pk)
    reason = request.POST.get("reason", "")[:200]
    done = services.drop_partner_item(actor=request.actor, item=item, reason=reason)
    return _done(request, done, f"已去掉“{item.name}”")


@require_POST
def participation_borrow(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole roster is asked for; a leader decides."""
    participation = find_participation(request.actor, pk)
    services.borrow_roster(actor=request.actor, participation=participation)
    return _done(request, participation, "已提出抽调全部名册，局领导批准后生效")


@require_POST
def participation_hand(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = HandForm(request.POST)
    to = form.cleaned_data["to"] if form.is_valid() else ""
    return _done(request, services.hand_sheets(**_of(request, pk), to=to), "已登记交付任务单")


def _of(request: StaffRequest, pk: UUID) -> dict[str, Any]:
    return {"actor": request.actor, "participation": find_participation(request.actor, pk)}


def _done(request: StaffRequest, participation: Participation, words: str) -> HttpResponse:
    messages.success(request, f"{participation}：{words}。")
    return redirect("campaign_partners", participation.campaign_id)
