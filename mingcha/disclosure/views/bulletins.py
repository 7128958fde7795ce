"""通报 for the staff: which rounds have one, its text beside the figures, the decision, the publication."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import download, export_xlsx, paginate
from mingcha.common.papers import typeset
from mingcha.common.papers.docx import MEDIA_TYPE
from mingcha.disclosure import policies, services
from mingcha.disclosure.exports import ROUND_HEADINGS, round_cells
from mingcha.disclosure.forms import BulletinForm, DecisionForm, DropForm, ReasonForm
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.contents import document_of, figures_kept, paper_content
from mingcha.disclosure.queries.bulletins.page import bulletin_page
from mingcha.disclosure.queries.bulletins.rounds import (
    find_bulletin,
    find_round,
    former_version,
    round_years,
    rounds_of,
    versions_of,
)
from mingcha.disclosure.states import BULLETIN, DRAFT, DROPPED, SUBMITTED
from mingcha.papers.queries.issued import pdf_of
from mingcha.papers.rules.kinds import BULLETIN as BULLETIN_PAPER
from mingcha.papers.rules.kinds import KINDS

PDF = "application/pdf"
AS_IT_WOULD_BE = (DRAFT, SUBMITTED, DROPPED)


@require_GET
def bulletin_list(request: StaffRequest) -> HttpResponse:
    """The rounds of a year or of all, those that lack a bulletin first."""
    policies.can_see_rounds(request.actor).require()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) <= 4 else None
    rounds = rounds_of(request.actor, moments.today(), year)
    if request.GET.get("export"):
        return export_xlsx("抽查通报.xlsx", "抽查通报", ROUND_HEADINGS, map(round_cells, rounds))
    facts = {
        "page": paginate(request, rounds),
        "due": sum(1 for one in rounds if one.is_due),
        "year": year,
        "years": round_years(request.actor),
        "life": BULLETIN,
        "may_write": {
            one.campaign.pk for one in rounds if policies.can_write_bulletin(request.actor, one.campaign)
        },
    }
    return render(request, "disclosure/bulletin_list.html", facts)


@require_http_methods(["GET", "POST"])
def bulletin_draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin the bulletin of a round, or its next version with the reason."""
    campaign = find_round(request.actor, pk)
    policies.can_write_bulletin(request.actor, campaign).require()
    former = former_version(campaign)
    form = ReasonForm(request.POST or None) if former else None
    refusal = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            reason = form.cleaned_data["reason"] if form else ""
            row = services.draft_bulletin(actor=request.actor, campaign=campaign, reason=reason)
            messages.success(request, "已按现在的数据起草，请核对、修改正文。")
            return redirect("bulletin_edit", row.pk)
        except Refusal as raised:
            refusal = raised
    dropped = [one for one in versions_of(campaign) if one.state == DROPPED]
    facts = {"campaign": campaign, "former": former, "form": form, "refusal": refusal, "dropped": dropped}
    return render(request, "disclosure/bulletin_draft.html", facts, status=_status(refusal))


