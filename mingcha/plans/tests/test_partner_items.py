"""Items of a partner: checked like own ones, counted in scope and strata, never in our own list."""

from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden, Refusal
from mingcha.draws.tests.county import Clock
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import take_back_import
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger
from mingcha.plans import services
from mingcha.plans.models import Campaign, PartnerItem, Plan
from mingcha.plans.queries import campaign_frame
from mingcha.plans.queries.plan_facts import Entry, known_facts
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.rules.plan_arbiter import PlannedLine
from mingcha.plans.states import PUBLISHED
from mingcha.plans.subjects import PARTNER_ITEMS
from mingcha.plans.tests import cast
from mingcha.plans.tests.joint import FIRST, ITEM, NAME, Joint, joint
from mingcha.registers.models import RANDOM, VisitFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None, clock: Clock, tmp_path: Path) -> Joint:
    made = joint(tmp_path)
    made.invite()
    return made


def strata(year: Joint) -> list[tuple[str, str, str, int, int]]:
    found = campaign_frame(year.clerk, year.now()).counts
    return [
        (one.layer.part, one.layer.kind, one.layer.ratio, one.population, one.drawn)
        for one in found
        if one.population
    ]


def test_an_item_is_held_as_the_partners_and_not_in_our_list(year: Joint) -> None:
    before = InspectionItem.objects.count()
    assert year.send_items().new == 1
    item = PartnerItem.objects.get()
    assert (item.code, item.name, item.target_categories, item.methods) == (
        "市场监管01",
        ITEM["抽查事项"],
        [cast.MINE],
        ["现场检查"],
    )
    assert InspectionItem.objects.count() == before
    assert ITEM["抽查事项"] not in [one.name for one in published_items(year.clerk, FIRST)]


def test_scope_and_strata_are_those_of_all_items_together(year: Joint) -> None:
    code = year.item.code
    assert strata(year) == [("", "ordinary", "1/10", 20, 2)]
    year.send_items({"检查对象": cast.PARCEL, "抽查比例": "50%"})
    assert strata(year) == [
        (code, "ordinary", "1/10", 10, 1),
        (f"{code}、市场监管01", "ordinary", "1/2", 10, 5),
        ("市场监管01", "ordinary", "1/2", 4, 2),
    ]


def test_the_plan_counts_what_the_frame_counts(year: Joint) -> None:
    year.send_items({"检查对象": cast.PARCEL, "抽查比例": "50%"})
    wanted = settings_of(year.now())
    (line,) = known_facts(year.clerk, [Entry("2026-01", wanted, "", "", "1")]).lines
    frame = campaign_frame(year.clerk, year.now())
    assert [(one.population, one.drawn) for one in line.counts] == [
        (one.population, one.drawn) for one in frame.counts
    ]


def test_our_floor_is_not_changed_by_the_partners_items(year: Joint) -> None:
    before = campaign_frame(year.clerk, year.now()).floor
    year.send_items({"检查对象": cast.PARCEL})
    assert campaign_frame(year.clerk, year.now()).floor == before


def test_who_is_drawn_for_their_items_alone_fills_no_floor_of_ours(year: Joint) -> None:
    year.send_items({"检查对象": cast.PARCEL, "抽查比例": "50%"})
    frame = campaign_frame(year.clerk, year.now())
    assert (frame.drawn, frame.drawn_for_floor) == (8, 6)
    (line,) = known_facts(year.clerk, [Entry("2026-01", settings_of(year.now()), "", "", "1")]).lines
    assert (line.number_drawn, line.drawn_for_floor) == (8, 6)
    theirs = [one for one in frame.counts if one.layer.code in frame.partner_strata]
    assert ({one.layer.part for one in theirs}, sum(one.drawn for one in theirs)) == ({"市场监管01"}, 2)


def visited(year: Joint, number: int, times: int) -> str:
    """The holder with that number, visited so often by us this year."""
    holder = cast.holder(year.bureau, number)
    office = year.bureau.office
    for day in range(1, times + 1):
        VisitFact.objects.create(
            office=office,
            holder=holder,
            body=office.name,
            visited_on=f"2026-01-{day:02d}",
            item="巡查",
            manner=RANDOM,
            source="导入",
        )
    return holder.code


