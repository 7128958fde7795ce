"""The pages of obligations, through Django's client."""

import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from mingcha.accounts.rules import AUDITOR, INSPECTOR, LEADER, LEGAL, SYSTEM_ADMIN
from mingcha.law.models import Obligation, ObligationChange
from mingcha.law.rules import OBLIGATIONS
from mingcha.law.services import ChangeFacts, propose_change
from mingcha.law.tests.cast import Bureau, found

pytestmark = pytest.mark.django_db
TYPED = {
    "value": "3%",
    "clause": "冀市监〔2027〕1号 第五条",
    "quote": "",
    "confidence": "S",
    "in_force_from": "2027.1.1",
    "reason": "省局调整",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the day from which the changes of these tests hold."""
    moment = datetime.datetime(2026, 11, 26, 3, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def bureau() -> Bureau:
    return found()


def signed_in(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    return client.get(reverse(name, args=args), asked).content.decode()


def proposed(bureau: Bureau) -> ObligationChange:
    facts = ChangeFacts("冀市监〔2027〕1号", datetime.date(2027, 1, 1), "省局调整", value="3%")
    return propose_change(actor=bureau.actor(LEGAL), key="floor-ratio", facts=facts)


def test_a_reader_sees_obligations_with_clause_and_owner(bureau: Bureau) -> None:
    shown = page(signed_in(bureau, AUDITOR), "obligation_list")
    assert "随机抽查比例下限" in shown
    assert "5%" in shown
    assert "监管工作实施方案 二（四）" in shown


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, INSPECTOR])
def test_administrators_and_inspectors_see_none(bureau: Bureau, role: str) -> None:
    assert signed_in(bureau, role).get(reverse("obligation_list")).status_code == 403


def test_the_list_is_narrowed_by_words_confidence_standing_and_owner(bureau: Bureau) -> None:
    client = signed_in(bureau, AUDITOR)
    off = page(client, "obligation_list", standing="off", page="1")
    assert "连续未发现问题的拦截（成都）" in off
    assert "随机抽查比例下限" not in off
    assert "随机抽查比例下限" in page(client, "obligation_list", words="比例下限", owner="business")
    assert "没有符合条件的法定义务" in page(client, "obligation_list", words="比例下限", owner="legal")
    doubtful = page(client, "obligation_list", confidence="C")
    assert doubtful.count(">存疑<") == 1 + sum(rule.confidence == "C" for rule in OBLIGATIONS)


def test_a_rule_of_another_city_says_on_its_page_that_it_is_off_and_why(bureau: Bureau) -> None:
    shown = page(signed_in(bureau, AUDITOR), "obligation_detail", "visits-a-day")
    assert "不执行" in shown
    assert "外地的规定，本地没有同样规定时不执行。" in shown
    assert "只有政策法规岗位可以办理" in shown


def test_the_workbook_has_a_line_for_each_dated_row(bureau: Bureau) -> None:
    answer = signed_in(bureau, AUDITOR).get(reverse("obligation_list"), {"export": "1"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row == 2 + len(OBLIGATIONS)


def test_a_change_goes_from_the_form_to_the_leader_and_into_force(bureau: Bureau) -> None:
    answer = signed_in(bureau, LEGAL).post(reverse("obligation_change", args=["floor-ratio"]), TYPED)
    change = ObligationChange.objects.get()
    assert answer["Location"] == reverse("change_detail", args=[change.pk])
    leader = signed_in(bureau, LEADER)
    assert "5%</span> →" in page(leader, "change_detail", change.pk)
    leader.post(reverse("change_approve", args=[change.pk]), {"remark": ""})
    assert Obligation.objects.get(key="floor-ratio", in_force_until=None).value == "3/100"
    shown = page(leader, "obligation_detail", "floor-ratio")
    assert "2027年1月1日起3%" in shown
    assert "未施行" in shown


def test_a_refused_change_keeps_what_was_typed(bureau: Bureau) -> None:
    client = signed_in(bureau, LEGAL)
    answer = client.post(reverse("obligation_change", args=["floor-ratio"]), TYPED | {"value": "很多"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "很多" in shown
    assert "省局调整" in shown


def test_a_rule_without_number_is_asked_for_none_and_a_fixed_one_not_whether_it_holds(bureau: Bureau) -> None:
    client = signed_in(bureau, LEGAL)
    without = page(client, "obligation_change", "scan-to-enter")
    assert 'name="value"' not in without
    assert 'name="is_on"' in without
    assert 'name="is_on"' not in page(client, "obligation_change", "floor-ratio")


def test_declining_without_a_word_is_refused_on_the_page(bureau: Bureau) -> None:
    change = proposed(bureau)
    answer = signed_in(bureau, LEADER).post(reverse("change_decline", args=[change.pk]), {"remark": ""})
    assert answer.status_code == 422
    assert "不批准要写明理由" in answer.content.decode()


def test_who_proposed_may_withdraw_and_not_decide(bureau: Bureau) -> None:
    change = proposed(bureau)
    client = signed_in(bureau, LEGAL)
    shown = page(client, "change_detail", change.pk)
    assert "须由另一位局领导决定" in shown
    client.post(reverse("change_withdraw", args=[change.pk]))
    assert "已撤回" in page(client, "change_detail", change.pk)


def test_a_reader_cannot_open_the_form(bureau: Bureau) -> None:
    client = signed_in(bureau, AUDITOR)
    assert client.get(reverse("obligation_change", args=["floor-ratio"])).status_code == 403
    assert client.post(reverse("obligation_change", args=["floor-ratio"]), TYPED).status_code == 403
