"""What every list page shares: pages of fifty and the export of what is filtered."""

import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
SHEET_NAME_LENGTH = 31
# Texts stay texts: a firm called =1+1 must not become a formula, nor an 18-digit code a float.
AS_WRITTEN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def paginate(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE) -> "Page[Any]":
    """The page the address asks for (`?page=2`); a page beyond the end gives the last one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def export_xlsx(
    filename: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A workbook to download: one sheet named `title`, the headings in its first row, which stays in sight.

    Texts, numbers, dates and moments keep their kind; everything else is written as its text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, AS_WRITTEN) as book:
        sheet = book.add_worksheet(title.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME_LENGTH])
        sheet.write_row(0, 0, headings, book.add_format({"bold": True, "bottom": 1}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [_cell(value) for value in row])
        sheet.autofit()
    disposition = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return HttpResponse(buffer.getvalue(), content_type=XLSX, headers={"Content-Disposition": disposition})


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if timezone.is_aware(value) else str(value)
    if value is None or isinstance(value, int | float | Decimal | datetime.date):
        return value
    return str(value)
