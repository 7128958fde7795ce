"""What every list page shares: pages of fifty and the export of what is filtered."""

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from mingcha.common.workbooks.writer import Value, listed, write_book

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: the key in the address (`?sort=-day`) and the column that stands for it, with
    `__` between a row and what it links to; without a column the rows stay as the query gives them."""

    sort: str
    column: str

    @property
    def is_down(self) -> bool:
        return self.sort.startswith("-")

    def of(self, rows: Any) -> Any:
        """The rows in this order, a query as a query; those without a value come last."""
        if not self.column:
            return rows
        if isinstance(rows, QuerySet):
            column = F(self.column)
            first = column.desc(nulls_last=True) if self.is_down else column.asc(nulls_last=True)
            return rows.order_by(first, "pk")
        said = [row for row in rows if _held(row, self.column) is not None]
        rest = [row for row in rows if _held(row, self.column) is None]
        return sorted(said, key=lambda row: _held(row, self.column), reverse=self.is_down) + rest


def order_of(request: HttpRequest, columns: Mapping[str, str], usual: str) -> Order:
    """The order that the address asks for by one of these keys. When it asks for none of them, that of the
    query, which is `usual` in the words of the address."""
    asked = request.GET.get("sort", "")
    column = columns.get(asked.removeprefix("-"))
    return Order(asked, column) if column else Order(usual, "")


def _held(row: Any, column: str) -> Any:
    """What stands in a column of a row, or of what it links to."""
    for name in column.split("__"):
        row = getattr(row, name)
    return row


class LongList(Generic[Row]):
    """Rows to be shown in pages when there are many: how many is known already, and a page reads its rows by
    key, so that those before it are only stepped over, from the end that is nearer. `order` is a query for
    them or their keys."""

    ordered = True  # said to the paginator, which cannot ask a list of keys

    def __init__(self, shown: "QuerySet[Row]", order: "QuerySet[Row] | Sequence[Any]", count: int) -> None:
        self._shown, self._order, self._count = shown, order, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return iter(self[0 : self._count])

    def __getitem__(self, place: slice) -> list[Row]:
        order = self._order
        wanted = self._keys(order, place) if isinstance(order, QuerySet) else list(order[place])
        rows = {row.pk: row for row in self._shown.filter(pk__in=wanted)}
        return [rows[key] for key in wanted if key in rows]

    def _keys(self, order: "QuerySet[Row]", place: slice) -> list[Any]:
        start, stop, _ = place.indices(self._count)
        if start <= self._count - stop:
            return list(order.values_list("pk", flat=True)[start:stop])
        found = order.reverse().values_list("pk", flat=True)[self._count - stop : self._count - start]
        return list(found)[::-1]


class Sliced(Protocol):
    """Rows that are made a page at a time."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: slice, /) -> Sequence[Any]: ...


def paginate(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any] | Sliced, size: int = PAGE_SIZE
) -> "Page[Any]":
    """The page the address asks for (`?page=2`); a page beyond the end gives the last one."""
    listed: Any = rows  # the stubs know a paginator's rows by fewer words than it needs
    return Paginator(listed, size).get_page(request.GET.get("page"))


def export_xlsx(
    filename: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """A workbook to download: `title`, one heading line that stays in sight, the rows. Moments are written
    in the office's time. Rows pass through files of the data folder, gone at the end: a list may be long."""
    return export_book(filename, [(title, headings, rows)])


def export_book(
    filename: str, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> HttpResponse:
    """The same with several sheets: of each its title, heading line and rows."""
    pages = [
        (title, listed(title, headings, ([_local(value) for value in row] for row in rows)))
        for title, headings, rows in sheets
    ]
    buffer = io.BytesIO()
    write_book(buffer, pages, scratch=settings.DATA.uploads)
    return download(buffer.getvalue(), filename)


def download(content: bytes, filename: str, content_type: str = XLSX) -> HttpResponse:
    """A file to be saved under that name; a workbook unless told otherwise."""
    disposition = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _local(value: Value) -> Value:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
