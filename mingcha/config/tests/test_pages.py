"""The pages of the shell: home, front, account pages, 大字, and the frame around all of them."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.test import Client, override_settings

from mingcha.accounts.models import Office, OpenWork, Person, RoleGrant
from mingcha.accounts.rules import ROLES
from mingcha.common import moments
from mingcha.config.navigation import NOUNS, staff_links

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def work(title: str, due_on: datetime.date, person: Person) -> OpenWork:
    row = OpenWork(person=person, kind="test", subject=uuid.uuid4(), title=title, due_on=due_on)
    row.why, row.url, row.button = "依据", "/x/", "去办"
    return row


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_shows_the_own_work_and_counts_what_is_late(as_person: AsPerson, leader: Person) -> None:
    today = moments.today()
    work("公示2户的检查结果", today - datetime.timedelta(days=3), leader).save()
    other = Person.objects.get(username="liming")
    work("不是我的事", today, other).save()
    shown = page(as_person("zhang"), "/")
    assert "公示2户的检查结果" in shown
    assert "不是我的事" not in shown
    assert '<span class="mc-count is-late"><span class="mc-hide">逾期</span>1</span>' in shown


def test_home_without_work_says_so(as_person: AsPerson) -> None:
    assert "现在没有要办的事" in page(as_person("chenqing"), "/")


def test_the_number_beside_home_follows_what_the_person_does(as_person: AsPerson, leader: Person) -> None:
    late = '<span class="mc-count is-late">'
    client = as_person("zhang")
    page(client, "/")
    work("公示2户的检查结果", moments.today() - datetime.timedelta(days=3), leader).save()
    assert late not in page(client, "/accounts/password/")
    client.post("/large-type/", {"large": "0"})
    assert late in page(client, "/accounts/password/")


def test_home_of_the_public_offers_what_is_public_and_the_login(office: Office) -> None:
    shown = page(Client(), "/")
    assert 'class="mc-public"' in shown
    assert 'href="/accounts/login/"' in shown
    assert "阜平试验局" in shown


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_its_nouns_in_the_fixed_order(office: Office, role: str) -> None:
    person = Person.objects.create(office=office, username="somebody", name="某人")
    RoleGrant.objects.create(person=person, role=role, granted_at=moments.now())
    from mingcha.accounts.actors import Actor

    shown = [link.noun for link in staff_links(Actor.of(person), None)]
    assert shown == [noun for noun in NOUNS if noun in shown]
    assert all(role in noun.roles for noun in shown)
    assert shown[0].name == "首页"


@pytest.mark.parametrize("username", ["liming", "zhaomin", "chenqing"])
def test_administrators_see_no_business(as_person: AsPerson, username: str) -> None:
    shown = page(as_person(username), "/")
    for noun in ("两库一单", "计划与抽查任务", "抽取</a>"):
        assert noun not in shown


def test_the_noun_one_is_at_is_marked(as_person: AsPerson) -> None:
    assert '<a href="/" aria-current="page">首页' in page(as_person("zhang"), "/")


@pytest.mark.parametrize("address", ["/accounts/password/", "/accounts/logout/", "/"])
def test_a_page_has_one_heading_a_skip_link_and_landmarks(as_person: AsPerson, address: str) -> None:
    shown = page(as_person("zhang"), address)
    assert shown.count("<h1>") == 1
    assert '<a class="mc-skip" href="#main">' in shown
    assert '<main class="mc-main" id="main"' in shown
    assert '<html lang="zh-CN">' in shown


@pytest.mark.parametrize("address", ["/", "/accounts/login/"])
def test_a_demo_says_so_on_every_page(office: Office, address: str) -> None:
    assert "均为虚构" not in page(Client(), address)
    with override_settings(IS_DEMO=True):
        assert "企业与人员均为虚构" in page(Client(), address)


def test_the_frame_costs_few_queries(
    as_person: AsPerson, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = as_person("zhang")
    client.get("/")
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        client.get("/accounts/password/")


def test_large_type_is_a_cookie_set_by_post(office: Office) -> None:
    client = Client()
    answer = client.post("/large-type/", {"large": "1", "next": "/accounts/login/?next=/"})
    assert answer["Location"] == "/accounts/login/?next=/"
    assert '<html lang="zh-CN" class="is-large">' in page(client, "/")
    client.post("/large-type/", {"large": "0", "next": "/"})
    assert '<html lang="zh-CN">' in page(client, "/")
    assert client.get("/large-type/").status_code == 405


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_large_type_never_leads_elsewhere(office: Office, elsewhere: str) -> None:
    assert Client().post("/large-type/", {"large": "1", "next": elsewhere})["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_read_alike(office: Office) -> None:
    answers = [
        Client().post("/accounts/login/", {"login": name, "password": "not-the-one"}).content.decode()
        for name in ("zhang", "nobody")
    ]
    for shown in answers:
        assert "登录名或密码不对。" in shown
        assert "sign" not in shown.lower()


def test_nobody_signs_up_or_resets_by_mail(office: Office) -> None:
    for address in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"):
        assert Client().get(address).status_code == 404
    shown = page(Client(), "/accounts/login/")
    assert "signup" not in shown
    assert "reset" not in shown


def test_logout_asks_once_and_ends_the_session(as_person: AsPerson) -> None:
    client = as_person("zhang")
    assert "退出登录" in page(client, "/accounts/logout/")
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/accounts/password/").status_code == 302


def test_every_answer_carries_the_policy(office: Office) -> None:
    for address in ("/", "/accounts/login/", "/nowhere/"):
        policy = Client().get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("wrong-password-1", "shanhe-wuyang-8", "shanhe-wuyang-8"), "现在的密码不对"),
        (("taihang-shan-2026", "shanhe-wuyang-8", "shanhe-wuyang-9"), "每次输入的密码必须相同"),
        (("taihang-shan-2026", "short", "short"), "密码太短，至少10位。"),
        (("taihang-shan-2026", "", ""), "请填写新密码。"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(
    as_person: AsPerson, typed: tuple[str, str, str], sentence: str
) -> None:
    names = ("oldpassword", "password1", "password2")
    shown = as_person("zhang").post("/accounts/password/", dict(zip(names, typed, strict=True)))
    assert sentence in shown.content.decode()
