"""Who is left out of a frame: the cap is reached, drawn before in this cycle, cooling off."""

import datetime
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.intake.services import import_file
from mingcha.items.rules.fields import KEY
from mingcha.law.rules import ANNUAL_CAP
from mingcha.law.tests.cast import Bureau, amend_figure, found
from mingcha.plans import services
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Frame, Settings, campaign_findings, frame_of, planned_frame
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.plans.tests import cast
from mingcha.registers.models import CLUE, RANDOM, Holder, Target, VisitFact
from mingcha.registers.services import merge_holders, merge_targets
from mingcha.registers.subjects import VISITS

pytestmark = pytest.mark.django_db
MINES = Line(category="矿产资源")


@pytest.fixture
def bureau() -> Bureau:
    return found()


@pytest.fixture
def mines(bureau: Bureau) -> list[Target]:
    return cast.mines(bureau, 20)


def visit(bureau: Bureau, holder: Holder, day: datetime.date, **facts: Any) -> VisitFact:
    usual = {"body": bureau.office.name, "item": "巡查", "manner": RANDOM, "source": "导入"}
    return VisitFact.objects.create(office=bureau.office, holder=holder, visited_on=day, **(usual | facts))


def days(count: int, year: int = 2026) -> list[datetime.date]:
    return [datetime.date(year, 1, 1 + place) for place in range(count)]


def frame(bureau: Bureau, *items: Any, **facts: Any) -> Frame:
    (item,) = items or cast.published(bureau)
    return frame_of(bureau.actor(BUSINESS), cast.settings(item, **facts), is_settled=True)


def drawn(bureau: Bureau, wanted: Settings, targets: list[Target]) -> Campaign:
    """A settled campaign that drew the holders of these targets, or the targets."""
    campaign = cast.settled(bureau, wanted)
    units = [(one.holder.code if wanted.unit == "holder" else one.code, one.holder.code) for one in targets]
    actor = bureau.actor(ENFORCEMENT)
    return services.mark_campaign_drawn(
        actor=actor, campaign=campaign, draw=f"{wanted.number}-a1", units=units, teams={}
    )


def test_a_holder_with_as_many_visits_as_the_cap_allows_is_left_out(
    bureau: Bureau, mines: list[Target]
) -> None:
    for day in days(3):
        visit(bureau, mines[0].holder, day)
    for day in days(2):
        visit(bureau, mines[1].holder, day)
    found_frame = frame(bureau)
    assert found_frame.excluded == ((mines[0].holder.code, "cap"),)
    assert found_frame.excluded_counts == [("本年度已达检查次数上限", 1)]
    assert found_frame.population == 19


def test_several_items_on_one_day_are_one_visit(bureau: Bureau, mines: list[Target]) -> None:
    for place in range(3):
        visit(bureau, mines[0].holder, datetime.date(2026, 1, 1), item=f"事项{place}")
    assert frame(bureau).excluded == ()


@pytest.mark.parametrize(
    "facts", [{"body": "市场监督管理局"}, {"manner": CLUE}], ids=["another body", "a clue check"]
)
def test_what_does_not_count_against_the_cap_leaves_nobody_out(
    bureau: Bureau, mines: list[Target], facts: dict[str, str]
) -> None:
    for day in days(3):
        visit(bureau, mines[0].holder, day, **facts)
    assert frame(bureau).excluded == ()


def test_visits_of_another_year_do_not_count(bureau: Bureau, mines: list[Target]) -> None:
    for day in days(3, year=2025):
        visit(bureau, mines[0].holder, day)
    assert frame(bureau).excluded == ()


def test_a_key_item_is_not_capped(bureau: Bureau, mines: list[Target]) -> None:
    for day in days(3):
        visit(bureau, mines[0].holder, day)
    assert frame(bureau, *cast.published(bureau, {"kind": KEY})).excluded == ()


def test_a_check_that_does_not_concern_enterprises_is_not_capped(bureau: Bureau, mines: list[Target]) -> None:
    for day in days(3):
        visit(bureau, mines[0].holder, day)
    assert frame(bureau, *cast.published(bureau, {"concerns_enterprises": False})).excluded == ()


