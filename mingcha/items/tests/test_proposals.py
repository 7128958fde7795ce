"""Sections propose, enforcement answers, what is taken over stands in the draft."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.items import services
from mingcha.items.models import InspectionItem, ItemProposal
from mingcha.items.queries import drafted_list, proposed_changes
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    bureau.person(ENFORCEMENT)
    draft = cast.draft(bureau)
    cast.item(bureau, draft, code="ZR01")
    cast.publish(bureau, draft)
    return bureau


def wish(bureau: Bureau, kind: str, code: str = "", **values: object) -> ItemProposal:
    return services.propose_item(
        actor=bureau.actor(BUSINESS), kind=kind, code=code, values=values, reason="法律修改"
    )


def test_a_wish_waits_for_enforcement_and_is_taken_over_into_a_draft(bureau: Bureau) -> None:
    proposal = wish(bureau, "change", "ZR01", ratio="1/10", in_force_from=datetime.date(2027, 1, 1))
    assert OpenWork.objects.get().person == bureau.person(ENFORCEMENT)
    changes = proposed_changes(bureau.actor(BUSINESS), proposal)
    assert changes == [("抽查比例", "（空）", "10%"), ("生效日期", "（空）", "2027-01-01")]
    services.take_over_proposal(actor=bureau.actor(ENFORCEMENT), proposal=proposal)
    draft = drafted_list(bureau.actor(BUSINESS))
    assert draft is not None
    item = draft.items.get()
    assert (item.ratio, item.in_force_from) == ("1/10", datetime.date(2027, 1, 1))
    assert not OpenWork.objects.exists()
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_a_new_item_gets_a_free_code_and_an_item_is_left_out(bureau: Bureau) -> None:
    services.take_over_proposal(
        actor=bureau.actor(ENFORCEMENT), proposal=wish(bureau, "add", name="新事项", basis="《测绘法》第三条")
    )
    services.take_over_proposal(actor=bureau.actor(ENFORCEMENT), proposal=wish(bureau, "leave_out", "ZR01"))
    draft = drafted_list(bureau.actor(BUSINESS))
    assert draft is not None
    assert [(one.code, one.name) for one in draft.items.all()] == [("002", "新事项")]


def test_a_declined_wish_carries_the_reason_and_changes_nothing(bureau: Bureau) -> None:
    proposal = wish(bureau, "leave_out", "ZR01")
    with pytest.raises(Refusal, match="写明理由"):
        services.decline_proposal(actor=bureau.actor(ENFORCEMENT), proposal=proposal, reason="")
    declined = services.decline_proposal(
        actor=bureau.actor(ENFORCEMENT), proposal=proposal, reason="法定职责不能取消"
    )
    assert (declined.state, declined.remark) == ("declined", "法定职责不能取消")
    assert drafted_list(bureau.actor(BUSINESS)) is None
    with pytest.raises(Conflict):
        services.take_over_proposal(actor=bureau.actor(ENFORCEMENT), proposal=proposal)


def test_nobody_answers_but_enforcement_and_nobody_withdraws_but_the_proposer(bureau: Bureau) -> None:
    proposal = wish(bureau, "change", "ZR01", note="改")
    for act in (services.take_over_proposal, services.decline_proposal):
        with pytest.raises(Forbidden):
            act(actor=bureau.actor(BUSINESS), proposal=proposal, reason="自己采纳")
    with pytest.raises(Forbidden):
        services.propose_item(actor=bureau.actor(LEADER), kind="add", values={}, reason="领导")
    with pytest.raises(Forbidden, match="只有本人"):
        services.withdraw_proposal(actor=bureau.actor(BUSINESS, "另一人"), proposal=proposal)
    assert services.withdraw_proposal(actor=bureau.actor(BUSINESS), proposal=proposal).state == "withdrawn"


def test_a_wish_names_a_reason_and_a_known_item(bureau: Bureau) -> None:
    with pytest.raises(Refusal, match="为什么"):
        services.propose_item(actor=bureau.actor(BUSINESS), kind="add", values={"name": "甲"}, reason=" ")
    with pytest.raises(Refusal, match="没有编码为"):
        wish(bureau, "change", "ZR99", note="改")


def test_the_pages_propose_and_answer(bureau: Bureau) -> None:
    clerk, enforcement = Client(), Client()
    clerk.force_login(bureau.person(BUSINESS))
    enforcement.force_login(bureau.person(ENFORCEMENT))
    item = InspectionItem.objects.get()
    typed = {"name": item.name, "kind": "key", "concerns_enterprises": "yes", "reason": "风险上升"}
    assert clerk.post(reverse("proposal_change", args=[item.pk]), typed).status_code == 302
    proposal = ItemProposal.objects.get()
    page = enforcement.get(reverse("proposal_detail", args=[proposal.pk])).content.decode()
    assert "一般" in page and "重点" in page and "风险上升" in page
    enforcement.post(reverse("proposal_decline", args=[proposal.pk]), {"reason": "数据不足"})
    assert "数据不足" in clerk.get(reverse("proposal_list")).content.decode()
    assert clerk.get(reverse("proposal_list"), {"export": 1})["Content-Type"].endswith("sheet")
