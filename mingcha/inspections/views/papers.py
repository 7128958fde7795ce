"""Papers of a visit: make one, take it away, attach the sealed scan, say how it was handed over."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import download
from mingcha.common.papers.docx import MEDIA_TYPE
from mingcha.inspections.forms import papers as forms
from mingcha.inspections.models import Approval
from mingcha.inspections.policies import can_propose_approval
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.papers.documents import letter_document
from mingcha.inspections.queries.papers.lines import find_line, may_give
from mingcha.inspections.queries.papers.reading import (
    find_delivery,
    readable_paper,
    readable_scan,
    visit_of,
)
from mingcha.inspections.queries.visible import find_approval, find_inspection, sight_of
from mingcha.inspections.services import (
    attach_visit_scan,
    deliver_paper,
    issue_approval_paper,
    issue_visit_paper,
    take_archive,
)
from mingcha.intake.views.proofs import proof_answer
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import latest_paper, pdf_of
from mingcha.papers.rules.kinds import INSPECTION_APPROVAL, INSPECTION_NOTICE


@require_http_methods(["GET", "POST"])
def notice_issue(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The notice to the party, or its next edition."""
    return visit_paper_issue(request, pk, INSPECTION_NOTICE)


@require_http_methods(["GET", "POST"])
def visit_paper_issue(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """Make a paper, or make it anew with a reason."""
    seen = find_inspection(request.actor, pk)
    line = find_line(request.actor, seen, kind, request.GET.get("part", ""))
    line.may_be_made.require()
    form = forms.VisitPaperForm(
        request.POST if request.method == "POST" else None, is_known=line.latest is not None
    )
    facts = {
        "title": f"{'重新制作' if line.latest else '制作'}{line.title}",
        "why": "制作成PDF后留存，内容和模板不再变动，以后打印的都是同一份。",
        "button": "制作PDF",
        "latest": line.latest,
        "inspection": seen.inspection,
        "page": visit_page(request.actor, seen),
    }

    def made() -> str:
        told = {"kind": kind, "part": line.part, **form.cleaned_data}
        return _made(issue_visit_paper(actor=request.actor, inspection=pk, **told))

    return _worked(request, form, facts, made)


@require_http_methods(["GET", "POST"])
def approval_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """审批表 of a campaign, once the visits are approved and the names are open to the viewer."""
    approval = find_approval(request.actor, pk)
    can_propose_approval(request.actor, approval.campaign).require()
    sight_of(request.actor, approval.campaign).every.require()
    latest = latest_paper(INSPECTION_APPROVAL, pk)
    form = forms.VisitPaperForm(
        request.POST if request.method == "POST" else None, is_known=latest is not None
    )
    facts = {
        "title": f"{'重新制作' if latest else '制作'}行政检查审批表",
        "why": f"{approval.campaign.title}。列出全部户次的检查对象和检查人员，只交批准检查的人和归档。",
        "button": "制作PDF",
        "latest": latest,
        "back": _approval_url(approval),
    }
    return _worked(
        request,
        form,
        facts,
        lambda: _made(issue_approval_paper(actor=request.actor, approval=pk, **form.cleaned_data)),
    )


@require_GET
def visit_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The PDF as it was typeset."""
    paper = readable_paper(request.actor, pk)
    disposition = content_disposition_header(as_attachment=True, filename=f"{paper}.pdf") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(pdf_of(paper), content_type="application/pdf", headers=headers)


@require_GET
def visit_paper_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter to the party as a document that the office edits on; what was issued stays in the PDF."""
    paper = readable_paper(request.actor, pk)
    return download(letter_document(paper), f"{paper}.docx", MEDIA_TYPE)


@require_http_methods(["GET", "POST"])
def visit_paper_scan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Attach the paper as it was signed and sealed."""
    paper = readable_paper(request.actor, pk)
    if paper.kind == INSPECTION_APPROVAL:
        can_propose_approval(request.actor, find_approval(request.actor, paper.subject).campaign).require()
    else:
        may_give(request.actor, visit_of(request.actor, paper)).require()
    form = forms.VisitScanForm(request.POST or None, request.FILES or None)
    facts = {
        "title": f"附扫描件：{_short(paper)}",
        "why": "打印、签字、盖章后扫描，逐份附上；附上后不能替换，补附的另列一行。",
        "button": "附上扫描件",
        **_back(request, paper),
    }
    return _worked(
        request, form, facts, lambda: attach_visit_scan(actor=request.actor, paper=pk, **form.cleaned_data)
    )


@require_GET
def visit_scan_download(request: StaffRequest, pk: UUID) -> HttpResponse:
    return proof_answer(readable_scan(request.actor, pk).file)


@require_http_methods(["GET", "POST"])
def visit_paper_deliver(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say when and how the party got a notice."""
    paper = readable_paper(request.actor, pk)
    seen = visit_of(request.actor, paper)
    may_give(request.actor, seen).require()
    form = forms.DeliveryForm(request.POST or None, request.FILES or None)
    facts = {
        "title": f"登记送达：{_short(paper)}",
        "why": "当面交给当事人的，请当事人在存根上签收并附扫描件。",
        "button": "登记送达",
        "inspection": seen.inspection,
    }
    return _worked(
        request, form, facts, lambda: deliver_paper(actor=request.actor, paper=pk, handed=form.handed)
    )


@require_GET
def delivery_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The proof that it was handed over."""
    row = find_delivery(request.actor, pk)
    return proof_answer(row.proof) if row.proof else redirect("inspection_detail", row.inspection_id)


@require_POST
def archive_take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything of a visit as one file; the look is on record."""
    archive = take_archive(actor=request.actor, inspection=pk)
    answer = download(archive.content, archive.name, "application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _worked(
    request: StaffRequest, form: django_forms.Form, facts: dict[str, Any], act: Callable[[], object]
) -> HttpResponse:
    """The form, or after the act the page it came from."""
    refusal = None
    back = facts.get("back") or redirect("inspection_detail", facts["inspection"].pk).url
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
            messages.success(request, said if isinstance(said, str) else "已登记，摘要已记入留痕日志。")
            return redirect(back)
        except Refusal as raised:
            refusal = raised
    told = {**facts, "back": back, "form": form, "refusal": refusal}
    return render(request, "inspections/party_form.html", told, status=refusal.status if refusal else 200)


def _made(paper: Paper) -> str:
    return f"{_short(paper)}已制作，{paper.pages}页，摘要已记入留痕日志。"


def _short(paper: Paper) -> str:
    """The paper without its campaign: the page says whose it is."""
    edition = f"（第{paper.edition}版）" if paper.edition > 1 else ""
    return f"{paper.get_kind_display()}{edition}"


def _back(request: StaffRequest, paper: Paper) -> dict[str, Any]:
    if paper.kind == INSPECTION_APPROVAL:
        return {"back": _approval_url(find_approval(request.actor, paper.subject))}
    return {"inspection": visit_of(request.actor, paper).inspection}


def _approval_url(approval: Approval) -> str:
    return redirect("approval_decide", approval.pk).url
