"""What everybody will read names no natural person of the register."""

import uuid

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Refusal
from mingcha.registers.models import COMPANY, NATURAL_PERSON, Holder
from mingcha.registers.queries.told_names import persons_named, require_nobody_told


def holder(bureau: Bureau, name: str, kind: str = NATURAL_PERSON) -> Holder:
    row = Holder(id=uuid.uuid4(), office=bureau.office, code=f"HT-{name}", kind=kind)
    row.give_name(name)
    row.save()
    return row


@pytest.mark.parametrize(
    "words",
    ["张得宝反映不实", "经查，张 得宝的地块写错", "由张得宝，李四说明", "（张得宝）", "张得宝"],
)
def test_a_whole_name_is_found_wherever_it_stands(fuping: Bureau, words: str) -> None:
    holder(fuping, "张得宝")
    assert persons_named(fuping.office.pk, words) == ["张得宝"]
    with pytest.raises(Refusal) as refused:
        require_nobody_told(fuping.office.pk, [("理由", words)], title="不能作废")
    assert refused.value.code == "names-a-person"
    assert "理由里有" in refused.value.sentence and "当事人" in refused.value.remedy


@pytest.mark.parametrize("words", ["", "张，得宝", "结果写错", "张*宝反映不实", "矿长反映不实"])
def test_what_names_nobody_is_told(fuping: Bureau, words: str) -> None:
    holder(fuping, "张得宝")
    require_nobody_told(fuping.office.pk, [("理由", words)], title="不能作废")


def test_bodies_and_names_of_two_signs_and_those_of_another_office_are_no_reason_to_refuse(
    fuping: Bureau, tang: Bureau
) -> None:
    holder(fuping, "阜平县试石材有限公司", COMPANY)
    holder(fuping, "高山")
    holder(tang, "李得宝")
    assert persons_named(fuping.office.pk, "阜平县试石材有限公司在高山上，李得宝反映") == []


def test_a_sole_trader_is_found_by_the_whole_name_and_a_number_as_before(fuping: Bureau) -> None:
    holder(fuping, "阜平县试家庄得宝砂石经营部")
    assert persons_named(fuping.office.pk, "查的是阜平县试家庄得宝砂石经营部的场地") == [
        "阜平县试家庄得宝砂石经营部"
    ]
    with pytest.raises(Refusal, match="手机号"):
        require_nobody_told(fuping.office.pk, [("理由", "13812345678来电")], title="不能作废")
