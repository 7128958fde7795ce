"""A risk class changed through the workbook of targets is an event; a day alone is none; the list of abnormal
operations raises by a dated row."""

import datetime
from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import import_file, take_back_import
from mingcha.law.rules import ABNORMAL_RAISES
from mingcha.law.tests.cast import amend_figure
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.queries.standing import is_raised, limits_on
from mingcha.registers.rules.standing import raising
from mingcha.registers.subjects import STANDING, TARGETS
from mingcha.registers.tests.cast import Registers, as_csv, credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db


def test_a_changed_class_is_an_event_with_file_and_person(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    assert not StandingEvent.objects.exists()
    import_targets(fuping, tmp_path, target_row(风险类别="D"))
    event, target = StandingEvent.objects.get(), Target.objects.get()
    assert (event.former, event.value, event.target, event.stands_on) == ("B", "D", target, moments.today())
    assert (target.risk_class, target.risk_on) == ("D", moments.today())
    assert event.person == fuping.people["enforcement"]
    assert event.batch is not None
    assert event.reason == "检查对象名录库表格中的风险类别"
    assert list(examine_ledger()) == []


def test_a_class_that_stays_is_no_event(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    import_targets(fuping, tmp_path, target_row(联系电话="13900000009", 风险类别=""))
    assert not StandingEvent.objects.exists()


def test_a_class_taken_back_takes_its_event_along(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    first = ImportBatch.objects.get()
    import_targets(fuping, tmp_path, target_row(风险类别="D"))
    batch = ImportBatch.objects.exclude(pk=first.pk).get()
    take_back_import(actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, reason="填错")
    assert Target.objects.get().risk_class == "B"
    assert not StandingEvent.objects.exists()
    assert list(examine_ledger()) == []


def bring_in(bureau: Bureau, folder: Path, day: str, **cells: str) -> None:
    row = {"单位名称": "阜平县试1号矿业有限公司", "统一社会信用代码": credit_code(1), "结果日期": day} | cells
    path = as_csv(folder, [row], "分类.csv")
    outcome = import_file(actor=bureau.actor("enforcement"), subject=STANDING, path=path)
    assert outcome.refused == []


def test_the_same_result_of_a_later_day_moves_the_day_and_is_no_event(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path, "2026-05-01", 信用风险类别="C")
    bring_in(fuping, tmp_path, "2026-06-01", 信用风险类别="C")
    holder = Holder.objects.get(pk=registers.holders[0].pk)
    assert (holder.risk_class, holder.risk_on) == ("C", datetime.date(2026, 6, 1))
    assert StandingEvent.objects.count() == 1
    assert set(holder.targets.values_list("risk_on", flat=True)) == {datetime.date(2026, 6, 1)}
    row = {"单位名称": holder.name, "统一社会信用代码": credit_code(1), "结果日期": "2026-05-20"}
    path = as_csv(tmp_path, [row | {"信用风险类别": "D"}], "旧.csv")
    older = import_file(actor=fuping.actor("enforcement"), subject=STANDING, path=path)
    assert "比本表的2026-05-20新" in older.refused[0][1]


def test_the_abnormal_list_raises_until_the_office_says_otherwise(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path, "2026-05-01", 是否列入经营异常名录="是")
    scope, today = fuping.actor("enforcement"), moments.today()

    def raised() -> tuple[set[str], set[str]]:
        """By the database, and by the rule."""
        limits = limits_on(scope, today)
        found = Target.objects.filter(is_raised(limits))
        by_rule = [one for one in Target.objects.all() if raising(one.facts, one.holder.facts, limits)]
        return {one.code for one in found}, {one.code for one in by_rule}

    listed, ruled = raised()
    assert listed == ruled
    assert registers.targets[0].code in listed
    amend_figure(
        actor=fuping.actor("leader"),
        key=ABNORMAL_RAISES,
        is_on=False,
        clause="局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        in_force_from=today,
        reason="只按本局方案的四种情形",
    )
    listed, ruled = raised()
    assert listed == ruled
    assert registers.targets[0].code not in listed
