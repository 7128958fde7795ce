"""Files made to exhaust the server: each is refused quickly and leaves this process as it was."""

import resource
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mingcha.common.workbooks import Limits, WorkbookRefused, read_file
from mingcha.common.workbooks.tests.making import SHEET_CLOSE, SHEET_OPEN, WORKBOOK_PARTS, save_parts

MEGABYTE = 1024 * 1024
QUICK = 10  # seconds; the refusals themselves need about one
SHEET = "xl/worksheets/sheet1.xml"


def high_ratio(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in WORKBOOK_PARTS.items():
            archive.writestr(name, content)
        with archive.open(SHEET, "w") as part:
            for _ in range(150):
                part.write(b" " * MEGABYTE)


def beyond_unpacked_size(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            with archive.open(f"xl/{number}.xml", "w", force_zip64=True) as part:
                for _ in range(100):
                    part.write(b" " * MEGABYTE)


def lying_size(path: Path) -> None:
    """Claims 1,000 bytes in both headers, unpacks to 100 MB."""
    high_ratio(path)
    content = bytearray(path.read_bytes())
    true_size = struct.pack("<I", 150 * MEGABYTE)
    assert content.count(true_size) >= 1
    path.write_bytes(content.replace(true_size, struct.pack("<I", 1000)))


def many_members(path: Path) -> None:
    save_parts(path, {f"xl/{number}.xml": "x" for number in range(2001)})


def outside_path(path: Path) -> None:
    save_parts(path, {"xl/../../etc/cron.xml": "x"})


def doubled_member(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
        archive.writestr("xl/workbook.xml", "<v/>")


def locked_member(path: Path) -> None:
    """The flag of encryption in every header (APPNOTE 4.4.4, bit 0)."""
    content = bytearray(save_parts(path, {}).read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(sign, at + 1)) >= 0:
            content[at + flags] |= 1
    path.write_bytes(content)


def overlapping_members(path: Path) -> None:
    """Two directory entries that share the bytes of one member."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", "x" * 10_000)
        archive.writestr("xl/second.xml", "x")
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 1)
    for field, length in ((20, 8), (42, 4)):  # both sizes, place of the local header
        content[second + field : second + field + length] = content[first + field : first + field + length]
    path.write_bytes(content)


def rare_compression(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<w/>")


def far_corner(path: Path) -> None:
    """Two cells that span the whole grid of 1,048,576 × 16,384."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    save_parts(path, {SHEET: SHEET_OPEN + cells + SHEET_CLOSE})


def million_columns_xlsx(path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="BDWGN1"><v>1</v></c></row>'
    save_parts(path, {SHEET: SHEET_OPEN + cells + SHEET_CLOSE})


def million_columns_csv(path: Path) -> None:
    path.write_text(",".join("x" for _ in range(1_000_000)) + "\n")


def too_many_rows_csv(path: Path) -> None:
    path.write_text("a,b\n" * 200_001)


def too_many_rows_xlsx(path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="200001"><c r="A200001"><v>1</v></c></row>'
    save_parts(path, {SHEET: SHEET_OPEN + cells + SHEET_CLOSE})


def one_text_repeated(path: Path) -> None:
    """A shared string of 30,000 characters in 150,000 cells: 4.5 GB once spread out."""
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 150_001))
    save_parts(path, {"xl/sharedStrings.xml": strings, SHEET: SHEET_OPEN + rows + SHEET_CLOSE}, packed=False)


def many_merges(path: Path) -> None:
    areas = "".join(f'<mergeCell ref="A1:B{n}"/>' for n in range(2, 2000))
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3000"><c r="A3000"><v>1</v></c></row>'
    sheet = SHEET_OPEN + cells + "</sheetData><mergeCells>" + areas + "</mergeCells></worksheet>"
    save_parts(path, {SHEET: sheet}, packed=False)


BOMBS: dict[Callable[[Path], None], str] = {
    high_ratio: "unsafe",
    beyond_unpacked_size: "unsafe",
    lying_size: "unsafe",
    many_members: "unsafe",
    outside_path: "unsafe",
    rare_compression: "unsafe",
    doubled_member: "unsafe",
    locked_member: "locked",
    overlapping_members: "unsafe",
    far_corner: "too_big",
    million_columns_xlsx: "too_many_columns",
    million_columns_csv: "too_many_columns",
    too_many_rows_csv: "too_many_rows",
    too_many_rows_xlsx: "too_many_rows",
    one_text_repeated: "too_big",
    many_merges: "too_many_merges",
}


@pytest.mark.parametrize("make", BOMBS, ids=lambda make: make.__name__)
def test_a_bomb_is_refused_and_costs_this_process_nothing(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "upload"
    make(path)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path)
    assert refused.value.code == BOMBS[make]
    assert time.monotonic() - began < QUICK
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024  # KB


def test_the_unpacked_size_counts_whatever_the_ratio(tmp_path: Path) -> None:
    path = save_parts(tmp_path / "upload", {SHEET: SHEET_OPEN + SHEET_CLOSE}, packed=False)
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path, limits=Limits(unpacked_bytes=500))
    assert refused.value.code == "unsafe"


def test_a_reading_that_dies_in_the_second_sheet_gives_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(2000):
        book.worksheets[0].append([number, "某矿业有限公司"])
    corners = book.create_sheet("二")
    corners["A1"], corners["XFD1048576"] = 1, 1
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(WorkbookRefused) as refused:
        read_file(tmp_path / "a.xlsx")
    assert refused.value.code == "too_big"


def test_the_ratio_is_named(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    high_ratio(path)
    with pytest.raises(WorkbookRefused, match="压缩比过高"):
        read_file(path)


def test_the_lie_about_a_size_is_named(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    lying_size(path)
    with pytest.raises(WorkbookRefused, match="大小与所称不符"):
        read_file(path)


def test_text_beyond_the_limit_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n" * 1000)
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path, limits=Limits(text_bytes=5000))
    assert refused.value.code == "too_much_text"


def test_processor_time_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text((",".join("a" * 50) + "\n") * 190_000)  # 9.5 million cells, several seconds of work
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path, limits=Limits(cpu_seconds=1, text_bytes=10**10))
    assert refused.value.code == "too_slow"


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ab,cd\n" * 200_000)
    with pytest.raises(WorkbookRefused) as refused:
        read_file(path, limits=Limits(memory_bytes=40 * MEGABYTE))
    assert refused.value.code == "too_big"
