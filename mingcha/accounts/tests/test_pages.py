"""The pages about people: what they show, to whom, and that nothing typed is lost."""

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person
from mingcha.accounts.rules import (
    AUDIT_ADMIN,
    AUDITOR,
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.accounts.tests.cast import Bureau

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse


def as_role(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.people[role])
    return client


def text(answer: "_MonkeyPatchedWSGIResponse") -> str:
    return answer.content.decode()


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN, LEADER, AUDITOR])
def test_the_list_shows_the_own_office_only(fuping: Bureau, tang: Bureau, role: str) -> None:
    page = text(as_role(fuping, role).get(reverse("people_list")))
    assert fuping.people[LEGAL].name in page
    assert "唐县试" not in page


@pytest.mark.parametrize("role", [ENFORCEMENT, LEGAL, BUSINESS, INSPECTOR, WITNESS])
def test_other_roles_do_not_open_the_list(fuping: Bureau, role: str) -> None:
    assert as_role(fuping, role).get(reverse("people_list")).status_code == 403


def test_a_person_of_another_office_is_not_found(fuping: Bureau, tang: Bureau) -> None:
    url = reverse("person_detail", args=[tang.people[LEGAL].pk])
    answer = as_role(fuping, SYSTEM_ADMIN).get(url)
    assert answer.status_code == 404
    assert "唐县试" not in text(answer)


def test_the_first_password_stands_on_the_answer_and_is_not_kept_by_the_browser(fuping: Bureau) -> None:
    client = as_role(fuping, SYSTEM_ADMIN)
    typed = {"name": "白试兰", "username": "bailan", "phone": "", "section": "", "reason": ""}
    answer = client.post(reverse("person_create"), typed)
    shown = re.search(r"<dd class=\"mc-mono\"><b>([^<]+)</b>", text(answer))
    assert shown is not None
    assert authenticate(username="bailan", password=shown[1]) is not None
    assert "no-store" in answer["Cache-Control"]
    again = text(client.get(reverse("person_detail", args=[Person.objects.get(username="bailan").pk])))
    assert shown[1] not in again


def test_a_refused_form_keeps_what_was_typed(fuping: Bureau) -> None:
    typed = {"name": "白试兰", "username": fuping.people[LEGAL].username, "phone": "13800001234"}
    answer = as_role(fuping, SYSTEM_ADMIN).post(reverse("person_create"), typed)
    assert answer.status_code == 422
    assert "白试兰" in text(answer)
    assert "登录名重复" in text(answer)


def test_no_page_shows_a_whole_phone(fuping: Bureau) -> None:
    person = fuping.people[LEGAL]
    client = as_role(fuping, SYSTEM_ADMIN)
    typed = {"name": person.name, "phone": "13800005678", "section": ""}
    assert client.post(reverse("person_change", args=[person.pk]), typed).status_code == 302
    pages = [
        client.get(reverse("people_list")),
        client.get(reverse("person_detail", args=[person.pk])),
        client.get(reverse("person_change", args=[person.pk])),
    ]
    assert all("13800005678" not in text(page) for page in pages)
    assert "138****5678" in text(pages[1])


def test_a_person_is_found_by_the_whole_phone_only(fuping: Bureau) -> None:
    person, client = fuping.people[LEGAL], as_role(fuping, SYSTEM_ADMIN)
    client.post(reverse("person_change", args=[person.pk]), {"name": person.name, "phone": "13800005678"})
    found = text(client.get(reverse("people_list"), {"text": "１３８０００05678"}))
    assert person.username in found
    assert fuping.people[BUSINESS].username not in found
    assert person.username not in text(client.get(reverse("people_list"), {"text": "5678"}))


def test_roles_are_granted_and_ended_on_the_page_of_the_person(fuping: Bureau) -> None:
    person, client = fuping.people[LEGAL], as_role(fuping, SECURITY_ADMIN)
    typed = {"role": BUSINESS, "reason": "局办公会议定"}
    assert client.post(reverse("role_grant", args=[person.pk]), typed).status_code == 302
    grant = person.grants.get(role=BUSINESS)
    end = reverse("role_end", args=[person.pk, grant.pk])
    assert client.post(end, {f"{grant.pk}-reason": "调整分工"}).status_code == 302
    assert "局办公会议定" in text(client.get(reverse("person_detail", args=[person.pk])))
    assert not person.grants.filter(role=BUSINESS, ended_at=None).exists()


def test_roles_that_may_not_meet_are_refused_on_the_page_with_the_clause(fuping: Bureau) -> None:
    url = reverse("role_grant", args=[fuping.people[LEGAL].pk])
    answer = as_role(fuping, SECURITY_ADMIN).post(url, {"role": AUDITOR, "reason": "x"})
    assert answer.status_code == 422
    assert "8.1.4.2" in text(answer)


def test_the_leave_page_names_the_work_and_hands_it_over(fuping: Bureau) -> None:
    person, client = fuping.people[ENFORCEMENT], as_role(fuping, SYSTEM_ADMIN)
    url = reverse("person_leave", args=[person.pk])
    answer = client.post(url, {"successor": str(fuping.people[LEGAL].pk), "reason": "退休"})
    assert answer.status_code == 302
    assert "已停用" in text(client.get(reverse("person_detail", args=[person.pk])))


def test_the_list_is_narrowed_by_a_section_and_everything_below_it(fuping: Bureau) -> None:
    client = as_role(fuping, SYSTEM_ADMIN)
    client.post(reverse("section_create"), {"name": "一队", "parent": str(fuping.sections[1].pk)})
    low = fuping.office.sections.get(name="一队")
    person = fuping.people[LEGAL]
    moved = {"name": person.name, "phone": "", "section": str(low.pk)}
    client.post(reverse("person_change", args=[person.pk]), moved)
    found = text(client.get(reverse("people_list"), {"section": str(fuping.sections[1].pk)}))
    assert person.username in found
    assert fuping.people[BUSINESS].username not in found


def test_the_list_downloads_as_a_workbook(fuping: Bureau) -> None:
    answer = as_role(fuping, LEADER).get(reverse("people_list"), {"export": "1"})
    assert answer.content.startswith(b"PK")


def test_a_reset_is_told_apart_from_a_first_password(fuping: Bureau) -> None:
    person, client = fuping.people[LEGAL], as_role(fuping, SYSTEM_ADMIN)
    page = text(client.get(reverse("person_detail", args=[person.pk])))
    assert '<button class="mc-btn">发放首次密码</button>' in page
    assert "重设密码" not in page
    as_role(fuping, LEGAL)
    page = text(client.get(reverse("person_detail", args=[person.pk])))
    assert '<button class="mc-btn">重设密码</button>' in page
    assert f"{person.name}在各处的登录随即全部结束" in page
    assert "发放首次密码</button>" not in page


def test_who_opens_no_accounts_is_offered_no_password(fuping: Bureau) -> None:
    page = text(as_role(fuping, LEADER).get(reverse("person_detail", args=[fuping.people[LEGAL].pk])))
    assert reverse("person_password", args=[fuping.people[LEGAL].pk]) not in page
