"""解除不予公示: once the ground is gone, one person asks, a leader decides, and the record is owed again."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.models import Withholding
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.queries.result_lines import ResultLine, find_result
from mingcha.disclosure.services import (
    Ground,
    decide_withholding,
    propose_lifting,
    propose_penalty_lifting,
    propose_penalty_withholding,
    propose_withholding,
    publish_result,
    withdraw_penalty,
    withdraw_result,
)
from mingcha.disclosure.tests.penalizing import Penalizing
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.tests.visiting import Visiting
from mingcha.law.models import Deadline
from mingcha.ledger.models import Opening

GROUND = Ground("涉及国家秘密的测绘成果", "《保守国家秘密法》第三条（测试）")
GONE = "保密期限已满"


@pytest.fixture
def withheld(visiting: Visiting) -> Visiting:
    """The result of the first visit, which a leader allowed to keep from the public."""
    visiting.whole(visiting.first)
    withhold(visiting)
    return visiting


@pytest.fixture
def penalizing(ceremony: Ceremony) -> Penalizing:
    return Penalizing(ceremony)


def clerk(visiting: Visiting) -> Client:
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    return client


def withhold(visiting: Visiting) -> Withholding:
    actor, leader = visiting.ceremony.county.actor(ENFORCEMENT), visiting.ceremony.leader
    held = propose_withholding(actor=actor, inspection=visiting.first.pk, ground=GROUND)
    return decide_withholding(actor=leader, withholding=held.pk, approves=True)


def ask(visiting: Visiting, reason: str = GONE) -> Withholding:
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    return propose_lifting(actor=actor, inspection=visiting.first.pk, reason=reason)


def lifted(visiting: Visiting) -> Withholding:
    return decide_withholding(
        actor=visiting.ceremony.leader, withholding=ask(visiting).pk, approves=True, words="同意"
    )


def line(visiting: Visiting) -> ResultLine:
    return find_result(visiting.ceremony.leader, visiting.first.pk)


def running(kind: str) -> list[Deadline]:
    return list(Deadline.objects.filter(kind=kind, closed_at=None))


def test_once_it_is_lifted_the_result_is_owed_again_from_that_day(withheld: Visiting) -> None:
    assert running("inspections.result") == []
    withheld.clock.advance(hours=24 * 30)
    lifted(withheld)
    (owed,) = running("inspections.result")
    assert (owed.starts_on, owed.count, owed.unit) == (datetime.date(2026, 7, 18), 20, "working")
    stands = line(withheld)
    assert (stands.status[0], stands.due_on, stands.withholding) == ("待公示", owed.due_on, None)
    publish_result(
        actor=withheld.ceremony.county.actor(ENFORCEMENT), inspection=withheld.first.pk, is_checked=True
    )
    assert len(public_rows(find_kind(RESULTS))) == 1 and running("inspections.result") == []


def test_until_a_leader_decides_nothing_of_it_is_public_and_the_campaign_stays_open(
    withheld: Visiting,
) -> None:
    held = ask(withheld)
    assert ask(withheld).pk == held.pk
    assert line(withheld).status[0] == "解除不予公示待批"
    stands = publications(withheld.ceremony.leader, [withheld.approval.campaign], moments.today())[0]
    assert stands.open == 1
    actor = withheld.ceremony.county.actor(ENFORCEMENT)
    with pytest.raises(Conflict) as refused:
        publish_result(actor=actor, inspection=withheld.first.pk, is_checked=True)
    assert refused.value.code == "withheld"
    with pytest.raises(Forbidden):
        decide_withholding(actor=actor, withholding=held.pk, approves=True)
    work = OpenWork.objects.get(kind="disclosure.withhold")
    assert work.title.startswith("决定是否解除不予公示") and work.why == GONE


def test_who_asked_does_not_decide_and_others_do_not_ask(withheld: Visiting) -> None:
    for role, error in ((LEADER, Forbidden), (LEGAL, Forbidden), (BUSINESS, Unknown)):
        actor = withheld.ceremony.county.actor(role)
        with pytest.raises(error):
            propose_lifting(actor=actor, inspection=withheld.first.pk, reason=GONE)
    held = ask(withheld)
    held.lift_proposed_by_id = withheld.ceremony.leader.person_id
    held.save()
    with pytest.raises(Forbidden, match="提出的人不能自己批准"):
        decide_withholding(actor=withheld.ceremony.leader, withholding=held.pk, approves=True)
    held.lift_decided_by_id = held.lift_proposed_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


def test_it_is_lifted_for_a_reason_and_only_where_it_was_approved(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    with pytest.raises(Conflict) as refused:
        ask(visiting)
    assert refused.value.code == "not-withheld"
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    propose_withholding(actor=actor, inspection=visiting.first.pk, ground=GROUND)
    with pytest.raises(Conflict, match="待批准"):
        ask(visiting)
    held = Withholding.objects.get()
    decide_withholding(actor=visiting.ceremony.leader, withholding=held.pk, approves=True)
    with pytest.raises(Refusal, match="写明理由"):
        ask(visiting, " ")
    assert Withholding.objects.get().state == "approved"


def test_what_a_leader_keeps_back_stays_withheld_and_may_be_asked_for_again(withheld: Visiting) -> None:
    held, leader = ask(withheld), withheld.ceremony.leader
    with pytest.raises(Refusal):
        decide_withholding(actor=leader, withholding=held.pk, approves=False)
    decide_withholding(actor=leader, withholding=held.pk, approves=False, words="仍在保密期内")
    assert line(withheld).status[0] == "不予公示" and running("inspections.result") == []
    assert (
        "仍在保密期内" in clerk(withheld).get(reverse("result_detail", args=[held.record])).content.decode()
    )
    assert ask(withheld).lift_decided_by_id is None
    assert lifted(withheld).state == "lifted"


def test_its_history_stays_inside_and_it_may_be_withheld_anew(withheld: Visiting) -> None:
    lifted(withheld)
    client, address = clerk(withheld), reverse("result_detail", args=[withheld.first.pk])
    page = client.get(address).content.decode()
    assert all(word in page for word in ("以前提出的不予公示", GROUND.reason, GONE, "批准解除"))
    withhold(withheld)
    assert line(withheld).status[0] == "不予公示" and Withholding.objects.count() == 2
    lifted(withheld)
    publish_result(
        actor=withheld.ceremony.county.actor(ENFORCEMENT), inspection=withheld.first.pk, is_checked=True
    )
    public = Client().get(reverse("public_record", args=[RESULTS, str(withheld.first.pk)])).content.decode()
    assert GONE not in public and GROUND.reason not in public
    for act in ("disclosure.propose_lifting", "disclosure.decide_lifting"):
        assert Opening.objects.filter(act=act).count() == 2


def test_what_had_been_withdrawn_before_it_was_withheld_is_not_owed(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    publish_result(actor=actor, inspection=visiting.first.pk, is_checked=True)
    withdraw_result(actor=visiting.ceremony.leader, inspection=visiting.first.pk, reason="查错了对象")
    visiting.clock.advance(hours=1)
    withhold(visiting)
    lifted(visiting)
    assert line(visiting).status[0] == "已撤回" and running("inspections.result") == []


def test_the_pages_ask_for_it_and_decide_it(withheld: Visiting) -> None:
    client, record = clerk(withheld), withheld.first.pk
    address = reverse("result_lift", args=[record])
    assert address in client.get(reverse("result_detail", args=[record])).content.decode()
    assert "请填写这一项" in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": GONE}).status_code == 302
    leader = Client()
    leader.force_login(withheld.ceremony.county.bureau.people[LEADER])
    assert "批准解除，应当公示" in leader.get(reverse("result_detail", args=[record])).content.decode()
    decide = reverse("withholding_decide", args=[Withholding.objects.get().pk])
    assert leader.post(decide, {"approve": "1"}).status_code == 302
    assert line(withheld).status[0] == "待公示"


def test_a_penalty_is_let_go_in_the_same_way_and_has_its_seven_days_anew(penalizing: Penalizing) -> None:
    row, leader = penalizing.enter(), penalizing.checker
    held = propose_penalty_withholding(actor=penalizing.enterer, decision=row.decision, ground=GROUND)
    decide_withholding(actor=leader, withholding=held.pk, approves=True)
    penalizing.ceremony.clock.advance(hours=24 * 30)
    with pytest.raises(Forbidden):
        propose_penalty_lifting(actor=leader, decision=row.decision, reason=GONE)
    propose_penalty_lifting(actor=penalizing.enterer, decision=row.decision, reason=GONE)
    waiting = penalizing.line(row)
    assert (waiting.status[0], waiting.keeper) == ("解除不予公示待批", "局领导")
    decide_withholding(actor=leader, withholding=held.pk, approves=True)
    (owed,) = running("disclosure.penalty")
    assert (owed.starts_on, owed.count) == (moments.today(), 7)
    penalizing.publish(row)
    assert penalizing.line(row).status[0] == "已公示"


def test_a_withdrawn_penalty_that_is_entered_anew_may_be_withheld_from_its_page(
    penalizing: Penalizing,
) -> None:
    row = penalizing.published()
    penalizing.correct(row, fine=400_000)
    client, address = Client(), reverse("penalty_detail", args=[row.decision])
    client.force_login(penalizing.ceremony.county.bureau.people[ENFORCEMENT])
    asks = reverse("penalty_withhold", args=[row.decision])
    assert asks not in client.get(address).content.decode()
    withdraw_penalty(actor=penalizing.checker, decision=row.decision, reason="复议决定撤销")
    assert asks in client.get(address).content.decode()
    assert client.post(asks, {"reason": GROUND.reason, "clause": GROUND.clause}).status_code == 302
    held = Withholding.objects.get()
    decide_withholding(actor=penalizing.checker, withholding=held.pk, approves=True)
    lifts = reverse("penalty_lift", args=[row.decision])
    assert lifts in client.get(address).content.decode()
    assert client.post(lifts, {"reason": GONE}).status_code == 302
    assert penalizing.line(row).status[0] == "解除不予公示待批"
