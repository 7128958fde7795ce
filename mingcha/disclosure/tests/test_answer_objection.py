"""An answer that was returned goes back to the leader; the list tells it only once it is approved."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Refusal
from mingcha.disclosure.rules.objections import DISMISS
from mingcha.disclosure.services import decide_objection
from mingcha.disclosure.states import ANSWERED, RECEIVED
from mingcha.disclosure.tests.objecting import Objecting

pytestmark = pytest.mark.django_db
WORDS = "实测面积为3亩，记录无误。"


def listed(objecting: Objecting, role: str) -> str:
    content = objecting.client(role).get(reverse("objection_list"), {"export": "1"}).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return str([*sheet.iter_rows(values_only=True)])


def test_a_returned_answer_sent_again_unchanged_waits_for_the_leader_again(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object(), DISMISS, WORDS)
    assert objecting.answer(row, DISMISS, WORDS).state == ANSWERED
    decide_objection(actor=objecting.leader, objection=row.pk, approves=False, words="请附实测图")
    row.refresh_from_db()
    assert row.state == RECEIVED
    assert objecting.answer(row, DISMISS, WORDS).state == ANSWERED
    row.refresh_from_db()
    assert (row.state, row.decision_words) == (ANSWERED, "")


def test_the_workbook_of_the_list_tells_verdict_and_answer_only_once_approved(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object(), DISMISS, WORDS)
    for role in (ENFORCEMENT, LEADER):
        assert WORDS not in listed(objecting, role) and "异议不成立" not in listed(objecting, role)
    objecting.approve(row)
    assert WORDS in listed(objecting, ENFORCEMENT) and "异议不成立" in listed(objecting, ENFORCEMENT)


@pytest.mark.parametrize(
    "words", ["请打１３８１２３４５６７８联系", "矿长家的电话0312-7654321", "已退回账号6222020200112233445"]
)
def test_an_answer_holds_no_number_however_it_is_written(objecting: Objecting, words: str) -> None:
    row = objecting.object()
    with pytest.raises(Refusal) as refused:
        objecting.answer(row, DISMISS, words)
    assert refused.value.code == "private-number" and "答复里有" in str(refused.value)
