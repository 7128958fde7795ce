"""The gates around every view: login, the first start, and refusals as pages."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from mingcha.accounts.models import Person
from mingcha.accounts.requests import StaffRequest
from mingcha.common.access import public
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.config import urls

REFUSALS: dict[str, Refusal] = {
    "plain": Refusal(
        "short",
        "组长岗位需16人次，可派13人次。",
        title="不能抽取：人员不够",
        clause="《行政处罚法》第四十二条",
        remedy="从其他股室抽调。",
        found=[("缺口", "差3人次")],
    ),
    "forbidden": Forbidden("not-permitted", "只有局领导岗位可以办理。", title="没有权限"),
    "conflict": Conflict("moved", "别人已改过。", title="不能保存：已变化"),
    "unknown": Unknown("gone", "没有这次抽取。", title="找不到这次抽取"),
}


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    raise REFUSALS[code]


def who(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.name} {sorted(request.actor.roles)}")


@public
def open_refusal(request: HttpRequest) -> HttpResponse:
    raise REFUSALS["unknown"]


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def full(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("while a file was kept") from OSError(errno.ENOSPC, "No space left on device")


def full_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret of the house")


urlpatterns = [
    *urls.urlpatterns,
    path("try/refuse/<str:code>/", refuse),
    path("try/who/", who),
    path("try/open/", open_refusal),
    path("try/missing/", missing),
    path("try/broken/", broken),
    path("try/full/", full),
    path("try/full-database/", full_database),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
AsPerson = Callable[[str], Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_page_without_login_leads_to_the_login_and_back(office: object) -> None:
    answer = Client().get("/try/who/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/try/who/%3Fa%3D1")


def test_a_post_without_login_comes_back_to_the_home_page(office: object) -> None:
    assert Client().post("/try/who/")["Location"] == "/accounts/login/?next=/"


def test_a_fragment_without_login_moves_the_whole_page_to_the_login(office: object) -> None:
    answer = Client().get("/try/who/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/accounts/login/")


def test_a_view_knows_who_asks(as_person: AsPerson) -> None:
    assert text(as_person("zhang").get("/try/who/")) == "张志远 ['leader']"


def test_what_staff_were_shown_is_not_kept_by_the_browser(as_person: AsPerson) -> None:
    assert as_person("zhang").get("/try/who/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/public/draws/").headers


def test_a_role_withdrawn_ends_with_the_next_request(as_person: AsPerson, leader: Person) -> None:
    client = as_person("zhang")
    leader.grants.update(ended_at=timezone.now())
    assert text(client.get("/try/who/")) == "张志远 []"


def test_who_has_left_is_nobody_at_once(as_person: AsPerson, leader: Person) -> None:
    client = as_person("zhang")
    Person.objects.filter(pk=leader.pk).update(is_active=False)
    assert client.get("/try/who/").status_code == 302


@pytest.mark.parametrize(
    ("code", "status"), [("plain", 422), ("forbidden", 403), ("conflict", 409), ("unknown", 404)]
)
def test_a_refusal_is_a_page_with_its_status(as_person: AsPerson, code: str, status: int) -> None:
    answer = as_person("zhang").get(f"/try/refuse/{code}/")
    assert answer.status_code == status
    assert f"<h1>{REFUSALS[code].title}</h1>" in text(answer)
    assert REFUSALS[code].sentence in text(answer)


def test_a_refusal_shows_what_was_found_the_clause_and_the_way_out(as_person: AsPerson) -> None:
    page = text(as_person("zhang").get("/try/refuse/plain/"))
    for part in ("缺口", "差3人次", "《行政处罚法》第四十二条", "从其他股室抽调。", 'role="alert"'):
        assert part in page


def test_a_fragment_gets_the_box_of_the_refusal_alone(as_person: AsPerson) -> None:
    answer = as_person("zhang").get("/try/refuse/plain/", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert text(answer).startswith('<div class="mc-refusal')
    assert "<html" not in text(answer)


def test_a_refusal_offers_the_page_one_came_from_and_no_foreign_one(as_person: AsPerson) -> None:
    client = as_person("zhang")
    ours = client.get("/try/refuse/plain/", headers={"Referer": "http://testserver/targets/?page=2"})
    assert 'href="/targets/?page=2"' in text(ours)
    for foreign in ("http://elsewhere.example/targets/", "http://testserver//elsewhere.example/"):
        page = text(client.get("/try/refuse/plain/", headers={"Referer": foreign}))
        assert "返回上一页" not in page


def test_the_public_is_refused_in_the_public_frame(office: object) -> None:
    answer = Client().get("/try/open/")
    assert answer.status_code == 404
    assert 'class="mc-public"' in text(answer)


def test_a_page_that_does_not_exist_says_so(as_person: AsPerson) -> None:
    for address in ("/nowhere/", "/try/missing/"):
        answer = as_person("zhang").get(address)
        assert answer.status_code == 404
        assert "找不到这一页" in text(answer)


@pytest.mark.parametrize("place", ["full", "full-database"])
def test_a_full_disk_is_said_wherever_it_is_met(as_person: AsPerson, place: str) -> None:
    client = as_person("zhang")
    client.raise_request_exception = False
    answer = client.get(f"/try/{place}/")
    assert answer.status_code == 507
    assert "磁盘已满" in text(answer)
    assert "系统管理员腾出空间" in text(answer)


def test_a_disk_that_fills_while_an_upload_is_taken_in_is_said(
    as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", no_more)
    client = as_person("zhang")
    client.raise_request_exception = False
    large = SimpleUploadedFile("large.mp4", b"0" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    answer = client.post("/large-type/", {"file": large})
    assert (answer.status_code, "磁盘已满" in text(answer)) == (507, True)


def test_trouble_of_our_own_is_told_by_a_number_and_nothing_of_its_cause(
    as_person: AsPerson, caplog: pytest.LogCaptureFixture
) -> None:
    client = as_person("zhang")
    client.raise_request_exception = False
    answer = client.get("/try/broken/")
    assert answer.status_code == 500
    number = text(answer).split("编号")[1].split("告诉")[0]
    assert number.startswith("E-")
    assert any(number in line for line in caplog.messages)
    assert "secret of the house" not in text(answer)


def test_a_form_without_its_token_is_refused_in_chinese(office: object) -> None:
    answer = Client(enforce_csrf_checks=True).post("/large-type/", {"large": "1"})
    assert answer.status_code == 403
    assert "本页已失效" in text(answer)


def test_a_foreign_host_name_is_not_served(office: object) -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "这个地址打不开" in text(answer)


@pytest.mark.parametrize("address", ["/", "/try/who/", "/accounts/login/", "/nowhere/"])
def test_before_the_first_start_every_address_leads_to_it(db: None, address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/first-start/")


@override_settings(IS_DEMO=True)
def test_a_demo_has_no_first_start(db: None) -> None:
    assert Client().get("/").status_code == 200
    assert Client().get("/first-start/").status_code == 404
