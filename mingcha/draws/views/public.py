"""What anybody may open without login: all draws, one sitting, the files, the verify page, the key."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.common.access import public
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.uploads import MemoryOnly, was_cut
from mingcha.draws.exports import RANK_HEADINGS, rank_cells, void_cells
from mingcha.draws.forms import PublicKeysForm
from mingcha.draws.queries.public import (
    announced_as,
    bundle,
    office_keys,
    public_keys,
    public_listing,
    public_sitting,
)
from mingcha.draws.queries.verification import JointReport, too_large, verify_uploads
from mingcha.draws.rules.verification import FILE_BYTES
from mingcha.draws.states import DRAW, EXTERNAL


@public
@require_GET
def public_draws(request: HttpRequest) -> HttpResponse:
    """Every announced attempt, annulled ones too, and what platforms drew."""
    page = paginate(request, public_keys())
    listed = public_listing(list(page.object_list))
    context = {"page": page, "listed": listed, "life": DRAW, "external_life": EXTERNAL}
    return render(request, "draws/public_draws.html", context)


@public
@require_GET
def public_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sitting: from whom, all attempts, both draws, files, how to verify; who is drawn by the page, or
    taken away whole."""
    record = public_sitting(pk)
    if request.GET.get("export"):
        title = f"{record.sitting.campaign.number}{record.rows_title}"
        cells = void_cells if record.is_only_computed else rank_cells
        return export_xlsx(f"{title}.xlsx", title, RANK_HEADINGS, map(cells, record.rows))
    facts = {
        "record": record,
        "life": DRAW,
        "page": paginate(request, record.rows),
        "scanned": request.GET.get("check", ""),
        "announced": announced_as(record.sitting, request.GET.get("check", "")),
    }
    return render(request, "draws/public_draw.html", facts)


@public
@require_GET
def bundle_download(request: HttpRequest, draw_id: str) -> HttpResponse:
    """The published file, byte for byte as it was verified."""
    file = bundle(draw_id)
    disposition = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(bytes(file.content), content_type="application/octet-stream", headers=headers)


@public
@require_GET
def public_key(request: HttpRequest) -> HttpResponse:
    """The key lines as text, to be copied into any verifier."""
    lines = "".join(f"{key}\n" for key in office_keys())
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@public
@csrf_exempt  # the token is checked by `_verify`, once the handler that keeps files in memory is in place
@require_http_methods(["GET", "POST"])
def public_verify(request: HttpRequest) -> HttpResponse:
    """Give files, read the report."""
    request.upload_handlers = [MemoryOnly(request, FILE_BYTES)]
    return _verify(request)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = PublicKeysForm(request.POST if posted else None)
    report: JointReport | None = None
    refusal: Refusal | None = None
    if posted and form.is_valid():
        try:
            report = verify_uploads(_uploads(request), form.lines())
        except Refusal as error:
            refusal = error
    context = {"form": form, "report": report, "refusal": refusal, "limit": FILE_BYTES // 2**20}
    return render(request, "draws/public_verify.html", context, status=refusal.status if refusal else 200)


def _uploads(request: HttpRequest) -> list[tuple[str, bytes]]:
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    if was_cut(request):
        raise too_large()
    return files
