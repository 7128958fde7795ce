"""Codes: what is accepted however it is typed, and the place a refusal names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from mingcha.common.workbooks import Cell, CellRefused
from mingcha.common.workbooks import values as read
from mingcha.common.workbooks.tests.asserting import full_width, sentence_of

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "91130624MA0XX0015D"


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    office = draw(st.sampled_from("159Y"))
    body = draw(st.text(ALPHABET, min_size=9, max_size=9))
    code = f"{office}1{draw(st.sampled_from(['130624', '110101']))}{body}"
    return code + uscc.calc_check_digit(code)


def disguised(text: str) -> st.SearchStrategy[str]:
    """The same code as people type it."""
    spaces = st.lists(st.sampled_from(["", "", " ", "　", "\t", "\n", "\u200b"]), min_size=18, max_size=18)
    spaced = spaces.map(lambda gaps: "".join(gap + sign for gap, sign in zip(gaps, text, strict=True)))
    return spaced.flatmap(
        lambda typed: st.sampled_from([typed, typed.lower(), full_width(typed), typed + "\t"])
    )


@given(credit_codes().flatmap(lambda code: st.tuples(st.just(code), disguised(code))))
def test_a_right_code_is_read_however_it_is_typed(pair: tuple[str, str]) -> None:
    code, typed = pair
    assert read.read_uscc(typed) == code


@given(credit_codes(), st.integers(8, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_refused(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    if sign != code[place]:
        assert "第18位" in sentence_of(read.read_uscc, wrong) or "身份证" in sentence_of(
            read.read_uscc, wrong
        )


@given(credit_codes(), st.integers(8, 15))
def test_two_neighbours_exchanged_are_always_refused(code: str, place: int) -> None:
    a, b = code[place], code[place + 1]
    if a != b:
        assert sentence_of(read.read_uscc, code[:place] + b + a + code[place + 2 :])


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (GOOD[:-1], "有17位，应为18位（少1位）"),
        (GOOD + "1", "有19位，应为18位（多1位）"),
        (GOOD[:-1] + "0", "校验位（第18位）是0，按前17位推算应为D"),
        ("91130624MAOXX0015D", f"第11位是字母O，应为数字0，整个代码应为{GOOD}"),
        ("9113O624MA0XX0015D", f"第5位是字母O，应为数字0，整个代码应为{GOOD}"),
        ("91130624MA0XXOO15D", "第14位是字母O，应为数字0"),
        ("91130624MA0XX0V15D", "第15位是“V”，代码里没有这个字符"),
        ("911306A4MA0XX0015D", "第7位是“A”，这一位应为数字"),
        (9.11306240000012e17, "科学计数法"),
        ("9.11306E+17", "科学计数法"),
        ("９．１１３０６Ｅ＋１７", "科学计数法"),
        (911306.5, "科学计数法"),
        ("同上", "同上"),
    ],
)
def test_a_code_is_refused_with_the_place_and_the_right_value(cell: Cell, words: str) -> None:
    assert words in sentence_of(read.read_uscc, cell)


@pytest.mark.parametrize(
    "number",
    [
        "130624190001010191",
        "13062419900101001X",
        "130624********0018",
        "1306241990****001X",
        "13062419900101001",
    ],
)
def test_an_identity_number_is_refused_and_never_repeated(number: str) -> None:
    sentence = sentence_of(read.read_holder_code, number)
    assert "身份证" in sentence
    assert not re.search(r"\d{4}", sentence)


def test_an_old_identity_number_of_15_digits_is_not_repeated_either() -> None:
    number = "130624900101001"
    assert not mod_11_10.is_valid(number)
    assert not re.search(r"\d{4}", sentence_of(read.read_holder_code, number))


def test_a_register_number_of_15_digits_stands_for_a_holder() -> None:
    for cell in ("110108015068911", 110108015068911, " 1101080 15068911"):
        assert read.read_holder_code(cell) == read.HolderCode("register_number", "110108015068911")


def test_a_register_number_with_another_check_digit_is_taken_in_with_a_doubt() -> None:
    found = read.read_holder_code("110108015068912")
    assert found and (found.kind, found.value) == ("register_number", "110108015068912")
    assert "应为1" in found.doubt


def test_a_short_number_is_read_as_its_digits() -> None:
    assert read.read_code(306240001) == "306240001"
    assert read.read_code(" 阜试临地〔2025〕 ２号") == "阜试临地〔2025〕2号"
    assert read.read_code("zr-1306 24") == "ZR-130624"


def test_a_persons_number_is_no_licence_number_and_is_not_repeated() -> None:
    person = "13062419800101004X"
    sentence = sentence_of(
        lambda cell: read.read_document_number(cell, field="执法证编号", strict=True), person
    )
    assert "居民身份证" in sentence
    assert person not in sentence


def test_an_older_licence_of_18_digits_is_taken_unless_it_checks_as_a_persons_number() -> None:
    numbers = [f"13062420100312{order:03d}{last}" for order in range(20) for last in "0123456789X"]
    taken = [number for number in numbers if not _is_refused(number)]
    assert len(taken) == len(numbers) * 10 // 11


def _is_refused(number: str) -> bool:
    try:
        return read.read_document_number(number, field="许可证号") == ""
    except CellRefused:
        return True
