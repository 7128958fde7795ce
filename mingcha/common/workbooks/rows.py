"""Tells the data rows of a table from everything else that stands between and below them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingcha.common.workbooks.book import Cell, Sheet
from mingcha.common.workbooks.columns import SERIAL, normal
from mingcha.common.workbooks.header import Header, is_ordinal_line, is_unit_line, text_of

BLANK, UNITS, ORDINALS, REPEATED = "空行", "单位行", "栏次行", "重复的表头"
TOTALS, GROUP, NOTE, UNFILLED = "合计行", "分组标题", "表下说明", "没有登记内容"

TOTAL = re.compile(r"[一-龥()]{0,12}(小计|合计|总计|共计|累计)[:：]?[\d.,]*[一-龥]{0,2}")
GROUP_MARK = re.compile(r"([一二三四五六七八九十]{1,3}|\([一二三四五六七八九十]{1,3}\))[、.,]?.+")
NOTE_MARK = re.compile(
    r"(注|备注|说明|填报|填表|制表|审核|审批|复核|负责人|经办人|联系人|报送|附件?)[一-龥]{0,4}[:：].*|[※*★].*"
)
DITTO = frozenset({"同上", "同前", "〃", "″", "′′", "々", '"', "''", "＂"})
FORMULA_ERRORS = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
"""What formulas drawn down past the last row leave in rows that hold nothing else."""
DITTO_LENGTH = 8  # with spaces inside
NOTE_LENGTH = 10  # a lone text of this length below the last full row is a remark
WIDE = 3  # a lone cell merged over this many columns is a caption


def is_ditto(cell: Cell) -> bool:
    """同上 and its marks: the cell above is meant."""
    return isinstance(cell, str) and len(cell) < DITTO_LENGTH and "".join(cell.split()) in DITTO


def _compact(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", text_of(cell)).split())


class Sorter:
    """Judges the rows under one heading."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.sheet, self.header = sheet, header
        self.headings = {normal("".join(parts)) for parts in header.headings if parts}
        self.mapped = frozenset(
            index for index in header.mapping.values() if not _is_serial(header.headings[index])
        )
        self.wide = {(top, left) for top, left, _, right in sheet.merged if right - left + 1 >= WIDE}
        upwards = range(len(sheet.rows) - 1, header.last, -1)
        self.last_full = next(
            (number for number in upwards if len(_filled(sheet.rows[number])) > 2), header.last
        )

    def why_skipped(self, number: int) -> str:
        """Why the row (from 0) is no data row; empty for a data row."""
        row = self.sheet.rows[number]
        filled = _filled(row)
        if all(_is_error(row[column]) for column in filled):
            return BLANK
        if number <= self.header.last + 2 and (is_unit_line(row) or is_ordinal_line(row)):
            return UNITS if is_unit_line(row) else ORDINALS
        texts = [_compact(row[column]) for column in filled[:3]]
        if any(TOTAL.fullmatch(text) for text in texts):
            return TOTALS
        return self._caption(number, filled, texts) or self._repeated(row, filled) or self._empty(filled)

    def _caption(self, number: int, filled: Sequence[int], texts: Sequence[str]) -> str:
        if len(filled) > 2:
            return ""
        if NOTE_MARK.fullmatch(texts[0]):
            return NOTE
        if len(filled) > 1:
            return ""
        below = number > self.last_full
        if (number, filled[0]) in self.wide or GROUP_MARK.fullmatch(texts[0]):
            return NOTE if below else GROUP
        return NOTE if below and len(texts[0]) >= NOTE_LENGTH else ""

    def _repeated(self, row: Sequence[Cell], filled: Sequence[int]) -> str:
        same = len(filled) > 2 and all(normal(row[column]) in self.headings for column in filled)
        return REPEATED if same else ""

    def _empty(self, filled: Sequence[int]) -> str:
        return "" if self.mapped.intersection(filled) else UNFILLED


def _is_serial(parts: Sequence[str]) -> bool:
    return normal("".join(parts)) in SERIAL


def _filled(row: Sequence[Cell]) -> list[int]:
    return [
        column
        for column, cell in enumerate(row)
        if cell is not None and (not isinstance(cell, str) or cell.strip())
    ]


def _is_error(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().upper() in FORMULA_ERRORS


def _lent_from(sheet: Sheet, after: int) -> dict[int, list[tuple[int, int]]]:
    """Row → its columns under a vertically merged cell, each with the row that holds the value."""
    lent: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for top, left, bottom, _ in sheet.merged:
        if top > after:
            for row in range(top + 1, bottom + 1):
                lent[row].append((left, top))
    return lent


def _cells(sheet: Sheet, number: int, width: int, lent: Sequence[tuple[int, int]]) -> list[Cell]:
    """The cells of a row in the width of the heading, lent values filled in."""
    cells = sheet.rows[number][:width]
    cells += [None] * (width - len(cells))
    for column, holder in lent:
        if column < width:
            cells[column] = sheet.cell(holder, column)
    return cells


def data_rows(
    sheet: Sheet, header: Header, skipped: list[tuple[int, str]]
) -> Iterator[tuple[int, list[Cell]]]:
    """Sheet row number (from 1) and cells of each data row, merged cells and 同上 resolved.

    What is passed over is added to `skipped` with its reason. 同上 with nothing above stays as written."""
    sorter, lent, width = Sorter(sheet, header), _lent_from(sheet, header.last), len(header.headings)
    above: list[Cell] = [None] * width
    for number in range(header.last + 1, len(sheet.rows)):
        why = sorter.why_skipped(number)
        if why:
            skipped.append((number + 1, why))
            continue
        cells = _cells(sheet, number, width, lent.get(number, ()))
        for column, cell in enumerate(cells):
            if is_ditto(cell) and above[column] is not None:
                cells[column] = above[column]
        above = cells
        yield number + 1, cells
