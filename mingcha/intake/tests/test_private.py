"""Numbers of people in words that become public: which are found, which are none, how they are starred out
and refused."""

import pytest

from mingcha.common.errors import Refusal
from mingcha.intake.private import private_numbers, require_no_numbers, without_numbers


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("身份证130624197001010191", "身份证130624********0191"),
        ("130624 19700101 019x", "130624********019X"),
        ("１３０６２４１９７００１０１０１９１", "130624********0191"),
        ("矿长13812345678，", "矿长138****5678，"),
        ("１３８ 1234 5678", "138****5678"),
        ("+86-13812345678", "+86-138****5678"),
        ("0312-7221234转8001", "031****1234转8001"),
        ("（0312）7221234", "031****1234"),
        ("办公室座机：7221234", "办公室座机：722****1234"),
        ("账号6222 0212 3456 7890 123", "账号622************0123"),
    ],
)
def test_a_number_of_a_person_is_found_however_it_is_written(words: str, shown: str) -> None:
    assert len(private_numbers(words)) == 1
    assert without_numbers(words) == shown


@pytest.mark.parametrize(
    "words",
    [
        "91130624MA0X00001X",
        "阜自然抽〔2026〕5号，2026-06-18",
        "举报电话：0312-7221234",
        "我局电话7221234",
        "越界13812345678.5平方米",
        "采矿许可证C1300002009127110012345",
        "宗地130624100200GB00001",
        "北纬38.8123456，东经114.1234567",
    ],
)
def test_codes_measures_and_the_telephone_of_an_office_are_none(words: str) -> None:
    assert private_numbers(words) == []
    assert without_numbers(words) == words


def test_the_refusal_names_the_place_the_sort_the_law_and_the_way_out() -> None:
    with pytest.raises(Refusal) as refused:
        require_no_numbers([("备注", "无"), ("理由", "问13812345678")], title="不能公布")
    told = refused.value
    assert (told.title, told.sentence) == ("不能公布：含个人信息", "理由里有手机号，公开后人人可见。")
    assert "个人信息保护法" in told.clause and "去掉号码" in told.remedy
    assert told.found == (("理由", "手机号138****5678"),)