def test_a_new_cap_holds_from_its_day_on(bureau: Bureau, mines: list[Target]) -> None:
    visit(bureau, mines[0].holder, datetime.date(2026, 1, 1))
    amend_figure(
        actor=bureau.actor(LEADER),
        key=ANNUAL_CAP,
        value="1",
        clause="县公布的频次上限",
        in_force_from=datetime.date(2026, 6, 2),
        reason="公布",
    )
    (item,) = cast.published(bureau)
    assert frame(bureau, item).excluded == ()
    assert frame(bureau, item, starts_on=datetime.date(2026, 6, 2)).excluded == (
        (mines[0].holder.code, "cap"),
    )


def test_a_drawn_unit_whose_visit_is_called_off_counts_for_nothing_until_it_is_taken_up_again(
    bureau: Bureau, mines: list[Target]
) -> None:
    (item,) = cast.published(bureau)
    campaign = drawn(bureau, cast.settings(item, number="2026-01"), mines[:2])
    called_off, other = mines[0].holder, mines[1].holder
    for holder in (called_off, other):
        for day in days(2):
            visit(bureau, holder, day)
    capped = [(called_off.code, "cap"), (other.code, "cap")]
    again = {"number": "2026-02"}
    assert sorted(frame(bureau, item, **again).excluded) == sorted(capped)
    turns = [(True, capped[1:]), (False, capped)]
    for is_called_off, expected in turns:
        services.call_off_drawn_units(
            actor=bureau.actor(ENFORCEMENT),
            campaign=campaign,
            units=[called_off.code],
            is_called_off=is_called_off,
        )
        assert sorted(frame(bureau, item, **again).excluded) == sorted(expected)
        services.change_drawn_teams(
            actor=bureau.actor(ENFORCEMENT), campaign=campaign, teams={called_off.code: ["J001"]}
        )
        assert sorted(frame(bureau, item, **again).excluded) == sorted(expected)


def test_what_was_called_off_may_be_drawn_again_in_the_cycle(bureau: Bureau, mines: list[Target]) -> None:
    (item,) = cast.published(bureau)
    campaign = drawn(bureau, cast.settings(item, number="2026-01", line=MINES), mines[:2])
    second = {"number": "2026-02", "line": MINES, "leaves_out_drawn": True}
    assert len(frame(bureau, item, **second).excluded) == 2
    services.call_off_drawn_units(
        actor=bureau.actor(ENFORCEMENT),
        campaign=campaign,
        units=[mines[0].holder.code],
        is_called_off=True,
    )
    assert [code for code, _ in frame(bureau, item, **second).excluded] == [mines[1].holder.code]


def test_a_draw_counts_until_its_visit_is_on_record_and_then_the_visit_instead(
    bureau: Bureau, mines: list[Target]
) -> None:
    (item,) = cast.published(bureau)
    first = cast.settings(item, number="2026-01")
    drawn(bureau, first, mines[:1])
    for day in days(2):
        visit(bureau, mines[0].holder, day)
    second = {"number": "2026-02"}
    assert frame(bureau, item, **second).excluded == ((mines[0].holder.code, "cap"),)
    VisitFact.objects.filter(holder=mines[0].holder).first().delete()  # type: ignore[union-attr]
    visit(bureau, mines[0].holder, datetime.date(2026, 2, 1), source=campaign_source("2026-01"))
    assert frame(bureau, item, **second).excluded == ()


def test_the_second_round_leaves_out_whom_the_first_drew(bureau: Bureau, mines: list[Target]) -> None:
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES), mines[:2])
    second = frame(bureau, item, number="2026-02", line=replace(MINES, round=2))
    assert second.excluded == tuple((one.holder.code, "drawn-before") for one in mines[:2])


def test_a_raised_holder_is_drawn_again(bureau: Bureau) -> None:
    risky = cast.mines(bureau, 2, risk_class="D")
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES), risky)
    assert frame(bureau, item, number="2026-02", line=MINES).excluded == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"line": replace(MINES, category="测绘")},
        {"line": Line()},
        {"line": MINES, "leaves_out_drawn": False},
        {"line": MINES, "number": "2026-01"},
    ],
    ids=["another category", "no category", "switched off", "the campaign itself"],
)
def test_outside_the_cycle_nobody_is_left_out(
    bureau: Bureau, mines: list[Target], facts: dict[str, Any]
) -> None:
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES), mines[:2])
    assert frame(bureau, item, **({"number": "2026-02"} | facts)).excluded == ()