@require_GET
def bulletin_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One version as it will be read, with its figures, and what is to be done next."""
    page = bulletin_page(request.actor, find_bulletin(request.actor, pk))
    return render(request, "disclosure/bulletin_detail.html", {"page": page, "life": BULLETIN})


@require_http_methods(["GET", "POST"])
def bulletin_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The text with its placeholders, the figures beside it."""
    page = bulletin_page(request.actor, find_bulletin(request.actor, pk))
    page.may_write.require()
    BULLETIN.after("edit", page.bulletin.state)
    told = {**page.bulletin.text, "revision": page.bulletin.revision}
    form = BulletinForm(request.POST or None, initial=told)
    refusal = None
    if form.is_valid():
        try:
            services.save_bulletin(actor=request.actor, bulletin=page.bulletin, **form.told)
            messages.success(request, "正文已保存。")
            return redirect("bulletin_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"page": page, "form": form, "refusal": refusal, "life": BULLETIN}
    return render(request, "disclosure/bulletin_edit.html", facts, status=_status(refusal))


@require_POST
def bulletin_renew(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = find_bulletin(request.actor, pk)
    services.renew_figures(actor=request.actor, bulletin=row)
    messages.success(request, "数据已按现在的检查记录更新，请再看一遍正文。")
    return redirect("bulletin_detail", pk)


@require_POST
def bulletin_submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = find_bulletin(request.actor, pk)
    services.submit_bulletin(actor=request.actor, bulletin=row)
    messages.success(request, "已送审，等局领导批准。")
    return redirect("bulletin_detail", pk)


@require_http_methods(["GET", "POST"])
def bulletin_drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give up a draft, with the reason."""
    row = find_bulletin(request.actor, pk)
    policies.can_write_bulletin(request.actor, row.campaign).require()
    BULLETIN.after("drop", row.state)
    form = DropForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            services.drop_bulletin(actor=request.actor, bulletin=row, **form.cleaned_data)
            messages.success(request, "草稿已放弃，可以重新起草。")
            return redirect("bulletin_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"bulletin": row, "form": form, "refusal": refusal, "life": BULLETIN}
    return render(request, "disclosure/bulletin_drop.html", facts, status=_status(refusal))


@require_http_methods(["GET", "POST"])
def bulletin_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Approve, which numbers and typesets it, or return with what has to be changed."""
    page = bulletin_page(request.actor, find_bulletin(request.actor, pk))
    page.may_return.require()
    form = DecisionForm(request.POST or None, by_hand=page.by_hand)
    refusal = None
    if form.is_valid():
        try:
            words = _decide(request, page.bulletin, form)
            messages.success(request, words)
            return redirect("bulletin_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"page": page, "form": form, "refusal": refusal, "life": BULLETIN}
    return render(request, "disclosure/bulletin_decide.html", facts, status=_status(refusal))


def _decide(request: StaffRequest, row: Bulletin, form: DecisionForm) -> str:
    words = form.cleaned_data["words"]
    if "return" in request.POST:
        services.return_bulletin(actor=request.actor, bulletin=row, words=words)
        return "已退回。"
    seen = form.cleaned_data.get("hand_checked", [])
    done = services.approve_bulletin(actor=request.actor, bulletin=row, words=words, hand_checked=seen)
    number = f"，文号{done.document_no}" if done.document_no else ""
    return f"已批准{number}，等起草的股室公布。"


@require_POST
def bulletin_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = find_bulletin(request.actor, pk)
    services.publish_bulletin(actor=request.actor, bulletin=row)
    messages.success(request, "通报已公布，公示页可以查看。")
    return redirect("bulletin_detail", pk)


@require_http_methods(["GET", "POST"])
def bulletin_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a public one back, with the reason that everybody reads."""
    row = find_bulletin(request.actor, pk)
    policies.can_withdraw_records(request.actor).require()
    form = ReasonForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            services.withdraw_bulletin(actor=request.actor, bulletin=row, **form.cleaned_data)
            messages.success(request, "通报已撤回，公示页写明撤回的日期和理由。")
            return redirect("bulletin_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"bulletin": row, "form": form, "refusal": refusal, "life": BULLETIN}
    return render(request, "disclosure/bulletin_withdraw.html", facts, status=_status(refusal))


@require_GET
def bulletin_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The PDF as it was approved; of a draft how it would be, without a number."""
    row = find_bulletin(request.actor, pk)
    policies.can_read_bulletin(request.actor, row).require()
    if row.paper is not None and row.state not in AS_IT_WOULD_BE:
        return download(pdf_of(row.paper), f"{row.campaign.title}情况的通报.pdf", PDF)
    pdf = typeset(KINDS[BULLETIN_PAPER].template, _as_it_would_be(row), on=moments.today())
    return download(pdf, f"{row.campaign.title}情况的通报（草稿）.pdf", PDF)


@require_GET
def bulletin_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same as a document to be edited on."""
    row = find_bulletin(request.actor, pk)
    policies.can_read_bulletin(request.actor, row).require()
    kept = row.paper if row.state not in AS_IT_WOULD_BE else None
    content = kept.content if kept else _as_it_would_be(row)
    return download(document_of(content), f"{row.campaign.title}情况的通报.docx", MEDIA_TYPE)


def _as_it_would_be(row: Bulletin) -> dict[str, Any]:
    content = paper_content(row, on=moments.today(), document_no="", figures=figures_kept(row))
    return {**content, "version": f"（草稿，未经批准）{content['version']}"}


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
