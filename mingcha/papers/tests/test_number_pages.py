"""The page of numbers: each with what it stands on, why one stands on nothing, and the 代字 of each kind."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, LEGAL
from mingcha.common import moments
from mingcha.law.tests.cast import Bureau, found
from mingcha.papers.models import DocumentNumber
from mingcha.papers.queries.numbers import series_of
from mingcha.papers.rules.kinds import SITTING

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return found()


def client_of(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def test_a_code_is_set_and_numbers_of_the_book_are_explained(bureau: Bureau) -> None:
    client = client_of(bureau, LEGAL)
    page = reverse("number_list")
    assert "还没有编过号" in client.get(page).content.decode()
    address = reverse("series_change", args=[SITTING])
    assert "代字用2至16个汉字" in client.post(address, {"code": "abc"}).content.decode()
    answer = client.post(address, {"code": " 阜自然抽 "}, follow=True)
    assert "抽取会今后用代字“阜自然抽”编号" in answer.content.decode()
    year = moments.today().year
    told = {"code": "阜自然抽", "year": year, "last": 2, "reason": "启用前已在登记簿使用"}
    answer = client.post(reverse("numbers_outside"), told, follow=True)
    shown = answer.content.decode()
    assert "已登记2个号为系统外已用" in shown
    assert f"阜自然抽〔{year}〕2号" in shown
    assert "启用前已在登记簿使用" in shown
    assert DocumentNumber.objects.count() == 2


def test_the_list_is_narrowed_and_taken_away(bureau: Bureau) -> None:
    client = client_of(bureau, LEGAL)
    client.post(reverse("series_change", args=[SITTING]), {"code": "阜自然抽"})
    assert "没有符合条件" in client.get(reverse("number_list"), {"standing": "void"}).content.decode()
    answer = client.get(reverse("number_list"), {"export": "1"})
    assert answer.headers["Content-Type"].endswith("sheet")


def test_a_reader_sees_who_may_set_a_code(bureau: Bureau) -> None:
    shown = client_of(bureau, AUDITOR).get(reverse("number_list")).content.decode()
    assert "只有政策法规岗位可以办理" in shown
    assert (
        client_of(bureau, AUDITOR)
        .post(reverse("series_change", args=[SITTING]), {"code": "阜自然抽"})
        .status_code
        == 403
    )
    assert series_of(bureau.office.pk) == {}


def test_without_a_code_nothing_is_explained(bureau: Bureau) -> None:
    shown = client_of(bureau, LEGAL).get(reverse("numbers_outside")).content.decode()
    assert "还没有设定代字" in shown
    assert client_of(bureau, LEGAL).get(reverse("series_change", args=["other"])).status_code == 404