def line_of(year: Joint) -> PlannedLine:
    (line,) = known_facts(year.clerk, [Entry("2026-01", settings_of(year.now()), "", "", "1")]).lines
    return line


def test_a_key_item_of_a_partner_lifts_the_cap_as_an_own_one_does(year: Joint) -> None:
    code = visited(year, 0, times=3)
    year.send_items()
    assert campaign_frame(year.clerk, year.now()).excluded == ((code, "cap"),)
    assert line_of(year).is_capped
    assert year.send_items({"事项类别": "重点"}).changed == 1
    assert campaign_frame(year.clerk, year.now()).excluded == ()
    assert not line_of(year).is_capped


def test_a_general_item_of_a_partner_caps_a_visit_that_is_no_own_matter_of_enterprises(year: Joint) -> None:
    code = visited(year, 0, times=3)
    InspectionItem.objects.update(concerns_enterprises=False)
    assert campaign_frame(year.clerk, year.now()).excluded == ()
    year.send_items()
    assert campaign_frame(year.clerk, year.now()).excluded == ((code, "cap"),)


def test_the_arbiter_sees_a_partners_item_as_general_or_key_and_asks_no_rounds_of_it(year: Joint) -> None:
    year.send_items({}, {"抽查事项": "特种设备", "事项类别": "重点"})
    line = line_of(year)
    told = [(one.label, one.is_general) for one in line.partner_items]
    assert told == [(f"{ITEM['抽查事项']}（{NAME}）", True), (f"特种设备（{NAME}）", False)]
    assert len(line.items) == 1


def test_an_edit_keeps_the_strata_by_items(year: Joint) -> None:
    year.send_items({"检查对象": cast.PARCEL})
    without = cast.settings(year.item, starts_on=FIRST, line=settings_of(year.now()).line)
    edited = services.edit_campaign(actor=year.clerk, campaign=year.campaign, settings=without)
    assert edited.division == "items"
    assert len(settings_of(edited).partner_items) == 1


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"检查依据": "《关于加强登记监管的意见》"}, "不是法律、法规或规章"),
    ({"检查依据": "《市场主体登记管理条例》"}, "没有写到条"),
    ({"检查依据": ""}, "没有检查依据"),
    ({"抽查内容": ""}, "没有抽查内容"),
    ({"检查方式": ""}, "没有检查方式"),
    ({"检查对象": ""}, "没有填写检查对象"),
    ({"检查对象": "加油站点"}, "“加油站点”不是名录库的对象类别"),
    ({"任务编号": "2026-77"}, "任务2026-77没有邀请协同部门"),
    ({"任务编号": ""}, "任务编号和检查机关都要填写"),
    ({"检查机关": "阜平县水利局"}, "“阜平县水利局”没有受邀参加任务2026-01"),
    ({"抽查事项": ""}, "没有抽查事项名称"),
    ({"加强层比例": "很多"}, "很多"),
]


def test_a_row_is_refused_with_its_reason(year: Joint) -> None:
    outcome = year.send_items({"抽查事项": "在先事项"}, *(cells for cells, _ in REFUSED))
    assert outcome.new == 1
    assert [number for number, _ in outcome.refused] == list(range(4, 4 + len(REFUSED)))
    for (_, sentence), (_, said) in zip(outcome.refused, REFUSED, strict=True):
        assert said in sentence
    assert PartnerItem.objects.count() == 1


def test_the_same_file_again_changes_nothing_and_a_new_ratio_is_a_change(year: Joint) -> None:
    year.send_items()
    again = year.send_items()
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert year.send_items({"加强层比例": "30%"}).changed == 1
    assert (PartnerItem.objects.get().raised_ratio, PartnerItem.objects.get().code) == ("3/10", "市场监管01")


def test_two_rows_of_one_item_that_differ_are_refused(year: Joint) -> None:
    outcome = year.send_items({}, {"抽查内容": "另一内容"})
    assert (outcome.new, "与第3行是同一事项" in outcome.refused[0][1]) == (1, True)


def test_a_settled_campaign_takes_no_more_items(year: Joint) -> None:
    year.send_people()
    year.borrow()
    services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=year.campaign)
    assert "不能修改" in year.send_items().refused[0][1]


