"""The page on which an office begins: at the machine itself, once, four people."""

from typing import Any

import pytest
from django.test import Client

from mingcha.accounts.models import Office, Person
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
TYPED = {
    "office_name": "阜平试验局",
    "office_code": "fuping",
    "leader_name": "张志远",
    "leader_username": "zhang",
    "leader_password": "taihang-shan-2026",
    "system_admin_name": "李明",
    "system_admin_username": "liming",
    "system_admin_password": "shahe-qiao-31",
    "security_admin_name": "赵敏",
    "security_admin_username": "zhaomin",
    "security_admin_password": "wangkuai-shui-7",
    "audit_admin_name": "陈青",
    "audit_admin_username": "chenqing",
    "audit_admin_password": "tiansheng-qiao-9",
}


def submit(**changes: str) -> Any:
    return Client().post("/first-start/", TYPED | changes)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_office_and_its_four_people_are_founded() -> None:
    answer = submit()
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    office = Office.objects.get()
    assert (office.name, office.code) == ("阜平试验局", "fuping")
    roles = Person.objects.values_list("username", "grants__role")
    assert set(roles) == {
        ("zhang", "leader"),
        ("liming", "system_admin"),
        ("zhaomin", "security_admin"),
        ("chenqing", "audit_admin"),
    }
    assert list(examine_ledger()) == []


def test_the_login_page_says_once_who_comes_next_and_for_what() -> None:
    client = Client()
    client.post("/first-start/", TYPED)
    said = "阜平试验局已启用，请系统管理员李明先登录，设立股所室队，给各股室的人开通账号。"
    assert said in text(client.get("/accounts/login/"))
    assert said not in text(client.get("/accounts/login/"))
    assert "已启用" not in text(Client().get("/accounts/login/"))


def test_each_of_them_can_log_in() -> None:
    submit()
    client = Client()
    answer = client.post("/accounts/login/", {"login": "liming", "password": "shahe-qiao-31"})
    assert answer["Location"] == "/"


def test_it_works_once() -> None:
    submit()
    assert submit(office_name="另一个局").status_code == 404
    assert Client().get("/first-start/").status_code == 404
    assert Office.objects.get().name == "阜平试验局"


@pytest.mark.parametrize(
    "origin",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"HTTP_X_FORWARDED_FOR": "192.168.1.7"},
        {"HTTP_FORWARDED": "for=192.168.1.7"},
        {"HTTP_X_REAL_IP": "192.168.1.7"},
    ],
)
def test_it_answers_at_the_machine_itself_only(origin: dict[str, str]) -> None:
    answer = Client().post("/first-start/", TYPED, **origin)  # type: ignore[arg-type]  # headers by name
    assert answer.status_code == 403
    assert "在安装本系统的电脑上" in text(answer)
    assert not Person.objects.exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_both_names_of_the_machine_are_known(address: str) -> None:
    assert Client().get("/first-start/", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("office_name", "", "请填写机构名称。"),
        ("office_code", "阜平", "只用小写字母、数字和连字符"),
        ("leader_username", "张三", "登录名用2至32位"),
        ("system_admin_username", "ZHANG", "与局领导的登录名相同"),
        ("audit_admin_password", "short", "密码太短，至少10位。"),
        ("audit_admin_password", "password123", "这个密码太常见"),
        ("audit_admin_password", "chenqing-09", "密码与姓名或登录名太像"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(field: str, value: str, sentence: str) -> None:
    answer = submit(**{field: value})
    assert answer.status_code == 422
    beside = text(answer).split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert sentence in beside
    assert not Person.objects.exists()


def test_nothing_typed_is_lost() -> None:
    page = text(submit(office_code=""))
    assert 'value="阜平试验局"' in page
    assert 'value="wangkuai-shui-7"' in page


def test_a_login_name_is_stored_as_it_will_be_typed() -> None:
    submit(leader_username=" Ｚｈａｎｇ ")
    assert Person.objects.filter(username="zhang").exists()
