"""撤回异议: by who objected, with the code that was shown then, until a leader decides."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Unknown
from mingcha.disclosure.models import Objection
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.queries.objections import code_of, open_objections
from mingcha.disclosure.services import take_back_objection
from mingcha.disclosure.tests.objecting import Objecting
from mingcha.law.models import Deadline
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import own_work


def take_back(objecting: Objecting, row: Objection, code: str = "") -> Objection:
    return take_back_objection(token=objecting.token, number=row.number, code=code or code_of(row))


def mark() -> object:
    (row,) = public_rows(find_kind(RESULTS))
    return row["objection"]


def test_who_objected_is_told_a_code_once_and_takes_the_objection_back_with_it(objecting: Objecting) -> None:
    address = reverse("public_objection", args=[objecting.token])
    client = Client()
    page = objecting.post(client)["Location"]
    told = client.get(page).content.decode()
    row = Objection.objects.get()
    assert code_of(row) not in page and "撤回码：<b" not in Client().get(page).content.decode()
    assert "撤回码：<b" not in client.get(page).content.decode()
    (code,) = re.findall(r'撤回码：<b class="mc-mono">(\w+)</b>', told)
    assert code == code_of(row) and code not in objecting.page()
    assert mark() == "异议处理中"
    assert Client().post(address, {"number": "1", "code": f" {code.upper()} "}).status_code == 302
    assert mark() == "" and "提出人已撤回异议" in objecting.page()
    assert 'name="code"' not in objecting.page() and list(examine_ledger()) == []


def test_the_receipt_alone_takes_nothing_back(objecting: Objecting) -> None:
    row = objecting.object()
    address = reverse("public_objection", args=[objecting.token])
    answer = Client().post(address, {"number": "1", "code": "0123456789"})
    assert answer.status_code == 422 and "撤回码不对" in answer.content.decode()
    assert "请填写这一项" in Client().post(address, {"number": "1", "code": ""}).content.decode()
    with pytest.raises(Unknown):
        take_back_objection(token=objecting.token, number=7, code=code_of(row))
    letter = objecting.enter()
    with pytest.raises(Unknown):
        take_back(objecting, letter)
    assert set(Objection.objects.values_list("state", flat=True)) == {"received"}


def test_its_clock_stops_and_nobody_has_work_by_it_any_more(objecting: Objecting) -> None:
    objecting.count_days()
    row = objecting.object()
    take_back(objecting, row)
    assert take_back(objecting, row).state == "withdrawn"
    assert not Deadline.objects.filter(subject=row.pk, closed_at=None).exists()
    campaign = objecting.visiting.approval.campaign
    assert not open_objections([campaign])
    for role in (ENFORCEMENT, LEADER):
        work = own_work(objecting.visiting.ceremony.county.actor(role))
        assert not [one for one in (*work.late, *work.soon, *work.later) if "异议" in one.title]
    assert Opening.objects.filter(act="disclosure.take_back_objection").count() == 1
    page = objecting.client(ENFORCEMENT).get(reverse("objection_list")).content.decode()
    assert "提出人已撤回异议" in page and "6月18日已撤回" in page


def test_an_answer_that_waits_may_be_overtaken_and_a_decision_not(
    objecting: Objecting,
) -> None:
    waiting = objecting.answer(objecting.object())
    take_back(objecting, waiting)
    with pytest.raises(Conflict):
        objecting.approve(waiting)
    decided = objecting.upheld()
    assert decided.number == 2
    with pytest.raises(Conflict, match="只有"):
        take_back(objecting, decided)
    assert 'name="code"' not in objecting.page()
