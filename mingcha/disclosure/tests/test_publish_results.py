"""谁检查、谁录入、谁公开: the result of a visit becomes public by the section that inspected it."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.models import CampaignClosing, Withholding
from mingcha.disclosure.queries.companies import companies
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.queries.result_lines import SHOWN, TO_CORRECT, find_result
from mingcha.disclosure.services import (
    Ground,
    close_campaign,
    decide_withholding,
    propose_withholding,
    publish_result,
    withdraw_record,
    withdraw_result,
)
from mingcha.disclosure.tests.rounds import Round
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.signing import REFUSED
from mingcha.inspections.services import allow_change, ask_change
from mingcha.inspections.tests.conftest import ceremony as ceremony
from mingcha.inspections.tests.conftest import clock as clock
from mingcha.inspections.tests.conftest import county as county
from mingcha.inspections.tests.conftest import stage as stage
from mingcha.inspections.tests.conftest import visiting as visiting
from mingcha.inspections.tests.visiting import Visiting
from mingcha.law.models import Deadline
from mingcha.oversight.queries.home import own_work
from mingcha.registers.models import Holder, VisitFact

GROUND = Ground("涉及国家秘密的测绘成果", "《保守国家秘密法》第三条（测试）")


def publish(visiting: Visiting, row: Inspection, reason: str = "") -> None:
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    publish_result(actor=actor, inspection=row.pk, is_checked=True, reason=reason)


def offered_to_close(visiting: Visiting) -> bool:
    """The home page, the list of campaigns and the page of this one agree whether it may be closed."""
    work = own_work(visiting.ceremony.county.actor(ENFORCEMENT))
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    listed = client.get(reverse("result_campaigns")).content.decode()
    page = client.get(reverse("result_list", args=[visiting.campaign_pk])).content.decode()
    offers = {
        any(one.title.startswith("办结任务") for one in (*work.late, *work.soon, *work.later)),
        "可以办结" in listed,
        reverse("campaign_close", args=[visiting.campaign_pk]) in page,
    }
    assert len(offers) == 1
    return offers.pop()


def ordered(visiting: Visiting, words: str = "越界开采") -> list[Result]:
    day = datetime.date(2026, 7, 18)
    return [
        Result(one.unit, one.item, "ordered", words, "责令退回批准范围", day)
        for one in visiting.typed(visiting.first).results
    ]


def corrected(visiting: Visiting, results: list[Result]) -> None:
    """Version 2 of the first record."""
    row = visiting.first
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="结果写错")
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    visiting.clock.advance(hours=1)
    visiting.hand_in(row, results=results)
    visiting.confirm(row, 2)


def test_the_register_says_the_result_once_it_is_public_and_not_before(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    reader = Client()
    reader.force_login(visiting.ceremony.county.bureau.people[BUSINESS])
    register = reverse("visit_list")
    assert set(VisitFact.objects.values_list("result", flat=True)) == {""}
    page = reader.get(register).content.decode()
    assert "以公示为准" in page and "未发现问题" not in page
    publish(visiting, row)
    assert set(VisitFact.objects.values_list("result", flat=True)) == {"未发现问题"}
    corrected(visiting, ordered(visiting))
    assert set(VisitFact.objects.values_list("result", flat=True)) == {"未发现问题"}
    publish(visiting, row, reason="结果写错")
    assert set(VisitFact.objects.values_list("result", flat=True)) == {"发现问题已责令改正"}
    withdraw_result(actor=visiting.ceremony.leader, inspection=row.pk, reason="结果有误")
    assert set(VisitFact.objects.values_list("result", flat=True)) == {""}


def test_the_reason_of_a_withdrawal_names_nobody(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    publish(visiting, row)
    with pytest.raises(Refusal) as refused:
        withdraw_result(actor=visiting.ceremony.leader, inspection=row.pk, reason="张得宝反映不实")
    assert refused.value.code == "names-a-person"
    assert find_result(visiting.ceremony.leader, row.pk).standing == SHOWN


def test_a_confirmed_result_is_public_once_the_section_says_so(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    assert public_rows(find_kind(RESULTS)) == ()
    publish(visiting, row)
    shown = public_rows(find_kind(RESULTS))[0]
    assert (shown["standing"], shown["national"], shown["visited_on"]) == (
        "未发现问题",
        "1",
        datetime.date(2026, 6, 18),
    )
    assert "检查员" in str(shown["officers"]) and "risk" not in json.dumps(list(shown))
    assert [one.code for one in companies(str(shown["holder"]))] == [shown["holder_code"]]
    assert not Deadline.objects.filter(kind="inspections.result", closed_at=None).exists()


def test_nothing_is_public_unchecked_unconfirmed_or_by_another_section(visiting: Visiting) -> None:
    row = visiting.first
    enforcement = visiting.ceremony.county.actor(ENFORCEMENT)
    with pytest.raises(Unknown):
        publish_result(actor=enforcement, inspection=row.pk, is_checked=True)
    visiting.whole(row)
    with pytest.raises(Refusal) as refused:
        publish_result(actor=enforcement, inspection=row.pk, is_checked=False)
    assert refused.value.code == "not-checked"
    for role, error in ((LEADER, Forbidden), (LEGAL, Forbidden), (BUSINESS, Unknown)):
        with pytest.raises(error):
            publish_result(actor=visiting.ceremony.county.actor(role), inspection=row.pk, is_checked=True)


def test_published_twice_it_is_published_once(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    publish(visiting, visiting.first)
    publish(visiting, visiting.first)
    assert len(public_rows(find_kind(RESULTS))) == 1


def test_a_number_of_a_person_never_becomes_public(visiting: Visiting) -> None:
    visiting.on_the_day(visiting.first)
    visiting.hand_in(visiting.first, results=ordered(visiting, "矿长电话13812345678，越界开采"))
    visiting.confirm(visiting.first)
    with pytest.raises(Refusal) as refused:
        publish(visiting, visiting.first)
    assert refused.value.code == "private-number"


@pytest.mark.parametrize("words", ["张得宝越界开采", "赵小山见证，越界开采", "王三水指认越界开采"])
def test_nobody_who_was_there_or_stands_for_the_party_is_named(visiting: Visiting, words: str) -> None:
    row = visiting.first
    holder = Holder.objects.get(office=row.office, code=holder_of(visiting.coverage(row).units[0]))
    holder.representative = "王三水"
    holder.save()
    visiting.on_the_day(row)
    results = ordered(visiting, words)
    refused_to_sign = {"signing": REFUSED, "refusal_reason": "有异议", "refusal_witness": "赵小山"}
    visiting.hand_in(row, results=results, **refused_to_sign)
    visiting.confirm(row)
    with pytest.raises(Refusal) as refused:
        publish(visiting, row)
    assert refused.value.code == "names-a-person"
    assert "发现的问题" in refused.value.sentence and "职务" in refused.value.remedy
    assert public_rows(find_kind(RESULTS)) == ()


def test_a_name_within_that_of_the_company_is_no_persons(visiting: Visiting) -> None:
    row = visiting.first
    holder = Holder.objects.get(office=row.office, code=holder_of(visiting.coverage(row).units[0]))
    visiting.on_the_day(row)
    visiting.hand_in(row, results=ordered(visiting, f"{holder.name}越界开采"), party="试验")
    visiting.confirm(row)
    publish(visiting, row)
    assert len(public_rows(find_kind(RESULTS))) == 1


def test_a_corrected_record_asks_for_the_correction_of_what_is_public(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    publish(visiting, row)
    corrected(visiting, ordered(visiting))
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    assert find_result(actor, row.pk).standing == TO_CORRECT
    assert Deadline.objects.filter(kind="inspections.result", closed_at=None).exists()
    with pytest.raises(Refusal):
        publish(visiting, row)
    publish(visiting, row, "检查记录更正")
    assert find_result(actor, row.pk).standing == SHOWN
    page = Client().get(reverse("public_record", args=[RESULTS, str(row.pk)])).content.decode()
    assert "检查记录更正" in page and "越界开采" in page


def test_a_withdrawn_result_is_gone_everywhere_and_says_why(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    publish(visiting, row)
    name = str(public_rows(find_kind(RESULTS))[0]["holder"])
    withdraw_record(
        actor=visiting.ceremony.county.actor(LEADER),
        kind=find_kind(RESULTS),
        record=str(row.pk),
        reason="查错了对象",
    )
    answer = Client().get(reverse("public_record", args=[RESULTS, str(row.pk)]))
    assert answer.status_code == 410 and "查错了对象" in answer.content.decode()
    listed = Client().get(reverse("public_records_csv", args=[RESULTS])).content.decode("utf-8-sig")
    assert name not in listed


def test_what_the_law_keeps_back_is_withheld_by_a_leader_and_its_clock_stops(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    with pytest.raises(Refusal):
        propose_withholding(actor=actor, inspection=row.pk, ground=Ground("", ""))
    held = propose_withholding(actor=actor, inspection=row.pk, ground=GROUND)
    with pytest.raises(Forbidden):
        decide_withholding(actor=actor, withholding=held.pk, approves=True)
    with pytest.raises(Conflict):
        publish(visiting, row)
    decide_withholding(actor=visiting.ceremony.leader, withholding=held.pk, approves=True)
    assert not Deadline.objects.filter(kind="inspections.result", closed_at=None).exists()


def test_what_a_leader_declines_to_withhold_has_to_be_published(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    held = propose_withholding(actor=actor, inspection=row.pk, ground=GROUND)
    decide_withholding(actor=visiting.ceremony.leader, withholding=held.pk, approves=False, words="不涉密")
    publish(visiting, row)
    assert Withholding.objects.get().state == "declined"


def test_a_campaign_is_closed_once_every_result_is_public_or_withheld_and_its_bulletin_too(
    visiting: Visiting,
) -> None:
    actor, campaign = visiting.ceremony.county.actor(ENFORCEMENT), visiting.approval.campaign
    for row in visiting.rows:
        visiting.notify(visiting.schedule(row))
    for row in visiting.rows[1:]:
        visiting.whole(row)
        publish(visiting, row)
    with pytest.raises(Conflict):
        close_campaign(actor=actor, campaign=campaign)
    visiting.whole(visiting.first)
    with pytest.raises(Conflict):
        close_campaign(actor=actor, campaign=campaign)
    held = propose_withholding(actor=actor, inspection=visiting.first.pk, ground=GROUND)
    decide_withholding(actor=visiting.ceremony.leader, withholding=held.pk, approves=True)
    with pytest.raises(Conflict) as refused:
        close_campaign(actor=actor, campaign=campaign)
    assert refused.value.code == "no-bulletin"
    assert not offered_to_close(visiting)
    Round(visiting).published()
    assert offered_to_close(visiting)
    close_campaign(actor=actor, campaign=campaign)
    assert not offered_to_close(visiting)
    close_campaign(actor=actor, campaign=campaign)
    closing = CampaignClosing.objects.get()
    assert (closing.results, closing.withheld) == (len(visiting.rows) - 1, 1)


def test_the_home_page_says_what_is_to_be_published_and_until_when(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    work = own_work(visiting.ceremony.county.actor(ENFORCEMENT))
    found = [one for one in (*work.late, *work.soon, *work.later) if one.title.startswith("公示检查结果")]
    assert len(found) == 1 and found[0].when == "7月17日"


def test_the_pages_publish_what_is_ticked_and_keep_what_was_typed(visiting: Visiting) -> None:
    rows = visiting.rows[:2]
    for row in rows:
        visiting.notify(visiting.schedule(row))
    for row in rows:
        visiting.whole(row)
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    listed = reverse("result_list", args=[visiting.campaign_pk])
    assert client.get(listed).content.decode().count('name="record"') == 2
    ticked = {"record": [str(row.pk) for row in rows], "is_checked": "on"}
    assert client.post(reverse("results_publish", args=[visiting.campaign_pk]), ticked).status_code == 302
    assert len(public_rows(find_kind(RESULTS))) == 2
    refused = client.post(reverse("result_withdraw", args=[rows[0].pk]), {"reason": " "}).content.decode()
    assert "撤回公示的理由" in refused
    assert client.get(reverse("result_campaigns"), {"export": "1"}).content[:2] == b"PK"


def test_a_public_result_is_entered_into_the_platforms_and_the_home_page_says_which_lack(
    visiting: Visiting,
) -> None:
    row = visiting.first
    visiting.whole(row)
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    address = reverse("result_entry", args=[row.pk, "provincial"])
    assert client.get(address).status_code == 409
    publish(visiting, row)
    assert client.get(address).status_code == 200

    def lacking() -> set[str]:
        work = own_work(visiting.ceremony.county.actor(ENFORCEMENT))
        return {one.title[:6] for one in (*work.soon, *work.later) if "检查结果：" in one.title}

    assert lacking() >= {"录入省平台检", "录入国家公示"}
    told = {"seen": "0", "entered_on": "2026-06-18", "entry_no": "SJ-1", "entered_by": "王某"}
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    assert "录入省平台检" not in lacking()
    corrected(visiting, ordered(visiting))
    publish(visiting, row, reason="结果写错")
    assert "录入省平台检" in lacking()
    assert "未录入新版" in client.get(reverse("result_detail", args=[row.pk])).content.decode()
