"""行政处罚决定 as it is typed: money exact to the fen, what contradicts itself is named, nobody is told."""

import datetime
from dataclasses import replace

import pytest

from mingcha.common.workbooks import CellRefused
from mingcha.disclosure.rules.penalties import (
    PERSON,
    SOLE,
    oddities,
    plain_document_no,
    read_money,
    wan,
)
from mingcha.disclosure.tests.penalizing import DECIDED_ON, FACTS

MERCHANT = "92130624MA0XP0002H"


def where(**changes: object) -> set[str]:
    told = replace(FACTS, **changes)  # type: ignore[arg-type]  # names of its fields
    return {place for place, _ in oddities(told, DECIDED_ON)}


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("", 0),
        ("0.000001", 1),
        ("0.1", 100_000),
        ("1.000010", 1_000_010),
        ("12,345.678901", 12_345_678_901),
        ("１．５万元", 1_500_000),
        ("999999999.999999", 999_999_999_999_999),
    ],
)
def test_money_in_wan_is_exact_to_the_fen(typed: str, fen: int) -> None:
    assert read_money(typed, field="罚款金额") == fen


@pytest.mark.parametrize("typed", ["0.0000001", "-1", "1000000000", "5000元", "一万", "1e3"])
def test_what_is_no_amount_in_wan_is_refused_in_words(typed: str) -> None:
    with pytest.raises(CellRefused, match="罚款金额"):
        read_money(typed, field="罚款金额")


def test_an_amount_is_written_with_the_decimals_it_has() -> None:
    amounts = (1, 10, 100_000, 1_000_000, 12_345_678, 999_999_999_999_999)
    assert [wan(one) for one in amounts] == [
        "0.000001",
        "0.00001",
        "0.1",
        "1",
        "12.345678",
        "999999999.999999",
    ]
    assert all(read_money(wan(one), field="金额") == one for one in range(0, 3_000_000, 997))


def test_what_is_whole_and_consistent_has_nothing_odd() -> None:
    assert where() == set()
    assert where(party_kind=SOLE, party="阜平试荷砂石经营部", uscc=MERCHANT) == set()
    assert where(party_kind=PERSON, party="张试槐", uscc="", representative="") == set()


def test_the_kind_of_party_and_its_codes_agree() -> None:
    assert where(uscc=MERCHANT) == {"行政相对人类别"}
    assert where(party_kind=SOLE) == {"统一社会信用代码"}
    assert where(party_kind=PERSON) == {"行政相对人代码"}
    assert where(uscc="") == {"统一社会信用代码"}
    assert where(uscc="", register_no="130624000000015") == set()
    assert where(party="阜****司") == {"行政相对人名称"}


def test_categories_amounts_and_licences_agree() -> None:
    assert where(categories=()) == {"处罚类别", "罚款金额", "没收金额"}
    assert where(categories=("行政拘留",), fine=0, confiscated=0) == {"处罚类别"}
    assert where(fine=0) == {"罚款金额"}
    assert where(categories=("没收违法所得",)) == {"罚款金额"}
    assert where(confiscated=0) == {"没收金额"}
    assert where(categories=("罚款",)) == {"没收金额"}
    assert where(categories=("罚款", "没收非法财物"), confiscated=0) == set()
    assert where(categories=("吊销许可证件",), fine=0, confiscated=0) == {"暂扣或吊销证照名称及编号"}


def test_days_follow_one_another() -> None:
    day = datetime.timedelta(days=1)
    assert where(decided_on=DECIDED_ON + day) == {"处罚决定日期"}
    assert where(valid_until=DECIDED_ON - day) == {"处罚有效期"}
    assert where(public_until=DECIDED_ON) == {"公示截止期"}
    assert where(valid_until=DECIDED_ON, public_until=DECIDED_ON + day) == set()


@pytest.mark.parametrize("field", ["breach", "facts", "basis", "content", "remarks"])
def test_no_public_text_holds_a_number_or_the_whole_name_of_a_person(field: str) -> None:
    for words in ("电话13812345678", "身份证13062419700101135X", "由张 得宝签收"):
        assert len(where(**{field: words})) == 1, words
    natural = {"party_kind": PERSON, "party": "李试榆", "uscc": "", "representative": ""}
    assert where(**natural, **{field: "李试榆越界"}) != set()
    # A body's own name may be told.
    assert where(**{field: FACTS.party}) == set()


def test_the_number_of_a_licence_is_no_number_of_a_person() -> None:
    for number in ("13812345678", "13062419700101135X", "C1306242009067130023456"):
        assert where(licences=f"采矿许可证{number}") == set(), number
    assert where(licences="张得宝的采矿许可证") == {"暂扣或吊销证照名称及编号"}


def test_no_public_text_holds_a_name_that_another_version_has() -> None:
    told = replace(FACTS, facts="李试榆越界", party="阜平试榆石材有限公司")
    assert oddities(told, DECIDED_ON) == []
    assert [place for place, _ in oddities(told, DECIDED_ON, ["李试榆"])] == ["违法事实"]
    # Entered as a sole trader first, a body's own name may still be told.
    own = replace(FACTS, facts=f"{FACTS.party}越界")
    assert oddities(own, DECIDED_ON, [FACTS.party]) == []


def test_a_number_has_one_spelling() -> None:
    assert plain_document_no("阜自然资罚[2026] 3号") == plain_document_no("阜自然资罚（２０２６）3号")
