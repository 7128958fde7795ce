"""Forty spellings of one company are one holder: the reader brings most together, refuses what cannot be
right with the remedy beside it, and asks about what is left."""

from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.registers.models import Holder, Target
from mingcha.registers.queries import open_questions
from mingcha.registers.services import merge_holders
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db
CODE = credit_code(50)
NAME = "阜平县松澜矿业（集团）有限公司"
WIDE = {ord("0") + n: ord("０") + n for n in range(10)} | {ord("A") + n: ord("Ａ") + n for n in range(26)}
NAMES = (
    NAME,
    "阜平县松澜矿业(集团)有限公司",
    " 阜平县松澜矿业（集团）有限公司 ",
    "阜平县　松澜矿业（集团）有限公司",
    "阜平县松澜矿业 （集团） 有限公司",
    "阜平县松澜矿业（集团)有限公司",
    "阜平县松澜矿业\n（集团）有限公司",
    "阜平县松澜矿业（集团）有限公司\u200b",
    "\ufeff阜平县松澜矿业（集团）有限公司",
    "阜平县 松澜 矿业（集团）有限公司\u3000",
)
CODES = (
    CODE,
    CODE.lower(),
    CODE.translate(WIDE),
    f" {CODE} ",
    f"{CODE[:8]} {CODE[8:17]} {CODE[17:]}",
    f"{CODE[:8]}-{CODE[8:17]}-{CODE[17:]}",
    CODE + "\u200b",
    CODE.lower().translate(WIDE),
)


def spelled(**values: Any) -> dict[str, Any]:
    return target_row(统一社会信用代码=CODE, 单位名称=NAME) | values


def test_forty_spellings_of_one_company_are_one_holder(fuping: Bureau, tmp_path: Path) -> None:
    pairs = [(name, code) for name in NAMES for code in CODES][::2]
    assert len(set(pairs)) == 40
    rows = [spelled(单位名称=name, 统一社会信用代码=code) for name, code in pairs]
    one, many = import_targets(fuping, tmp_path, rows[0]), import_targets(fuping, tmp_path, *rows[1:])
    assert (one.new, one.refused) == (1, [])
    assert (many.new, many.changed, many.unchanged, many.refused) == (0, 0, 39, [])
    holder = Holder.objects.get()
    assert (holder.code, holder.uscc, holder.name) == (CODE, CODE, NAME)
    assert Target.objects.count() == 1


def test_letters_taken_for_digits_are_refused_and_the_right_code_is_named(
    fuping: Bureau, tmp_path: Path
) -> None:
    wrong = CODE.replace("0", "O", 1)
    outcome = import_targets(fuping, tmp_path, spelled(统一社会信用代码=wrong))
    assert f"整个代码应为{CODE}" in outcome.refused[0][1]
    assert not Holder.objects.exists()


@pytest.mark.parametrize(
    "name", [NAME + "。", NAME + ".", NAME.replace("有限公司", "有限责任公司"), f"“{NAME}”"]
)
def test_what_the_reader_may_not_bring_together_is_asked_and_merged(
    fuping: Bureau, tmp_path: Path, name: str
) -> None:
    older = "130624000012345"
    import_targets(fuping, tmp_path, spelled())
    import_targets(
        fuping, tmp_path, spelled(单位名称=name, 统一社会信用代码=older, 许可证号="C2", 对象名称="二号铁矿")
    )
    (question,) = open_questions(fuping.actor("enforcement"))
    assert question.kind == "name"
    keep, other = sorted(question.members, key=lambda one: one.code != CODE)
    actor = fuping.actor("enforcement")
    merge_holders(actor=actor, keep=keep.pk, absorb=[other.pk], reason="同一营业执照")
    assert open_questions(actor) == []
    assert [one.code for one in Holder.current.all()] == [CODE]
    again = spelled(单位名称=name, 统一社会信用代码=older, 许可证号="C2", 对象名称="二号铁矿")
    outcome = import_targets(fuping, tmp_path, again)
    assert (outcome.unchanged, outcome.new, outcome.changed) == (1, 0, 0)
    assert Holder.objects.count() == 2
