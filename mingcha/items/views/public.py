"""The published list and its former versions, for anybody: read, compared, downloaded. No script."""

import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mingcha.common.access import public
from mingcha.common.errors import Unknown
from mingcha.common.lists import export_xlsx
from mingcha.common.workbooks.writer import write_csv
from mingcha.items import queries
from mingcha.items.models import ItemList


@public
@require_GET
def public_items(request: HttpRequest) -> HttpResponse:
    """What may be inspected at all, on which basis, by whom, how often."""
    return _version_page(request, queries.public_list())


@public
@require_GET
def public_version(request: HttpRequest, number: int) -> HttpResponse:
    """A version that was in force once, or is."""
    return _version_page(request, _found(number))


@public
@require_GET
def public_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The PDF as it was typeset at the publication."""
    item_list = _found(number)
    if queries.paper_of(item_list) is None:
        raise Unknown("no-paper", f"{item_list}没有打印稿，可以下载Excel或CSV。", title="没有找到")
    return _download(bytes(item_list.paper.content), f"{_title(item_list)}.pdf", "application/pdf")


@public
@require_GET
def public_workbook(request: HttpRequest, number: int) -> HttpResponse:
    item_list = _found(number)
    rows = queries.public_rows(queries.item_rows(item_list))
    return export_xlsx(f"{_title(item_list)}.xlsx", _title(item_list), queries.public_headings(), rows)


@public
@require_GET
def public_csv(request: HttpRequest, number: int) -> HttpResponse:
    item_list = _found(number)
    buffer = io.BytesIO()
    write_csv(buffer, queries.public_headings(), queries.public_rows(queries.item_rows(item_list)))
    return _download(buffer.getvalue(), f"{_title(item_list)}.csv", "text/csv; charset=utf-8")


def _found(number: int) -> ItemList:
    item_list = queries.public_list(number)
    if item_list is None:
        raise Unknown("no-such-list", f"没有公布过第{number}版清单。", title="没有找到")
    return item_list


def _title(item_list: ItemList) -> str:
    return f"{item_list.office.name}随机抽查事项清单{item_list}"


def _download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _version_page(request: HttpRequest, item_list: ItemList | None) -> HttpResponse:
    former = queries.former_list(item_list) if item_list else None
    rows = queries.item_rows(item_list) if item_list else []
    facts = {
        "item_list": item_list,
        "is_current": item_list == queries.public_list(),
        "rows": [(row.item, queries.cited_versions(row.cited)) for row in rows],
        "versions": queries.public_versions(),
        "former": former,
        "differences": queries.differences_to(former, item_list) if item_list and former else [],
        "paper": queries.paper_of(item_list) if item_list else None,
    }
    return render(request, "items/public_items.html", facts)
