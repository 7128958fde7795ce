"""A whole bureau or section joins the pool; who comes is drawn; naming a person is refused."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.intake.services import Outcome, import_file
from mingcha.ledger.models import Opening
from mingcha.registers.models import Borrowing, Inspector
from mingcha.registers.queries import eligible_inspectors
from mingcha.registers.services.borrowings import (
    add_partner,
    decide_borrowing,
    end_borrowing,
    propose_borrowing,
)
from mingcha.registers.subjects import PARTNERS
from mingcha.registers.tests.cast import Registers, as_csv, import_inspectors, inspector_row
from mingcha.registers.tests.test_pages import text_of, visit

NAME = "阜平县市场监督管理局"
ACTING = {"borrowing_approve": "leader", "borrowing_refuse": "leader", "borrowing_end": "legal"}
DAY = datetime.timedelta(days=1)


def bring_in(bureau: Bureau, folder: Path) -> Outcome:
    """Two of one section and one of another."""
    add_partner(actor=bureau.actor("legal"), name=NAME, tag="dept:market")
    sections = ("信用监管股", "信用监管股", "食品股")
    rows = [
        inspector_row(姓名=f"市试{n}", 工作单位=NAME, 所属股室=section, 执法证编号=f"SJ{n}", 联系电话="")
        for n, section in enumerate(sections, start=1)
    ]
    path = as_csv(folder, rows, "市监局.csv")
    return import_file(actor=bureau.actor("legal"), subject=PARTNERS, path=path)


def propose(bureau: Bureau, unit: str = NAME, **more: Any) -> Borrowing:
    today = moments.today()
    given: dict[str, Any] = {"purpose": "联合抽查", "from_on": today, "until_on": today + 9 * DAY} | more
    return propose_borrowing(actor=bureau.actor("enforcement"), unit=unit, **given)


def decide(bureau: Bureau, borrowing: Borrowing, role: str = "leader") -> None:
    decide_borrowing(actor=bureau.actor(role), borrowing=borrowing.pk, approve=True, reason="同意")


def drawable(bureau: Bureau, on: datetime.date | None = None) -> set[str]:
    """Partners' people who may be drawn."""
    people = eligible_inspectors(bureau.actor("legal"), on or moments.today())
    return {one.inspector.name for one in people if one.inspector.partner_id and not one.reasons}


def test_a_partners_people_are_in_the_register_and_not_in_the_pool(fuping: Bureau, tmp_path: Path) -> None:
    assert bring_in(fuping, tmp_path).new == 3
    assert set(Inspector.objects.values_list("department", flat=True)) == {"dept:market"}
    assert drawable(fuping) == set()
    reasons = eligible_inspectors(fuping.actor("legal"), moments.today())[0].reasons
    assert reasons == [f"属于{NAME}，当日没有生效的抽调"]


def test_a_borrowed_bureau_is_in_the_pool_from_its_first_to_its_last_day(
    fuping: Bureau, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path)
    borrowing, today = propose(fuping), moments.today()
    assert drawable(fuping) == set()
    decide(fuping, borrowing)
    assert drawable(fuping) == drawable(fuping, today + 9 * DAY) == {"市试1", "市试2", "市试3"}
    assert drawable(fuping, today + 10 * DAY) == drawable(fuping, today - DAY) == set()
    end_borrowing(actor=fuping.actor("legal"), borrowing=borrowing.pk, reason="提前办结")
    assert drawable(fuping) == set()


def test_a_borrowed_section_comes_whole_and_alone(fuping: Bureau, tmp_path: Path) -> None:
    bring_in(fuping, tmp_path)
    decide(fuping, propose(fuping, NAME + "信用监管股"))
    assert drawable(fuping) == {"市试1", "市试2"}


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (f"{NAME}市试1", "不能点名"),
        ("市试2", "不能点名"),
        (f"{NAME}食品股", "等于点名"),
        (f"{NAME}某股", "不是已登记"),
        ("水利局", "不是已登记"),
    ],
)
def test_naming_a_person_is_refused(unit: str, words: str, fuping: Bureau, tmp_path: Path) -> None:
    bring_in(fuping, tmp_path)
    with pytest.raises(Refusal, match=words):
        propose(fuping, unit)
    assert not Borrowing.objects.exists()


def test_the_same_is_not_borrowed_twice(fuping: Bureau, tmp_path: Path) -> None:
    bring_in(fuping, tmp_path)
    decide(fuping, propose(fuping))
    with pytest.raises(Conflict, match="已经抽调"):
        propose(fuping)


@pytest.mark.parametrize("role", ["enforcement", "legal", "business", "inspector", "auditor"])
def test_a_leader_approves_and_nobody_else(role: str, fuping: Bureau, tmp_path: Path) -> None:
    bring_in(fuping, tmp_path)
    with pytest.raises(Forbidden, match="局领导"):
        decide(fuping, propose(fuping), role)


def test_a_licence_belongs_to_one_person_of_both_rosters(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path)
    outcome = import_inspectors(fuping, tmp_path, inspector_row(姓名="王试", 执法证编号="SJ1"))
    assert "联合部门名册" in outcome.refused[0][1]


def test_an_unknown_bureau_is_refused_by_name(fuping: Bureau, tmp_path: Path) -> None:
    add_partner(actor=fuping.actor("legal"), name=NAME, tag="dept:market")
    path = as_csv(tmp_path, [inspector_row(工作单位="某县水利局")], "水利.csv")
    outcome = import_file(actor=fuping.actor("legal"), subject=PARTNERS, path=path)
    assert "不是已登记的联合部门" in outcome.refused[0][1]


def test_an_empty_roster_lends_nobody_and_says_what_to_do(fuping: Bureau) -> None:
    add_partner(actor=fuping.actor("legal"), name=NAME, tag="dept:market")
    with pytest.raises(Refusal, match="没有在岗的人员") as refused:
        propose(fuping)
    assert refused.value.code == "borrow-nobody"
    assert "导入它的名册" in refused.value.remedy


def test_a_bureau_under_another_ones_tag_is_asked_about(fuping: Bureau) -> None:
    legal = fuping.actor("legal")
    with pytest.raises(Refusal, match="看起来是市场监管，选的业务条线是水利"):
        add_partner(actor=legal, name=NAME, tag="dept:water")
    assert add_partner(actor=legal, name=NAME, tag="dept:water", is_sure=True).tag == "dept:water"
    assert add_partner(actor=legal, name="阜平县某中心", tag="dept:market").tag == "dept:market"


@pytest.mark.parametrize("act", ["borrowing_approve", "borrowing_refuse", "borrowing_end"])
def test_a_borrowing_is_decided_and_ended_for_a_reason_that_somebody_wrote(
    act: str, fuping: Bureau, tmp_path: Path
) -> None:
    bring_in(fuping, tmp_path)
    borrowing = propose(fuping)
    if act == "borrowing_end":
        decide(fuping, borrowing)
    client, address = visit(fuping, ACTING[act]), reverse(act, args=[borrowing.pk])
    assert 'name="reason"' in text_of(client.get(reverse("borrowing_list")))
    assert "没有理由" in text_of(client.post(address, {"reason": " "}))
    client.post(address, {"reason": "与应急局另行协调"})
    assert Opening.objects.latest("entry").reason == "与应急局另行协调"
