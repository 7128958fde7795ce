"""Results of a partner: matched to what was drawn, visit facts of its body, signed and published by it."""

import datetime
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.rules import BUSINESS
from mingcha.common.errors import Forbidden
from mingcha.draws.tests.county import Clock
from mingcha.intake.services import take_back_import
from mingcha.ledger.services import examine_ledger
from mingcha.plans import services
from mingcha.plans.models import DrawnUnit, Participation, PartnerItem, PartnerResult
from mingcha.plans.queries import frame_of
from mingcha.plans.queries.exclusions import visits_so_far
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.queries.visits import expected_results, outstanding_results
from mingcha.plans.states import HANDED, RETURNED
from mingcha.plans.subjects import PARTNER_RESULTS
from mingcha.plans.tests import cast
from mingcha.plans.tests.joint import ITEM, LAST, NAME, TAG, Joint, joint
from mingcha.registers.models import Holder, Inspector, Target, VisitFact
from mingcha.registers.services.correct_visit import correct_visit, facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None, clock: Clock, tmp_path: Path) -> Joint:
    return joint(tmp_path)


def test_a_row_becomes_a_visit_of_the_partners_body(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    assert year.return_results(year.result(first)).new == 1
    visit = VisitFact.objects.get()
    assert (visit.body, visit.holder.code, str(visit.visited_on), visit.manner, visit.source) == (
        NAME,
        first,
        "2026-06-16",
        "random",
        "抽查任务2026-01",
    )
    result = PartnerResult.objects.get()
    assert (result.signed_by, result.visit, str(result.published_on)) == (
        ["市试0", "市试1"],
        visit,
        "2026-06-16",
    )
    assert result.published_at == "国家企业信用信息公示系统：市监公示〔2026〕8号"


def test_the_partner_is_done_when_nothing_is_owed_any_more(year: Joint) -> None:
    first, second = year.handed(0, 1)
    year.return_results(year.result(first))
    assert year.part.state == "handed"
    year.return_results(year.result(second))
    assert (year.part.state, str(year.part.returned_on)) == ("returned", "2026-06-16")


def test_what_is_owed_stays_as_the_sheets_had_it(year: Joint) -> None:
    year.answered()
    PartnerItem.objects.update(target_categories=[cast.PARCEL])
    first, second = year.drawn(0, 1)
    services.hand_sheets(actor=year.operator, participation=year.part, to="王收件")
    wanted = sorted([code, ITEM["抽查事项"]] for code in (first, second))
    assert year.part.owed == wanted
    Target.objects.filter(holder__code=first).update(category=cast.MINE)
    assert year.return_results(year.result(first)).new == 1
    assert year.part.state == "handed"
    assert expected_results(year.clerk, year.part) == {(unit, item) for unit, item in wanted}


def test_of_a_visit_without_its_people_a_partner_owes_nothing(year: Joint) -> None:
    first, second = year.handed(0, 1, without=1)
    assert expected_results(year.clerk, year.part) == {(first, ITEM["抽查事项"])}
    outcome = year.return_results(year.result(second))
    assert "不是" in outcome.refused[0][1]
    year.return_results(year.result(first))
    assert year.part.state == RETURNED


def test_of_sheets_handed_out_before_that_was_known_nothing_of_it_is_owed_either(year: Joint) -> None:
    first, second = year.handed(0, 1, without=1)
    item = ITEM["抽查事项"]
    Participation.objects.update(owed=[[first, item], [second, item]])
    assert outstanding_results(year.clerk, year.part) == {(first, item)}


def test_of_a_visit_that_is_called_off_a_partner_owes_nothing_until_it_is_taken_up_again(year: Joint) -> None:
    first, second = year.handed(0, 1)
    item = ITEM["抽查事项"]
    year.return_results(year.result(first))
    call_off = partial(services.call_off_drawn_units, actor=year.operator, campaign=year.now())
    call_off(units=[second], is_called_off=True)
    assert outstanding_results(year.clerk, year.part) == set()
    assert expected_results(year.clerk, year.part) == {(first, item)}
    assert (year.part.state, str(year.part.returned_on)) == (RETURNED, "2026-06-16")
    call_off(units=[second], is_called_off=False)
    assert outstanding_results(year.clerk, year.part) == {(second, item)}
    assert (year.part.state, year.part.returned_on) == (HANDED, None)
    year.return_results(year.result(second))
    assert year.part.state == RETURNED


def test_of_a_unit_that_was_withdrawn_the_partner_owes_what_its_substitute_asks(year: Joint) -> None:
    first, second = year.handed(0, 1)
    year.return_results(year.result(first), year.result(second))
    other = cast.holder(year.bureau, 5).code
    services.replace_drawn_unit(
        actor=year.operator, campaign=year.now(), unit=second, substitute=(other, other)
    )
    assert outstanding_results(year.clerk, year.part) == {(other, ITEM["抽查事项"])}
    assert year.part.state == HANDED


def test_a_partner_of_which_the_sheets_ask_nothing_is_done_at_once(year: Joint) -> None:
    year.answered()
    PartnerItem.objects.all().delete()
    year.drawn(0)
    services.hand_sheets(actor=year.operator, participation=year.part, to="王收件")
    assert (year.part.state, year.part.owed, str(year.part.returned_on)) == ("returned", [], "2026-06-16")


def test_a_joint_visit_counts_once_and_only_once(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    later = cast.settings(year.item, number="2026-02", starts_on=LAST)
    assert visits_so_far(year.clerk, later, frozenset())[first] == 1
    year.return_results(year.result(first))
    assert visits_so_far(year.clerk, later, frozenset())[first] == 1


def test_the_second_round_leaves_out_who_was_drawn(year: Joint) -> None:
    first, second = year.handed(0, 1)
    year.return_results(year.result(first), year.result(second))
    line = settings_of(year.now()).line
    again = cast.campaign(year.bureau, cast.settings(year.item, number="2026-02", starts_on=LAST, line=line))
    frame = frame_of(year.clerk, settings_of(again), is_settled=True)
    assert {code for code, _ in frame.excluded} == {first, second}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"对象编码": "91130624MA00009"}, "不在任务2026-01的抽中名单内"),
    ({"检查事项": "别的事项"}, "“别的事项”不是"),
    ({"检查日期": "2026-06-15"}, "早于抽取日期2026-06-16"),
    ({"检查日期": "2026-06-17"}, "还没有到"),
    ({"公示日期": "2026-06-17"}, "公示日期2026-06-17还没有到"),
    ({"检查实施人员": "市试0、路人"}, "“路人”不是阜平县市场监督管理局抽中去"),
    ({"检查实施人员": "市试0、试0"}, "“试0”不是阜平县市场监督管理局抽中去"),
    ({"检查实施人员": ""}, "没有填写检查实施人员"),
    ({"检查结果": ""}, "没有填写检查结果"),
    ({"检查机关": "阜平县水利局"}, "没有参加任务2026-01"),
]


