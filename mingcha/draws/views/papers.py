"""Papers of a sitting: make one, take it away, attach the sealed scan, give its number back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.lists import download
from mingcha.common.papers.docx import MEDIA_TYPE
from mingcha.common.typed import is_typed_again, keeps_typed
from mingcha.draws import policies
from mingcha.draws.forms import NumberReasonForm, PaperForm, PaperScanForm
from mingcha.draws.queries.attempts import find_sitting
from mingcha.draws.queries.papers.documents import announcement_document
from mingcha.draws.queries.papers.drafts import find_line
from mingcha.draws.queries.papers.reading import outdated_on, readable_paper, readable_scan
from mingcha.draws.queries.record import record_of
from mingcha.draws.services import attach_paper_scan, issue_sitting_paper, void_sitting_number
from mingcha.intake.services import Scan
from mingcha.intake.views.proofs import proof_answer
from mingcha.papers.queries.issued import latest_paper, pdf_of
from mingcha.papers.rules.kinds import ANNOUNCEMENT, RESULT


@keeps_typed
@require_http_methods(["GET", "POST"])
def paper_issue(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """Make a paper, or make it anew with a reason."""
    policies.can_issue_papers(request.actor).require()
    part = request.GET.get("part", "")
    line = find_line(request.actor, record_of(request.actor, pk), kind, part)
    sitting, refusal = find_sitting(request.actor, pk), None
    posted = request.POST if request.method == "POST" else None
    form = PaperForm(posted, is_known=line.latest is not None)
    if form.is_valid() and not is_typed_again(request):
        told = {"kind": kind, "part": part, **form.cleaned_data}
        try:
            paper = issue_sitting_paper(actor=request.actor, sitting=sitting, **told)
            messages.success(request, f"{paper.title}已制作，{paper.pages}页，摘要已记入留痕日志。")
            return redirect(f"{_record(pk)}#papers")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "line": line, "sitting": sitting}
    return render(request, "draws/paper_issue.html", facts, status=refusal.status if refusal else 200)


@require_GET
def result_sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The sheet to sign as it was made last, or the page that makes it."""
    record = record_of(request.actor, pk)
    policies.can_see_sitting(request.actor, record.sitting).require()
    record.names.require()
    if paper := latest_paper(RESULT, pk):
        return redirect("paper_download", paper.pk)
    if policies.can_issue_papers(request.actor):
        return redirect("paper_issue", pk, RESULT)
    raise Conflict(
        "no-result-sheet",
        "结果表还没有制作。",
        title="还没有结果表",
        remedy="请执法监察在抽取记录的“文书”里制作。",
    )


@require_GET
def paper_download(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The PDF as it was typeset; one that tells names as the names."""
    paper = readable_paper(request.actor, pk)
    disposition = content_disposition_header(as_attachment=True, filename=f"{paper}.pdf") or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(pdf_of(paper), content_type="application/pdf", headers=headers)


@require_GET
def paper_document(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An announcement as a document that the office edits on; what was announced stays in the PDF."""
    paper = readable_paper(request.actor, pk)
    if paper.kind != ANNOUNCEMENT:
        raise Unknown("no-document", f"{paper}只有PDF，没有可以编辑的文档。", title="没有找到")
    return download(announcement_document(paper), f"{paper}.docx", MEDIA_TYPE)


@keeps_typed
@require_http_methods(["GET", "POST"])
def paper_scan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Attach the paper as it was signed and sealed."""
    policies.can_issue_papers(request.actor).require()
    paper = readable_paper(request.actor, pk)
    outdated = outdated_on(paper)
    form = PaperScanForm(request.POST or None, request.FILES or None, is_outdated=outdated is not None)
    refusal = None
    if request.method == "POST" and form.is_valid() and not is_typed_again(request):
        told = dict(form.cleaned_data)
        file = told.pop("file")
        scan = Scan(file, file.name or "扫描件")
        try:
            attach_paper_scan(actor=request.actor, paper=paper.pk, scan=scan, **told)
            messages.success(request, "盖章扫描件已附上，摘要已记入留痕日志。")
            return redirect(f"{_record(paper.subject)}#papers")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "paper": paper, "sitting": paper.subject, "outdated": outdated}
    return render(request, "draws/paper_scan.html", facts, status=refusal.status if refusal else 200)


@require_GET
def paper_scan_download(request: StaffRequest, pk: UUID) -> HttpResponse:
    return proof_answer(readable_scan(request.actor, pk).file)


@require_http_methods(["GET", "POST"])
def number_void(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The number of a sitting that never came to anything."""
    policies.can_issue_papers(request.actor).require()
    sitting = find_sitting(request.actor, pk)
    form, refusal = NumberReasonForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            number = void_sitting_number(actor=request.actor, sitting=sitting, **form.cleaned_data)
            messages.success(request, f"{number}已作废，不再使用，理由列在文号登记里。")
            return redirect("draw_record", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "sitting": sitting}
    return render(request, "draws/number_void.html", facts, status=refusal.status if refusal else 200)


def _record(pk: UUID) -> str:
    return redirect("draw_record", pk).url
