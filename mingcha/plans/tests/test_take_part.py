"""A partner takes part by file: invited, answering with people and items, each visit with its seat."""

from pathlib import Path

import openpyxl
import pytest

from mingcha.accounts.rules import BUSINESS, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.tests.county import Clock
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger
from mingcha.plans import services
from mingcha.plans.exports import ITEMS, PEOPLE
from mingcha.plans.models import Campaign, Participation
from mingcha.plans.queries import campaign_findings, settings_of, standing_findings_of, visit_groups
from mingcha.plans.queries.partner_board import partner_rows
from mingcha.plans.rules.plan_words import LINE_TITLES
from mingcha.plans.tests import cast
from mingcha.plans.tests.joint import NAME, TAG, Joint, joint
from mingcha.registers.models import Borrowing
from mingcha.registers.services.borrowings import decide_borrowing

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None, clock: Clock, tmp_path: Path) -> Joint:
    return joint(tmp_path)


def test_an_invitation_gives_each_department_its_seat_without_setting_by_hand(year: Joint) -> None:
    year.invite()
    assert visit_groups(year.now()) == [
        ("lead", 1, ("dept:land", "lead")),
        ("member", 1, ("dept:land",)),
        (TAG, 1, (TAG,)),
    ]
    assert history(year.part.pk)[0].act == "plans.invite_partner"


def test_the_seat_stays_when_the_campaign_is_edited(year: Joint) -> None:
    year.invite()
    without = cast.settings(year.item, line=settings_of(year.now()).line)
    services.edit_campaign(actor=year.clerk, campaign=year.campaign, settings=without)
    assert [code for code, _, _ in visit_groups(year.now())] == ["lead", "member", TAG]


def test_an_invited_department_is_not_dropped_from_the_line(year: Joint) -> None:
    year.invite()
    with pytest.raises(Conflict, match="已受邀"):
        services.edit_campaign(actor=year.clerk, campaign=year.campaign, settings=cast.settings(year.item))


def test_only_a_department_of_the_plan_line_is_invited(year: Joint) -> None:
    Campaign.objects.update(partner_departments=["阜平县应急管理局"])
    with pytest.raises(Refusal, match="不是任务2026-01的配合部门"):
        year.invite()


@pytest.mark.parametrize("role", [LEADER, LEGAL])
def test_who_may_not_draft_may_not_invite(year: Joint, role: str) -> None:
    with pytest.raises(Forbidden):
        services.invite_partner(
            actor=year.bureau.actor(role), campaign=year.campaign, partner=year.partner.pk
        )


def test_a_settled_campaign_invites_nobody(year: Joint) -> None:
    services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=year.campaign)
    with pytest.raises(Conflict):
        year.invite()


def test_an_empty_seat_is_found_by_the_arbiter_until_the_roster_is_borrowed(year: Joint) -> None:
    def short() -> list[str]:
        found = campaign_findings(year.clerk, year.now())
        return [one.rule for one in found if NAME in one.title]

    year.invite()
    year.send_people()
    assert short() == ["people"]
    year.borrow()
    assert short() == []


def test_the_whole_roster_is_borrowed_to_the_end_of_the_campaign(year: Joint) -> None:
    year.invite()
    year.send_people()
    year.borrow()
    asked = Borrowing.objects.get()
    assert (asked.section_name, asked.unit_words, str(asked.until_on)) == ("", asked.unit_words, "2026-09-30")
    assert NAME in asked.unit_words


def test_a_roster_is_asked_for_once_also_when_the_campaign_has_begun(year: Joint, clock: Clock) -> None:
    year.invite()
    year.send_people()
    clock.advance(days=10)
    asked = services.borrow_roster(actor=year.operator, participation=year.part)
    (row,) = partner_rows(year.clerk, year.now())
    assert row.borrowed == asked
    with pytest.raises(Conflict, match="已经提出"):
        services.borrow_roster(actor=year.operator, participation=year.part)
    decide_borrowing(actor=year.bureau.actor(LEADER), borrowing=asked.pk, approve=False, reason="另派")
    year.borrow()
    with pytest.raises(Conflict, match="已批准"):
        services.borrow_roster(actor=year.operator, participation=year.part)


