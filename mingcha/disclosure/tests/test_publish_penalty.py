"""行政处罚决定 becomes public by a second person, is corrected, withheld, withdrawn, and ends with
its day."""

import datetime
import json
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingcha.accounts.models import Person
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.disclosure.models import Disclosure, Penalty, Withholding
from mingcha.disclosure.queries.companies import companies
from mingcha.disclosure.queries.editions import carrying
from mingcha.disclosure.queries.kinds import find_kind, public_rows
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.services import (
    Ground,
    close_campaign,
    confirm_carried,
    decide_withholding,
    make_site,
    propose_penalty_withholding,
    publish_penalty,
    return_penalty,
    void_penalty,
    withdraw_penalty,
)
from mingcha.disclosure.tests.penalizing import FACTS, Penalizing
from mingcha.disclosure.tests.rounds import visit_all
from mingcha.disclosure.tests.test_enter_penalty import MERCHANT, NATURAL
from mingcha.disclosure.tests.test_publish_results import publish as publish_result
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.tests.visiting import Visiting
from mingcha.law.models import Deadline
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import home, own_work
from mingcha.oversight.queries.overview import span_of
from mingcha.oversight.queries.overview.timeliness import timeliness

GROUND = Ground("涉及国家秘密", "《保守国家秘密法》第三条（测试）")
ADDRESSES = ("public_records", "public_records_csv", "public_records_json")


@pytest.fixture
def penalizing(ceremony: Ceremony) -> Penalizing:
    return Penalizing(ceremony)


def page_of(row: Penalty) -> str:
    return reverse("public_record", args=["penalties", str(row.decision)])


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode("utf-8-sig"))


def everywhere(name: str = FACTS.party) -> str:
    """All that anybody can fetch of penalties."""
    listed = [page(reverse(one, args=["penalties"])) for one in ADDRESSES]
    return "\n".join([*listed, page("/public/"), page(f"/public/companies/?q={name}")])


def due_titles(penalizing: Penalizing, role: str) -> list[str]:
    work = own_work(penalizing.ceremony.county.actor(role))
    return [one.title for one in (*work.late, *work.soon, *work.later)]


