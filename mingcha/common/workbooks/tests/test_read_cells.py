"""What cells of .xlsx and .xls become."""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from mingcha.common.workbooks import Column, find_table, read_file
from mingcha.common.workbooks.tests.kinds import TARGETS
from mingcha.common.workbooks.tests.making import save_xlsx, xls


def test_numbers_keep_their_digits_or_stay_visibly_damaged(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", [45391, 130624000000082, 9.11306240000012e17, 0.05, 1e15])
    row = read_file(path).sheets[0].rows[0]
    assert row == [45391, 130624000000082, 9.11306240000012e17, 0.05, 10**15]
    assert [type(cell) for cell in row] == [int, int, float, float, int]


def test_dates_texts_and_truth_values_keep_their_kind(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "a.xlsx", [date(2024, 4, 9), datetime(2024, 4, 9, 8, 30), " 文 ", True, None, "末"]
    )
    assert read_file(path).sheets[0].rows[0] == [
        date(2024, 4, 9),
        datetime(2024, 4, 9, 8, 30),
        " 文 ",
        True,
        None,
        "末",
    ]


def test_a_table_that_begins_far_from_the_corner_keeps_its_row_numbers_and_columns(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", [], [], [None, None, "甲"], [None, None, "乙"])
    sheet = read_file(path).sheets[0]
    assert sheet.cell(2, 2) == "甲" and sheet.cell(3, 2) == "乙" and sheet.cell(9, 9) is None


def test_the_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["姓名"]).rename(tmp_path / "a.csv")
    assert read_file(path).kind == "xlsx"


def test_the_old_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(xls(["姓名", "执法证编号"], ["赵试禾", 9.11306240000012e17], ["", 42]))
    book = read_file(path)
    assert book.kind == "xls"
    assert book.sheets[0].rows == [["姓名", "执法证编号"], ["赵试禾", 9.11306240000012e17], [None, 42]]


def test_a_register_exported_by_an_old_program_is_read_as_it_is_seen() -> None:
    """`old_format.xls` was written by a program of the Excel 97 age: a sheet of instructions, a merged title,
    dates as formatted numbers, codes as text and as numbers, a note under the table. All invented."""
    book = read_file(Path(__file__).with_name("old_format.xls"))
    table = find_table(book, TARGETS)
    assert (book.kind, table.sheet_name, table.header_rows) == ("xls", "检查对象", (2,))
    assert [row["code"] for row in table.rows] == [
        "91130624MA0XX2015Y",
        "91130624MA0XX2015Y",
        130624000000082,
        9.11306240000012e17,
    ]
    assert [row["valid_until"] for row in table.rows] == [
        date(2030, 6, 30),
        date(2019, 12, 31),
        "长期",
        date(2028, 2, 29),
    ]
    assert [row.values[6] for row in table.rows] == [16.75, 33.5, 0, 3]


def test_merged_areas_are_told(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ["甲", "乙"], ["丙", "丁"], merged=["A1:A2"])
    assert read_file(path).sheets[0].merged == ((0, 0, 1, 0),)


def test_a_formula_without_a_result_shows_what_it_shows_and_rows_of_nothing_else_are_blank(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("封面").write_formula("A1", "=Z1", None, "#NAME?")
        page = book.add_worksheet("名录")
        page.write_row(3, 2, ["姓名", "单位"])
        page.write_row(4, 2, ["赵试禾"])
        page.write_formula("D5", "=Z1/0", None, "#DIV/0!")
        page.write_row(5, 2, ["钱试禾"])
        page.write_formula("D6", "=VLOOKUP(1,Z:Z,1)", None, "#N/A")
        page.write_formula("C7", "=Z1&1", None, "#REF!")
        page.write_formula("D7", "=Z1&1", None, "#VALUE!")
    cover, list_ = read_file(path).sheets
    assert cover.cell(0, 0) == "#NAME?"
    assert [list_.cell(row, 3) for row in (4, 5)] == ["#DIV/0!", None]
    table = find_table(list_, (Column("name", "姓名"), Column("unit", "单位")))
    assert [row.number for row in table.rows] == [5, 6]
