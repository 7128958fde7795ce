"""Cells whose formula has no result (#REF!, #VALUE! …). Calamine hands them on as empty; the sheet's own part
of the container says which they are. #N/A is left empty: a look-up that found nothing."""

import re
import zipfile
from collections.abc import Mapping

CHUNK, OVERLAP = 1024 * 1024, 128 * 1024  # bytes; a formula has at most 8,192 characters
ERROR_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?\s*<v>(#[A-Z0-9/!?]{3,7})</v>"
)
SHEET, RELATION = re.compile(rb"<sheet\b[^>]*>"), re.compile(rb"<Relationship\b[^>]*>")
PLACE = re.compile(rb'\b\w+:id="([^"]*)"')
IDENTITY, TARGET = re.compile(rb'\bId="([^"]*)"'), re.compile(rb'\bTarget="([^"]*)"')
NOT_FOUND = b"#N/A"

Errors = Mapping[tuple[int, int], str]


def sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The member of each sheet in the order of the workbook; "" where the container does not say."""
    relations = {
        identity[1]: target[1].decode("utf-8", "replace")
        for relation in RELATION.findall(_content(archive, "xl/_rels/workbook.xml.rels"))
        if (identity := IDENTITY.search(relation)) and (target := TARGET.search(relation))
    }
    places = (PLACE.search(sheet) for sheet in SHEET.findall(_content(archive, "xl/workbook.xml")))
    targets = (relations.get(place[1], "") if place else "" for place in places)
    return [target[1:] if target.startswith("/") else f"xl/{target}" for target in targets]


def errors_in(archive: zipfile.ZipFile, part: str) -> Errors:
    """Row and column from 0 → what the cell shows, read piece by piece."""
    found: dict[tuple[int, int], str] = {}
    if part not in archive.namelist():
        return found
    with archive.open(part) as stream:
        rest = b""
        while piece := stream.read(CHUNK):
            text = rest + piece
            for letters, row, shown in ERROR_CELL.findall(text) if b't="e"' in text else ():
                if shown != NOT_FOUND:
                    found[int(row) - 1, _column(letters)] = shown.decode("ascii")
            rest = text[-OVERLAP:]
    return found


def _column(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _content(archive: zipfile.ZipFile, part: str) -> bytes:
    return archive.read(part) if part in archive.namelist() else b""
