"""The visit sheet of a partner: after the draw, for who sees the names; its results come back as they are."""

import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.draws.exports import RESULTS, VISITS
from mingcha.draws.rules.changes import ALL
from mingcha.draws.services.external import propose_external_withdrawal
from mingcha.draws.tests.county import Clock, County, begin
from mingcha.draws.tests.platform import Platform
from mingcha.intake.services import Outcome, import_file
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import DrawnUnit, Participation, PartnerItem, TeamGroup
from mingcha.plans.services import hand_sheets
from mingcha.plans.states import ANSWERED
from mingcha.plans.subjects import PARTNER_RESULTS
from mingcha.registers.models import (
    Borrowing,
    Inspector,
    InspectorLicence,
    Partner,
    Target,
    Training,
    VisitFact,
)
from mingcha.registers.rules.qualifications import OWN
from mingcha.registers.services import merge_holders, merge_targets, split_holder
from mingcha.registers.services.borrowings import add_partner
from mingcha.registers.states import APPROVED

pytestmark = pytest.mark.django_db
NAME = "阜平县市场监督管理局"
DONE = {"检查日期": "2026-06-16", "检查结果": "未发现问题"}
LATER = datetime.date(2030, 12, 31)


@pytest.fixture
def part(county: County, clock: Clock) -> Participation:
    """A partner with an item on mines and a seat on each visit for one of its two people."""
    partner = add_partner(actor=county.actor(LEGAL), name=NAME, tag="dept:market")
    made = Participation.objects.create(
        campaign=county.campaign, partner=partner, state=ANSWERED, invited_on=clock.now.date()
    )
    facts = {"code": "市场监管01", "target_categories": ["采矿权"], "methods": ["现场检查"]}
    item = PartnerItem.objects.create(participation=made, name="登记事项", **facts)
    rows: list[Record] = [made, item, *borrowed(county, clock, partner)]
    for group in county.campaign.team_groups.all():
        group.requires = sorted({*group.requires, OWN})
        group.save()
        rows.append(group)
    seat = {"order": 2, "code": partner.tag, "title": NAME[:32], "count": 1, "requires": [partner.tag]}
    rows.append(TeamGroup.objects.create(campaign=county.campaign, **seat))
    record_act("plans.tests", actor=county.actor(BUSINESS), records=rows)
    return made


def borrowed(county: County, clock: Clock, partner: Partner) -> list[Record]:
    """Two people of the partner who may be drawn."""
    day = clock.now.date()
    office = county.bureau.office
    rows: list[Record] = [
        Borrowing.objects.create(
            office=office, partner=partner, from_on=day, until_on=LATER, state=APPROVED, proposed_by="试"
        )
    ]
    for place in (1, 2):
        person = Inspector.objects.create(
            office=office, partner=partner, department=partner.tag, roster_no=f"S{place}", name=f"市员{place}"
        )
        rows.append(person)
        rows.append(InspectorLicence.objects.create(inspector=person, number=f"SJ{place}", valid_until=LATER))
        rows.append(Training.objects.create(inspector=person, course="执法轮训", valid_until=LATER))
    return rows


def get(county: County, part: Participation, name: str, role: str = ENFORCEMENT) -> "tuple[int, bytes]":
    client = Client()
    client.force_login(county.bureau.people[role])
    client.post(reverse("names_look", args=[part.campaign_id]), {"scope": ALL})
    answer = client.get(reverse(name, args=[part.pk]))
    return answer.status_code, answer.content


def drawn(county: County, clock: Clock) -> None:
    ceremony = begin(county, clock)
    ceremony.select()
    ceremony.assign()


def test_there_is_no_sheet_before_the_teams_are_drawn(
    county: County, clock: Clock, part: Participation
) -> None:
    begin(county, clock).select()
    assert get(county, part, "participation_sheet")[0] == 409


def test_the_sheet_is_for_who_sees_the_names(county: County, clock: Clock, part: Participation) -> None:
    drawn(county, clock)
    statuses = [get(county, part, "participation_sheet", role)[0] for role in (ENFORCEMENT, LEADER, BUSINESS)]
    assert statuses == [200, 200, 403]


def test_the_sheet_names_places_team_and_items_and_no_telephone(
    county: County, clock: Clock, part: Participation
) -> None:
    for target in Target.objects.all():
        target.phone = "13800138000"
        target.save()
    drawn(county, clock)
    page = get(county, part, "participation_sheet")[1].decode()
    assert page.count("登记事项") == county.campaign.drawn_units.count()
    assert "采矿权人履行法定义务" in page
    assert "检查员" in page
    # Whole or masked; three digits alone may stand in any address of the page.
    assert not re.search(r"138(\d{8}|\*+)", page)
    assert "不可复算" not in page


