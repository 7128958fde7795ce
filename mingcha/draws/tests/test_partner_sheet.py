"""The visit sheet of a partner: after the draw, for who sees the names; its results come back as they are."""

import io
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
from mingcha.intake.services import import_file
from mingcha.ledger.services import record_act
from mingcha.plans.models import Participation, PartnerItem
from mingcha.plans.services import hand_sheets
from mingcha.plans.states import ANSWERED
from mingcha.plans.subjects import PARTNER_RESULTS
from mingcha.registers.models import Inspector, Target, VisitFact
from mingcha.registers.services.borrowings import add_partner

pytestmark = pytest.mark.django_db
NAME = "阜平县市场监督管理局"
DONE = {"检查日期": "2026-06-16", "检查结果": "未发现问题", "检查实施人员": "市员"}


@pytest.fixture
def part(county: County, clock: Clock) -> Participation:
    """A partner with an item on mines, in a drawn campaign."""
    partner = add_partner(actor=county.actor(LEGAL), name=NAME, tag="dept:market")
    made = Participation.objects.create(
        campaign=county.campaign, partner=partner, state=ANSWERED, invited_on=clock.now.date()
    )
    facts = {"code": "市场监管01", "target_categories": ["采矿权"], "methods": ["现场检查"]}
    item = PartnerItem.objects.create(participation=made, name="登记事项", **facts)
    person = Inspector.objects.create(
        office=county.bureau.office, partner=partner, department="dept:market", roster_no="S1", name="市员"
    )
    record_act("plans.tests", actor=county.actor(BUSINESS), records=[made, item, person])
    return made


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


def test_the_workbook_has_a_row_for_each_result_and_comes_back_in(
    county: County, clock: Clock, part: Participation, tmp_path: Path
) -> None:
    drawn(county, clock)
    hand_sheets(actor=county.actor(ENFORCEMENT), participation=part, to="王收件")
    book = openpyxl.load_workbook(io.BytesIO(get(county, part, "participation_sheet_book")[1]))
    assert book.sheetnames == [VISITS, RESULTS]
    sheet = book[RESULTS]
    units = county.campaign.drawn_units.count()
    assert (sheet.max_row, book[VISITS].max_row) == (units + 2, units + 2)
    place = {cell.value: number for number, cell in enumerate(sheet[2], start=1)}
    for row in range(3, sheet.max_row + 1):
        for head, value in DONE.items():
            sheet.cell(row, place[head], value)
    path = tmp_path / "结果.xlsx"
    book.save(path)
    outcome = import_file(actor=county.actor(ENFORCEMENT), subject=PARTNER_RESULTS, path=path)
    assert (outcome.new, outcome.refused) == (units, [])
    assert set(VisitFact.objects.values_list("body", flat=True)) == {NAME}
    part.refresh_from_db()
    assert part.state == "returned"


def test_what_a_platform_drew_is_handed_over_the_same(part: Participation, platform: Platform) -> None:
    assert get(platform.county, part, "participation_sheet")[0] == 409
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
