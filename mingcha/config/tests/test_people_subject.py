"""The staff list as a workbook: accounts opened and corrected, nobody let in, nothing doubled."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, RoleGrant, Section
from mingcha.accounts.queries import person_history
from mingcha.accounts.rules import BUSINESS, INSPECTOR, SECURITY_ADMIN
from mingcha.accounts.services import (
    NewPerson,
    add_section,
    grant_listed_roles,
    grant_role,
    issue_password,
    leave_office,
    listed_line,
    open_account,
)
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.moments import today
from mingcha.common.workbooks import write_sheet
from mingcha.config.people_subject import PEOPLE
from mingcha.intake.services import Outcome, import_file, take_back_import
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home.administrators import roles_to_grant

HEADINGS = ("序号", "姓 名", "账号", "所属股室", "手机号码", "岗位")
AsPerson = Callable[[str], Client]
TakeIn = Callable[[Sequence[Sequence[str]]], Outcome]


@pytest.fixture
def system(office: Office) -> Actor:
    return Actor.of(office.people.get(username="liming"))


@pytest.fixture
def security(office: Office) -> Actor:
    found = office.people.filter(grants__role=SECURITY_ADMIN).get()
    return Actor.of(found)


@pytest.fixture
def take_in(system: Actor, tmp_path: Path) -> TakeIn:
    add_section(actor=system, name="执法监察股")
    path = tmp_path / "人员名单.xlsx"

    def read(rows: Sequence[Sequence[str]]) -> Outcome:
        write_sheet(path, "阜平试验局人员名单", HEADINGS, [[str(n), *row] for n, row in enumerate(rows)])
        return import_file(actor=system, subject=PEOPLE, path=path)

    return read


ROW = ("白试兰", "BaiLan", "执法监察股", "１３８００００１２３４", "政策法规")


def test_new_people_come_in_with_section_and_phone_and_cannot_log_in(take_in: TakeIn) -> None:
    outcome = take_in([ROW])
    person = Person.objects.get(username="bailan")
    assert (outcome.new, outcome.refused) == (1, [])
    assert person.section is not None
    assert (person.name, person.section.name, person.phone) == ("白试兰", "执法监察股", "13800001234")
    assert not person.has_usable_password()
    assert not person.grants.exists()
    assert list(examine_ledger()) == []


def test_the_same_file_twice_changes_nothing(take_in: TakeIn) -> None:
    take_in([ROW, ROW])
    outcome = take_in([ROW, ROW])
    assert (outcome.rows, outcome.unchanged) == (2, 2)


def test_a_row_that_differs_corrects_the_person(take_in: TakeIn) -> None:
    take_in([ROW])
    outcome = take_in([("白试岚", *ROW[1:])])
    assert outcome.changed == 1
    assert Person.objects.get(username="bailan").name == "白试岚"
    assert list(examine_ledger()) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "bailan", "", "", ""), "没有姓名"),
        (("白试兰", "白兰", "", "", ""), "不合要求"),
        (("白试兰", "bailan", "很" * 33, "", ""), "最多32字"),
        (("白试兰", "bailan", "", "", "系统管理员、检查人员"), "管理员不能兼任"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(take_in: TakeIn, row: Sequence[str], reason: str) -> None:
    outcome = take_in([row, ("郝试人", "hao", "", "", "")])
    assert outcome.new == 1
    assert reason in outcome.refused[0][1]


def test_a_section_that_the_office_does_not_have_is_founded_with_its_people(
    take_in: TakeIn, system: Actor
) -> None:
    outcome = take_in([("白试兰", "bailan", "矿产管理股", "", ""), ("郝试人", "hao", "矿产管理股", "", "")])
    section = Section.objects.get(name="矿产管理股")
    assert set(section.people.values_list("username", flat=True)) == {"bailan", "hao"}
    assert list(examine_ledger()) == [] and outcome.batch is not None
    take_back_import(actor=system, subject=PEOPLE, batch=outcome.batch.pk, reason="填错")
    assert not Section.objects.filter(name="矿产管理股").exists()
    assert list(examine_ledger()) == []


def test_roles_of_the_list_wait_for_the_security_administrator_who_grants_them_at_once(
    take_in: TakeIn, system: Actor, security: Actor
) -> None:
    take_in([("白试兰", "bailan", "", "", "检查人员、执法监察"), ("郝试人", "hao", "", "", "股长，业务股室")])
    assert not RoleGrant.objects.filter(person__username__in=["bailan", "hao"]).exists()
    assert "授予名单所列2人的岗位" in [one.title for one in roles_to_grant(security, today())]
    with pytest.raises(Forbidden):
        grant_listed_roles(actor=system, seen=[])
    client = Client()
    client.force_login(Person.objects.get(grants__role=SECURITY_ADMIN))
    page = client.get(reverse("people_list")).content.decode()
    assert "执法监察、检查人员" in page and "授予所列岗位" in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    assert client.post(reverse("roles_grant_listed"), {"seen": seen}).status_code == 302
    granted = RoleGrant.objects.filter(person__username__in=["bailan", "hao"])
    assert sorted(granted.values_list("person__username", "role")) == [
        ("bailan", "enforcement"),
        ("bailan", "inspector"),
        ("hao", "business"),
    ]
    assert "授予所列岗位" not in client.get(reverse("people_list")).content.decode()
    assert grant_listed_roles(actor=security, seen=[]) == []
    assert list(examine_ledger()) == []
    same = take_in(
        [("白试兰", "bailan", "", "", "检查人员、执法监察"), ("郝试人", "hao", "", "", "业务股室")]
    )
    assert same.unchanged == 2


@pytest.mark.parametrize(
    "later", [("郝试人", "hao", "", "", "局领导"), ("白试兰", "bailan", "", "", "局领导")]
)
def test_what_came_into_the_list_after_it_was_checked_is_not_granted(
    take_in: TakeIn, security: Actor, later: Sequence[str]
) -> None:
    take_in([("白试兰", "bailan", "", "", "检查人员")])
    seen = [listed_line(Person.objects.get(username="bailan"))]
    take_in([later])
    with pytest.raises(Conflict, match="有变动"):
        grant_listed_roles(actor=security, seen=seen)
    assert not RoleGrant.objects.filter(person__username__in=["bailan", "hao"]).exists()


def test_a_role_granted_by_hand_waits_no_more_and_the_list_takes_none_away(
    take_in: TakeIn, security: Actor
) -> None:
    take_in([("白试兰", "bailan", "", "", "检查人员")])
    person = Person.objects.get(username="bailan")
    grant_role(actor=security, person=person, role=INSPECTOR)
    person.refresh_from_db()
    assert person.wanted_roles == []
    take_in([("白试兰", "bailan", "", "", "业务股室")])
    assert set(person.grants.values_list("role", flat=True)) == {INSPECTOR}
    assert Person.objects.get(username="bailan").wanted_roles == [BUSINESS]


def test_roles_that_may_not_meet_in_one_person_are_granted_to_nobody(
    take_in: TakeIn, security: Actor
) -> None:
    take_in([("白试兰", "bailan", "", "", "审计查看"), ("郝试人", "hao", "", "", "业务股室")])
    grant_role(actor=security, person=Person.objects.get(username="bailan"), role=BUSINESS)
    waiting = Person.objects.filter(username__in=["bailan", "hao"])
    with pytest.raises(Refusal) as refused:
        grant_listed_roles(actor=security, seen=[listed_line(one) for one in waiting])
    assert ("人员", "白试兰") in refused.value.found
    assert not Person.objects.get(username="hao").grants.exists()


def test_two_rows_with_one_login_name_and_different_people_are_not_merged(take_in: TakeIn) -> None:
    outcome = take_in([ROW, ("别试人", *ROW[1:])])
    assert (outcome.new, len(outcome.refused)) == (1, 1)
    assert "登录名相同" in outcome.refused[0][1]


def test_who_has_left_is_not_brought_back_by_a_workbook(take_in: TakeIn, system: Actor) -> None:
    take_in([ROW])
    leave_office(actor=system, person=Person.objects.get(username="bailan"), successor=None, reason="调离")
    assert "已离岗" in take_in([ROW]).refused[0][1]


def test_a_login_name_of_another_office_is_refused_without_naming_it(take_in: TakeIn, system: Actor) -> None:
    other = Office.objects.create(code="tang", name="唐县试局", founded_at="2026-01-01T00:00:00+08:00")
    Person.objects.create(office=other, username="bailan", name="唐县试人")
    reason = take_in([ROW]).refused[0][1]
    assert "已有人使用" in reason
    assert "唐县" not in reason


def test_only_the_system_administrator_brings_people_in(security: Actor, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_file(actor=security, subject=PEOPLE, path=tmp_path / "any.xlsx")


def test_an_import_is_taken_back_whole_until_roles_stand_on_it(
    take_in: TakeIn, system: Actor, security: Actor
) -> None:
    old, _ = open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    outcome = take_in([("白试岚", *ROW[1:]), ("郝试人", "hao", "", "", "")])
    assert outcome.batch is not None
    take_back_import(actor=system, subject=PEOPLE, batch=outcome.batch.pk, reason="填错")
    back = Person.objects.get(pk=old.pk)
    assert (back.name, back.phone, back.has_usable_password()) == ("白试兰", "", True)
    assert not Person.objects.filter(username="hao").exists()
    assert list(examine_ledger()) == []
    again = take_in([("郝试人", "hao", "", "", "")])
    grant_role(actor=security, person=Person.objects.get(username="hao"), role=BUSINESS)
    assert again.batch is not None
    with pytest.raises(Refusal):
        take_back_import(actor=system, subject=PEOPLE, batch=again.batch.pk, reason="填错")


def test_a_role_granted_before_a_list_in_the_same_second_does_not_stand_on_it(
    take_in: TakeIn, system: Actor, security: Actor
) -> None:
    person, _ = open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    grant_role(actor=security, person=person, role=BUSINESS)
    outcome = take_in([("白试岚", "bailan", "", "", "")])
    assert outcome.batch is not None
    RoleGrant.objects.filter(person=person).update(granted_at=outcome.batch.closed_at)
    take_back_import(actor=system, subject=PEOPLE, batch=outcome.batch.pk, reason="填错")
    again = take_in([("白试岚", "bailan", "", "", "")])
    grant_role(actor=security, person=person, role=INSPECTOR)
    assert again.batch is not None
    with pytest.raises(Refusal) as refused:
        take_back_import(actor=system, subject=PEOPLE, batch=again.batch.pk, reason="填错")
    assert ("后续", "白试岚已授予岗位") in refused.value.found


def test_the_history_of_a_person_is_in_words(take_in: TakeIn, system: Actor, as_person: AsPerson) -> None:
    """Founded, opened, named in lists of which one is taken back, given a password: no act stands as code."""
    leader = Person.objects.get(username="zhang")
    opened, _ = open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    take_in([("张志远", "zhang", "", "13800005678", "")])
    outcome = take_in([("白试兰", "bailan", "", "13800001234", "")])
    assert outcome.batch is not None
    take_back_import(actor=system, subject=PEOPLE, batch=outcome.batch.pk, reason="填错")
    issue_password(actor=system, person=leader)
    acts = {event.act for person in (leader, opened) for event in person_history(person)}
    assert {"config.found_office", "intake.confirm_import", "intake.take_back_import"} < acts
    client = as_person("liming")
    addresses = [reverse("person_detail", args=[person.pk]) for person in (leader, opened)]
    page = "".join(client.get(address).content.decode() for address in addresses)
    assert [act for act in acts if act in page] == []
    for word in ("启用机构", "确认导入", "撤回导入", "发放首次密码", "本人修改密码"):
        assert f">{word}<" in page
