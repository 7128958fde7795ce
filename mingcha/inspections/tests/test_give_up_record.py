"""What was begun by mistake is given up with a reason; what was handed in never is."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.tests.changing import account_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.services import (
    allow_change,
    ask_change,
    begin_record,
    give_up_record,
    return_record,
)
from mingcha.inspections.states import CONFIRMED, DRAFT, GIVEN_UP, SUBMITTED
from mingcha.inspections.tests.visiting import Visiting

LATER = datetime.date(2026, 6, 22)


def give_up(visiting: Visiting, place: int = 0, reason: str = "应填在下一户次") -> InspectionRecord:
    row = visiting.first
    return give_up_record(actor=visiting.member(row, place), inspection=row.pk, reason=reason)


def test_a_draft_of_another_visit_is_given_up_and_the_day_set_anew(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row)
    with pytest.raises(Conflict):
        visiting.schedule(row, LATER)
    assert give_up(visiting).state == GIVEN_UP
    assert visiting.schedule(row, LATER).planned_on == LATER


def test_a_record_begun_again_is_the_first_version_and_empty(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    before = visiting.save(row)
    give_up(visiting)
    record = begin_record(actor=visiting.member(row, 1), inspection=row.pk)
    assert (record.n, record.state, record.place, record.party, record.outcomes) == (1, DRAFT, "", "", [])
    assert record.typed_by_id == visiting.member(row, 1).person_id
    assert record.revision > before.revision


def test_after_a_return_what_is_begun_again_says_what_was_handed_in(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    return_record(actor=visiting.member(row, 1), inspection=row.pk, version=1, words="地点写错")
    begin_record(actor=visiting.member(row), inspection=row.pk)
    visiting.save(row, place="写乱了")
    give_up(visiting)
    record = begin_record(actor=visiting.member(row), inspection=row.pk)
    assert (record.n, record.place, record.reason) == (2, "矿区办公室", "地点写错")


def test_only_who_types_gives_up_with_a_reason_and_twice_is_once(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    with pytest.raises(Forbidden):
        give_up(visiting, 1)
    with pytest.raises(Refusal) as refused:
        give_up(visiting, reason="  ")
    assert refused.value.code == "give-up-reason"
    assert give_up(visiting).pk == give_up(visiting, reason="再按一次").pk
    assert InspectionRecord.objects.get().given_up_for == "应填在下一户次"


def test_what_was_handed_in_is_not_given_up(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    with pytest.raises(Conflict):
        give_up(visiting)
    assert InspectionRecord.objects.get().state == SUBMITTED


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_change_that_was_asked_for_is_taken_back_and_may_be_asked_again(
    visiting: Visiting, is_allowed: bool
) -> None:
    row = visiting.first
    visiting.whole(row)
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="漏写处理措施")
    if is_allowed:
        allow_change(actor=visiting.reader("enforcement"), inspection=row.pk)
    give_up(visiting, reason="没有漏写")
    with pytest.raises(Conflict) as refused:
        begin_record(actor=visiting.member(row), inspection=row.pk)
    assert refused.value.code == "record-confirmed"
    again = ask_change(actor=visiting.member(row), inspection=row.pk, reason="地点写错")
    states = dict(InspectionRecord.objects.values_list("n", "state"))
    assert (again.n, states[1], states[2]) == (3, CONFIRMED, GIVEN_UP)


def test_the_page_leads_there_and_back(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    client, other = Client(), Client()
    client.force_login(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    other.force_login(account_of(visiting.ceremony, visiting.coverage(row).team[1]))
    page, address = reverse("inspection_detail", args=[row.pk]), reverse("record_give_up", args=[row.pk])
    assert address in client.get(page).content.decode()
    assert address not in other.get(page).content.decode()
    assert other.post(address, {"reason": "别人的"}).status_code == 403
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "应填在下一户次"}).status_code == 302
    said = client.get(page).content.decode()
    assert "已放弃" in said and "放弃：应填在下一户次" in said