def brought_in(bureau: Bureau, folder: Path, target: Target, **cells: str) -> None:
    """A visit by lot of this office in 2026, from a list."""
    target.holder.give_name(target.holder.name)
    target.holder.save()
    usual = {"检查对象名称": target.holder.name, "统一社会信用代码": target.holder.uscc, "检查机关": "本局"}
    usual |= {"检查日期": "2026-01-05", "检查事项": "采矿检查", "检查类型": "双随机抽查"}
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    cells = usual | cells
    path.write_text("\n".join([",".join(cells), ",".join(cells.values())]), encoding="utf-8")
    outcome = import_file(actor=bureau.actor(BUSINESS), subject=VISITS, path=path)
    assert outcome.new == 1, outcome


@pytest.mark.parametrize(
    ("cells", "is_out"),
    [
        ({}, True),
        ({"检查事项": "名单以外的写法"}, True),
        ({"检查事项": ""}, True),
        ({"检查类型": "专项检查"}, False),
        ({"检查机关": "阜平县应急管理局"}, False),
        ({"检查日期": "2025-01-05"}, False),
        ({"检查事项": "测绘检查"}, False),
    ],
    ids=["its item", "an unknown item", "no item", "no lot", "another body", "last year", "another category"],
)
def test_a_visit_by_lot_that_was_brought_in_counts_as_drawn_in_its_category(
    cells: dict[str, str], is_out: bool, bureau: Bureau, mines: list[Target], tmp_path: Path
) -> None:
    items = cast.published(
        bureau,
        {"name": "采矿检查", "category": "矿产资源"},
        {"name": "测绘检查", "category": "测绘"},
    )
    item = next(one for one in items if one.name == "采矿检查")
    brought_in(bureau, tmp_path, mines[0], **cells)
    out = ((mines[0].holder.code, "drawn-before"),) if is_out else ()
    assert frame(bureau, item, line=MINES).excluded == out
    assert frame(bureau, item, line=MINES, leaves_out_drawn=False).excluded == ()
    assert frame(bureau, item).excluded == ()
    VisitFact.objects.update(is_void=True)
    assert frame(bureau, item, line=MINES).excluded == ()


def test_a_visit_without_item_leaves_out_no_holder_that_has_something_else(
    bureau: Bureau, mines: list[Target], tmp_path: Path
) -> None:
    (item,) = cast.published(bureau)
    brought_in(bureau, tmp_path, mines[0], 检查事项="")
    assert len(frame(bureau, item, line=MINES, categories=("采矿权",)).excluded) == 1
    Target.objects.filter(pk=mines[1].pk).update(holder=mines[0].holder, category="用地项目")
    assert frame(bureau, item, line=MINES, categories=("采矿权",)).excluded == ()


def merge_step_by_step(bureau: Bureau, mines: list[Target]) -> None:
    """The first holder into the second, and that into the third."""
    actor = bureau.actor(ENFORCEMENT)
    for gone, kept in pairwise(one.holder for one in mines):
        merge_holders(actor=actor, keep=kept.pk, absorb=[gone.pk], reason="登记机关通知")


def test_visits_to_whom_was_merged_count_for_whom_it_was_merged_into(
    bureau: Bureau, mines: list[Target]
) -> None:
    for one, day in zip(mines[:3], days(3), strict=True):
        visit(bureau, one.holder, day)
    visit(bureau, mines[1].holder, days(1)[0])
    assert frame(bureau).excluded == ()
    merge_step_by_step(bureau, mines[:3])
    assert frame(bureau).excluded == ((mines[2].holder.code, "cap"),)


def test_a_draw_of_whom_was_merged_counts_for_whom_it_was_merged_into(
    bureau: Bureau, mines: list[Target]
) -> None:
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES, number="2026-01"), mines[:1])
    for day in days(2):
        visit(bureau, mines[2].holder, day)
    merge_step_by_step(bureau, mines[:3])
    again = {"number": "2026-02"}
    assert frame(bureau, item, **again).excluded == ((mines[2].holder.code, "cap"),)
    second = frame(bureau, item, line=MINES, **again)
    assert dict(second.excluded)[mines[2].holder.code] in ("cap", "drawn-before")
    VisitFact.objects.all().delete()
    second = frame(bureau, item, line=MINES, **again)
    assert second.excluded == ((mines[2].holder.code, "drawn-before"),)


def test_a_target_drawn_and_merged_is_not_drawn_again_under_the_other_number(bureau: Bureau) -> None:
    mines = cast.mines(bureau, 4)
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES, unit="target"), mines[:1])
    merge_targets(actor=bureau.actor(ENFORCEMENT), keep=mines[1].pk, absorb=[mines[0].pk], reason="同一矿")
    second = frame(bureau, item, number="2026-02", line=MINES, unit="target")
    assert second.excluded == ((mines[1].code, "drawn-before"),)