def test_a_row_is_refused_with_its_reason(year: Joint) -> None:
    first, second = year.handed(0, 1)
    rows = [year.result(second, **cells) for cells, _ in REFUSED]
    outcome = year.return_results(year.result(first), *rows)
    assert outcome.new == 1
    assert [number for number, _ in outcome.refused] == list(range(3, 3 + len(REFUSED)))
    for (_, sentence), (_, said) in zip(outcome.refused, REFUSED, strict=True):
        assert said in sentence


def test_of_a_unit_drawn_before_teams_were_kept_everybody_on_the_roster_signs(year: Joint) -> None:
    year.answered()
    (first,) = year.drawn(0)
    older = cast.holder(year.bureau, 1).code
    facts = {"unit": older, "holder_code": older, "drawn_on": "2026-06-16", "draw": "d"}
    DrawnUnit.objects.create(campaign=year.campaign, **facts)
    Inspector.objects.create(
        office=year.bureau.office, partner=year.partner, department=TAG, roster_no="SJ9", name="市试9"
    )
    services.hand_sheets(actor=year.operator, participation=year.part, to="王收件")
    outcome = year.return_results(*(year.result(unit, 检查实施人员="市试9") for unit in (first, older)))
    assert (outcome.new, len(outcome.refused)) == (1, 1)
    assert PartnerResult.objects.get().unit == older


def test_nothing_is_taken_in_before_the_sheets_are_handed_out(year: Joint) -> None:
    year.answered()
    first, _ = year.drawn(0, 1)
    assert "还没有领取检查任务单" in year.return_results(year.result(first)).refused[0][1]
    assert not VisitFact.objects.exists()


