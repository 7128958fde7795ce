"""Writes spreadsheets in which every text is a text: no formula, no link, no number made of a code."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from mingcha.common.reader.limits import Merge

Value = str | int | float | Decimal | bool | date | None
Target = str | Path | BinaryIO
Rows = Iterable[Sequence[Value]]

CELL_LENGTH = 32_767  # characters a cell can hold
CUT = "……（后略）"
EXACT = 10**15
CONTROLS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]")
IN_MEMORY = {"in_memory": True}  # no part of an export is left in a temporary file
# what a spreadsheet takes for a formula at the start of a cell of a text file, full-width forms too; and an
# apostrophe that the reader would take for ours
DANGEROUS = re.compile(r"[=+\-@\t\r\n＝＋－＠]|'[=+\-@\t\r\n＝＋－＠0-9０-９]")
CHANGED_BY_SPREADSHEETS = re.compile(r"\d{12,}|0\d+|\d+(\.\d+)?[eE][+-]?\d+")
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # the same rows are the same bytes, whenever they are written
NARROWEST, WIDEST = 6, 48  # column widths in characters


def plain_text(value: str) -> str:
    """The text as a cell can hold it: without characters XML forbids, cut with a note when too long."""
    text = CONTROLS.sub("", value)
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - len(CUT)] + CUT


def _is_exact(value: Value) -> bool:
    """A number that a cell keeps digit by digit."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return -EXACT < value < EXACT


def as_text(value: Value) -> str:
    """A value as text of an export: 是/否, ISO dates (minutes for times), numbers as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _width(text: str) -> int:
    line = max(text.split("\n"), key=len)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


class Page:
    """A sheet being written from the top. All texts go in as string cells."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self.sheet = book.add_worksheet(_sheet_name(name))
        self.body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.day = book.add_format(
            {"num_format": "yyyy-mm-dd", "valign": "top", "border": 1, "align": "left"}
        )
        self.head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
                "border": 1,
                "bg_color": "#EEF2F5",
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        self.widths: dict[int, int] = {}
        self.at = 0

    def write_title(self, title: str, width: int) -> None:
        if width > 1:
            self.sheet.merge_range(self.at, 0, self.at, width - 1, "", self.title)
        self.sheet.write_string(self.at, 0, plain_text(title), self.title)
        self.sheet.set_row(self.at, 28)
        self.at += 1

    def write_headings(self, lines: Sequence[Sequence[str]], merged: Sequence[Merge] = ()) -> None:
        """Heading lines, with the areas that are one cell (rows counted within the lines)."""
        for top, left, bottom, right in merged:
            self.sheet.merge_range(self.at + top, left, self.at + bottom, right, "", self.head)
        covered = {
            (row, column)
            for top, left, bottom, right in merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                if (row, column) not in covered:
                    self.sheet.write_string(self.at + row, column, plain_text(text), self.head)
                    self._measure(column, text)
        self.at += len(lines)
        self.sheet.freeze_panes(self.at, 0)

    def write_row(self, row: Sequence[Value]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
                self.sheet.write_datetime(self.at, column, value, self.day)
                self._measure(column, "2026-01-01")
            elif _is_exact(value):
                self.sheet.write_number(self.at, column, value, self.body)
                self._measure(column, str(value))
            else:
                text = plain_text(as_text(value))
                self.sheet.write_string(self.at, column, text, self.body)
                self._measure(column, text)
        self.at += 1

    def _measure(self, column: int, text: str) -> None:
        if self.widths.get(column, 0) < WIDEST:
            self.widths[column] = max(self.widths.get(column, NARROWEST), min(_width(text) + 2, WIDEST))

    def close(self) -> None:
        for column, width in self.widths.items():
            self.sheet.set_column(column, column, width)


def _sheet_name(name: str) -> str:
    """A name a sheet may have: 31 characters, none of []:*?/\\ and no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", plain_text(name)).strip(" '")[:31].strip(" '") or "表格"


def write_pages(
    target: Target, name: str, fill: Callable[[Page], None], *, scratch: Path | None = None
) -> None:
    """A workbook of one sheet, filled by `fill`. With `scratch` rows are put down in that folder while they
    are written, which must then go from the top down; without, all stands in memory."""
    write_book(target, [(name, fill)], scratch=scratch)


def write_book(
    target: Target, pages: Iterable[tuple[str, Callable[[Page], None]]], *, scratch: Path | None = None
) -> None:
    """A workbook of several sheets, (name, what fills it) in their order."""
    how = {"constant_memory": True, "tmpdir": str(scratch)} if scratch else IN_MEMORY
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, how) as book:
        book.set_properties({"created": MADE})
        for name, fill in pages:
            page = Page(book, name)
            fill(page)
            page.close()


def write_sheet(
    target: Target, title: str, headings: Sequence[str], rows: Rows, *, scratch: Path | None = None
) -> None:
    """An .xlsx with a title, one frozen heading line and the rows, to a path or an open binary file.

    Texts stay texts whatever they begin with; numbers of 15 digits and more are written as texts. A long list
    is written through files of the folder `scratch`, gone at the end, so that memory stays small."""
    write_pages(target, title, listed(title, headings, rows), scratch=scratch)


def listed(title: str, headings: Sequence[str], rows: Rows) -> Callable[[Page], None]:
    """What fills a sheet with a title, one frozen heading line and the rows."""

    def fill(page: Page) -> None:
        page.write_title(title, len(headings))
        page.write_headings([headings])
        for row in rows:
            page.write_row(row)

    return fill


def guarded(value: Value) -> str:
    """A value as a field of a text file: an apostrophe before what a spreadsheet would run or change."""
    text = as_text(value)
    if not isinstance(value, str) or not text:
        return text
    return "'" + text if DANGEROUS.match(text) or CHANGED_BY_SPREADSHEETS.fullmatch(text) else text


def write_csv(
    target: BinaryIO,
    headings: Sequence[str],
    rows: Rows,
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> None:
    """A text file that spreadsheets open without running or changing anything (UTF-8 with mark)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in headings])
    writer.writerows([guarded(value) for value in row] for row in rows)
    target.write(text.getvalue().encode(encoding))
