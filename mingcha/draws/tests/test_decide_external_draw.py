"""Another person confirms what was brought in, or sends it back; afterwards everything works the same."""

import pytest
from django.db import IntegrityError, transaction

from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.outcomes import outcome_of
from mingcha.draws.queries.platforms import entered_external, not_entered
from mingcha.draws.queries.units import draws_of_unit
from mingcha.draws.rules.external.words import BASE, TEAMS
from mingcha.draws.services.external import (
    confirm_external_draw,
    explain_external_draw,
    return_external_draw,
)
from mingcha.draws.tests.changing import looking
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.platform import DAY, Platform
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import examine_ledger
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.states import DRAWN, READY
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector
from mingcha.upkeep.rules import DRAW, PLATFORMS_OF


def campaign_of(platform: Platform) -> Campaign:
    return Campaign.objects.get(pk=platform.county.campaign.pk)


def test_once_confirmed_the_campaign_is_drawn_on_the_platforms_day(platform: Platform) -> None:
    draw = platform.confirmed()
    campaign = campaign_of(platform)
    assert (draw.state, campaign.state, campaign.held_by, campaign.drawn_as) == (
        *("taken_in", DRAWN),
        *("", draw.draw_id),
    )
    units = DrawnUnit.standing.filter(campaign=campaign)
    assert {unit.drawn_on for unit in units} == {DAY}
    assert units.count() == 6


def test_who_brought_it_in_does_not_confirm_it(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_external_draw(actor=platform.clerk, draw=draw, seen=last_change(draw.pk))


def test_who_may_not_see_the_names_does_not_confirm_it(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Forbidden):
        confirm_external_draw(actor=platform.legal, draw=draw, seen=last_change(draw.pk))


def test_the_database_too_wants_another_person(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalDraw.objects.filter(pk=draw.pk).update(state="taken_in", decided_by=draw.taken_in_by)


def test_differences_are_explained_before(platform: Platform) -> None:
    del platform.rows[BASE][0]
    draw = platform.take_in()
    with pytest.raises(Conflict, match="没有说明原因"):
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    with pytest.raises(Refusal, match="没有写明"):
        explain_external_draw(actor=platform.clerk, draw=draw, explanation=" ")
    explain_external_draw(actor=platform.clerk, draw=draw, explanation="省库尚未同步")
    assert (
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk)).explanation
        == "省库尚未同步"
    )


def test_once_confirmed_nothing_is_explained_any_more(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Conflict):
        explain_external_draw(actor=platform.clerk, draw=draw, explanation="补写")


def test_an_inspector_who_must_stand_aside_by_now_stops_it(platform: Platform) -> None:
    draw = platform.take_in()
    ConflictOfInterest.objects.create(
        office=platform.county.bureau.office,
        inspector=platform.county.inspectors[2],
        holder_code=platform.county.holders[1].code,
        relation="近亲属",
        declared_on=DAY,
    )
    with pytest.raises(Conflict, match="检查员3应当回避"):
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))


def test_pressed_twice_it_is_confirmed_once(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Conflict):
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    assert DrawnUnit.objects.count() == 6


def test_sent_back_its_campaign_is_free_and_the_next_one_has_the_next_number(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Refusal, match="理由"):
        return_external_draw(actor=platform.leader, draw=draw, reason=" ")
    back = return_external_draw(actor=platform.leader, draw=draw, reason="截图是另一批次的")
    assert (back.state, campaign_of(platform).state, campaign_of(platform).held_by) == ("returned", READY, "")
    assert platform.take_in().draw_id == "外-fuping-2026-01-2"


def test_who_brought_it_in_takes_it_back_himself(platform: Platform) -> None:
    draw = platform.take_in()
    assert return_external_draw(actor=platform.clerk, draw=draw, reason="选错了文件").state == "returned"


def test_its_result_has_the_shape_of_our_own(platform: Platform) -> None:
    draw = platform.confirmed()
    outcome = outcome_of(draw.campaign)
    assert outcome is not None
    assert outcome.frame is not None
    assert (outcome.frame.members, outcome.frame.drawn, outcome.frame.left_out) == (23, 6, 0)
    assert len(outcome.rows) == 6
    assert [visit.number for visit in outcome.visits] == [1, 2, 3, 4, 5, 6]
    assert outcome.seat_titles == ["组长", "组员"]
    assert [member.name for member in outcome.visits[0].members] == ["检查员2", "检查员3"]
    assert sum(len(group.visits) for group in outcome.groups) == 6
    assert (outcome.people, outcome.load_range) == (2, (6, 6))


def test_an_own_draw_answers_to_the_same_question(ceremony: Ceremony) -> None:
    assert outcome_of(ceremony.county.campaign) is None
    ceremony.select()
    ceremony.assign()
    outcome = outcome_of(ceremony.county.campaign)
    assert outcome is not None
    assert len(outcome.visits) == sum(len(group.visits) for group in outcome.groups)


def test_a_third_member_sits_in_the_last_group(platform: Platform) -> None:
    first = list(platform.rows[TEAMS][0])
    platform.rows[TEAMS][0] = [*first[:3], "检查员2、检查员3、检查员4"]
    outcome = outcome_of(platform.confirmed().campaign)
    assert outcome is not None
    titles = [(member.title, member.name) for member in outcome.visits[0].members]
    assert titles == [("组长", "检查员2"), ("组员", "检查员3"), ("组员", "检查员4")]


def test_it_is_entered_into_the_platforms_like_any_draw(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Conflict, match="没有可以录入平台的结果"):
        entered_external(draw)
    draw = confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    for where in PLATFORMS_OF[DRAW]:
        assert [subject.pk for subject in not_entered(platform.clerk, where)] == [draw.pk]


def test_a_targets_course_shows_it_with_its_mark(platform: Platform) -> None:
    platform.confirmed()
    holders = platform.county.holders
    assert draws_of_unit(platform.leader, {"holder": holders[1].code}) == []
    reader = looking(platform.leader, platform.county.campaign)
    standings = [
        [(one.word, one.remark) for one in draws_of_unit(reader, {"holder": holders[place].code})]
        for place in (1, 0, -1)
    ]
    mark = "非本系统抽取、不可复算"
    assert standings == [[("抽中", mark)], [("未抽中", mark)], []]


def test_the_records_agree_with_the_ledger_after_all_this(platform: Platform) -> None:
    platform.confirmed()
    assert [one.place for one in examine_ledger() if "draws_" in one.place or "plans_" in one.place] == []
    assert moments.today() > DAY


def test_a_person_and_a_party_that_are_gone_by_now_are_named_and_stop_it(platform: Platform) -> None:
    draw = platform.take_in()
    Inspector.objects.filter(roster_no="J003").update(roster_no="J903")
    Holder.objects.filter(pk=platform.county.holders[1].pk).update(code="gone")
    with pytest.raises(Conflict) as error:
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    assert "检查人员J003已不在名录库" in error.value.sentence
    assert f"检查对象{platform.county.holders[1].code}已不在名录库" in error.value.sentence
