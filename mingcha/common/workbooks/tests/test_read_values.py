"""Readers of cells: what they accept, and the sentence with which they refuse."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from mingcha.common.workbooks import Cell, CellRefused
from mingcha.common.workbooks import values as read

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "91130624MA0XX0015D"
EPOCH = date(1899, 12, 30)


def sentence_of(reader: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(CellRefused) as refused:
        reader(cell)
    sentence = refused.value.sentence
    assert sentence.endswith("。") and not re.search("失败|非法|错误|！|!", sentence)
    return sentence


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


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
    assert "应为1" in sentence_of(read.read_holder_code, "110108015068912")


@pytest.mark.parametrize("cell", [None, "", " ", "/", "无", "—", "暂无", "－"])
def test_a_cell_that_says_nothing_is_empty(cell: Cell) -> None:
    assert read.is_blank(cell)
    assert read.read_holder_code(cell) is None
    assert read.read_uscc(cell) == read.read_code(cell) == read.read_text(cell) == read.read_phone(cell) == ""
    assert [read.read_date(cell), read.read_ratio(cell), read.read_number(cell)] == [None] * 3
    assert read.read_list(cell) == read.read_phones(cell) == read.read_citations(cell) == []


def test_a_short_number_is_read_as_its_digits() -> None:
    assert read.read_code(306240001) == "306240001"
    assert read.read_code(" 阜试临地〔2025〕 ２号") == "阜试临地〔2025〕2号"
    assert read.read_code("zr-1306 24") == "ZR-130624"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_form(day: date) -> None:
    forms: list[Cell] = [
        day,
        datetime(day.year, day.month, day.day, 23, 59),
        day.isoformat(),
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        full_width(f"{day.year}.{day.month}.{day.day}"),
        (day - EPOCH).days,
        str((day - EPOCH).days),
        float((day - EPOCH) / timedelta(days=1)) + 0.5,
        f"{day.isoformat()} 00:00:00",
    ]
    assert {read.read_date(form) for form in forms} == {day}


def test_a_day_spelled_out_is_read() -> None:
    assert read.read_date("二〇二四年十二月三十一日") == date(2024, 12, 31)
    assert read.read_date("二〇二四年四月十日") == date(2024, 4, 10)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2026年2月30日", "2026年2月只有28天，没有30日"),
        ("2024.13.1", "没有13月"),
        ("20240431", "2024年4月只有30天"),
        ("2024年5月", "只有年月，没有日"),
        ("24.4.9", "年份只有两位"),
        ("0024-04-09", "年份24不合常理"),
        ("明年底", "认不出是哪一天"),
        ("2024.1.1-2025.1.1", "认不出是哪一天"),
        (12, "认不出是哪一天"),
    ],
)
def test_a_day_the_calendar_lacks_is_refused_with_what_it_lacks(cell: Cell, words: str) -> None:
    assert words in sentence_of(read.read_date, cell)


@pytest.mark.parametrize("cell", ["长期", "长期有效", " 长 期 ", "永久"])
def test_a_date_without_end_is_none_and_can_be_told_from_empty(cell: str) -> None:
    assert read.read_date(cell) is None
    assert read.is_without_end(cell) and not read.is_without_end("")


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


def test_legal_bases_are_parted_by_their_titles() -> None:
    cell = "1.《甲法》第一条、第二条\n2、《乙条例》（2024年修订）第三条、《丙办法》；《丁规定》"
    assert read.read_citations(cell) == [
        "《甲法》第一条、第二条",
        "《乙条例》（2024年修订）第三条",
        "《丙办法》",
        "《丁规定》",
    ]


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
