"""What looks alike is asked once, and again only when something changes."""

from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Unknown
from mingcha.registers.models import (
    Distinction,
    Holder,
)
from mingcha.registers.queries import (
    open_questions,
)
from mingcha.registers.services import (
    tell_apart,
)
from mingcha.registers.tests.cast import credit_code, import_targets, target_row
from mingcha.registers.tests.identity.acts import OLD_NUMBER, WHY, alike

pytestmark = pytest.mark.django_db


def test_what_was_told_apart_comes_back_only_when_something_changes(fuping: Bureau, tmp_path: Path) -> None:
    alike(fuping, tmp_path)
    actor = fuping.actor("enforcement")
    (question,) = open_questions(actor)
    answer: dict[str, Any] = {
        "kind": "name",
        "member": question.first.pk,
        "facts": question.facts,
        "reason": WHY,
    }
    with pytest.raises(Unknown):
        tell_apart(actor=actor, **{**answer, "facts": "0" * 64})
    tell_apart(actor=actor, **answer)
    assert open_questions(actor) == []
    assert Distinction.objects.get().codes == [one.code for one in question.members]
    changed = Holder.objects.get(register_no=OLD_NUMBER)
    changed.address = "阜平镇新址1号"
    changed.save()
    assert [one.kind for one in open_questions(actor)] == ["name"]


def test_people_of_one_name_are_no_question(fuping: Bureau, tmp_path: Path) -> None:
    for number in (61, 62):
        code = "92" + credit_code(number)[2:]
        row = target_row(统一社会信用代码="", 单位名称="张三", 主体类型="自然人", 许可证号=f"C{number}")
        import_targets(fuping, tmp_path, row | {"坐落": f"平阳镇{code}"})
    assert open_questions(fuping.actor("enforcement")) == []


def test_numbers_and_places_that_look_alike_are_asked(fuping: Bureau, tmp_path: Path) -> None:
    place = "平阳镇试村东200米"
    import_targets(fuping, tmp_path, target_row(许可证号="C1300000010", 坐落=place))
    other = {"统一社会信用代码": credit_code(51), "单位名称": "阜平县试二矿业有限公司"}
    import_targets(fuping, tmp_path, target_row(许可证号="C13000000IO", 坐落=f"河北省阜平县{place}") | other)
    kinds = [one.kind for one in open_questions(fuping.actor("enforcement"))]
    assert kinds == ["licence", "place"]
