"""How figures are written and read."""

from fractions import Fraction

import pytest

from mingcha.law.rules import OBLIGATIONS, RATIO_UNIT, normal_value, ratio_words, read_ratio, words_of


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("5%", Fraction(1, 20)),
        ("５％", Fraction(1, 20)),
        (" 2.5 % ", Fraction(1, 40)),
        ("0.05", Fraction(1, 20)),
        ("1/20", Fraction(1, 20)),
        ("1", Fraction(1)),
        ("100%", Fraction(1)),
    ],
)
def test_a_ratio_is_read_as_people_write_it(text: str, ratio: Fraction) -> None:
    assert read_ratio(text) == ratio


@pytest.mark.parametrize(
    "text", ["", "5", "0", "0%", "101%", "1.5", "3/2", "-5%", "五分之一", "5%~10%", "0.0"]
)
def test_what_is_no_ratio_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="比例"):
        read_ratio(text)


def test_a_ratio_is_shown_as_the_law_writes_it() -> None:
    assert [ratio_words(Fraction(*pair)) for pair in ((1, 20), (1, 1), (3, 1000), (1, 3))] == [
        "5%",
        "100%",
        "0.3%",
        "1/3",
    ]


def test_a_count_is_a_whole_number_above_zero() -> None:
    assert normal_value("２０", "个工作日") == "20"
    for text in ("0", "-2", "2.5", "5%", ""):
        with pytest.raises(ValueError, match="整数"):
            normal_value(text, "个工作日")


def test_the_figures_an_office_starts_with_are_cited_and_dated() -> None:
    shown = {row.key: words_of(row.value, row.unit) for row in OBLIGATIONS if row.value and row.is_on}
    assert (
        shown.items()
        >= {
            "floor-ratio": "5%",
            "rounds-a-year": "2次",
            "officers-per-visit": "2名",
            "publish-result-days": "20个工作日",
            "publish-penalty-days": "7个工作日",
            "high-risk-class": "C类及以上",
            "many-complaints": "3件",
            "complaints-months": "12个月",
            "risk-renewal-months": "1个月",
            "statutory-holidays": "13天",
            "upkeep-days": "30日",
            "list-after-law-days": "20个工作日",
            "training-valid-months": "12个月",
            "training-hours-a-year": "60学时",
            "warn-first-days": "90日",
            "warn-second-days": "30日",
            "warn-last-days": "7日",
            "annual-cap": "3次",
            "strata-excess": "10%",
            "register-change-days": "7日",
        }.items()
    )
    figures = [row for row in OBLIGATIONS if row.value]
    assert all(normal_value(row.value, row.unit) == row.value for row in figures)
    assert {row.unit for row in figures if "/" in row.value} == {RATIO_UNIT}