def returned(county: County, part: Participation, folder: Path, signed: Callable[[str], str]) -> Outcome:
    """The workbook filled in, each row signed by whom `signed` says for its unit, and brought in."""
    book = openpyxl.load_workbook(io.BytesIO(get(county, part, "participation_sheet_book")[1]))
    assert book.sheetnames == [VISITS, RESULTS]
    sheet = book[RESULTS]
    units = county.campaign.drawn_units.count()
    assert (sheet.max_row, book[VISITS].max_row) == (units + 2, units + 2)
    place = {cell.value: number for number, cell in enumerate(sheet[2], start=1)}
    for row in range(3, sheet.max_row + 1):
        unit = str(sheet.cell(row, place["对象编码"]).value)
        for head, value in (DONE | {"检查实施人员": signed(unit)}).items():
            sheet.cell(row, place[head], value)
    path = folder / "结果.xlsx"
    book.save(path)
    return import_file(actor=county.actor(ENFORCEMENT), subject=PARTNER_RESULTS, path=path)


def units_of(county: County) -> list[str]:
    return list(county.campaign.drawn_units.values_list("unit", flat=True))


def who_goes(unit: str) -> str:
    """The one of the partner who was drawn for this unit."""
    (number,) = [one for one in (DrawnUnit.standing.get(unit=unit).team or []) if one.startswith("S")]
    return f"市员{number[1]}"


def test_the_workbook_has_a_row_for_each_result_and_comes_back_in(
    county: County, clock: Clock, part: Participation, tmp_path: Path
) -> None:
    drawn(county, clock)
    hand_sheets(actor=county.actor(ENFORCEMENT), participation=part, to="王收件")
    outcome = returned(county, part, tmp_path, who_goes)
    assert (outcome.new, outcome.refused) == (county.campaign.drawn_units.count(), [])
    assert set(VisitFact.objects.values_list("body", flat=True)) == {NAME}
    part.refresh_from_db()
    assert part.state == "returned"


def test_who_of_the_partner_was_not_drawn_for_a_visit_signs_nothing_of_it(
    county: County, clock: Clock, part: Participation, tmp_path: Path
) -> None:
    drawn(county, clock)
    hand_sheets(actor=county.actor(ENFORCEMENT), participation=part, to="王收件")
    other = {"市员1": "市员2", "市员2": "市员1"}
    outcome = returned(county, part, tmp_path, lambda unit: f"{who_goes(unit)}、{other[who_goes(unit)]}")
    units = units_of(county)
    assert (outcome.new, len(outcome.refused)) == (0, len(units))
    for row, sentence in outcome.refused:
        (unit,) = [one for one in units if one in sentence]
        told = f"“{other[who_goes(unit)]}”不是{NAME}抽中去{unit}检查的人员（抽中的：{who_goes(unit)}）"
        assert row >= 3
        assert told in sentence
        assert "国办发〔2015〕58号" in sentence
        assert "请照检查任务单填写" in sentence
    assert not VisitFact.objects.exists()


def changed(county: County, *records: Record) -> None:
    """These rows saved as they are now, with an entry of the log."""
    for record in records:
        record.save()
    record_act("registers.tests", actor=county.actor(ENFORCEMENT), records=records)


def cells(county: County, part: Participation, page: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(get(county, part, "participation_sheet_book")[1]))
    return "\n".join(str(value) for row in book[page].iter_rows(values_only=True) for value in row)


@pytest.fixture
def drawn_target(county: County, clock: Clock, part: Participation) -> Target:
    """The target of a drawn holder that has one alone."""
    target = Target.objects.all()
    for one in target:
        one.place = f"{one.name}坑口"
        one.save()
    record_act("registers.tests", actor=county.actor(ENFORCEMENT), records=list(target))
    drawn(county, clock)
    units = units_of(county)
    return next(one for one in Target.objects.filter(holder__code__in=units) if int(one.code[-5:-3]) % 6)


def test_printed_again_the_sheet_says_what_was_drawn_and_what_became_of_it(
    county: County, part: Participation, drawn_target: Target
) -> None:
    holder, name = drawn_target.holder, drawn_target.name
    was, place, town = holder.name, drawn_target.place, holder.town
    holder.name, holder.town, drawn_target.name, drawn_target.place = "新名公司", "别乡", "新名矿", "别处"
    changed(county, holder, drawn_target)
    for shown in (get(county, part, "participation_sheet")[1].decode(), cells(county, part, VISITS)):
        for word in (was, holder.code, town, name, place, f"抽取后，{was}更名为新名公司"):
            assert word in shown
        for word in ("别乡", "新名矿", "别处"):
            assert word not in shown
    assert was in cells(county, part, RESULTS)
    assert "新名公司" not in cells(county, part, RESULTS)


