"""Whatever happens between notice and signature, somebody can go on, and nothing is told that is not so."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import account_of, assignment_of, interest
from mingcha.draws.tests.county import Ceremony, Clock
from mingcha.inspections.models import Approval, InspectionFile, InspectionRecord, Outcome
from mingcha.inspections.rules.files import PHOTO
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.signing import ABSENT, REFUSED
from mingcha.inspections.services import (
    Enclosure,
    OutcomeFacts,
    add_item_outcome,
    attach_file,
    begin_record,
    propose_approval,
    return_record,
    save_record,
    void_file,
)
from mingcha.inspections.tests.visiting import Visiting, away, begin_visiting, give_checklist, photo
from mingcha.items.models import InspectionItem
from mingcha.law.models import Deadline
from mingcha.registers.models import Inspector

GONE = {"signing": ABSENT, "party": "", "refusal_reason": "大门上锁", "refusal_witness": "村委会赵某"}


def own(visiting: Visiting, item: str, title: str, family: str, national: str) -> str:
    facts = OutcomeFacts(item, title, family, national, is_problem=national not in ("1", "7", "4"))
    return add_item_outcome(actor=visiting.ceremony.county.actor(BUSINESS), facts=facts).code


def test_results_that_two_items_added_are_never_taken_for_each_other(visiting: Visiting) -> None:
    item = InspectionItem.objects.get(code="K01")
    InspectionItem.objects.create(item_list=item.item_list, code="K00", name="另一事项", basis="《法》第一条")
    clean = own(visiting, "K00", "批合格", "found", "1")
    gone = own(visiting, "K01", "厂房拆除", "not_checked", "7")
    assert clean != gone
    row = visiting.first
    visiting.on_the_day(row)
    told = Enclosure(PHOTO, photo(), "空地")
    attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
    results = [Result(unit, "", gone, "厂房已拆除") for unit in visiting.coverage(row).units]
    visiting.hand_in(row, results=results, **GONE)
    visiting.confirm(row)
    assert {(one.title, one.national) for one in Outcome.objects.all()} == {("厂房拆除", "7")}


def test_an_added_result_asks_for_the_proof_of_its_class(visiting: Visiting) -> None:
    lost = own(visiting, "K01", "失联", "not_checked", "4")
    row = visiting.first
    visiting.on_the_day(row)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row, results=[Result(visiting.coverage(row).units[0], "", lost, "找不到")], **GONE)
    assert any("专用信函" in sentence for _, sentence in refused.value.found)


def test_whoever_lets_nobody_in_is_recorded_without_answers_that_nobody_gave(
    ceremony: Ceremony, clock: Clock
) -> None:
    give_checklist(ceremony)
    visiting = begin_visiting(ceremony, clock)
    row = visiting.first
    visiting.on_the_day(row)
    results = [Result(unit, "", "uncooperative", "拒绝进入矿区") for unit in visiting.coverage(row).units]
    refused = {"signing": REFUSED, "refusal_reason": "拒绝", "refusal_witness": "村委会赵某"}
    visiting.hand_in(row, answers={}, results=results, **refused)
    visiting.confirm(row)
    assert {one.national for one in Outcome.objects.all()} == {"6"}


def test_a_record_that_was_given_back_keeps_the_clock_of_the_visit(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    return_record(actor=visiting.member(row, 1), inspection=row.pk, version=1, words="地点写错")
    visiting.clock.advance(days=40)
    begin_record(actor=visiting.member(row), inspection=row.pk)
    visiting.hand_in(row)
    visiting.confirm(row, 2)
    clock = Deadline.objects.get(kind="inspections.result", closed_at=None)
    assert clock.due_on == datetime.date(2026, 7, 17)


def test_who_was_there_confirms_although_his_seat_was_redrawn_since(visiting: Visiting) -> None:
    row = visiting.first
    went = visiting.coverage(row).team[1]
    visiting.on_the_day(row)
    visiting.hand_in(row)
    leave_own_seat(
        actor=visiting.member(row, 1),
        draw=assignment_of(visiting.ceremony),
        visit=row.code,
        interest=interest(),
    )
    client = Client()
    client.force_login(account_of(visiting.ceremony, went))
    assert client.post(reverse("record_confirm", args=[row.pk, 1])).status_code == 302
    assert InspectionRecord.objects.get().state == "confirmed"


def test_where_nobody_of_the_team_can_those_in_charge_give_the_record_back(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    with pytest.raises(Forbidden):
        return_record(actor=visiting.member(row), inspection=row.pk, version=1, words="自己退回")
    return_record(actor=visiting.reader(LEADER), inspection=row.pk, version=1, words="另一人已离岗")
    assert begin_record(actor=visiting.member(row), inspection=row.pk).n == 2


def test_the_draft_of_one_who_has_left_is_taken_over(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row)
    typed, other = visiting.typed(row), visiting.member(row, 1)
    Person.objects.filter(inspector__roster_no=visiting.coverage(row).team[0]).update(is_active=False)
    record = save_record(actor=other, inspection=row.pk, revision=1, typed=typed)
    assert record.typed_by_id == other.person_id


def test_an_expert_types_nothing_that_two_officers_sign(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row)
    Inspector.objects.filter(roster_no=visiting.coverage(row).team[0]).update(is_expert=True)
    with pytest.raises(Forbidden) as refused:
        visiting.hand_in(row)
    assert refused.value.code == "not-an-officer"


def test_an_expert_confirms_nothing(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    Inspector.objects.filter(roster_no=visiting.coverage(row).team[1]).update(is_expert=True)
    with pytest.raises(Forbidden) as refused:
        visiting.confirm(row)
    assert refused.value.code == "not-an-officer"


def test_of_two_officers_one_is_too_few_and_whoever_was_away_that_day_did_not_go(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    other = visiting.coverage(row).team[1]
    Inspector.objects.filter(roster_no=other).update(is_expert=True)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row)
    assert refused.value.code == "too-few-officers"
    Inspector.objects.filter(roster_no=other).update(is_expert=False)
    away(visiting, other)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row)
    assert refused.value.code == "team-not-fit"


def test_the_same_photo_is_kept_once_and_as_evidence_for_good(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    member = visiting.member(row)
    for _ in range(2):
        file = attach_file(actor=member, inspection=row.pk, enclosure=Enclosure(PHOTO, photo(), "采场"))
    assert InspectionFile.objects.count() == 1
    visiting.hand_in(row)
    visiting.confirm(row)
    with pytest.raises(Conflict) as refused:
        void_file(actor=member, file=file.pk, reason="不要了")
    assert refused.value.code == "is-evidence"


def test_what_was_typed_before_a_result_was_ticked_is_not_lost(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    client = Client()
    client.force_login(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    told = {"revision": "0", "u0i0w": "北侧\x00越界", "u0i0m": "责令退回"}
    assert client.post(reverse("record_edit", args=[row.pk]), told).status_code == 302
    page = client.get(reverse("record_edit", args=[row.pk])).content.decode()
    assert "北侧越界" in page and "责令退回" in page


def test_nothing_is_approved_by_a_post_that_says_nothing(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    campaign = ceremony.county.campaign
    campaign.refresh_from_db()
    approval = propose_approval(actor=ceremony.county.actor(ENFORCEMENT), campaign=campaign, words="分组")
    client = Client()
    client.force_login(ceremony.county.bureau.people[LEADER])
    client.post(reverse("approval_decide", args=[approval.pk]), {"words": ""})
    assert Approval.objects.get().state == "proposed"
    with transaction.atomic():
        client.post(reverse("approval_decide", args=[approval.pk]), {"words": "", "approve": "1"})
    assert Approval.objects.get().state == "approved"
