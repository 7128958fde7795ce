"""Finds the table in a read file: heading, mapping of columns, data rows, and what was passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.common.workbooks.book import Book, Cell, Sheet
from mingcha.common.workbooks.columns import SERIAL, Column, Kind, bracketed, normal
from mingcha.common.workbooks.header import Header, find_header, is_unit_line, text_of, unit_of
from mingcha.common.workbooks.layout import Layout
from mingcha.common.workbooks.refusals import WorkbookRefused
from mingcha.common.workbooks.rows import data_rows


@dataclass(frozen=True, slots=True)
class Mapped:
    """A recognised column: sheet column (from 0), heading as written, unit (公顷, % …) from the line
    below it or from its brackets."""

    index: int
    heading: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A data row: `number` as the sheet shows it, `values` of all sheet columns with 同上 and merged cells
    resolved. `row["key"]` is the cell of a column, None when the table has no such column."""

    number: int
    values: tuple[Cell, ...]
    places: Mapping[str, int]

    def __getitem__(self, key: str) -> Cell:
        place = self.places.get(key)
        return None if place is None else self.values[place]

    @property
    def cells(self) -> dict[str, Cell]:
        return {key: self.values[place] for key, place in self.places.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet. Row numbers count from 1 as the sheet shows them, column indexes from 0.

    `headings` are all headings as written; `unrecognised` those no column claims; `missing` the titles of
    required columns not found; `other_sheets` names sheets that hold such a table too and were not read."""

    sheet_name: str
    header_rows: tuple[int, ...]
    headings: tuple[str, ...]
    mapping: Mapping[str, Mapped]
    unrecognised: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: tuple[tuple[int, str], ...]
    rows: list[SheetRow]
    other_sheets: tuple[str, ...]
    layout: Layout


def _as_columns(columns: Kind | Sequence[Column]) -> tuple[Column, ...]:
    return columns.columns if isinstance(columns, Kind) else tuple(columns)


def _lacks(header: Header | None, columns: Sequence[Column]) -> tuple[str, ...]:
    found = header.mapping if header else {}
    lacking = [column.title for column in columns if column.required and column.key not in found]
    telling = {column.key: column.title for column in columns if column.telling}
    if telling and not telling.keys() & found.keys():
        lacking.append(f"{'、'.join(telling.values())}中的至少一项")
    return tuple(lacking)


def _strength(header: Header | None, columns: Sequence[Column]) -> tuple[bool, int]:
    """How well a heading answers a kind of table: has all it needs, then number of columns."""
    return (header is not None and not _lacks(header, columns), len(header.mapping) if header else 0)


def _best_sheet(
    sheets: Sequence[Sheet], columns: tuple[Column, ...]
) -> tuple[Sheet, Header | None, list[str]]:
    found = [(sheet, find_header(sheet, columns)) for sheet in sheets]
    sheet, header = max(found, key=lambda pair: _strength(pair[1], columns))
    others = [one.name for one, head in found if one is not sheet and _strength(head, columns)[0]]
    return sheet, header, others


def _refuse_wrong_kind(
    sheets: Sequence[Sheet], header: Header | None, wanted: Kind, others: Sequence[Kind]
) -> None:
    own = _strength(header, wanted.columns)
    for kind in others:
        _, head, _ = _best_sheet(sheets, kind.columns)
        if kind.title != wanted.title and _is_rather(_strength(head, kind.columns), own):
            raise WorkbookRefused("wrong_kind", found=kind.title, wanted=wanted.title)


def _is_rather(rival: tuple[bool, int], own: tuple[bool, int]) -> bool:
    """Whether a file answers another kind of table better: it has all that kind needs and more columns, or,
    though it would do as the wanted kind, most of its columns are the other's."""
    return rival > max(own, (True, 0)) or (own[0] and rival[1] > own[1])


def _chosen_sheets(source: Book | Sheet, sheet_name: str | None) -> list[Sheet]:
    if isinstance(source, Sheet):
        return [source]
    sheets = [sheet for sheet in source.sheets if sheet.rows and not sheet.hidden]
    if sheet_name is not None:
        sheets = [sheet for sheet in sheets if sheet.name == sheet_name]
        if not sheets:
            raise WorkbookRefused("no_sheet", sheet=sheet_name)
    if not sheets:
        raise WorkbookRefused("no_rows")
    return sheets


def _corrected(header: Header, mapping: Mapping[str, int | None]) -> Header:
    """The mapping with the user's word above ours; a column the user gives away is taken from its holder."""
    given = {key: index for key, index in mapping.items() if index is not None}
    for index in given.values():
        if not 0 <= index < len(header.headings):
            raise ValueError(f"no column {index} in this table")
    kept = {
        key: index
        for key, index in header.mapping.items()
        if key not in mapping and index not in given.values()
    }
    return replace(header, mapping=kept | given)


def _written(parts: Sequence[str]) -> str:
    return " ".join(" ".join(part.split()) for part in parts)


def _units(sheet: Sheet, header: Header) -> Mapping[int, str]:
    """Units by sheet column from the line below the heading; empty without such a line."""
    below = sheet.rows[header.last + 1] if header.last + 1 < len(sheet.rows) else []
    return {index: unit_of(text_of(cell)) for index, cell in enumerate(below)} if is_unit_line(below) else {}


def _unit(header: Header, below: Mapping[int, str], index: int) -> str:
    named = header.units.get(index) or below.get(index)
    return named or next(
        (word for word in bracketed(_written(header.headings[index])) if is_unit_line([word])), ""
    )


def _build(sheet: Sheet, header: Header, columns: tuple[Column, ...], others: list[str], kind: str) -> Table:
    skipped: list[tuple[int, str]] = []
    places = header.mapping
    rows = [SheetRow(number, tuple(cells), places) for number, cells in data_rows(sheet, header, skipped)]
    headings = tuple(_written(parts) for parts in header.headings)
    units = _units(sheet, header)
    return Table(
        sheet_name=sheet.name,
        header_rows=tuple(range(header.first + 1, header.last + 2)),
        headings=headings,
        mapping={key: Mapped(at, headings[at], _unit(header, units, at)) for key, at in places.items()},
        unrecognised=tuple(
            heading
            for at, heading in enumerate(headings)
            if heading and at not in places.values() and normal(heading) not in SERIAL
        ),
        missing=_lacks(header, columns),
        skipped=tuple(skipped),
        rows=rows,
        other_sheets=tuple(others),
        layout=Layout.of(sheet, header.first, header.last + bool(units), len(headings), kind),
    )


def find_table(
    source: Book | Sheet,
    wanted: Kind | Sequence[Column],
    *,
    others: Sequence[Kind] = (),
    mapping: Mapping[str, int | None] | None = None,
    sheet_name: str | None = None,
    strict: bool = True,
) -> Table:
    """The table of the wanted kind in a file.

    `others`: all kinds the caller knows; a file that answers one of them better is refused by its name.
    `mapping`: column key → sheet column index (None: no such column), the user's correction, which wins.
    `strict`: a missing required column or an empty table is refused; else it stands in `missing`.
    Raises WorkbookRefused."""
    columns = _as_columns(wanted)
    kind = wanted if isinstance(wanted, Kind) else Kind("这个表格", columns)
    sheets = _chosen_sheets(source, sheet_name)
    sheet, header, more = _best_sheet(sheets, columns)
    if not mapping:
        _refuse_wrong_kind(sheets, header, kind, others)
    if header is None:
        names = "、".join(_lacks(None, columns)) or "、".join(column.title for column in columns[:3])
        raise WorkbookRefused("no_header", wanted=f"“{kind.title}”", columns=names)
    header = _corrected(header, mapping or {})
    table = _build(sheet, header, columns, more, source.kind if isinstance(source, Book) else "xlsx")
    if strict and table.missing:
        raise WorkbookRefused("columns_missing", columns="、".join(table.missing))
    if strict and not table.rows:
        raise WorkbookRefused("no_data", row=table.header_rows[-1])
    return table
