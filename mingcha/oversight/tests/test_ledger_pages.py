"""The ledger page: acts of the own office with their digests, no contents of records, for those who may."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person
from mingcha.accounts.rules import AUDIT_ADMIN, AUDITOR, LEADER, ROLES, SECURITY_ADMIN, SYSTEM_ADMIN
from mingcha.accounts.services import NewPerson, end_role, open_account
from mingcha.accounts.tests.cast import Bureau
from mingcha.ledger.models import Entry
from mingcha.ledger.services import sign_checkpoint

READERS = (AUDIT_ADMIN, AUDITOR, LEADER)


def as_role(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.people[role])
    return client


def page(bureau: Bureau, role: str, url: str, **query: str) -> str:
    answer = as_role(bureau, role).get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def opened(fuping: Bureau) -> Person:
    new = NewPerson("白试兰", "bailan", phone="13800001234")
    return open_account(actor=fuping.actor(SYSTEM_ADMIN), new=new, reason="新调入")[0]


@pytest.mark.parametrize("role", READERS)
def test_readers_see_who_did_what_and_why(fuping: Bureau, opened: Person, role: str) -> None:
    shown = page(fuping, role, reverse("ledger_list"))
    assert "开通账号" in shown
    assert fuping.people[SYSTEM_ADMIN].name in shown
    assert "新调入" in shown


@pytest.mark.parametrize("role", sorted(set(ROLES) - set(READERS)))
def test_nobody_else_opens_the_ledger(fuping: Bureau, role: str) -> None:
    client = as_role(fuping, role)
    assert client.get(reverse("ledger_list")).status_code == 403
    assert client.get(reverse("ledger_entry", args=[1])).status_code == 403
    assert client.post(reverse("ledger_examine")).status_code == 403


def test_acts_of_another_office_are_neither_listed_nor_opened(
    fuping: Bureau, tang: Bureau, opened: Person
) -> None:
    end_role(actor=tang.actor(SECURITY_ADMIN), grant=tang.people[LEADER].grants.get(), reason="唐县试换届")
    foreign = Entry.objects.count()
    assert "唐县试" not in page(fuping, AUDIT_ADMIN, reverse("ledger_list"))
    answer = as_role(fuping, AUDIT_ADMIN).get(reverse("ledger_entry", args=[foreign]))
    assert answer.status_code == 404
    assert "换届" in page(tang, AUDIT_ADMIN, reverse("ledger_list"))


def test_the_founding_by_the_machine_belongs_to_the_office_it_founded(fuping: Bureau, tang: Bureau) -> None:
    shown = page(fuping, AUDIT_ADMIN, reverse("ledger_list"))
    assert shown.count("启用机构") + shown.count("建立机构") >= 2
    assert "第1条" in shown
    assert "第3条" not in shown


def test_an_entry_shows_digests_and_no_contents_of_records(fuping: Bureau, opened: Person) -> None:
    number = Entry.objects.count()
    sign_checkpoint(origin=fuping.office.log_origin)
    shown = page(fuping, AUDITOR, reverse("ledger_entry", args=[number]))
    entry = Entry.objects.get(index=number - 1)
    assert bytes(entry.leaf_hash).hex() in shown
    assert "accounts_person" in shown
    assert fuping.office.log_origin in shown
    assert "13800001234" not in shown
    assert opened.phone_sealed not in shown


def test_the_list_is_narrowed_by_act_and_by_person(fuping: Bureau, opened: Person) -> None:
    narrowed = page(fuping, AUDIT_ADMIN, reverse("ledger_list"), act="accounts.open_account")
    assert "新调入" in narrowed
    assert "第1条" not in narrowed
    nobody = page(fuping, AUDIT_ADMIN, reverse("ledger_list"), name="不在的人")
    assert "没有符合条件的日志" in nobody


def test_a_tampered_record_is_named_on_the_page(fuping: Bureau, opened: Person) -> None:
    examine = reverse("ledger_examine")
    assert "全部相符" in as_role(fuping, AUDIT_ADMIN).post(examine).content.decode()
    Person.objects.filter(pk=opened.pk).update(name="换试人")
    shown = as_role(fuping, AUDIT_ADMIN).post(examine).content.decode()
    assert f"accounts_person {opened.pk}" in shown
    assert as_role(fuping, LEADER).post(examine).status_code == 403


def test_the_list_downloads_as_a_workbook(fuping: Bureau) -> None:
    answer = as_role(fuping, AUDITOR).get(reverse("ledger_list"), {"export": "1"})
    assert answer.content.startswith(b"PK")