def test_a_published_plan_is_amended_before_items_come_in(year: Joint) -> None:
    plan = Plan.objects.create(
        office=year.bureau.office, year=2026, number="JH", state=PUBLISHED, created_at="2026-01-01T00:00Z"
    )
    Campaign.objects.update(plan=plan)
    assert "请先退回或修订计划" in year.send_items().refused[0][1]


def test_a_drawn_selection_takes_no_more_items_and_loses_none(year: Joint) -> None:
    year.send_items()
    Campaign.objects.update(held_by="2026-01-t1")
    assert "已在抽取2026-01-t1中抽出" in year.send_items({"抽查事项": "补报事项"}).refused[0][1]
    with pytest.raises(Forbidden, match="不再增减"):
        services.withdraw_partner(actor=year.clerk, participation=year.part, reason="另有任务")


def test_who_comes_back_to_a_published_plan_brings_no_items_unseen(year: Joint) -> None:
    year.send_items()
    services.withdraw_partner(actor=year.clerk, participation=year.part, reason="另有任务")
    plan = Plan.objects.create(
        office=year.bureau.office, year=2026, number="JH", state=PUBLISHED, created_at="2026-01-01T00:00Z"
    )
    Campaign.objects.update(plan=plan)
    with pytest.raises(Forbidden, match="请先退回或修订计划"):
        year.invite()


def test_an_item_sent_by_mistake_is_dropped_with_a_reason(year: Joint) -> None:
    year.send_items({"检查对象": cast.PARCEL})
    item = PartnerItem.objects.get()
    with pytest.raises(Refusal, match="理由"):
        services.drop_partner_item(actor=year.clerk, item=item, reason=" ")
    with pytest.raises(Forbidden):
        services.drop_partner_item(actor=year.bureau.actor(LEADER), item=item, reason="报错了")
    services.drop_partner_item(actor=year.clerk, item=item, reason="报错了")
    assert sum(one.population for one in campaign_frame(year.clerk, year.now()).counts) == 20
    assert history(year.part.pk)[0].act == "plans.drop_partner_item"
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_who_withdrew_sends_no_items(year: Joint) -> None:
    services.withdraw_partner(actor=year.clerk, participation=year.part, reason="另有任务")
    assert "已退出" in year.send_items().refused[0][1]


def test_a_leader_takes_no_items_in(year: Joint) -> None:
    with pytest.raises(Forbidden):
        year.send_items(role=LEADER)


def test_the_import_can_be_taken_back_whole(year: Joint) -> None:
    batch = year.send_items(role=ENFORCEMENT).batch
    assert batch is not None
    take_back_import(actor=year.operator, subject=PARTNER_ITEMS, batch=batch.pk, reason="报错了")
    assert not PartnerItem.objects.exists()
    assert year.now().division == ""
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def refused_to_take_back(year: Joint, batch: ImportBatch) -> str:
    with pytest.raises(Refusal) as error:
        take_back_import(actor=year.operator, subject=PARTNER_ITEMS, batch=batch.pk, reason="报错了")
    return "；".join(words for _, words in error.value.found)


def test_items_behind_a_published_plan_or_a_drawn_selection_are_not_taken_back(year: Joint) -> None:
    batch = year.send_items(role=ENFORCEMENT).batch
    assert batch is not None
    plan = Plan.objects.create(
        office=year.bureau.office, year=2026, number="JH", state=PUBLISHED, created_at="2026-01-01T00:00Z"
    )
    Campaign.objects.update(plan=plan)
    assert "请先退回或修订计划" in refused_to_take_back(year, batch)
    Campaign.objects.update(plan=None, held_by="2026-01-t1")
    assert "已在抽取2026-01-t1中抽出" in refused_to_take_back(year, batch)
    assert PartnerItem.objects.exists()


def test_items_of_an_accepted_answer_are_not_taken_back(year: Joint) -> None:
    batch = year.send_items(role=ENFORCEMENT).batch
    assert batch is not None
    year.send_people()
    services.accept_answer(actor=year.clerk, participation=year.part)
    assert "已登记阜平县市场监督管理局的回执" in refused_to_take_back(year, batch)
