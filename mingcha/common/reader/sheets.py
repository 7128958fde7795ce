"""Reads .xlsx and .xls with calamine and sends the sheets."""

import zipfile
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from mingcha.common.reader.formula_errors import Errors, errors_in, sheet_parts
from mingcha.common.reader.limits import Limits, Merge
from mingcha.common.reader.pipe import Refused, send, send_rows


def _refuse_size(sheet: CalamineSheet, limits: Limits) -> None:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= limits.rows:
        raise Refused("too_many_rows", sheet=sheet.name, count=last_row + 1, limit=limits.rows)
    if last_column >= limits.columns:
        raise Refused("too_many_columns", sheet=sheet.name, count=last_column + 1, limit=limits.columns)


def _merges(sheet: CalamineSheet, limits: Limits) -> list[Merge]:
    """Merged areas, cut to the filled part of the sheet."""
    last_row, last_column = sheet.end or (0, 0)
    areas = sheet.merged_cell_ranges or []
    cut = [(r1, c1, min(r2, last_row), min(c2, last_column)) for (r1, c1), (r2, c2) in areas]
    kept = [area for area in cut if area[0] <= area[2] and area[1] <= area[3]]
    if sum(area[2] - area[0] + 1 for area in kept) > max(limits.merges, 2 * last_row):
        raise Refused("too_many_merges", sheet=sheet.name)
    return kept


def _send_sheet(sheet: CalamineSheet, about: SheetMetadata, limits: Limits, errors: Errors) -> None:
    _refuse_size(sheet, limits)
    hidden = about.visible != SheetVisibleEnum.Visible
    send({"sheet": sheet.name, "hidden": hidden, "merged": _merges(sheet, limits)})
    if sheet.start is not None:
        send_rows(sheet.iter_rows(), first_column=sheet.start[1], instead=errors)


def _errors_by_sheet(path: Path, kind: str) -> list[Errors]:
    """The broken formulas of each sheet of an .xlsx; nothing is known of an .xls."""
    if kind != "xlsx":
        return []
    with zipfile.ZipFile(path) as archive:
        return [errors_in(archive, part) for part in sheet_parts(archive)]


def send_workbook(path: Path, kind: str, limits: Limits) -> None:
    """All sheets of the workbook; charts and macros are passed over."""
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
            send({"book": kind})
            errors = dict(enumerate(_errors_by_sheet(path, kind)))
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    _send_sheet(workbook.get_sheet_by_index(index), about, limits, errors.get(index, {}))
    except PasswordError as locked:
        raise Refused("locked") from locked
    except CalamineError as broken:
        raise Refused("damaged", detail=str(broken)[:200]) from broken
