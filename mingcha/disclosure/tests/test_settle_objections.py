"""What was upheld is settled by what corrects it, and by nothing else; and it does not come back."""

import pytest
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.services import Said, publish_result, withdraw_result
from mingcha.disclosure.states import SETTLED, UPHELD
from mingcha.disclosure.tests.objecting import NAME, Objecting

pytestmark = pytest.mark.django_db


def mark() -> object:
    return public_rows(find_kind(RESULTS))[0]["objection"]


def withdraw(objecting: Objecting) -> Disclosure:
    return withdraw_result(actor=objecting.leader, inspection=objecting.row.pk, reason="不是本企业的矿")


def test_a_correction_before_the_approval_settles_only_what_the_leader_says_it_meets(
    objecting: Objecting,
) -> None:
    mine = objecting.answer(objecting.object())
    other = objecting.answer(objecting.object(Said(NAME, "企业名称也写错")))
    objecting.correct_record()
    objecting.publish("本局复查发现")
    assert objecting.approve(mine, is_met=True).state == SETTLED
    assert objecting.approve(other).state == UPHELD
    assert mark() == "异议成立，正在更正"


def test_the_leader_is_asked_whether_it_is_met_only_once_something_was_changed(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object())
    leader, detail = objecting.client(LEADER), reverse("objection_detail", args=[row.pk])
    assert "is_met" not in leader.get(detail).content.decode()
    with pytest.raises(Conflict) as refused:
        objecting.approve(row, is_met=True)
    assert refused.value.code == "not-changed"
    objecting.correct_record()
    objecting.publish("本局复查发现")
    text = leader.get(detail).content.decode()
    assert 'name="is_met"' in text and "变为第2版：本局复查发现" in text
    told = {"approve": "1", "words": "", "is_met": "on"}
    assert leader.post(reverse("objection_decide", args=[row.pk]), told).status_code == 302
    row.refresh_from_db()
    assert row.state == SETTLED and row.outcome is not None and row.outcome.number == 2


def test_whoever_corrects_reads_first_that_several_are_settled_by_it(objecting: Objecting) -> None:
    objecting.upheld()
    page, client = reverse("result_detail", args=[objecting.row.pk]), objecting.client(ENFORCEMENT)
    assert "第1件异议成立，还没有更正" in client.get(page).content.decode()
    objecting.approve(objecting.answer(objecting.object(Said(NAME, "企业名称也写错"))))
    text = client.get(page).content.decode()
    assert "第1件、第2件异议成立，还没有更正" in text and "这2件一并办结" in text
    waiting = objecting.answer(objecting.object(Said(NAME, "日期写错")))
    objecting.correct_record()
    objecting.publish("面积和名称写错")
    assert Objection.objects.filter(state=SETTLED).count() == 2
    waiting.refresh_from_db()
    assert waiting.state == "answered" and "一并办结" not in client.get(page).content.decode()


def test_what_was_withdrawn_for_an_objection_is_not_published_again_unchanged(objecting: Objecting) -> None:
    objecting.upheld()
    withdraw(objecting)
    with pytest.raises(Conflict) as refused:
        objecting.publish("照原样")
    assert refused.value.code == "upheld-against" and not public_rows(find_kind(RESULTS))
    objecting.correct_record()
    objecting.publish("面积已更正")
    assert "越界0.3亩" in str(public_rows(find_kind(RESULTS)))
    assert Objection.objects.get().state == SETTLED


def test_what_was_withdrawn_before_the_approval_does_not_meet_it_by_coming_back(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object())
    withdraw(objecting)
    assert objecting.approve(row).state == UPHELD
    with pytest.raises(Conflict) as refused:
        objecting.publish("照原样")
    assert refused.value.code == "upheld-against"
    row.refresh_from_db()
    assert row.state == UPHELD


def test_any_withdrawn_result_is_published_again_for_a_reason_only(objecting: Objecting) -> None:
    withdraw(objecting)
    with pytest.raises(Refusal) as refused:
        publish_result(actor=objecting.section, inspection=objecting.row.pk, is_checked=True, reason=" ")
    assert refused.value.code == "no-reason"
    objecting.publish("误撤回，内容无误")
    assert Disclosure.objects.get(kind=RESULTS, number=2).reason == "误撤回，内容无误"


def test_what_came_back_unchanged_is_no_change_that_meets_an_objection(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object())
    withdraw(objecting)
    objecting.publish("误撤回，内容无误")
    with pytest.raises(Conflict) as refused:
        objecting.approve(row, is_met=True)
    assert refused.value.code == "not-changed"