def test_the_plan_line_says_what_is_drawn_and_asked_for(year: Joint) -> None:
    year.invite()
    book = openpyxl.load_workbook(year.answer(lambda book: None))
    assert book.sheetnames == ["计划行", "各层和应报内容", PEOPLE, ITEMS]
    assert [cell.value for cell in book["计划行"][2]] == list(LINE_TITLES.values())
    line = dict(zip(LINE_TITLES, (cell.value for cell in book["计划行"][3]), strict=True))
    assert (line["number"], line["base"], line["count"], line["partner_departments"]) == (
        "2026-01",
        20,
        2,
        NAME,
    )
    assert [cell.value for cell in book["各层和应报内容"][3]] == ["一般层", "10%", 20, 2]
    assert [book[name].max_row for name in (PEOPLE, ITEMS)] == [2, 2]


def test_an_answer_wants_people(year: Joint) -> None:
    year.invite()
    year.send_items()
    with pytest.raises(Refusal, match="名册还是空的"):
        services.accept_answer(actor=year.clerk, participation=year.part)


def test_people_alone_are_an_answer_when_it_is_said(year: Joint) -> None:
    year.invite()
    year.send_people()
    with pytest.raises(Refusal, match="没有报送抽查事项"):
        services.accept_answer(actor=year.clerk, participation=year.part)
    answered = services.accept_answer(actor=year.clerk, participation=year.part, remark="只派人员")
    assert (answered.state, str(answered.answered_on)) == ("answered", "2026-06-16")


def test_a_department_that_has_not_answered_is_asked_about(year: Joint) -> None:
    def asked() -> list[str]:
        found = standing_findings_of(year.clerk, year.now())
        return [one.found for one in found if one.code == "partner-unanswered"]

    assert asked() == [f"{NAME}还没有邀请"]
    year.invite()
    assert asked() == [f"{NAME}还没有回执"]
    year.send_people()
    services.accept_answer(actor=year.clerk, participation=year.part, remark="只派人员")
    assert asked() == []


def test_who_withdraws_has_no_seat_and_its_items_count_no_more(year: Joint) -> None:
    year.invite()
    year.send_items()
    services.withdraw_partner(actor=year.clerk, participation=year.part, reason="另有任务")
    assert [code for code, _, _ in visit_groups(year.now())] == ["lead", "member"]
    assert settings_of(year.now()).partner_items == ()
    assert year.invite().state == "invited"
    assert Participation.objects.count() == 1


def test_withdrawing_wants_a_reason(year: Joint) -> None:
    year.invite()
    with pytest.raises(Refusal, match="理由"):
        services.withdraw_partner(actor=year.clerk, participation=year.part, reason=" ")


def test_an_invited_campaign_is_not_joined_with_another(year: Joint) -> None:
    year.invite()
    other = cast.campaign(year.bureau, cast.settings(year.item, number="2026-02"))
    with pytest.raises(Conflict, match="已邀请协同部门"):
        services.join_campaigns(
            actor=year.clerk, campaigns=[year.now(), other], number="2026-09", title="联合", reason="重叠"
        )


def test_the_sheets_are_handed_out_after_the_draw(year: Joint) -> None:
    year.answered()
    with pytest.raises(Forbidden, match="还没有抽取"):
        services.hand_sheets(actor=year.operator, participation=year.part, to="王收件")
    year.drawn(0, 1)
    with pytest.raises(Forbidden):
        services.hand_sheets(actor=year.bureau.actor(BUSINESS), participation=year.part, to="王收件")
    with pytest.raises(Refusal, match="接收人"):
        services.hand_sheets(actor=year.operator, participation=year.part, to=" ")
    handed = services.hand_sheets(actor=year.operator, participation=year.part, to="王收件")
    assert (handed.state, handed.handed_to) == ("handed", "王收件")


def test_the_ledger_bears_out_every_row(year: Joint) -> None:
    year.handed(0, 1)
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []
