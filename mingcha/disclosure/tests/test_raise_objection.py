"""异议: a business objects to its published result with its receipt or by letter, is answered within the
clock by people who did not inspect it, and reads the answer where it objected."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.queries.objections import find_objection, has_gone, objection_page, objections
from mingcha.disclosure.rules.objections import DISMISS, OBJECTIONS_A_DAY, UPHOLD
from mingcha.disclosure.services import (
    Answer,
    Letter,
    Said,
    answer_objection,
    close_campaign,
    decide_objection,
    enter_objection,
    publish_result,
    take_objection,
    withdraw_result,
)
from mingcha.disclosure.states import ANSWERED, DISMISSED, RECEIVED, SETTLED, UPHELD
from mingcha.disclosure.tests.objecting import (
    GROUND,
    NAME,
    PAPER,
    PHONE,
    PUBLISHED_ON,
    SAID,
    Objecting,
    found,
    paper,
)
from mingcha.disclosure.tests.rounds import visit_all
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.models import ProofFile
from mingcha.intake.rules import PROOF_BYTES
from mingcha.law.models import Deadline, Obligation
from mingcha.law.rules import ANSWER_OBJECTION_DAYS
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import own_work

pytestmark = pytest.mark.django_db


def shown() -> Any:
    return public_rows(find_kind(RESULTS))[0]


def work_of(objecting: Objecting, role: str) -> dict[str, str]:
    """Title → when, of what waits for that role about objections."""
    work = own_work(objecting.visiting.ceremony.county.actor(role))
    rows = (*work.late, *work.soon, *work.later)
    return {one.title.partition("：")[0]: one.when for one in rows if "异议" in one.title}


def public_page(objecting: Objecting) -> str:
    address = reverse("public_record", args=[RESULTS, str(objecting.row.pk)])
    return Client().get(address).content.decode()


def test_with_its_receipt_a_business_objects_without_login_and_the_published_row_says_so(
    objecting: Objecting,
) -> None:
    assert "提出异议" in objecting.page() and shown()["objection"] == ""
    answer = objecting.post()
    assert answer.status_code == 302
    told = objecting.client().get(answer["Location"]).content.decode()
    assert "第1件异议已收到" in told and "待核查答复" in told
    row = Objection.objects.get()
    assert (row.objector, row.ground, row.contact) == (NAME, GROUND, PHONE)
    assert shown()["objection"] == "异议处理中" and "异议处理中" in public_page(objecting)
    listed = Client().get(reverse("public_records_csv", args=[RESULTS])).content.decode("utf-8-sig")
    assert "异议处理中" in listed
    assert list(examine_ledger()) == []


def test_who_objects_and_what_is_said_stand_nowhere_in_clear(objecting: Objecting) -> None:
    objecting.object()
    with connection.cursor() as cursor:
        cursor.execute("SELECT objector_sealed, ground_sealed, contact_sealed FROM disclosure_objection")
        kept = "".join(cursor.fetchone())
    ledger = "".join(str(one.content) for one in Opening.objects.all())
    for secret in (NAME, GROUND, PHONE):
        assert secret not in kept and secret not in ledger and secret not in objecting.page()


def test_what_is_not_public_cannot_be_objected_to(visiting: Visiting) -> None:
    objecting = Objecting(visiting)
    visiting.whole(visiting.first, results=found(visiting, "越界3亩"))
    assert "现在没有在公示" in objecting.page() and 'name="ground"' not in objecting.page()
    with pytest.raises(Conflict) as refused:
        objecting.object()
    assert refused.value.code == "not-public"
    assert objecting.post().status_code == 409 and not Objection.objects.exists()
    objecting.publish()
    withdraw_result(actor=objecting.leader, inspection=objecting.row.pk, reason="查错了对象")
    with pytest.raises(Conflict):
        objecting.object()


@pytest.mark.parametrize("token", ["some", "0" * 24, "A" * 24])
def test_a_made_up_code_opens_nothing(objecting: Objecting, token: str) -> None:
    answer = Client().get(reverse("public_objection", args=[token]))
    assert answer.status_code == 404 and answer["Cache-Control"] == "no-store"
    with pytest.raises(Unknown):
        take_objection(token=token, said=SAID)


def test_name_and_ground_are_asked_for_and_what_was_typed_stays(objecting: Objecting) -> None:
    text = objecting.post(ground=" ").content.decode()
    assert "还不能提交" in text and NAME in text
    for said in (Said(" ", GROUND), Said(NAME, " ")):
        with pytest.raises(Refusal):
            objecting.object(said)
    assert not Objection.objects.exists()


def test_the_same_ground_on_a_day_is_one_objection_and_a_few_a_day_are_enough(
    objecting: Objecting,
) -> None:
    objecting.post()
    objecting.post()
    assert Objection.objects.count() == 1
    for number in range(1, OBJECTIONS_A_DAY):
        objecting.object(Said(NAME, f"第{number}项"))
    assert objecting.post(ground="又一项").status_code == 409
    with pytest.raises(Conflict, match="明天"):
        objecting.object(Said(NAME, "又一项"))
    objecting.visiting.clock.advance(days=1)
    assert objecting.object(Said(NAME, "又一项")).number == OBJECTIONS_A_DAY + 1


def test_a_form_from_elsewhere_is_not_taken(objecting: Objecting) -> None:
    assert objecting.post(Client(enforce_csrf_checks=True)).status_code == 403
    assert not Objection.objects.exists()


def test_a_file_is_kept_by_its_content_and_one_too_large_is_cut_off(objecting: Objecting) -> None:
    wrong = SimpleUploadedFile("a.pdf", b"MZ not a pdf")
    assert "按内容看" in objecting.post(scan=wrong).content.decode()
    large = SimpleUploadedFile("b.pdf", b"%PDF-" + b"0" * PROOF_BYTES)
    assert "没有收下" in objecting.post(scan=large).content.decode()
    assert not Objection.objects.exists() and not ProofFile.objects.filter(file_name="b.pdf").exists()
    objecting.post(scan=SimpleUploadedFile("c.pdf", PAPER))
    row = Objection.objects.get()
    assert row.proof is not None
    address = reverse("objection_file", args=[row.pk])
    assert objecting.client(ENFORCEMENT).get(address).content == PAPER
    assert Client().get(address).status_code == 302


def test_a_letter_is_entered_with_its_paper_and_counted_from_the_day_it_came(objecting: Objecting) -> None:
    objecting.count_days()
    objecting.visiting.clock.advance(days=2)
    row = objecting.enter()
    assert (row.received_on, row.way) == (PUBLISHED_ON, "letter")
    assert Deadline.objects.get(subject=row.pk).starts_on == PUBLISHED_ON
    assert objecting.enter() == row and Objection.objects.count() == 1
    for day in (datetime.date(2026, 6, 17), datetime.date(2026, 6, 21)):
        with pytest.raises(Refusal) as refused:
            objecting.enter(day, b"%PDF-1.7 other")
        assert refused.value.code == "received-on"
    with pytest.raises(Refusal) as refused:
        enter_objection(
            actor=objecting.section, inspection=objecting.row.pk, letter=Letter(SAID, PUBLISHED_ON)
        )
    assert refused.value.code == "no-paper"
    assert "第1件异议" in objecting.page()


def test_without_a_figure_no_day_is_counted_and_the_home_page_says_so(objecting: Objecting) -> None:
    assert not Obligation.objects.get(key=ANSWER_OBJECTION_DAYS).is_on
    row = objecting.object()
    assert not Deadline.objects.filter(subject=row.pk).exists()
    assert "没有设定期限" in objecting.page()
    assert set(work_of(objecting, ENFORCEMENT)) == {"答复异议"}
    assert set(work_of(objecting, LEADER)) == {"异议没有答复"}


def test_the_days_are_working_days_after_the_receipt_and_late_after_the_last(objecting: Objecting) -> None:
    objecting.count_days()
    row = objecting.object()
    due = Deadline.objects.get(subject=row.pk)
    # Thursday 18 June; 19 to 21 June are the Dragon Boat Festival and its weekend.
    assert (due.starts_on, due.due_on) == (PUBLISHED_ON, datetime.date(2026, 6, 24))
    assert work_of(objecting, ENFORCEMENT)["答复异议"] == "6月24日"
    page = objecting.client(LEADER).get(reverse("objection_list")).content.decode()
    assert "还有6日" in page and "逾期" not in page
    objecting.visiting.clock.advance(days=6)
    assert "逾期" not in work_of(objecting, LEADER)["异议没有答复"]
    objecting.visiting.clock.advance(days=1)
    assert work_of(objecting, LEADER)["异议没有答复"] == "逾期1日"
    assert "逾期1日" in objecting.client(LEADER).get(reverse("objection_list")).content.decode()
    objecting.approve(objecting.answer(row))
    assert Deadline.objects.get(subject=row.pk).closed_at is not None


def test_who_made_the_visit_reads_no_word_of_it_and_cannot_answer(objecting: Objecting) -> None:
    visiting = objecting.visiting
    row = objecting.object()
    for place in (0, 1):
        member = visiting.member(objecting.row, place)
        promoted = replace(member, roles=frozenset({ENFORCEMENT, LEADER}))
        assert has_gone(promoted, objecting.row)
        with pytest.raises(Forbidden, match="参加这次检查的人员"):
            objection_page(promoted, row.pk)
        with pytest.raises(Forbidden, match="参加这次检查的人员"):
            answer_objection(actor=promoted, objection=row.pk, answer=Answer(DISMISS, "没有错"))
        with pytest.raises(Forbidden, match="参加这次检查的人员"):
            decide_objection(actor=promoted, objection=row.pk, approves=True)
        with pytest.raises(Forbidden, match="参加这次检查的人员"):
            letter = Letter(Said(NAME, GROUND, "", paper()), PUBLISHED_ON)
            enter_objection(actor=promoted, inspection=objecting.row.pk, letter=letter)
    assert not has_gone(objecting.section, objecting.row)


def test_only_the_responsible_section_or_enforcement_answers_and_only_another_leader_approves(
    objecting: Objecting,
) -> None:
    county, row = objecting.visiting.ceremony.county, objecting.object()
    for role, error in ((LEADER, Forbidden), (LEGAL, Forbidden), (AUDITOR, Forbidden), (INSPECTOR, Unknown)):
        with pytest.raises(error):
            answer_objection(actor=county.actor(role), objection=row.pk, answer=Answer(UPHOLD, "是"))
    with pytest.raises(Conflict):
        objecting.approve(row)
    objecting.answer(row)
    with pytest.raises(Forbidden):
        decide_objection(actor=objecting.section, objection=row.pk, approves=True)
    both = replace(objecting.section, roles=frozenset({LEADER}))
    with pytest.raises(Forbidden, match="不能自己批准"):
        decide_objection(actor=both, objection=row.pk, approves=True)
    assert Objection.objects.get().state == ANSWERED
    assert objecting.approve(row).state == UPHELD


def test_other_sections_know_of_none_and_the_responsible_one_of_its_own(objecting: Objecting) -> None:
    county, row = objecting.visiting.ceremony.county, objecting.object()
    business = county.actor(BUSINESS)
    campaign = objecting.row.campaign
    assert campaign.section_id != business.section_id
    assert list(objections(business)) == []
    with pytest.raises(Unknown):
        find_objection(business, row.pk)
    own = replace(business, section_id=campaign.section_id)
    assert (list(objections(own)) == [row]) is (campaign.section_id is not None)
    for role in (ENFORCEMENT, LEADER, LEGAL, AUDITOR):
        assert list(objections(county.actor(role))) == [row]
    outsider = replace(objecting.section, office_id=row.pk)
    assert list(objections(outsider)) == []


def test_an_answer_says_whether_and_why_and_holds_no_number_of_a_person(objecting: Objecting) -> None:
    row = objecting.object()
    for verdict, words, code in (
        ("", "复核过", "verdict"),
        (DISMISS, " ", "answer-words"),
        (DISMISS, "已电话告知13812345678", "private-number"),
    ):
        with pytest.raises(Refusal) as refused:
            objecting.answer(row, verdict, words)
        assert refused.value.code == code
    assert Objection.objects.get().state == RECEIVED
    objecting.answer(row, DISMISS, "实测面积为3亩，记录无误。")
    assert "实测面积" not in objecting.page()


def test_a_returned_answer_is_written_anew(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object(), DISMISS, "无误。")
    with pytest.raises(Refusal):
        decide_objection(actor=objecting.leader, objection=row.pk, approves=False, words=" ")
    decide_objection(actor=objecting.leader, objection=row.pk, approves=False, words="请附实测图")
    detail = objecting.client(ENFORCEMENT).get(reverse("objection_detail", args=[row.pk])).content.decode()
    assert "请附实测图" in detail
    assert objecting.answer(row, DISMISS, "附实测图，面积为3亩。").state == ANSWERED


def test_what_is_not_upheld_leaves_the_publication_as_it_was_and_tells_why(objecting: Objecting) -> None:
    objecting.count_days()
    row = objecting.approve(objecting.answer(objecting.object(), DISMISS, "实测面积为3亩，记录无误。"))
    assert row.state == DISMISSED
    page = objecting.page()
    assert "异议不成立，公示不变" in page and "实测面积为3亩" in page
    assert shown()["objection"] == "" and Disclosure.objects.filter(kind=RESULTS).count() == 1
    assert work_of(objecting, ENFORCEMENT) == {} == work_of(objecting, LEADER)


def test_what_is_upheld_is_corrected_through_the_record_and_everybody_reads_why(objecting: Objecting) -> None:
    row = objecting.upheld()
    assert row.state == UPHELD and shown()["objection"] == "异议成立，正在更正"
    asked = OpenWork.objects.filter(kind="disclosure.objection-change")
    hands = {objecting.visiting.member(objecting.row, place).person_id for place in (0, 1)}
    assert {one.person_id for one in asked} == hands and NAME not in asked[0].why
    assert set(work_of(objecting, ENFORCEMENT)) == set(work_of(objecting, LEADER)) == {"异议成立，还没有更正"}
    objecting.correct_record()
    objecting.publish("越界面积写错")
    row.refresh_from_db()
    assert row.state == SETTLED and row.outcome is not None and row.outcome.number == 2
    assert row.outcome.reason == "经异议核实：越界面积写错"
    page = public_page(objecting)
    assert "经异议核实：越界面积写错" in page and "越界0.3亩" in page and "异议成立，正在更正" not in page
    assert "经异议核实：越界面积写错" in objecting.page()
    assert not asked.all().exists() and work_of(objecting, LEADER) == {}
    assert list(examine_ledger()) == []


def test_a_correction_without_a_reason_is_not_made_by_the_objection(objecting: Objecting) -> None:
    objecting.upheld()
    objecting.correct_record()
    with pytest.raises(Refusal):
        objecting.publish(" ")
    assert Objection.objects.get().state == UPHELD


def test_what_is_upheld_may_be_met_by_a_withdrawal(objecting: Objecting) -> None:
    row = objecting.upheld()
    withdraw_result(actor=objecting.leader, inspection=objecting.row.pk, reason="不是本企业的矿")
    row.refresh_from_db()
    assert row.state == SETTLED and row.outcome is not None
    assert row.outcome.withdrawal_reason == "经异议核实：不是本企业的矿"
    assert "撤回公示，经异议核实：不是本企业的矿" in objecting.page()
    gone = Client().get(reverse("public_record", args=[RESULTS, str(objecting.row.pk)]))
    assert gone.status_code == 410


def test_an_objection_that_was_not_upheld_changes_no_reason(objecting: Objecting) -> None:
    objecting.object()
    objecting.correct_record()
    objecting.publish("本局复查发现")
    assert Disclosure.objects.get(kind=RESULTS, number=2).reason == "本局复查发现"
    assert Objection.objects.get().state == RECEIVED and shown()["objection"] == "异议处理中"


def test_a_campaign_with_an_open_objection_is_not_closed(visiting: Visiting) -> None:
    visit_all(visiting, wrong=0)
    objecting, campaign = Objecting(visiting), visiting.approval.campaign
    for row in visiting.rows:
        publish_result(actor=objecting.section, inspection=row.pk, is_checked=True)
    objection = objecting.object()
    with pytest.raises(Conflict) as refused:
        close_campaign(actor=objecting.section, campaign=campaign)
    assert refused.value.code == "objections-open"
    objecting.approve(objecting.answer(objection, DISMISS, "记录无误。"))
    with pytest.raises(Conflict) as refused:
        close_campaign(actor=objecting.section, campaign=campaign)
    assert refused.value.code == "no-bulletin"


def test_the_database_lets_nobody_approve_his_own_answer(objecting: Objecting) -> None:
    row = objecting.answer(objecting.object())
    row.state, row.decided_by_id = UPHELD, row.answered_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_pages_of_the_office_lead_through_the_whole_course(objecting: Objecting) -> None:
    row = objecting.object()
    client = objecting.client(ENFORCEMENT)
    assert "王守信" not in client.get(reverse("objection_list")).content.decode()
    detail = reverse("objection_detail", args=[row.pk])
    assert GROUND in client.get(detail).content.decode() and client.get(detail)["Cache-Control"]
    refused = client.post(reverse("objection_answer", args=[row.pk]), {"verdict": DISMISS, "words": ""})
    assert "核查情况和理由" in refused.content.decode()
    told = {"verdict": DISMISS, "words": "记录无误。"}
    assert client.post(reverse("objection_answer", args=[row.pk]), told).status_code == 302
    leader = objecting.client(LEADER)
    assert leader.post(reverse("objection_answer", args=[row.pk]), {}).status_code == 403
    assert client.post(reverse("objection_decide", args=[row.pk]), {}).status_code == 403
    decide = reverse("objection_decide", args=[row.pk])
    assert "退回要写明" in leader.post(decide, {"return": "1", "words": ""}).content.decode()
    assert leader.post(decide, {"approve": "1", "words": ""}).status_code == 302
    assert Objection.objects.get().state == DISMISSED
    assert "第1件" in client.get(reverse("result_detail", args=[objecting.row.pk])).content.decode()
    enter = reverse("objection_enter", args=[objecting.row.pk])
    assert client.get(enter).status_code == 200
    told = {"received_on": "2026-06-18", "objector": NAME, "ground": GROUND}
    assert "扫描件" in client.post(enter, told).content.decode()
    sent = client.post(enter, {**told, "scan": SimpleUploadedFile("x.pdf", PAPER)})
    assert sent.status_code == 302 and Objection.objects.count() == 2
    assert client.get(reverse("objection_list"), {"export": "1"}).content[:2] == b"PK"
    filtered = client.get(reverse("objection_list"), {"state": DISMISSED}).content.decode()
    assert "第1件" in filtered and "第2件" not in filtered
