"""`found_office`: the first people, the default figures, once, in one act."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from pytest_django import Settings

from mingcha.accounts.models import Office, Person, RoleGrant
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.config.services import UNNAMED_CODE, found_office, found_partner, sole_office
from mingcha.law.models import Obligation
from mingcha.ledger.models import Entry, Version
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db

ADMINISTRATORS = [
    ("system_admin", "系统员", "system", "correct-horse-1"),
    ("security_admin", "安全员", "security", "correct-horse-2"),
    ("audit_admin", "审计员", "audit", "correct-horse-3"),
]
FACTS: dict[str, Any] = {
    "name": "阜平县自然资源和规划局",
    "code": "zrzy-130624",
    "leader_name": "王五",
    "leader_username": "leader",
    "leader_password": "correct-horse-0",
    "administrators": ADMINISTRATORS,
}


def test_four_people_receive_their_roles() -> None:
    office = found_office(**FACTS)
    grants = RoleGrant.objects.filter(person__office=office).values_list("person__username", "role")
    assert dict(grants) == {
        "leader": "leader",
        "system": "system_admin",
        "security": "security_admin",
        "audit": "audit_admin",
    }


def test_passwords_open_their_accounts_and_are_stored_hashed() -> None:
    found_office(**FACTS)
    leader = Person.objects.get(username="leader")
    assert "correct-horse" not in leader.password
    assert check_password("correct-horse-0", leader.password)


def test_founding_is_one_act_that_binds_every_row() -> None:
    office = found_office(**FACTS)
    assert Entry.objects.count() == 1
    defaults = office.obligations.count() + office.legal_texts.count() + office.holiday_notices.count()
    categories = office.target_categories.count() + office.category_fields.count()
    assert categories > 10
    assert Version.objects.count() == 1 + defaults + categories + 4 + 4
    assert list(examine_ledger()) == []


def test_an_office_starts_with_the_obligations_of_law() -> None:
    assert Obligation.objects.filter(office=found_office(**FACTS)).count() >= 5


def test_a_second_office_is_refused() -> None:
    found_office(**FACTS)
    with pytest.raises(Conflict) as refused:
        found_office(**FACTS | {"code": "another", "leader_username": "another"})
    assert refused.value.code == "office-exists"
    assert Office.objects.count() == 1


def test_an_office_made_by_an_import_is_taken_over_with_what_it_holds() -> None:
    unnamed = sole_office()
    assert unnamed.code == UNNAMED_CODE
    obligations = Obligation.objects.count()
    office = found_office(**FACTS)
    assert (office.pk, office.code) == (unnamed.pk, "zrzy-130624")
    assert Obligation.objects.count() == obligations
    assert list(examine_ledger()) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "office-name"),
        ({"code": ""}, "office-name"),
        ({"code": "有汉字"}, "office-name"),
        ({"code": "two words"}, "office-name"),
        ({"code": "a+b"}, "office-name"),
        ({"code": "a" * 33}, "office-name"),
        ({"leader_username": "audit"}, "username-taken"),
        ({"leader_password": "short"}, "password-weak"),
        ({"leader_password": "password123"}, "password-weak"),
        ({"administrators": ADMINISTRATORS[:2]}, "three-administrators"),
        ({"administrators": [*ADMINISTRATORS[:2], ADMINISTRATORS[0]]}, "three-administrators"),
    ],
)
def test_what_does_not_make_an_office_is_refused_whole(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        found_office(**FACTS | change)
    assert refused.value.code == code
    assert not Office.objects.exists()
    assert not Person.objects.exists()


def test_a_partner_exists_in_a_demo_only(settings: Settings) -> None:
    partner = {key: value for key, value in FACTS.items() if key != "administrators"}
    with pytest.raises(Forbidden):
        found_partner(**partner)
    settings.IS_DEMO = True
    found_office(**FACTS)
    found_partner(**partner | {"code": "sj", "leader_username": "sj-leader"})
    assert Office.objects.count() == 2
    assert list(examine_ledger()) == []


def test_the_command_line_asks_which_of_two_offices_is_meant(settings: Settings) -> None:
    settings.IS_DEMO = True
    first = found_office(**FACTS)
    partner = {key: value for key, value in FACTS.items() if key != "administrators"}
    second = found_partner(**partner | {"code": "sj", "leader_username": "sj-leader"})
    assert (sole_office(first.code), sole_office("sj")) == (first, second)
    for code in (None, "nobody"):
        with pytest.raises(Refusal):
            sole_office(code)
