"""Ratios, frequencies, numbers and telephone numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest

from mingcha.common.workbooks import Cell
from mingcha.common.workbooks import values as read
from mingcha.common.workbooks.tests.asserting import sentence_of


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("20%", Fraction(1, 5)),
        ("２０％", Fraction(1, 5)),
        ("0.2", Fraction(1, 5)),
        (0.05, Fraction(1, 20)),
        ("不低于5%", Fraction(1, 20)),
        ("≥3%", Fraction(3, 100)),
        ("不少于检查对象总数的5%", Fraction(1, 20)),
        ("5%，每年1次", Fraction(1, 20)),
        ("百分之五", Fraction(1, 20)),
        ("百分之二十五", Fraction(1, 4)),
        ("百分之百", Fraction(1)),
        ("5‰", Fraction(1, 200)),
        ("100%", Fraction(1)),
        (5, Fraction(1, 20)),
        ("按实际", None),
    ],
)
def test_a_ratio_is_exact(cell: Cell, share: Fraction | None) -> None:
    assert read.read_ratio(cell) == share


@pytest.mark.parametrize("cell", ["120%", "0", "0%", "-5%", "5%-10%", "若干", "1", 1])
def test_a_ratio_that_cannot_be_is_refused(cell: Cell) -> None:
    assert "抽查比例" in sentence_of(read.read_ratio, cell)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("1次/年", 1),
        ("每年2次", 2),
        ("一年一次", 1),
        ("每年至少1次", 1),
        ("每半年一次", 2),
        ("每季度1次", 4),
        ("两年一次", Fraction(1, 2)),
        ("≥1", 1),
        (">=2", 2),
        ("=1", 1),
        (3, 3),
        ("2次", 2),
        ("5%，每年1次", 1),
        ("按需", None),
    ],
)
def test_a_frequency_is_times_a_year(cell: Cell, times: Fraction | int | None) -> None:
    assert read.read_frequency(cell) == times


def test_a_frequency_that_says_nothing_clear_is_refused() -> None:
    assert "认不出一年几次" in sentence_of(read.read_frequency, "经常")


@pytest.mark.parametrize(
    ("cell", "number"), [("１６．７０", "16.70"), ("1,234.5", "1234.5"), (3, "3"), (0.35, "0.35")]
)
def test_a_number_is_exact_as_written(cell: Cell, number: str) -> None:
    assert read.read_number(cell) == Decimal(number)


def test_a_number_with_another_unit_is_refused() -> None:
    assert read.read_number("0.35公顷", units=("公顷",)) == Decimal("0.35")
    assert sentence_of(lambda cell: read.read_number(cell, field="面积", units=("公顷",)), "5亩").startswith(
        "面积“5亩”"
    )


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        (13800000001, ["13800000001"]),
        ("138 0000 0001", ["13800000001"]),
        ("+86 13800000001", ["13800000001"]),
        ("１３８００００００１２、0312-0000012", ["13800000012", "0312-0000012"]),
        ("03120000012", ["0312-0000012"]),
        ("（0312）7221234", ["0312-7221234"]),
        ("0312-7221234-801", ["0312-7221234-801"]),
        ("13800000520\n0312-0000020", ["13800000520", "0312-0000020"]),
        ("13800000919/13800000920", ["13800000919", "13800000920"]),
        ("13800000001 13800000002", ["13800000001", "13800000002"]),
        ("7221234", ["7221234"]),
        ("12336", ["12336"]),
    ],
)
def test_telephone_numbers_are_read_in_one_form(cell: Cell, phones: list[str]) -> None:
    assert read.read_phones(cell) == phones


@pytest.mark.parametrize("cell", ["1380000000", "138000000012", "12", "无号码可填", 1.38e10 + 0.5])
def test_a_telephone_number_that_is_cut_is_refused(cell: Cell) -> None:
    assert "联系电话" in sentence_of(read.read_phone, cell)