def test_a_publication_that_comes_later_is_a_change(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    year.return_results(year.result(first, 公示位置="", 公示日期=""))
    assert PartnerResult.objects.get().published_on is None
    assert year.return_results(year.result(first, 检查结果="发现问题", 发现问题="未亮照")).changed == 1
    result = PartnerResult.objects.get()
    assert (result.found, result.visit.result, str(result.published_on)) == (
        "未亮照",
        "发现问题",
        "2026-06-16",
    )
    again = year.return_results(year.result(first, 检查结果="发现问题", 发现问题="", 公示位置=""))
    assert (again.changed, again.unchanged) == (0, 1)


def test_a_visit_that_was_imported_before_is_not_counted_twice(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    known = VisitFact.objects.create(
        office=year.bureau.office,
        holder=cast.holder(year.bureau, 0),
        body=NAME,
        visited_on="2026-06-16",
        item="矿山企业登记事项",
        source="上年台账",
    )
    year.return_results(year.result(first))
    assert VisitFact.objects.get().pk == known.pk
    later = cast.settings(year.item, number="2026-02", starts_on=LAST)
    assert visits_so_far(year.clerk, later, frozenset())[first] == 1


def test_a_visit_that_was_voided_or_belongs_to_another_row_is_not_taken_over(
    year: Joint, clock: Clock
) -> None:
    first, second = year.handed(0, 1)
    facts = {"body": NAME, "item": ITEM["抽查事项"], "source": "上年台账", "office": year.bureau.office}
    VisitFact.objects.create(
        holder=cast.holder(year.bureau, 0), visited_on="2026-06-16", is_void=True, **facts
    )
    outcome = year.return_results(year.result(first), year.result(second))
    assert (outcome.new, "已经作废" in outcome.refused[0][1]) == (1, True)
    clock.advance(days=1)
    VisitFact.objects.create(holder=cast.holder(year.bureau, 1), visited_on="2026-06-17", **facts)
    again = year.return_results(year.result(second, 检查日期="2026-06-17"))
    assert "已另有一条检查经历" in again.refused[0][1]


def test_a_holder_whose_code_changed_after_the_draw_is_asked_about(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    Holder.objects.filter(code=first).update(code="91130624MA99999")
    assert "改了编码" in year.return_results(year.result(first)).refused[0][1]


def test_results_are_enforcements_to_take_in(year: Joint) -> None:
    first, _ = year.handed(0, 1)
    with pytest.raises(Forbidden):
        year.return_results(year.result(first), role=BUSINESS)


def test_the_import_can_be_taken_back_whole(year: Joint) -> None:
    first, second = year.handed(0, 1)
    batch = year.return_results(year.result(first), year.result(second)).batch
    assert batch is not None
    take_back_import(actor=year.operator, subject=PARTNER_RESULTS, batch=batch.pk, reason="报错了")
    assert (VisitFact.objects.count(), PartnerResult.objects.count(), year.part.state) == (0, 0, "handed")
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def corrected(year: Joint, **facts: Any) -> VisitFact:
    """The only visit, as our own office corrects it."""
    visit = VisitFact.objects.get()
    wanted = replace(facts_of(visit), **facts)
    return correct_visit(actor=year.operator, visit=visit.pk, facts=wanted, reason="日期记错")


def test_a_correction_of_the_visit_outlasts_a_file_that_only_publishes(year: Joint, clock: Clock) -> None:
    first, _ = year.handed(0, 1)
    clock.advance(days=2)
    year.return_results(year.result(first, 公示位置="", 公示日期=""))
    corrected(year, visited_on=datetime.date(2026, 6, 17), result="发现问题")
    assert year.return_results(year.result(first)).changed == 1
    visit = VisitFact.objects.get()
    assert (str(visit.visited_on), visit.result) == ("2026-06-17", "发现问题")


def test_a_file_that_would_undo_a_correction_is_refused_and_one_that_agrees_is_not(
    year: Joint, clock: Clock
) -> None:
    first, _ = year.handed(0, 1)
    clock.advance(days=3)
    year.return_results(year.result(first))
    corrected(year, visited_on=datetime.date(2026, 6, 17), result="发现问题")
    undone = year.return_results(year.result(first, 检查日期="2026-06-18"))
    assert "更正了这次检查的检查日期" in undone.refused[0][1]
    undone = year.return_results(year.result(first, 检查结果="未发现重大问题"))
    assert "更正了这次检查的检查结果" in undone.refused[0][1]
    assert year.return_results(year.result(first, 检查日期="2026-06-17", 检查结果="发现问题")).changed == 1
    assert str(VisitFact.objects.get().visited_on) == "2026-06-17"


def test_a_later_file_writes_nothing_to_a_voided_visit(year: Joint, clock: Clock) -> None:
    first, _ = year.handed(0, 1)
    clock.advance(days=1)
    year.return_results(year.result(first))
    corrected(year, is_void=True)
    assert "已经作废" in year.return_results(year.result(first, 检查日期="2026-06-17")).refused[0][1]
    assert str(VisitFact.objects.get().visited_on) == "2026-06-16"


def test_of_two_holders_merged_since_the_draw_one_row_is_the_visit(year: Joint) -> None:
    first, second = year.handed(0, 1)
    kept = Holder.objects.get(code=first)
    Holder.objects.filter(code=second).update(merged_into=kept)
    outcome = year.return_results(year.result(first), year.result(second))
    assert (outcome.new, f"与第2行的{first}是同一对象" in outcome.refused[0][1]) == (1, True)
    assert VisitFact.objects.get().holder == kept
    assert year.part.state == "returned"
    later = year.return_results(year.result(second, 检查结果="发现问题"))
    assert f"与已报的{first}是同一对象" in later.refused[0][1]
    assert VisitFact.objects.get().result == "未发现问题"
