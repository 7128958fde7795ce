"""What was done with names that are not public stands in the ledger, without saying who did it, or what."""

import io
from collections.abc import Callable
from unittest.mock import patch

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import AUDIT_ADMIN, AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.draws.models import DrawSecret
from mingcha.draws.queries.changes import reserves_of
from mingcha.draws.rules.changes import OWN
from mingcha.draws.services.changes import (
    confirm_unit_withdrawal,
    decline_vacancy,
    leave_own_seat,
    propose_own_withdrawal,
    propose_unit_withdrawal,
    propose_vacancy,
)
from mingcha.draws.tests.changing import (
    account_of,
    assignment_of,
    enforcement,
    gone,
    interest,
    leader,
    leaving,
    look,
    looking,
    member,
    seats,
    selection_of,
    units_of,
    vacate_seat,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_who_sees_what import logged_in
from mingcha.inspections.services import issue_notice
from mingcha.inspections.tests.visiting import Visiting
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.words import ACTS, UNTOLD
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.services.interests import decide_conflict

LEDGER = "/ledger/"


def page(client: Client, address: str = LEDGER, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def since(ceremony: Ceremony, act: Callable[[Ceremony], object]) -> list[int]:
    """The numbers of the entries that the act wrote, as the pages count."""
    before = Entry.objects.count()
    act(ceremony)
    return list(range(before + 1, Entry.objects.count() + 1))


def looks_at_own(ceremony: Ceremony) -> None:
    person = account_of(ceremony, seats(ceremony)[0].inspector)
    looking(Actor.of(person), ceremony.county.campaign, OWN)


def leaves(ceremony: Ceremony) -> None:
    seat = seats(ceremony)[0]
    who = member(ceremony, seat)
    leave_own_seat(actor=who, draw=assignment_of(ceremony), visit=seat.visit, interest=interest())


def is_refused_to_leave(ceremony: Ceremony) -> None:
    with patch.object(DrawSecret, "open", another), pytest.raises(Refusal):
        leaves(ceremony)


def another(secret: DrawSecret) -> str:
    return "0" * 64


def leaves_and_is_decided_on(ceremony: Ceremony) -> None:
    leaves(ceremony)
    row = ConflictOfInterest.objects.get(is_withheld=True)
    decide_conflict(actor=ceremony.leader, conflict=row.pk, act="uphold", ground="属实")


def is_sent_elsewhere(ceremony: Ceremony) -> None:
    seat = seats(ceremony)[0]
    place = (seat.visit, seat.group, seat.seat)
    draw = assignment_of(ceremony)
    vacate_seat(actor=enforcement(ceremony), draw=draw, place=place, left=seat.inspector, leaving=leaving())


def goes_after_all(ceremony: Ceremony) -> None:
    seat = seats(ceremony)[0]
    row = propose_vacancy(
        actor=enforcement(ceremony),
        draw=assignment_of(ceremony),
        place=(seat.visit, seat.group, seat.seat),
        left=seat.inspector,
        leaving=leaving(),
    )
    decline_vacancy(actor=leader(ceremony), proposal=row.pk, words="检查员的假没有批准")


def says_that_a_unit_is_gone(ceremony: Ceremony) -> None:
    seat = seats(ceremony)[0]
    unit = units_of(ceremony, seat.visit)[0]
    propose_own_withdrawal(
        actor=member(ceremony, seat),
        draw=assignment_of(ceremony),
        visit=seat.visit,
        unit=unit,
        gone=gone(),
    )


def withdraws(ceremony: Ceremony, unit: str) -> None:
    row = propose_unit_withdrawal(
        actor=enforcement(ceremony), draw=selection_of(ceremony), unit=unit, gone=gone()
    )
    confirm_unit_withdrawal(actor=leader(ceremony), withdrawal=row.pk)


def withdraws_a_drawn_unit(ceremony: Ceremony) -> None:
    withdraws(ceremony, units_of(ceremony, seats(ceremony)[0].visit)[0])


def withdraws_a_unit_that_was_not_drawn(ceremony: Ceremony) -> None:
    waiting = reserves_of(assignment_of(ceremony)).waiting
    withdraws(ceremony, next(unit for units in waiting.values() for unit in units))


TELLING = (
    looks_at_own,
    leaves,
    is_refused_to_leave,
    leaves_and_is_decided_on,
    is_sent_elsewhere,
    goes_after_all,
    says_that_a_unit_is_gone,
    withdraws_a_drawn_unit,
    withdraws_a_unit_that_was_not_drawn,
)
# What they do first is told: an account is opened for the test, those in charge look at every name.
OPEN = ("draws.tests", "全部名单")


@pytest.mark.parametrize("act", TELLING)
@pytest.mark.parametrize("role", [LEADER, AUDIT_ADMIN, AUDITOR])
def test_neither_list_nor_entry_says_who_did_what_with_the_names(
    drawn: Ceremony, role: str, act: Callable[[Ceremony], object]
) -> None:
    numbers = since(drawn, act)
    watcher = logged_in(drawn.county, role)
    shown = [page(watcher, f"{LEDGER}{number}/") for number in numbers]
    untold = [one for one in shown if not any(word in one for word in OPEN)]
    by_own = role == AUDITOR and "本人户次" in "".join(shown)
    assert untold
    for one in untold:
        assert (by_own and "本人户次" in one) or (UNTOLD in one and not _says_anything(one)), one
    listed = page(watcher)
    assert listed.count(f">{UNTOLD}<") == sum(UNTOLD in one for one in untold)
    assert list(examine_ledger()) == []


def _says_anything(shown: str) -> list[str]:
    said = (
        "检查员",
        "股负责",
        "办理，",
        "抽取编号",
        "席位",
        "对象退出",
        "draws_",
        "plans_",
        "registers_",
        '{"',
    )
    body = shown[shown.index("<h1") :]
    return [word for word in said if word in body]


def test_search_filter_and_export_give_nothing_away(drawn: Ceremony) -> None:
    numbers = since(drawn, leaves)
    who = account_of(drawn, _who_left()).name
    watcher = logged_in(drawn.county, AUDIT_ADMIN)
    assert "没有符合条件的日志" in page(watcher, name=who)
    offered = page(watcher)
    for act in ("draws.leave_own_seat", "plans.change_drawn", "substituted"):
        assert f'value="{act}"' not in offered
    book = watcher.get(LEDGER, {"export": "1"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    rows = list(sheet.values)
    assert who not in str(rows)
    told = {row[0]: row[2:] for row in rows if row[0] in numbers}
    assert {(UNTOLD, "", "", "")} == {
        tuple(cell or "" for cell in row) for row in told.values() if row[0] == UNTOLD
    }
    assert ACTS["draws.leave_own_seat"] not in str(rows)


def _who_left() -> str:
    return ConflictOfInterest.objects.get(is_withheld=True).inspector.roster_no


def test_a_leader_who_looked_and_everybody_once_it_is_public_reads_it_all(drawn: Ceremony) -> None:
    numbers = since(drawn, leaves)
    watcher = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    assert UNTOLD not in page(watcher)
    assert ACTS["draws.leave_own_seat"] in page(watcher, f"{LEDGER}{numbers[-1]}/")
    drawn.disclose()
    for role in (LEADER, AUDIT_ADMIN, AUDITOR):
        shown = page(logged_in(drawn.county, role))
        assert UNTOLD not in shown
        assert ACTS["draws.leave_own_seat"] in shown


def test_the_auditor_reads_who_looked_at_own_visits_as_on_the_record(drawn: Ceremony) -> None:
    numbers = since(drawn, looks_at_own)
    shown = page(logged_in(drawn.county, AUDITOR), f"{LEDGER}{numbers[-1]}/")
    assert "查看范围" in shown
    assert "本人户次" in shown
    assert "当时日志条数" in shown
    assert UNTOLD in page(logged_in(drawn.county, AUDIT_ADMIN), f"{LEDGER}{numbers[-1]}/")


def test_a_secret_opened_before_the_teams_were_drawn_is_told(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.announce_teams()
    ceremony.throw_all()
    with patch.object(DrawSecret, "open", another), pytest.raises(Refusal):
        ceremony.compute()
    ceremony.compute()
    assert ACTS["draws.try_secret"] in page(logged_in(ceremony.county, AUDIT_ADMIN))


def test_the_record_says_nothing_of_how_far_the_log_grew_by_changes(drawn: Ceremony) -> None:
    address = reverse("draw_record", args=[drawn.sitting.pk])
    watchers = [logged_in(drawn.county, role) for role in (ENFORCEMENT, LEGAL, BUSINESS)]
    before = [_span(page(watcher, address)) for watcher in watchers]
    is_sent_elsewhere(drawn)
    assert [_span(page(watcher, address)) for watcher in watchers] == before


def _span(shown: str) -> str:
    start = shown.index("留痕日志第")
    return shown[start : shown.index("条之间", start)]


def test_who_plans_a_visit_and_makes_its_notice_is_not_told(visiting: Visiting) -> None:
    def plans(ceremony: Ceremony) -> None:
        row = visiting.schedule(visiting.first)
        issue_notice(actor=visiting.member(row), inspection=row.pk)

    numbers = since(visiting.ceremony, plans)
    watcher = logged_in(visiting.ceremony.county, AUDIT_ADMIN)
    told = [page(watcher, f"{LEDGER}{number}/") for number in numbers]
    assert [one for one in told if UNTOLD not in one and "draws.tests" not in one] == []
    assert sum(UNTOLD in one for one in told) >= 3