def test_a_party_that_was_merged_since_stays_on_the_sheet_which_says_so(
    county: County, part: Participation, drawn_target: Target
) -> None:
    units = units_of(county)
    other = next(one for one in county.holders if one.code not in units)
    former = drawn_target.holder
    merge_holders(actor=county.actor(ENFORCEMENT), keep=other.pk, absorb=[former.pk], reason="吸收合并")
    page = get(county, part, "participation_sheet")[1].decode()
    said = f"抽取后，{former.name}已并入{other.name}（{other.code}）"
    assert page.count(said) == 1
    assert said in cells(county, part, VISITS)
    assert drawn_target.place in page
    assert f"{former.code}\n" in cells(county, part, RESULTS)


def test_a_target_that_was_merged_or_given_away_since_stays_with_what_was_drawn(
    county: County, part: Participation, drawn_target: Target
) -> None:
    actor, former = county.actor(ENFORCEMENT), drawn_target.holder
    units = units_of(county)
    first, second = [one for one in county.holders if one.code not in units][:2]
    split_holder(actor=actor, holder=former.pk, targets=[drawn_target.pk], to=first.pk, reason="分出")
    page = get(county, part, "participation_sheet")[1].decode()
    assert drawn_target.place in page
    assert f"抽取后，{drawn_target.name}改归{first.name}（{first.code}）" in page
    kept = second.targets.all()[0]
    merge_targets(actor=actor, keep=kept.pk, absorb=[drawn_target.pk], reason="同一矿山")
    page = get(county, part, "participation_sheet")[1].decode()
    assert f"抽取后，{drawn_target.name}已并入{kept.name}（{kept.code}）" in page
    assert page.count(kept.place) == 0


def test_what_a_partner_owes_is_asked_as_it_was_drawn(
    county: County, part: Participation, drawn_target: Target
) -> None:
    drawn_target.category = "用地项目"
    changed(county, drawn_target)
    hand_sheets(actor=county.actor(ENFORCEMENT), participation=part, to="王收件")
    part.refresh_from_db()
    assert [drawn_target.holder.code, "登记事项"] in (part.owed or [])
    assert drawn_target.holder.code in cells(county, part, RESULTS)


def test_who_has_another_name_or_licence_since_stands_as_drawn_and_signs_by_either(
    county: County, part: Participation, drawn_target: Target, tmp_path: Path
) -> None:
    unit = drawn_target.holder.code
    name = who_goes(unit)
    person = Inspector.objects.get(name=name)
    licence = person.licences.get()
    person.name, licence.number = "改名", "SJ-NEW"
    changed(county, person, licence)
    hand_sheets(actor=county.actor(ENFORCEMENT), participation=part, to="王收件")
    shown = cells(county, part, VISITS)
    assert f"{name}（SJ{name[-1]}）" in shown
    assert "改名" not in shown
    assert "SJ-NEW" not in shown
    other = {"市员1": "市员2", "市员2": "市员1"}[name]
    signed = {one: "改名" if who_goes(one) == name else other for one in units_of(county)}
    signed[unit] = name
    assert returned(county, part, tmp_path, signed.__getitem__).refused == []


def test_of_visits_that_a_platform_gave_to_our_people_alone_the_partner_owes_nothing(
    part: Participation, platform: Platform
) -> None:
    platform.explanation = "平台没有匹配协同部门的人员"
    draw = platform.confirmed()
    hand_sheets(actor=platform.clerk, participation=part, to="王收件")
    book = openpyxl.load_workbook(io.BytesIO(get(platform.county, part, "participation_sheet_book")[1]))
    assert book[VISITS].max_row == draw.visits + 2
    assert book[RESULTS].max_row == 2


def test_what_a_platform_drew_is_handed_over_the_same(part: Participation, platform: Platform) -> None:
    assert get(platform.county, part, "participation_sheet")[0] == 409
    platform.explanation = "平台没有匹配协同部门的人员"
    draw = platform.confirmed()
    page = get(platform.county, part, "participation_sheet")[1].decode()
    book = openpyxl.load_workbook(io.BytesIO(get(platform.county, part, "participation_sheet_book")[1]))
    said = f"非本系统抽取、不可复算：{draw.platform}批次{draw.batch_no}，{draw.draw_id}"
    assert said in page
    assert all(said in str(book[name].cell(1, 1).value) for name in (VISITS, RESULTS))
    hand_sheets(actor=platform.clerk, participation=part, to="王收件")
    with pytest.raises(Refusal) as error:
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    assert error.value.found == (("后续", f"已把检查任务单交给{NAME}"),)
