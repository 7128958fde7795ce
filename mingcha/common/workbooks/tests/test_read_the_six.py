"""The six workbooks of tests/workbooks, read against the counts a clerk made by hand."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingcha.common.workbooks import (
    Book,
    Cell,
    CellRefused,
    SheetRow,
    Table,
    WorkbookRefused,
    find_table,
    read_file,
)
from mingcha.common.workbooks import values as read
from mingcha.common.workbooks.tests.kinds import KINDS

FOLDER = Path(__file__).resolve().parents[4] / "tests" / "workbooks"
COUNTS: Mapping[str, Any] = yaml.safe_load((FOLDER / "counts.yml").read_text())
READERS: Mapping[str, Callable[[Cell], object]] = {
    "text": read.read_text,
    "code": read.read_code,
    "codes": partial(read.read_each, reader=read.read_code),
    "holder_code": read.read_holder_code,
    "date": read.read_date,
    "dates": partial(read.read_each, reader=read.read_date),
    "phones": read.read_phones,
    "number": read.read_number,
    "list": read.read_list,
    "ratio": read.read_ratio,
    "frequency": read.read_frequency,
    "citations": read.read_citations,
}
# reasons that need no register: a single cell shows them
SEEN_IN_A_CELL = {"科学计数", "校验位", "17位", "字母O", "身份证", "日期", "比例"}
every_workbook = pytest.mark.parametrize("name", COUNTS)


@cache
def book_of(name: str) -> Book:
    return read_file(FOLDER / name)


def table_of(name: str) -> Table:
    return find_table(book_of(name), KINDS[COUNTS[name]["kind"]], others=list(KINDS.values()))


def refusals(name: str, row: SheetRow) -> list[str]:
    sentences = []
    for column in KINDS[COUNTS[name]["kind"]].columns:
        try:
            READERS[column.kind](row[column.key])
        except CellRefused as refused:
            sentences.append(refused.sentence)
    return sentences


def test_six_workbooks_were_counted() -> None:
    assert len(COUNTS) == 6
    assert {path.name for path in FOLDER.glob("0*")} == set(COUNTS)


@every_workbook
def test_heading_and_number_of_data_rows_are_what_the_clerk_counted(name: str) -> None:
    table, counts = table_of(name), COUNTS[name]
    assert list(table.header_rows) == counts["header_rows"]
    assert len(table.rows) == counts["rows"]
    assert table.sheet_name == counts.get("sheet", "表格")
    assert not table.missing


@every_workbook
def test_cells_that_cannot_be_understood_are_those_the_clerk_marked(name: str) -> None:
    found = {row.number: sentences for row in table_of(name).rows if (sentences := refusals(name, row))}
    marked = {r["row"]: r["reason"] for r in COUNTS[name]["refused"] if r["reason"] in SEEN_IN_A_CELL}
    assert found.keys() == marked.keys()
    for row, reason in marked.items():
        assert reason in found[row][0]


@every_workbook
def test_every_row_below_the_heading_is_data_or_skipped_with_a_reason(name: str) -> None:
    table = table_of(name)
    numbers = [row.number for row in table.rows] + [number for number, _ in table.skipped]
    assert sorted(numbers) == list(range(table.header_rows[-1] + 1, max(numbers) + 1))
    assert all(why for _, why in table.skipped)


@every_workbook
@pytest.mark.parametrize("wanted", KINDS)
def test_a_workbook_brought_in_at_the_wrong_place_is_refused_by_its_name(name: str, wanted: str) -> None:
    own = COUNTS[name]["kind"]
    if wanted == own:
        return
    with pytest.raises(WorkbookRefused) as refused:
        find_table(book_of(name), KINDS[wanted], others=list(KINDS.values()))
    assert refused.value.code == "wrong_kind"
    assert refused.value.sentence.startswith(f"这是“{KINDS[own].title}”，这里需要“{KINDS[wanted].title}”。")


def test_two_mines_of_a_holder_carry_its_code_whether_by_ditto_or_by_merged_cells() -> None:
    rows = {row.number: row for row in table_of("01检查对象名录库（矿产和用地）.xlsx").rows}
    assert rows[17]["code"] == rows[15]["code"] and rows[17]["name"] == "阜平县砾原矿业有限公司"
    assert rows[20]["code"] == rows[19]["code"] and rows[20]["own_name"] == "桐荫北矿"


def test_contents_of_an_item_share_its_merged_name_and_ratio() -> None:
    rows = {row.number: row for row in table_of("05随机抽查事项清单.xlsx").rows}
    assert rows[13]["name"] == rows[10]["name"] == "采矿权人履行义务情况检查"
    assert rows[13]["ratio"] == "5%，每年1次"
    assert rows[19]["basis"] == rows[18]["basis"]


def test_unit_of_a_column_is_told() -> None:
    assert table_of("01检查对象名录库（矿产和用地）.xlsx").mapping["area"].unit == "公顷"
    assert table_of("06抽查事项库.xlsx").mapping["ratio"].unit == "%"
