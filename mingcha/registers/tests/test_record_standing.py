"""Standing facts are set, changed and cleared one by one, each an event with evidence, reason and person."""

import datetime
import io
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.intake.queries import proof_content
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.queries import fact_rows, risk_freshness, units_in_scope
from mingcha.registers.services import record_standing
from mingcha.registers.tests.cast import Registers

TODAY = moments.today()
EARLIER = TODAY - datetime.timedelta(days=40)
PDF = b"%PDF-1.7 minutes"


def record(bureau: Bureau, thing: UUID, **facts: Any) -> StandingEvent:
    """Enforcement puts a holder under public concern today, except as told."""
    usual: dict[str, Any] = {
        "kind": "public_concern",
        "value": "listed",
        "stands_on": TODAY,
        "source": "县融媒体中心",
        "document_no": "阜信〔2026〕3号",
        "reason": "群众多次反映",
        "of_holder": True,
    }
    return record_standing(actor=bureau.actor("enforcement"), thing=thing, **(usual | facts))


def reasons(bureau: Bureau) -> dict[str, tuple[str, ...]]:
    found = units_in_scope(bureau.actor("enforcement"), unit="target", categories=[], towns=[], on=TODAY)
    return {unit.code: unit.reasons for unit in found}


def test_a_flag_of_the_holder_raises_all_its_targets_and_clearing_it_is_an_event_too(
    fuping: Bureau, registers: Registers
) -> None:
    holder = registers.holders[0]
    set_ = record(fuping, holder.pk)
    own = [target.code for target in registers.targets[:2]]
    assert [reasons(fuping)[code] for code in own] == [("public_concern",)] * 2
    cleared = record(fuping, holder.pk, value="cleared", reason="已经整改")
    assert [reasons(fuping)[code] for code in own] == [()] * 2
    assert [(event.former, event.value) for event in (set_, cleared)] == [
        ("", "listed"),
        ("listed", "cleared"),
    ]
    assert cleared.person_name == fuping.actor("enforcement").name
    assert list(examine_ledger()) == []


def test_a_fact_of_one_target_leaves_the_others_alone(fuping: Bureau, registers: Registers) -> None:
    target = registers.targets[0]
    record(fuping, target.pk, of_holder=False, kind="complaints", value="3")
    assert reasons(fuping)[target.code] == ("complaints",)
    assert reasons(fuping)[registers.targets[1].code] == ()


def test_the_class_of_a_holder_becomes_that_of_its_targets_unless_theirs_is_newer(
    fuping: Bureau, registers: Registers
) -> None:
    first, second = registers.targets[:2]
    record(fuping, first.pk, of_holder=False, kind="risk_class", value="D类")
    record(fuping, first.holder_id, kind="risk_class", value="C", stands_on=EARLIER)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.risk_class, second.risk_class, second.risk_on) == ("D", "C", EARLIER)
    assert Holder.objects.get(pk=first.holder_id).risk_class == "C"
    assert list(examine_ledger()) == []


def test_the_attached_file_is_kept_and_comes_back(fuping: Bureau, registers: Registers) -> None:
    proof = (io.BytesIO(PDF), "会议纪要.pdf")
    event = record(fuping, registers.holders[0].pk, document_no="", proof=proof)
    assert event.proof is not None
    assert proof_content(event.proof) == PDF
    client = Client()
    client.force_login(fuping.people["leader"])
    assert client.get(reverse("standing_proof", args=[event.proof_id])).content == PDF


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": " "}, "没有写明来源和理由"),
        ({"source": ""}, "没有写明来源和理由"),
        ({"document_no": " "}, "须有文号"),
        ({"stands_on": TODAY + datetime.timedelta(days=1)}, "还没有到"),
        ({"kind": "risk_class", "value": "E"}, "“E”不是信用风险分类的结果"),
        ({"kind": "complaints", "value": "-1"}, "“-1”不是投诉举报的结果"),
        ({"value": "maybe"}, "不是社会关注的结果"),
    ],
)
def test_what_is_not_evidenced_or_not_readable_is_refused(
    facts: dict[str, Any], words: str, fuping: Bureau, registers: Registers
) -> None:
    with pytest.raises(Refusal, match=words):
        record(fuping, registers.holders[0].pk, **facts)
    assert not StandingEvent.objects.exists()


