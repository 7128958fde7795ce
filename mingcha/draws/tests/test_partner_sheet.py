"""The visit sheet of a partner: after the draw, for who sees the names; its results come back as they are."""

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.draws.exports import RESULTS, VISITS
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
    assert "138" not in page
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
    units = list(county.campaign.drawn_units.values_list("unit", flat=True))
    assert (outcome.new, len(outcome.refused)) == (0, len(units))
    for row, sentence in outcome.refused:
        (unit,) = [one for one in units if one in sentence]
        told = f"“{other[who_goes(unit)]}”不是{NAME}抽中去{unit}检查的人员（抽中的：{who_goes(unit)}）"
        assert row >= 3
        assert told in sentence
        assert "国办发〔2015〕58号" in sentence
        assert "请照检查任务单填写" in sentence
    assert not VisitFact.objects.exists()


def test_of_a_visit_that_a_platform_gave_to_our_people_alone_the_partner_signs_nothing(
    part: Participation, platform: Platform, tmp_path: Path
) -> None:
    platform.explanation = "平台没有匹配协同部门的人员"
    platform.confirmed()
    hand_sheets(actor=platform.clerk, participation=part, to="王收件")
    outcome = returned(platform.county, part, tmp_path, lambda _: "市员1")
    assert outcome.new == 0
    assert "抽中的：没有该部门的人员" in outcome.refused[0][1]


def test_what_a_platform_drew_is_handed_over_the_same(part: Participation, platform: Platform) -> None:
    assert get(platform.county, part, "participation_sheet")[0] == 409
    platform.explanation = "平台没有匹配协同部门的人员"
    draw = platform.confirmed()
    page = get(platform.county, part, "participation_sheet")[1].decode()
    assert page.count("登记事项") == draw.visits
    book = openpyxl.load_workbook(io.BytesIO(get(platform.county, part, "participation_sheet_book")[1]))
    said = f"非本系统抽取、不可复算：{draw.platform}批次{draw.batch_no}，{draw.draw_id}"
    assert said in page
    assert all(said in str(book[name].cell(1, 1).value) for name in (VISITS, RESULTS))
    hand_sheets(actor=platform.clerk, participation=part, to="王收件")
    with pytest.raises(Refusal) as error:
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    assert error.value.found == (("后续", f"已把检查任务单交给{NAME}"),)
