"""What is written stays text: sixty texts that spreadsheets love to run, through .xlsx and .csv and back."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from mingcha.common.workbooks import read_file, write_csv, write_sheet
from mingcha.common.workbooks.writer import Value

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", "\n=", "'=")
BODIES = ("cmd|' /C calc'!A0", "1+1", 'HYPERLINK("http://x.invalid","点此")', "SUM(A1:A2)", "某矿业有限公司")
PAYLOADS = [start + body for start in STARTS for body in BODIES] + [
    "http://x.invalid/",
    "mailto:a@x.invalid",
    "internal:Sheet1!A1",
    "{=1+1}",
    "00123",
    "911306240000000123",
    "1E5",
    "TRUE",
    "2024-04-09",
    "_x0041_",
    'a,"b";c\nd',
    "<b>&amp;",
]


def test_there_are_sixty_texts_and_more() -> None:
    assert len(STARTS) * len(BODIES) == 60


def test_texts_come_back_from_a_workbook_unchanged_and_none_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, "名单", ["文字", "甲"], [[text, "x"] for text in PAYLOADS])
    rows = read_file(path).sheets[0].rows[2:]
    assert [row[0] for row in rows] == PAYLOADS
    page = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for row in page.iter_rows(min_row=2) for cell in row} == {"s"}
    assert not any(cell.hyperlink for row in page.iter_rows() for cell in row)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not any("externalLink" in name for name in archive.namelist())


def test_texts_come_back_from_a_text_file_unchanged_and_none_begins_like_a_formula(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    write_csv(buffer, ["文字", "甲"], [[text, "x"] for text in PAYLOADS])
    path = tmp_path / "out.csv"
    path.write_bytes(buffer.getvalue())
    rows = read_file(path).sheets[0].rows[1:]
    assert [row[0] for row in rows] == PAYLOADS
    raw = fields_of(buffer.getvalue())
    assert not any(field[:1] in "=+-@\t\r\n＝＋－＠" for row in raw for field in row if field)


def fields_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_codes_are_guarded_against_scientific_notation_in_text_files() -> None:
    buffer = io.BytesIO()
    write_csv(buffer, ["a"], [["911306240000000123"], ["0312"], ["12"], [-5], [True]])
    assert fields_of(buffer.getvalue())[1:] == [
        ["'911306240000000123"],
        ["'0312"],
        ["12"],
        ["-5"],
        ["是"],
    ]


def test_a_text_file_carries_its_mark_so_that_spreadsheets_read_chinese() -> None:
    buffer = io.BytesIO()
    write_csv(buffer, ["姓名"], [])
    assert buffer.getvalue() == b"\xef\xbb\xbf" + "姓名\r\n".encode()


def test_numbers_and_days_keep_their_kind_and_long_numbers_become_texts(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    values: list[Value] = [
        1,
        2.5,
        Decimal("0.35"),
        date(2024, 4, 9),
        datetime(2024, 4, 9, 8, 30),
        True,
        None,
        10**17,
    ]
    write_sheet(path, "表", ["x"] * len(values), [values])
    assert read_file(path).sheets[0].rows[2] == [
        1,
        2.5,
        0.35,
        date(2024, 4, 9),
        "2024-04-09 08:30",
        "是",
        None,
        "100000000000000000",
    ]


def test_the_heading_stays_in_sight_and_columns_are_wide_enough(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, "名单", ["企业名称", "数"], [["阜平县云栎矿业有限公司", 1]])
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page.freeze_panes == "A3"
    assert page.column_dimensions["A"].width > 22


@pytest.mark.parametrize("title", ["a/b:c*d?[e]", "'引'", "很长" * 40, "", "\x00"])
def test_any_title_makes_a_valid_sheet_name(title: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, title, ["a", "b"], [["x", "y"]])
    assert read_file(path).sheets[0].rows[-1] == ["x", "y"]


def test_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, "表", ["a"], [["长" * 40_000], ["bad\x07\ud800end"]])
    rows = read_file(path).sheets[0].rows
    assert isinstance(rows[2][0], str) and rows[2][0].endswith("（后略）") and len(rows[2][0]) == 32_767
    assert rows[3] == ["badend"]
