"""What every list page shares: pages of fifty and the export of what is filtered."""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from mingcha.common.workbooks.writer import Value, write_sheet

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def paginate(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE) -> "Page[Any]":
    """The page the address asks for (`?page=2`); a page beyond the end gives the last one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def export_xlsx(
    filename: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """A workbook to download: `title`, one heading line that stays in sight, the rows. Moments are written
    in the office's time."""
    buffer = io.BytesIO()
    write_sheet(buffer, title, headings, ([_local(value) for value in row] for row in rows))
    disposition = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return HttpResponse(buffer.getvalue(), content_type=XLSX, headers={"Content-Disposition": disposition})


def _local(value: Value) -> Value:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