def test_targets_of_a_holder_that_was_drawn_are_left_out(bureau: Bureau, mines: list[Target]) -> None:
    (item,) = cast.published(bureau)
    drawn(bureau, cast.settings(item, line=MINES), mines[:1])
    second = frame(bureau, item, number="2026-02", line=MINES, unit="target")
    assert second.excluded == ((mines[0].code, "drawn-before"),)


def test_the_year_is_planned_before_anybody_is_left_out(bureau: Bureau, mines: list[Target]) -> None:
    for day in days(3):
        visit(bureau, mines[0].holder, day)
    (item,) = cast.published(bureau)
    assert planned_frame(bureau.actor(BUSINESS), cast.settings(item)).population == 20


def cooling(bureau: Bureau, ratio: str) -> Campaign:
    (item,) = cast.published(bureau)
    layers = (*cast.layers("1/10", "1/5"), Layer("s3", "cooled", ratio))
    return cast.campaign(bureau, cast.settings(item, layers=layers, cooling_months=12))


def test_who_was_inspected_lately_stands_in_the_cooled_stratum(bureau: Bureau) -> None:
    mines = cast.mines(bureau, 60)
    for one in mines[:30]:
        visit(bureau, one.holder, datetime.date(2025, 9, 1))
    visit(bureau, mines[40].holder, datetime.date(2025, 5, 31))
    cast.inspectors(bureau, 4)
    campaign = cooling(bureau, "1/20")
    actor = bureau.actor(BUSINESS)
    counts = frame_of(actor, services_settings(campaign)).counts
    assert [(count.layer.kind, count.population, count.drawn) for count in counts] == [
        ("ordinary", 30, 3),
        ("raised", 0, 0),
        ("cooled", 30, 2),
    ]
    assert campaign_findings(actor, campaign) == []


def services_settings(campaign: Campaign) -> Settings:
    from mingcha.plans.queries import settings_of

    return settings_of(campaign)


def test_whom_a_merger_joined_cools_off_for_the_visit_to_either(bureau: Bureau) -> None:
    mines = cast.mines(bureau, 60)
    visit(bureau, mines[0].holder, datetime.date(2025, 9, 1))
    merge_step_by_step(bureau, mines[:3])
    cast.inspectors(bureau, 4)
    counts = frame_of(bureau.actor(BUSINESS), services_settings(cooling(bureau, "1/20"))).counts
    assert [(count.layer.kind, count.population) for count in counts][2] == ("cooled", 1)


def test_cooling_off_asks_what_any_body_inspected_except_clue_checks(bureau: Bureau) -> None:
    mines = cast.mines(bureau, 60)
    visit(bureau, mines[0].holder, datetime.date(2025, 9, 1), body="阜平县应急管理局")
    visit(bureau, mines[1].holder, datetime.date(2025, 9, 1), manner=CLUE)
    visit(bureau, mines[2].holder, datetime.date(2025, 9, 1), is_void=True)
    cast.inspectors(bureau, 4)
    counts = frame_of(bureau.actor(BUSINESS), services_settings(cooling(bureau, "1/20"))).counts
    assert [count.population for count in counts if count.layer.kind == "cooled"] == [1]


def test_a_cooled_stratum_whose_chance_is_not_below_the_ordinary_is_refused(bureau: Bureau) -> None:
    """Five per cent of three is one: a chance of a third."""
    mines = cast.mines(bureau, 33)
    for one in mines[:3]:
        visit(bureau, one.holder, datetime.date(2025, 9, 1))
    cast.inspectors(bureau, 4)
    (refused,) = campaign_findings(bureau.actor(BUSINESS), cooling(bureau, "1/20"))
    assert (refused.code, refused.blocks) == ("cooled-not-below-ordinary", True)
    assert "3家抽1家" in refused.found
    assert "30家抽3家" in refused.required


def test_a_round_for_the_raised_alone_draws_nobody_else(bureau: Bureau, mines: list[Target]) -> None:
    risky = cast.mines(bureau, 4, risk_class="D")
    found_frame = frame(bureau, line=Line(only_raised=True), layers=cast.layers("1/20", "1/2"))
    assert [code for code, _ in found_frame.rows] == [one.holder.code for one in risky]
    assert [(count.layer.kind, count.population, count.drawn) for count in found_frame.counts] == [
        ("raised", 4, 2)
    ]
