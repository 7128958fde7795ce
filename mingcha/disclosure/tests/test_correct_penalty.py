"""行政处罚决定 that is public already: what is read of it while it is corrected, and what a correction must
not tell."""

import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.penalty_entries import penalties_not_entered
from mingcha.disclosure.queries.penalty_lines import public_penalties
from mingcha.disclosure.rules.penalties import COMPANY
from mingcha.disclosure.services import propose_penalty_withholding, return_penalty, withdraw_penalty
from mingcha.disclosure.tests.penalizing import FACTS, Penalizing
from mingcha.disclosure.tests.test_enter_penalty import MERCHANT, NATURAL
from mingcha.disclosure.tests.test_publish_penalty import GROUND, everywhere, page, page_of
from mingcha.draws.tests.county import Ceremony
from mingcha.law.models import Deadline


@pytest.fixture
def penalizing(ceremony: Ceremony) -> Penalizing:
    return Penalizing(ceremony)


def staff_page(penalizing: Penalizing, role: str, row: Penalty) -> str:
    client = Client()
    client.force_login(penalizing.ceremony.county.bureau.people[role])
    answer = client.get(reverse("penalty_detail", args=[row.decision]))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_nothing_is_published_whose_last_day_is_over_and_nothing_taken_back_by_such_a_day(
    penalizing: Penalizing,
) -> None:
    until, clock = datetime.date(2026, 6, 20), penalizing.ceremony.clock
    late = penalizing.enter(document_no="阜自然资罚〔2026〕8号", public_until=until)
    row = penalizing.published()
    clock.now = datetime.datetime(2026, 6, 21, 4, tzinfo=datetime.UTC)
    penalizing.correct(row, public_until=until)
    for one in (late, row):
        with pytest.raises(Refusal, match="公示以后没有人看得到") as refused:
            penalizing.publish(one)
        assert refused.value.code == "publicity-over" and str(until) in refused.value.sentence
        assert Deadline.objects.filter(
            kind="disclosure.penalty", subject=one.decision, closed_at=None
        ).exists()
    assert FACTS.document_no in everywhere()
    penalizing.edit(row, public_until=datetime.date(2026, 6, 21), content="罚款5000.01元")
    penalizing.publish(row)
    assert FACTS.document_no in everywhere()


def test_what_ended_by_itself_may_still_be_put_right_but_not_once_it_was_withdrawn(
    penalizing: Penalizing,
) -> None:
    until = datetime.date(2026, 6, 20)
    row = penalizing.published(public_until=until)
    penalizing.ceremony.clock.now = datetime.datetime(2026, 6, 21, 4, tzinfo=datetime.UTC)
    penalizing.correct(row, public_until=until, fine=400_000)
    assert not penalizing.line(row).is_read and public_penalties(penalizing.checker) == []
    assert list(penalties_not_entered(penalizing.checker)) == []
    penalizing.publish(row)
    assert penalizing.line(row).status[0] == "公示期满"
    withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="复议决定撤销")
    penalizing.correct(row, public_until=until, fine=300_000)
    with pytest.raises(Refusal, match="公示以后没有人看得到"):
        penalizing.publish(row)


def test_while_a_correction_is_given_back_the_decision_is_as_public_as_before(penalizing: Penalizing) -> None:
    row = penalizing.published()
    penalizing.correct(row, fine=400_000)
    return_penalty(actor=penalizing.checker, decision=row.decision, revision=0, words="金额不符")
    assert penalizing.line(row).status[0] == "退回重填"
    assert [one.fine for one in public_penalties(penalizing.checker)] == [FACTS.fine]
    assert [one.penalty.decision for one, _ in penalties_not_entered(penalizing.checker)] == [row.decision]
    with pytest.raises(Conflict) as refused:
        propose_penalty_withholding(actor=penalizing.enterer, decision=row.decision, ground=GROUND)
    assert refused.value.code == "is-public"
    assert reverse("penalty_withdraw", args=[row.decision]) in staff_page(penalizing, LEADER, row)
    national = reverse("penalty_entry", args=[row.decision, "national"])
    assert national in staff_page(penalizing, ENFORCEMENT, row)
    withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="复议决定撤销")
    assert public_penalties(penalizing.checker) == []


@pytest.mark.parametrize("party", [NATURAL, MERCHANT], ids=["person", "merchant"])
def test_a_name_that_had_to_be_masked_is_taken_back_before_the_correction_is_read(
    penalizing: Penalizing, party: dict[str, str]
) -> None:
    row = penalizing.published(**{**party, "party_kind": COMPANY, "uscc": FACTS.uscc})
    penalizing.correct(row, "类别有误", **party)
    with pytest.raises(Refusal, match="没有隐去") as refused:
        penalizing.publish(row)
    assert refused.value.remedy == "请先撤回公示，再核对公示新版。"
    withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="类别有误")
    penalizing.publish(row)
    penalizing.correct(row, "金额有误", fine=400_000, **party)
    penalizing.publish(row)
    shown = page(page_of(row))
    assert party["party"] not in shown and FACTS.uscc not in shown and "金额有误" in shown


def test_names_that_a_former_version_has_stand_in_no_text_and_no_reason(penalizing: Penalizing) -> None:
    row = penalizing.published(**NATURAL)
    told = {**NATURAL, "party": "李试槐"}
    with pytest.raises(Refusal) as refused:
        penalizing.correct(row, "姓名有误", **told, facts="李试榆越界")
    assert refused.value.code == "penalty-odd"
    with pytest.raises(Refusal, match="自然人"):
        penalizing.correct(row, "原写作李试榆，有误", **told)
    penalizing.correct(row, "原写作李试松，有误", **told)
    with pytest.raises(Refusal, match="自然人"):
        penalizing.edit(row, **{**told, "party": "李试松"})
    with pytest.raises(Refusal):
        penalizing.edit(row, **told, facts="李试榆越界")
    penalizing.edit(row, **told)
    for name in ("李试榆", "李试槐"):
        with pytest.raises(Refusal, match="自然人"):
            withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason=f"{name}申请复议")
    assert penalizing.line(row).is_read
