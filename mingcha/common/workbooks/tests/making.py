"""Small files for the tests: workbooks by openpyxl, zip containers, and the old OLE form byte by byte."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from mingcha.common.workbooks import Sheet

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
WORKBOOK_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": "<Relationships "
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://'
    'schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SHEET_OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_CLOSE = "</sheetData></worksheet>"


def sheet(*rows: Sequence[object], merged: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet as if read; "" stands for an empty cell."""
    cells = [[None if cell == "" else cell for cell in row] for row in rows]
    return Sheet("表", cells, tuple(merged))  # type: ignore[arg-type]  # tests pass only cell values


def save_xlsx(path: Path, *rows: Sequence[object], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    book.save(path)
    return path


def save_parts(path: Path, parts: Mapping[str, str | bytes], *, packed: bool = True) -> Path:
    """A zip container with the given members, in the skeleton of a workbook."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in (WORKBOOK_PARTS | dict(parts)).items():
            archive.writestr(name, content)
    return path


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", encoded, len(encoded) + 2, kind, 1, FREE, right, child, 0, start, size
    )


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB version 3) with the given streams, each padded to 4,096 bytes."""
    fat, body, entries = [FAT_SECTOR, END], b"", []
    for place, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        start, count = len(fat), len(padded) // SECTOR
        fat += [*range(start + 1, start + count), END]
        right = place + 1 if place < len(streams) else FREE
        entries.append(_entry(name, 2, start, len(padded), right=right))
        body += padded
    directory = b"".join([_entry("Root Entry", 5, END, 0, child=1), *entries]).ljust(SECTOR, b"\0")
    assert len(directory) == SECTOR and len(fat) <= SECTOR // 4
    magic, version = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (0x3E, 3, 0xFFFE, 9, 6)
    chains = (0, 1, 1, 0, 4096, END, 0, END, 0)
    header = struct.pack("<8s16xHHHHH6x9I", magic, *version, *chains)
    difat = struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    return header + difat + table + directory + body


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHH", row, column, 0) + text)
    assert isinstance(value, int | float)
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def xls(*rows: Sequence[object], locked: bool = False) -> bytes:
    """An .xls of one sheet (BIFF8)."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 1996, 0, 6))
    guard = _record(0x002F, struct.pack("<HHH", 1, 1, 1)) if locked else b""
    ending = _record(0x000A)
    name = struct.pack("<BB", 1, 0) + b"S"
    position = len(begin) + len(guard) + 4 + 6 + len(name) + len(ending)
    bound = _record(0x0085, struct.pack("<IBB", position, 0, 0) + name)
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 1996, 0, 6))
    page += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for row, cells in enumerate(rows):
        page += b"".join(_cell(row, column, value) for column, value in enumerate(cells) if value != "")
    return ole({"Workbook": begin + guard + bound + ending + page + ending})


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
