"""How many seats and units changed is told to who may see them: of a party known to be gone, the number tells
whether it had been drawn."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.draws.models import Vacancy
from mingcha.draws.rules.changes import ALL, SEATS
from mingcha.draws.services.changes import propose_unit_withdrawal
from mingcha.draws.tests.changing import assignment_of, enforcement, gone, leaving, look, seats, selection_of
from mingcha.draws.tests.changing import vacate_seat as vacate
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_withdraw_unit import drawn_units, withdraw

UNITS = "退出对象1个"


@pytest.fixture
def changed(drawn: Ceremony) -> Ceremony:
    """A drawn unit withdrawn with a reserve in its place, and a seat redrawn."""
    withdraw(drawn, drawn_units(drawn)[0])
    seat = seats(drawn)[0]
    vacate(
        actor=enforcement(drawn),
        draw=assignment_of(drawn),
        place=(seat.visit, seat.group, seat.seat),
        left=seat.inspector,
        leaving=leaving(),
    )
    return drawn


def seats_changed() -> str:
    """Who is drawn has a say in it: one picked who may not go leaves by the next event."""
    rows = Vacancy.objects.count()
    assert rows
    return f"席位变动{rows}次"


def pages_of(ceremony: Ceremony, role: str, scope: str = "") -> str:
    """The record and the changes as this role reads them, after a look where a scope is named."""
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    if scope:
        look(client, ceremony.county.campaign, scope)
    names = ("draw_record", "draw_changes")
    return "".join(client.get(reverse(one, args=[ceremony.sitting.pk])).content.decode() for one in names)


@pytest.mark.parametrize("role", [BUSINESS, INSPECTOR, WITNESS, AUDITOR, LEGAL, ENFORCEMENT, LEADER])
def test_who_has_not_looked_is_not_told_how_many_changed(changed: Ceremony, role: str) -> None:
    page = pages_of(changed, role)
    assert "抽后变动：" not in page
    assert UNITS not in page


@pytest.mark.parametrize("role", [ENFORCEMENT, LEADER])
def test_who_looked_at_names_reads_how_many_changed(changed: Ceremony, role: str) -> None:
    assert pages_of(changed, role, ALL).count(f"{seats_changed()}，{UNITS}") == 2


def test_who_sees_seats_alone_reads_how_many_seats_changed(changed: Ceremony) -> None:
    page = pages_of(changed, LEGAL, SEATS)
    assert page.count(f"抽后变动：{seats_changed()}。") == 2
    assert UNITS not in page


def test_that_a_withdrawal_waits_is_told_to_who_decides_it(drawn: Ceremony) -> None:
    propose_unit_withdrawal(
        actor=enforcement(drawn), draw=selection_of(drawn), unit=drawn_units(drawn)[0], gone=gone()
    )
    for role, is_told in ((LEADER, True), (ENFORCEMENT, True), (BUSINESS, False), (AUDITOR, False)):
        assert ("对象退出待确认1件" in pages_of(drawn, role)) == is_told, role


def test_once_disclosed_everybody_reads_how_many_changed(changed: Ceremony) -> None:
    changed.disclose()
    for role in (BUSINESS, AUDITOR, INSPECTOR):
        assert UNITS in pages_of(changed, role), role
    assert UNITS in Client().get(reverse("public_draw", args=[changed.sitting.pk])).content.decode()
