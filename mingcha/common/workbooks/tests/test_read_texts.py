"""Texts made plain, and cells that say nothing."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.common.workbooks import Cell, CellRefused
from mingcha.common.workbooks import values as read


@pytest.mark.parametrize("cell", [None, "", " ", "/", "无", "—", "暂无", "－"])
def test_a_cell_that_says_nothing_is_empty(cell: Cell) -> None:
    assert read.is_blank(cell)
    assert read.read_holder_code(cell) is None
    assert read.read_uscc(cell) == read.read_code(cell) == read.read_text(cell) == read.read_phone(cell) == ""
    assert [read.read_date(cell), read.read_ratio(cell), read.read_number(cell)] == [None] * 3
    assert read.read_list(cell) == read.read_phones(cell) == read.read_citations(cell) == []


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("中文（）(),:，： 　·•．１Ａａ〔〕、\n\t\u200b"),
    max_size=30,
)


@given(TEXTS)
def test_making_text_plain_twice_changes_nothing(text: str) -> None:
    once = read.compact_text(text)
    assert read.compact_text(once) == once


@given(TEXTS)
def test_plain_text_has_no_hidden_signs_and_no_stray_spaces(text: str) -> None:
    plain = read.compact_text(text)
    assert plain == plain.strip() and "\n" not in plain and "  " not in plain
    assert not re.search("[\u0000-\u001f\u200b-\u200f\u202a-\u202e\ufeff]", plain)
    assert not re.search("[０-９Ａ-Ｚａ-ｚ]", plain)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("阜平县 松澜 矿业 有限公司", "阜平县松澜矿业有限公司"),
        ("阜平县松澜(集团)有限公司", "阜平县松澜（集团）有限公司"),
        ("阜平县松澜（集团）有限公司", "阜平县松澜（集团）有限公司"),
        ("沈　试楠", "沈试楠"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("ABC (中国) Co", "ABC（中国）Co"),
        ("ABC  Mining (China) Co", "ABC Mining (China) Co"),
        ("时间:8:30,地点:甲所", "时间：8:30，地点：甲所"),
        ("〔2025〕３号", "〔2025〕3号"),
    ],
)
def test_names_are_one_however_they_are_spaced(text: str, plain: str) -> None:
    assert read.compact_text(text) == plain


def test_long_texts_keep_their_lines_on_request() -> None:
    assert read.read_text("一、甲\n\n 二、乙 ", keep_lines=True) == "一、甲\n二、乙"
    assert read.read_text(3.50) == "3.5" and read.read_text(date(2024, 4, 9)) == "2024-04-09"
    assert read.read_text(True) == "是"


@pytest.mark.parametrize("cell", ["#REF!", " #value! ", "#DIV/0!", "#NAME?"])
def test_what_a_broken_formula_leaves_is_no_text(cell: str) -> None:
    with pytest.raises(CellRefused, match="公式"):
        read.read_text(cell)