def test_nothing_is_cleared_that_is_not_set_and_nothing_set_twice(
    fuping: Bureau, registers: Registers
) -> None:
    holder = registers.holders[0].pk
    with pytest.raises(Conflict, match="现在就是"):
        record(fuping, holder, value="cleared")
    record(fuping, holder)
    with pytest.raises(Conflict, match="现在就是“关注”"):
        record(fuping, holder)


def test_an_older_result_does_not_undo_a_newer_one_even_one_that_cleared(
    fuping: Bureau, registers: Registers
) -> None:
    holder = registers.holders[0].pk
    record(fuping, holder, kind="abnormal_list", stands_on=EARLIER)
    record(fuping, holder, kind="abnormal_list", value="cleared")
    with pytest.raises(Conflict, match=f"已经登记了{TODAY}的经营异常名录"):
        record(fuping, holder, kind="abnormal_list", stands_on=EARLIER)


@pytest.mark.parametrize("role", ["leader", "business", "legal", "inspector", "auditor", "security_admin"])
def test_only_enforcement_records(role: str, fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Forbidden, match="执法监察"):
        record_standing(
            actor=fuping.actor(role),
            thing=registers.holders[0].pk,
            of_holder=True,
            kind="public_concern",
            value="listed",
            stands_on=TODAY,
            source="来信",
            reason="反映",
            document_no="1号",
        )


def test_another_office_has_no_such_holder(tang: Bureau, registers: Registers) -> None:
    with pytest.raises(Unknown):
        record(tang, registers.holders[0].pk)


def test_the_page_shows_value_day_source_and_that_it_comes_from_the_holder(
    fuping: Bureau, registers: Registers
) -> None:
    record(fuping, registers.holders[0].pk, kind="serious_record")
    target = Target.objects.select_related("holder").get(pk=registers.targets[0].pk)
    row = next(r for r in fact_rows(fuping.actor("leader"), target) if r.kind == "serious_record")
    assert (row.value, row.stands_on, row.of_holder, row.is_raising) == ("列入", TODAY, True, True)
    client = Client()
    client.force_login(fuping.people["leader"])
    page = client.get(reverse("target_detail", args=[target.pk])).content.decode()
    assert "列入加强层：有严重违法违规记录" in page
    assert "县融媒体中心" in page
    assert "阜信〔2026〕3号" in page


def test_recorded_on_the_page_with_what_was_typed_kept_on_refusal(
    fuping: Bureau, registers: Registers
) -> None:
    client = Client()
    client.force_login(fuping.people["enforcement"])
    address = reverse("target_standing", args=[registers.targets[0].pk])
    typed = {
        "kind": "abnormal_list",
        "scope": "holder",
        "value": "列入",
        "stands_on": TODAY.isoformat(),
        "source": "国家企业信用信息公示系统",
        "reason": "年报未公示",
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "年报未公示" in answer.content.decode()
    answer = client.post(address, typed | {"document_no": "阜市监异〔2026〕8号"}, follow=True)
    assert "已登记：经营异常名录，列入。" in answer.content.decode()
    listed = client.get(reverse("standing_list"), {"kind": "abnormal_list"}).content.decode()
    assert "年报未公示" in listed
    assert client.get(reverse("standing_list"), {"export": "1"})["Content-Type"].endswith("sheet")


def test_a_result_serves_a_month(fuping: Bureau, registers: Registers) -> None:
    actor = fuping.actor("enforcement")
    assert risk_freshness(actor).is_over
    record(fuping, registers.holders[0].pk, kind="risk_class", value="B", stands_on=EARLIER)
    assert risk_freshness(actor).is_over
    record(fuping, registers.holders[0].pk, kind="risk_class", value="A")
    assert not risk_freshness(actor).is_over
    assert risk_freshness(actor).last_on == TODAY
