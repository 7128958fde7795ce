"""A published bulletin, for anybody: read, printed, downloaded. No script, no login."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.common.access import public
from mingcha.common.errors import Unknown
from mingcha.common.lists import download
from mingcha.common.papers.docx import MEDIA_TYPE
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.contents import document_of
from mingcha.disclosure.queries.bulletins.public import PublicBulletin, public_bulletin
from mingcha.disclosure.queries.disclosed import public_record
from mingcha.disclosure.queries.kinds import find_kind
from mingcha.disclosure.services.bulletins.publishing import KIND
from mingcha.papers.queries.issued import pdf_of


@public
@require_GET
def public_bulletin_page(request: HttpRequest, record: str) -> HttpResponse:
    """The version that holds, with its corrections; once withdrawn, that it was, why and when."""
    found = public_record(find_kind(KIND), record)
    if found.now is None:
        return render(request, "disclosure/withdrawn.html", {"found": found}, status=HTTPStatus.GONE)
    facts = {"found": found, "page": PublicBulletin(_public(record))}
    return render(request, "disclosure/public_bulletin.html", facts)


@public
@require_GET
def public_bulletin_paper(request: HttpRequest, record: str) -> HttpResponse:
    """The PDF as it was approved."""
    row = _public(record)
    if row.paper is None:
        raise Unknown("no-paper", "这份通报没有打印稿。", title="没有找到")
    return download(pdf_of(row.paper), f"{row.campaign.title}情况的通报.pdf", "application/pdf")


@public
@require_GET
def public_bulletin_document(request: HttpRequest, record: str) -> HttpResponse:
    """The same paper to be edited on."""
    row = _public(record)
    content = row.paper.content if row.paper else {}
    return download(document_of(content), f"{row.campaign.title}情况的通报.docx", MEDIA_TYPE)


def _public(record: str) -> Bulletin:
    row = public_bulletin(record)
    if row is None or row.paper is None:
        raise Unknown("no-such-bulletin", "没有公布过这份通报，或者它已经撤回。", title="没有找到")
    return row
