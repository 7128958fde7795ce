"""Refused rows go back to their writer: same kind of file, same headings, a column with the reason."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.layout import Layout
from mingcha.common.workbooks.table import Table
from mingcha.common.workbooks.writer import Page, write_csv, write_pages

REASON = "原因"
Refused = tuple[Sequence[Cell], str]


def _with_reason(layout: Layout) -> list[list[str]]:
    first, *more = [list(line) for line in layout.lines]
    return [[*first, REASON], *([*line, ""] for line in more)]


def _as_workbook(layout: Layout, rows: Iterable[Refused]) -> bytes:
    lines = _with_reason(layout)
    last = len(lines[0]) - 1
    merged = [*layout.merged, (0, last, len(lines) - 1, last)] if len(lines) > 1 else layout.merged

    def fill(page: Page) -> None:
        page.write_headings(lines, merged)
        for values, reason in rows:
            page.write_row([*values, reason])

    buffer = io.BytesIO()
    write_pages(buffer, "不能导入的行", fill)
    return buffer.getvalue()


def _as_text_file(layout: Layout, rows: Iterable[Refused]) -> bytes:
    first, *more = _with_reason(layout)
    buffer = io.BytesIO()
    write_csv(buffer, first, [*more, *([*values, reason] for values, reason in rows)])
    return buffer.getvalue()


def write_refused(layout: Layout, rows: Iterable[Refused], *, kind: str = "") -> bytes:
    """The file for rows kept elsewhere: all values of each row, padded to the heading, with its reason.

    `kind`: csv or xlsx, the kind of the original when left out. Texts cannot become formulas."""
    width = len(layout.lines[0])
    padded = (([*values, *[None] * width][:width], reason) for values, reason in rows)
    write = _as_text_file if (kind or layout.kind) == "csv" else _as_workbook
    return write(layout, padded)


def refused_rows_file(original_name: str, table: Table, reasons: Mapping[int, str]) -> bytes:
    """The rows of a table named in `reasons` (sheet row number → sentence), under the table's own heading.

    A .csv comes back as .csv (UTF-8 with mark), anything else as .xlsx. It can be corrected and brought in
    again: the reason column is passed over."""
    kind = "csv" if PurePath(original_name).suffix.lower() == ".csv" else "xlsx"
    rows = [(row.values, reasons[row.number]) for row in table.rows if row.number in reasons]
    return write_refused(table.layout, rows, kind=kind)