def test_a_second_person_publishes_and_nobody_who_wrote_in_it(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    for checked, error in ((True, Forbidden), (False, Forbidden)):
        with pytest.raises(error):
            publish_penalty(actor=penalizing.enterer, decision=row.decision, revision=0, is_checked=checked)
    with pytest.raises(Refusal) as refused:
        publish_penalty(actor=penalizing.checker, decision=row.decision, revision=0, is_checked=False)
    assert refused.value.code == "not-checked"
    assert public_rows(find_kind("penalties")) == ()
    penalizing.publish(row)
    assert penalizing.line(row).status[0] == "已公示"
    assert not Deadline.objects.filter(kind="disclosure.penalty", closed_at=None).exists()
    penalizing.publish(row)
    assert Disclosure.objects.filter(kind="penalties").count() == 1


def test_what_was_not_read_is_not_published(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    penalizing.edit(row, content="罚款5000.01元")
    with pytest.raises(Conflict) as moved:
        publish_penalty(actor=penalizing.checker, decision=row.decision, revision=0, is_checked=True)
    assert moved.value.code == "penalty-moved"


def test_what_is_public_is_found_everywhere_with_the_fields_of_the_list_and_no_other(
    penalizing: Penalizing,
) -> None:
    row = penalizing.published(tax_no="税号T1-7711", remarks="内部说明", authority_code="11130624000000000X")
    (told,) = json.loads(page(reverse("public_records_json", args=["penalties"])))
    assert (told["fine"], told["confiscated"], told["standing"]) == (
        "0.500001",
        "0.123456",
        "罚款；没收违法所得",
    )
    assert told["decided_on"] == "2026-06-16" and told["holder_code"] == FACTS.uscc
    assert [one.code for one in companies(FACTS.party)] == [FACTS.uscc]
    assert FACTS.document_no in page(reverse("public_company", args=[FACTS.uscc]))
    shown = everywhere() + page(page_of(row))
    assert "0.500001" in shown
    for word in ("张得宝", "张*宝", "T1-7711", "内部说明", "11130624"):
        assert word not in shown


@pytest.mark.parametrize("party", [NATURAL, MERCHANT], ids=["person", "merchant"])
def test_the_whole_name_of_a_person_or_sole_trader_is_in_no_public_byte(
    penalizing: Penalizing, party: dict[str, str], tmp_path: Path
) -> None:
    row = penalizing.published(**party)
    name = party["party"]
    shown = everywhere(name="*") + page(page_of(row))
    make_site(actor=penalizing.enterer, folder=tmp_path)
    carried = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert name not in shown and not [one for one in carried if name.encode() in one]
    (told,) = public_rows(find_kind("penalties"))
    assert str(told["holder"])[0] == name[0] and "*" in str(told["holder"])
    # Without a code one is found in the list alone, and not with everybody else who has none.
    assert [one.code for one in companies("")] == ([party["uscc"]] if party["uscc"] else [])


def test_given_back_it_is_put_right_and_checked_again(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    with pytest.raises(Refusal):
        return_penalty(actor=penalizing.checker, decision=row.decision, revision=0, words="")
    return_penalty(actor=penalizing.checker, decision=row.decision, revision=0, words="金额与决定书不符")
    assert f"重新填写行政处罚：{FACTS.document_no}" in due_titles(penalizing, ENFORCEMENT)
    with pytest.raises(Conflict):
        penalizing.publish(row)
    penalizing.edit(row, content="罚款0.500001万元")
    penalizing.publish(row)
    assert Penalty.objects.get().words == ""


def test_a_correction_is_the_next_version_and_says_what_and_why(penalizing: Penalizing) -> None:
    row = penalizing.published()
    with pytest.raises(Refusal):
        penalizing.correct(row, " ")
    with pytest.raises(Refusal):
        penalizing.correct(row, "张得宝来电13812345678")
    penalizing.ceremony.clock.advance(days=1)
    penalizing.correct(row, "金额录入有误", fine=400_000)
    # Until it is checked everybody reads the former; what is wrong has the three working days of the law.
    assert "0.500001" in everywhere() and penalizing.line(row).status[0] == "待核对更正"
    clock = Deadline.objects.get(kind="disclosure.penalty", closed_at=None)
    assert (clock.count, clock.unit) == (3, "working") and "第四十八条" in clock.clause
    penalizing.publish(row)
    shown = everywhere()
    assert "0.4" in shown and "0.500001" not in shown
    told = page(page_of(row))
    assert "金额录入有误" in told and "0.500001" in told
    assert [one.state for one in Penalty.objects.order_by("number")] == ["superseded", "checked"]
    assert [one for one in examine_ledger() if one.place.startswith("disclosure_")] == []


def test_a_correction_of_what_stays_inside_leaves_the_public_page_as_it_is(penalizing: Penalizing) -> None:
    row = penalizing.published()
    penalizing.correct(row, remarks="补记税号", tax_no="T2")
    penalizing.publish(row)
    assert Disclosure.objects.filter(kind="penalties").count() == 1
    assert penalizing.line(row).penalty.tax_no == "T2"


def test_a_correction_that_was_dropped_leaves_the_former_as_it_was(penalizing: Penalizing) -> None:
    row = penalizing.published()
    penalizing.correct(row, fine=400_000)
    with pytest.raises(Conflict):
        penalizing.correct(row, fine=300_000)
    void_penalty(actor=penalizing.enterer, decision=row.decision, words="核对后没有错")
    line = penalizing.line(row)
    assert (line.status[0], line.penalty.fine, line.deadline) == ("已公示", FACTS.fine, None)
    penalizing.correct(row, fine=400_000)
    assert penalizing.line(row).penalty.number == 3


def test_a_withdrawn_decision_is_gone_everywhere_and_says_why(penalizing: Penalizing) -> None:
    row = penalizing.published()
    with pytest.raises(Forbidden):
        withdraw_penalty(
            actor=penalizing.ceremony.county.actor(BUSINESS), decision=row.decision, reason="撤销"
        )
    with pytest.raises(Refusal):
        withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="张得宝申请复议后撤销")
    withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="复议决定撤销")
    gone = page(page_of(row), 410)
    assert "公示已撤回" in gone and "复议决定撤销" in gone
    for word in (FACTS.party, FACTS.document_no, FACTS.uscc, FACTS.breach):
        assert word not in gone + everywhere("无")
    page(reverse("public_company", args=[FACTS.uscc]), 404)
    assert penalizing.line(row).status[0] == "已撤回"
    # A new decision in the place of the one that was annulled is the next version.
    penalizing.correct(row, "复议后重新作出", content="罚款减为4000元", fine=400_000)
    assert penalizing.line(row).deadline is not None
    penalizing.publish(row)
    assert "复议后重新作出" not in everywhere() and "0.4" in everywhere()


def test_the_day_after_its_last_it_is_on_no_page_and_the_history_stays_inside(
    penalizing: Penalizing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = penalizing.ceremony.clock
    until = datetime.date(2026, 9, 30)
    row = penalizing.published(public_until=until)
    make_site(actor=penalizing.enterer, folder=tmp_path)
    confirm_carried(actor=penalizing.enterer, number=1)
    clock.now = datetime.datetime(2026, 9, 30, 15, 59, tzinfo=datetime.UTC)
    assert FACTS.document_no in everywhere() and page(page_of(row))
    assert not carrying(penalizing.enterer).may_be_behind
    clock.advance(minutes=1)
    assert timezone.localtime(timezone.now()).date() > until
    gone = page(page_of(row), 410)
    assert "公示期已满" in gone
    for word in (FACTS.party, FACTS.document_no, FACTS.breach):
        assert word not in gone + everywhere("无")
    page(reverse("public_company", args=[FACTS.uscc]), 404)
    line = penalizing.line(row)
    assert line.status[0] == "公示期满" and line.shown is not None
    assert carrying(penalizing.enterer).may_be_behind
    assert "公示期满的内容从公示网站上删除" in due_titles(penalizing, LEADER)
    make_site(actor=penalizing.enterer, folder=tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if FACTS.uscc.encode() in path.read_bytes()] == []
    confirm_carried(actor=penalizing.enterer, number=2)
    assert "公示期满的内容从公示网站上删除" not in due_titles(penalizing, LEADER)


def test_what_the_law_keeps_back_is_withheld_by_a_leader_and_its_clock_stops(
    penalizing: Penalizing,
) -> None:
    row = penalizing.enter()
    with pytest.raises(Forbidden):
        propose_penalty_withholding(actor=penalizing.checker, decision=row.decision, ground=GROUND)
    held = propose_penalty_withholding(actor=penalizing.enterer, decision=row.decision, ground=GROUND)
    assert any(one.startswith("决定是否不予公示") for one in due_titles(penalizing, LEADER))
    for act in (penalizing.publish, penalizing.edit):
        with pytest.raises(Conflict):
            act(row)
    decide_withholding(actor=penalizing.checker, withholding=held.pk, approves=True)
    assert penalizing.line(row).status[0] == "不予公示"
    assert not Deadline.objects.filter(kind="disclosure.penalty", closed_at=None).exists()
    assert Withholding.objects.get().state == "approved"


def test_what_is_public_is_withdrawn_and_not_withheld(penalizing: Penalizing) -> None:
    row = penalizing.published()
    with pytest.raises(Conflict):
        propose_penalty_withholding(actor=penalizing.enterer, decision=row.decision, ground=GROUND)


def test_the_home_pages_say_who_is_late_and_by_how_much(penalizing: Penalizing) -> None:
    penalizing.enter()
    county = penalizing.ceremony.county
    waiting = [one.title for one in home(county.actor(ENFORCEMENT)).waiting]
    assert f"核对公示：{FACTS.document_no}" in waiting
    to_check = f"核对公示行政处罚：{FACTS.document_no}"
    assert to_check in due_titles(penalizing, BUSINESS)
    assert to_check not in due_titles(penalizing, LEADER)
    late = f"行政处罚逾期没有公示：{FACTS.document_no}"
    assert late not in due_titles(penalizing, LEADER)
    penalizing.ceremony.clock.now = datetime.datetime(2026, 7, 1, 4, tzinfo=datetime.UTC)
    work = own_work(county.actor(LEADER))
    (found,) = [one for one in work.late if one.title == late]
    assert "逾期3个工作日" in found.why
    assert len([one for one in own_work(county.actor(BUSINESS)).late if FACTS.document_no in one.title]) == 1


def test_the_overview_counts_penalties_by_their_clocks(penalizing: Penalizing) -> None:
    penalizing.published(document_no="阜自然资罚〔2026〕1号")
    penalizing.enter()
    void = penalizing.enter(document_no="阜自然资罚〔2026〕9号")
    void_penalty(actor=penalizing.enterer, decision=void.decision, words="重复录入")
    penalizing.ceremony.clock.now = datetime.datetime(2026, 7, 1, 4, tzinfo=datetime.UTC)
    span = span_of(penalizing.checker, "", "")
    (line,) = [one for one in timeliness(penalizing.checker, span).lines if one.note == "行政处罚"]
    assert [cell.text for cell in line.cells] == ["2", "1", "0", "0", "1", "3个工作日"]


def test_where_nobody_else_can_check_it_the_leader_is_asked(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    business = penalizing.ceremony.county.bureau.people[BUSINESS]
    Person.objects.filter(pk=business.pk).update(is_active=False)
    assert f"核对公示行政处罚：{FACTS.document_no}" in due_titles(penalizing, LEADER)
    assert penalizing.line(row).keeper == "局领导"


def test_a_campaign_is_not_closed_while_a_penalty_from_its_visits_is_open(visiting: Visiting) -> None:
    penalizing = Penalizing(visiting.ceremony)
    one_round = visit_all(visiting, words="越界开采")
    for row in visiting.rows:
        publish_result(visiting, row)
    one_round.published()
    enforcement = visiting.ceremony.county.actor(ENFORCEMENT)
    campaign = one_round.campaign

    def may_close() -> bool:
        today = timezone.localtime(timezone.now()).date()
        return publications(enforcement, [campaign], today)[0].may_close

    assert may_close()
    penalty = penalizing.enter(origin=visiting.first.pk)
    assert not may_close()
    with pytest.raises(Conflict, match="1件由检查引出的行政处罚决定没有公示"):
        close_campaign(actor=enforcement, campaign=campaign)
    penalizing.publish(penalty)
    assert may_close()
    close_campaign(actor=enforcement, campaign=campaign)
