"""Choices from a list, several values in a cell, legal bases."""

from datetime import date

import pytest

from mingcha.common.workbooks import values as read
from mingcha.common.workbooks.tests.asserting import sentence_of

CLASSES = {"A": 1, "B": 2, "C": 3, "D": 4}


@pytest.mark.parametrize("cell", ["C", "ｃ", "C（较高风险）", "较高风险(C)", " c "])
def test_a_choice_is_known_by_word_or_by_its_brackets(cell: str) -> None:
    assert read.read_choice(cell, CLASSES, field="风险类别") == 3


def test_a_choice_outside_the_list_is_refused_with_the_list() -> None:
    sentence = sentence_of(lambda cell: read.read_choice(cell, CLASSES, field="信用风险类别"), "E")
    assert sentence == "信用风险类别“E”不在可选的范围内，可填：A、B、C、D。"
    assert read.read_choice(None, CLASSES, field="x", default=1) == 1


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("张三、李四，王五；赵六\n钱七", ["张三", "李四", "王五", "赵六", "钱七"]),
        ("1.张三 2人", ["张三2人"]),
        ("（1）甲\n（2）乙", ["甲", "乙"]),
        ("甲（组长、专家）、乙", ["甲（组长、专家）", "乙"]),
        ("甲（、乙", ["甲（", "乙"]),
        ("3.0624E+08", ["3.0624E+08"]),
        ("甲、、", ["甲"]),
    ],
)
def test_several_values_in_a_cell_are_parted_outside_brackets(cell: str, values: list[str]) -> None:
    assert read.read_list(cell) == values


def test_each_value_of_a_cell_is_read_by_its_reader() -> None:
    assert read.read_each("2024.12.31、2031.3.1", read.read_date) == [date(2024, 12, 31), date(2031, 3, 1)]
    assert read.read_each(45391, read.read_date) == [date(2024, 4, 9)]
    assert "E+08" in sentence_of(lambda cell: read.read_each(cell, read.read_code), "A1、3.0624E+08")


def test_legal_bases_are_parted_by_their_titles() -> None:
    cell = "1.《甲法》第一条、第二条\n2、《乙条例》（2024年修订）第三条、《丙办法》；《丁规定》"
    assert read.read_citations(cell) == [
        "《甲法》第一条、第二条",
        "《乙条例》（2024年修订）第三条",
        "《丙办法》",
        "《丁规定》",
    ]
