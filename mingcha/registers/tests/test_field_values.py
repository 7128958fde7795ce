"""One reader for workbook and form: what a field of each kind takes, and what it says to the rest."""

import doctest

import pytest

from mingcha.common.workbooks.refusals import CellRefused
from mingcha.registers.rules import field_values
from mingcha.registers.rules.categories import (
    AREA,
    CHOICE,
    CODE,
    DATE,
    LATITUDE,
    LONGITUDE,
    NUMBER,
    TEXT,
    FieldRule,
)
from mingcha.registers.rules.code_forms import MINING, PARCEL, form_remark
from mingcha.registers.rules.field_values import read_field, same_value

AREA_FIELD = FieldRule("a", "面积", AREA, unit="公顷", least="0", most="1000")
OUTPUT = FieldRule("o", "产量", NUMBER, unit="万吨", decimals=2, least="0.1")
GRADE = FieldRule("g", "等级", CHOICE, options=("甲级/甲", "乙级/乙"))
EAST, NORTH = FieldRule("x", "经度", LONGITUDE), FieldRule("y", "纬度", LATITUDE)
PLOT = FieldRule("p", "宗地代码", CODE, form=PARCEL)
NINETEEN = "130624001002GB00012"


@pytest.mark.parametrize(
    ("rule", "cell", "stored"),
    [
        (FieldRule("t", "矿种", TEXT), " 铁 矿 ", "铁矿"),
        (FieldRule("d", "汇交日期", DATE), "2024.4.9", "2024-04-09"),
        (GRADE, "甲", "甲级"),
        (GRADE, "乙级", "乙级"),
        (AREA_FIELD, "30亩", "30亩"),
        (AREA_FIELD, "1,200平方米", "1200平方米"),
        (AREA_FIELD, "0.5km²", "0.5平方公里"),
        (OUTPUT, "3.5万吨", "3.5万吨"),
        (EAST, "114.1950", "114.195"),
        (EAST, "114°11′42″", "114.195"),
        (EAST, "东经114度11分42秒", "114.195"),
        (EAST, 114.195, "114.195"),
        (NORTH, "N38°51.6′", "38.86"),
        (PLOT, "130624001002gb00012", NINETEEN),
        (PLOT, f"{NINETEEN}W00000000", f"{NINETEEN}W00000000"),
        (EAST, "/", ""),
    ],
)
def test_a_value_is_stored_in_one_form(rule: FieldRule, cell: object, stored: str) -> None:
    assert read_field(rule, cell) == (stored, "")  # type: ignore[arg-type]  # cells of several kinds


@pytest.mark.parametrize(
    ("rule", "cell", "said"),
    [
        (GRADE, "特级", "可填：甲级、乙级"),
        (AREA_FIELD, "1001公顷", "不应大于1000公顷"),
        (AREA_FIELD, "11平方公里", "不应大于1000公顷"),
        (AREA_FIELD, "-1", "不应小于0公顷"),
        (OUTPUT, "3.456", "最多2位小数"),
        (OUTPUT, "0.05", "不应小于0.1万吨"),
        (EAST, "38.86", "经度、纬度填反"),
        (NORTH, "114.195", "经度、纬度填反"),
        (EAST, "200", "73度至136度"),
        (EAST, "38517632.12", "像是平面坐标"),
        (EAST, "114°75′", "认不出是多少度"),
        (PLOT, NINETEEN[:-1], "有18位"),
        (PLOT, f"{NINETEEN}W0000000", "有27位"),
        (PLOT, "130624199001010191", "身份证号码"),
        (FieldRule("d", "汇交日期", DATE), "2024年2月30日", "没有30日"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_and_the_right_form(
    rule: FieldRule, cell: str, said: str
) -> None:
    with pytest.raises(CellRefused, match=said) as refused:
        read_field(rule, cell)
    assert refused.value.sentence.endswith("。")


def test_words_in_a_column_of_numbers_are_kept_with_a_remark() -> None:
    assert read_field(AREA_FIELD, "见附件")[0] == "见附件"
    assert "认不出是多少" in read_field(AREA_FIELD, "见附件")[1]


def test_the_unit_of_the_column_counts_and_a_missing_one_is_remarked() -> None:
    assert read_field(AREA_FIELD, "15", "亩") == ("15亩", "")
    assert read_field(AREA_FIELD, "15", "")[0] == "15公顷"
    assert "没有写单位" in read_field(AREA_FIELD, "15", "")[1]


def test_the_same_quantity_in_another_unit_is_the_same() -> None:
    assert same_value(AREA_FIELD, "2公顷", "30亩")
    assert same_value(AREA_FIELD, "2", "20000平方米")
    assert not same_value(AREA_FIELD, "2公顷", "31亩")
    assert not same_value(AREA_FIELD, "见附件", "2公顷")
    assert same_value(None, "甲", "甲")


@pytest.mark.parametrize("number", ["C1306242021037130000003", "T13062420210371301", "1306240410123", ""])
def test_licence_numbers_of_both_ages_fit(number: str) -> None:
    assert form_remark(MINING, number, "许可证号") == ""


def test_another_licence_number_is_taken_in_with_a_remark() -> None:
    assert "23位" in form_remark(MINING, "C130000001", "许可证号")


def test_a_parcel_in_a_column_of_texts_stays_a_text() -> None:
    assert read_field(FieldRule("t", "编号", TEXT), True) == ("是", "")
    assert read_field(FieldRule("t", "编号", TEXT), 1) == ("1", "")


def test_the_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(field_values)
    assert result.attempted > 1
    assert result.failed == 0
