"""An ordinary staff list has no login names: each new person is given one that the preview shows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person
from mingcha.accounts.services import NewPerson, add_section, leave_office, open_account
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.workbooks import write_sheet
from mingcha.config.people_subject import PEOPLE
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import Outcome, confirm_import, import_file, preview_import
from mingcha.ledger.services import examine_ledger

Rows = Sequence[Sequence[str]]
TakeIn = Callable[..., Outcome]
ROSTER = ("姓名", "科室", "职务", "联系电话")


@pytest.fixture
def system(office: Office) -> Actor:
    actor = Actor.of(office.people.get(username="liming"))
    add_section(actor=actor, name="执法监察股")
    return actor


@pytest.fixture
def take_in(system: Actor, tmp_path: Path) -> TakeIn:
    path = tmp_path / "花名册.xlsx"

    def read(rows: Rows, headings: Sequence[str] = ROSTER) -> Outcome:
        write_sheet(path, "阜平试验局人员花名册", headings, [list(row) for row in rows])
        return import_file(actor=system, subject=PEOPLE, path=path)

    return read


@pytest.fixture
def preview(system: Actor, tmp_path: Path) -> Callable[[Rows], ImportBatch]:
    path = tmp_path / "花名册.xlsx"

    def lay_out(rows: Rows) -> ImportBatch:
        write_sheet(path, "阜平试验局人员花名册", ROSTER, [list(row) for row in rows])
        return preview_import(actor=system, subject=PEOPLE, path=path, file_name="花名册.xlsx")

    return lay_out


BAI = ("白试兰", "执法监察股", "股长", "13800001234")
HAO = ("郝试人", "执法监察股", "科员", "")


def logins() -> dict[str, str]:
    return dict(Person.objects.filter(name__in=["白试兰", "郝试人"]).values_list("name", "username"))


def test_new_people_are_numbered_after_the_office(take_in: TakeIn, office: Office) -> None:
    outcome = take_in([BAI, HAO])
    assert (outcome.new, outcome.refused) == (2, [])
    assert logins() == {"白试兰": f"{office.code}-001", "郝试人": f"{office.code}-002"}
    assert list(examine_ledger()) == []


def test_a_number_that_is_taken_is_left_out(take_in: TakeIn, system: Actor, office: Office) -> None:
    open_account(actor=system, new=NewPerson("别试人", f"{office.code}-001"))
    take_in([BAI])
    assert logins() == {"白试兰": f"{office.code}-002"}


def test_the_same_list_again_finds_its_people_by_name(take_in: TakeIn) -> None:
    take_in([BAI, HAO])
    before = logins()
    assert take_in([HAO, BAI]).unchanged == 2
    assert take_in([(*BAI[:3], "13800009999")]).changed == 1
    assert logins() == before


def test_the_staff_number_is_the_login_and_a_personal_number_never(take_in: TakeIn, office: Office) -> None:
    rows = [("白试兰", "执法监察股", "Z-017"), ("郝试人", "执法监察股", "13800001234")]
    take_in(rows, ("姓名", "科室", "工号"))
    assert logins() == {"白试兰": "z-017", "郝试人": f"{office.code}-001"}


def test_an_identity_card_is_no_staff_number(take_in: TakeIn, office: Office) -> None:
    take_in([("白试兰", "执法监察股", "13063019900307123X")], ("姓名", "科室", "工号"))
    assert logins() == {"白试兰": f"{office.code}-001"}


def test_where_there_are_login_names_an_empty_one_is_refused(take_in: TakeIn) -> None:
    outcome = take_in([("白试兰", "执法监察股", "", "017")], ("姓名", "科室", "登录名", "工号"))
    assert "不合要求" in outcome.refused[0][1]


def test_namesakes_cannot_be_told_apart(take_in: TakeIn, system: Actor) -> None:
    outcome = take_in([BAI, ("白试兰", "执法监察股", "科员", "")])
    assert [reason for _, reason in outcome.refused] == [
        "有几名叫白试兰的，没有登录名认不出是哪一名。请在表格中加一列“登录名”，写明各人的登录名。"
    ] * 2
    open_account(actor=system, new=NewPerson("白试兰", "bai-1"))
    open_account(actor=system, new=NewPerson("白试兰", "bai-2"))
    assert "有几名叫白试兰的" in take_in([BAI]).refused[0][1]


def test_a_staff_number_that_is_somebody_elses_login_opens_nothing(take_in: TakeIn, system: Actor) -> None:
    open_account(actor=system, new=NewPerson("别试人", "z-017"))
    outcome = take_in([("白试兰", "执法监察股", "z-017")], ("姓名", "科室", "工号"))
    assert "“z-017”已有人使用" in outcome.refused[0][1]
    twice = [("白试兰", "执法监察股", "z-018"), ("郝试人", "执法监察股", "z-018")]
    assert len(take_in(twice, ("姓名", "科室", "工号")).refused) == 2
    assert Person.objects.get(username="z-017").name == "别试人"


def test_who_has_left_is_not_opened_anew_under_a_number(take_in: TakeIn, system: Actor) -> None:
    open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    leave_office(actor=system, person=Person.objects.get(username="bailan"), successor=None, reason="调离")
    assert "已离岗" in take_in([BAI]).refused[0][1]


def test_the_preview_shows_the_number_and_what_is_written_is_what_was_shown(
    preview: Callable[[Rows], ImportBatch], system: Actor, office: Office
) -> None:
    batch = preview([BAI])
    client = Client()
    client.force_login(office.people.get(username="liming"))
    page = client.get(reverse("people_import_preview", args=[batch.pk])).content.decode()
    assert f"登录名定为{office.code}-001" in page
    assert "系统中还没有" in page and "名录库" not in page
    open_account(actor=system, new=NewPerson("别试人", f"{office.code}-001"))
    with pytest.raises(Conflict, match="又有变动"):
        confirm_import(actor=system, subject=PEOPLE, batch=batch.pk)


def test_somebody_whose_account_was_opened_meanwhile_is_not_opened_twice(
    preview: Callable[[Rows], ImportBatch], system: Actor
) -> None:
    batch = preview([BAI])
    open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    with pytest.raises(Conflict, match="又有变动"):
        confirm_import(actor=system, subject=PEOPLE, batch=batch.pk)


def test_a_list_without_names_is_told_what_to_do_on_that_page(take_in: TakeIn) -> None:
    with pytest.raises(Refusal) as refused:
        take_in([("执法监察股", "科员", "fa-1")], ("科室", "职务", "登录名"))
    assert "姓名" in refused.value.sentence
    assert "下载空白表样" in refused.value.sentence
    assert "识别的栏目" not in refused.value.sentence
