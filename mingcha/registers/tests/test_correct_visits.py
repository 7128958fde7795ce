"""A past visit entered by mistake is put right or made void; it stays on record and counts no more."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.intake.services import import_file
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import OTHER, VisitFact
from mingcha.registers.queries import last_visits, visit_counts, visits_by_year
from mingcha.registers.services.correct_visit import VisitFacts, correct_visit
from mingcha.registers.subjects import VISITS
from mingcha.registers.tests.cast import Registers, as_csv, credit_code
from mingcha.registers.tests.test_pages import text_of, visit

pytestmark = pytest.mark.django_db
DAY, BODY = datetime.date(2026, 3, 1), "阜平县应急管理局"
WHY = "原表第3行日期写错"


def row(**cells: Any) -> dict[str, Any]:
    usual = {"检查对象名称": "阜平县试1号矿业有限公司", "统一社会信用代码": credit_code(1)}
    return usual | {"检查机关": BODY, "检查日期": DAY.isoformat(), "检查事项": "安全生产"} | cells


def bring_in(bureau: Bureau, folder: Path, *rows: dict[str, Any]) -> Any:
    path = as_csv(folder, rows or [row()], "检查.csv")
    return import_file(actor=bureau.actor("enforcement"), subject=VISITS, path=path)


@pytest.fixture
def wrong(fuping: Bureau, registers: Registers, tmp_path: Path) -> VisitFact:
    bring_in(fuping, tmp_path)
    return VisitFact.objects.get()


def correct(
    bureau: Bureau, wrong: VisitFact, *, role: str = "enforcement", why: str = WHY, **more: Any
) -> None:
    given: dict[str, Any] = {"body": BODY, "visited_on": DAY, "item": "安全生产"}
    facts = VisitFacts(**(given | {"manner": OTHER, "result": ""} | more))
    correct_visit(actor=bureau.actor(role), visit=wrong.pk, facts=facts, reason=why)


def test_what_is_corrected_counts_on_its_right_day(
    fuping: Bureau, registers: Registers, wrong: VisitFact
) -> None:
    holder, scope = registers.holders[0], fuping.actor("enforcement")
    correct(fuping, wrong, visited_on=datetime.date(2025, 3, 1), result="未发现问题")
    assert visit_counts(scope, [holder.pk], 2026) == {}
    assert visit_counts(scope, [holder.pk], 2025) == {holder.pk: 1}
    assert Opening.objects.get(act="registers.correct_visit").reason == WHY
    assert list(examine_ledger()) == []


def test_what_is_void_counts_nowhere_and_stays_on_record(
    fuping: Bureau, registers: Registers, wrong: VisitFact
) -> None:
    holder, scope = registers.holders[0], fuping.actor("enforcement")
    correct(fuping, wrong, is_void=True)
    assert visit_counts(scope, [holder.pk], 2026) == {}
    assert last_visits(scope, [holder.pk], moments.today()) == {}
    assert visits_by_year(scope, holder) == []
    assert "已作废" in text_of(visit(fuping, "auditor").get(reverse("visit_list")))
    correct(fuping, wrong, is_void=False)
    assert visit_counts(scope, [holder.pk], 2026) == {holder.pk: 1}


def test_the_same_file_does_not_bring_a_void_visit_back(
    fuping: Bureau, registers: Registers, wrong: VisitFact, tmp_path: Path
) -> None:
    correct(fuping, wrong, is_void=True)
    outcome = bring_in(fuping, tmp_path, row(), row(检查事项="消防"))
    assert (outcome.new, len(outcome.refused)) == (1, 1)
    assert "已经作废" in outcome.refused[0][1]


def test_a_correction_needs_a_reason_a_change_a_past_day_and_no_twin(
    fuping: Bureau, registers: Registers, wrong: VisitFact, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path, row(检查日期="2026-04-01"))
    with pytest.raises(Refusal, match="理由"):
        correct(fuping, wrong, why=" ", is_void=True)
    with pytest.raises(Conflict, match="与登记的相同"):
        correct(fuping, wrong)
    with pytest.raises(Refusal, match="还没有到"):
        correct(fuping, wrong, visited_on=moments.today() + datetime.timedelta(days=1))
    with pytest.raises(Conflict, match="已经登记"):
        correct(fuping, wrong, visited_on=datetime.date(2026, 4, 1))


@pytest.mark.parametrize("role", ["business", "legal", "leader", "inspector", "auditor"])
def test_who_does_not_lead_the_register_corrects_nothing(
    role: str, fuping: Bureau, registers: Registers, wrong: VisitFact
) -> None:
    with pytest.raises(Forbidden):
        correct(fuping, wrong, role=role, is_void=True)


def test_another_office_does_not_find_it(fuping: Bureau, tang: Bureau, wrong: VisitFact) -> None:
    with pytest.raises(Unknown):
        correct(tang, wrong, is_void=True)


def test_the_page_shows_what_stands_and_takes_the_correction(
    fuping: Bureau, registers: Registers, wrong: VisitFact
) -> None:
    client, address = visit(fuping, "enforcement"), reverse("visit_correct", args=[wrong.pk])
    page = text_of(client.get(address))
    assert BODY in page
    typed = {"body": BODY, "visited_on": "2026.3.2", "item": "安全生产", "manner": "other", "reason": WHY}
    answer = client.post(address, typed, follow=True)
    assert "已更正" in text_of(answer)
    wrong.refresh_from_db()
    assert wrong.visited_on == datetime.date(2026, 3, 2)
