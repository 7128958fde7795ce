"""The page of figures, through Django's client."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, INSPECTOR, LEADER, SYSTEM_ADMIN
from mingcha.law.models import Figure
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


@pytest.fixture
def bureau() -> Bureau:
    return found()


def signed_in(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def test_a_reader_sees_figures_with_clause_and_why_they_are_closed(bureau: Bureau) -> None:
    page = signed_in(bureau, AUDITOR).get(reverse("figure_list")).content.decode()
    assert "随机抽查比例下限" in page
    assert "5%" in page
    assert "监管工作实施方案 二（四）" in page
    assert "只有局领导岗位可以办理" in page
    assert "登记新数值" not in page


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, INSPECTOR])
def test_administrators_and_inspectors_see_no_figures(bureau: Bureau, role: str) -> None:
    assert signed_in(bureau, role).get(reverse("figure_list")).status_code == 403


def test_a_leader_amends_a_figure_by_the_form(bureau: Bureau) -> None:
    client = signed_in(bureau, LEADER)
    answer = client.post(reverse("figure_amend", args=["floor-ratio"]), TYPED)
    assert answer.status_code == 302
    assert Figure.objects.get(key="floor-ratio", in_force_until=None).value == "3/100"
    assert "3%" in client.get(reverse("figure_list")).content.decode()


def test_a_refused_amendment_keeps_what_was_typed(bureau: Bureau) -> None:
    client = signed_in(bureau, LEADER)
    answer = client.post(reverse("figure_amend", args=["floor-ratio"]), TYPED | {"value": "很多"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "很多" in page
    assert "省局调整" in page


def test_a_reader_cannot_open_the_form(bureau: Bureau) -> None:
    client = signed_in(bureau, AUDITOR)
    assert client.get(reverse("figure_amend", args=["floor-ratio"])).status_code == 403
    assert client.post(reverse("figure_amend", args=["floor-ratio"]), TYPED).status_code == 403
