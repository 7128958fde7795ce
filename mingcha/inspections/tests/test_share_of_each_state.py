"""Who sees what of a visit in each of its states: every address of `tests/architecture/access.yml` that bears
a visit × every viewer × every state. What is told is said once for a state and a viewer, never for an
address; who may act at an address stands in access.yml."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person
from mingcha.accounts.rules import (
    AUDITOR,
    BUSINESS,
    DISCIPLINE,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    WITNESS,
)
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common import moments
from mingcha.draws.rules.changes import ALL, OWN
from mingcha.draws.tests.changing import account_of, look
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.models import Inspection, InspectionFile
from mingcha.inspections.rules.files import OTHER
from mingcha.inspections.services import Enclosure, ask_change, attach_file, issue_notice, submit_record
from mingcha.inspections.states import CALLED_OFF
from mingcha.inspections.tests.visiting import Visiting, begin_visiting, photo
from mingcha.inspections.urls import urlpatterns
from mingcha.ledger.services import record_act
from mingcha.registers.tests.cast import make_office

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ACCESS = Path(__file__).resolve().parents[3] / "tests" / "architecture" / "access.yml"
STATES = ("waiting", "scheduled", "noticed", "called off", "draft", "submitted", "confirmed", "asked")
FEW = ("scheduled", "confirmed")
BEFORE_THE_NOTICE = ("waiting", "scheduled")
WITH_A_RECORD = ("draft", "submitted", "confirmed", "asked")
# What a viewer is told of a visit.
OPEN, TO_LOOK, HIDDEN = "open", "to look", "hidden"
ONCE = re.compile(r'(value|nonce)="[\w-]{16,}"')
ANSWERS = {428: TO_LOOK, 403: HIDDEN, 404: HIDDEN}


@dataclass
class Share:
    """One viewer with a browser: `told` of a state before the draw is disclosed, and after. Whoever is told
    nothing at all is asked about few `states`."""

    client: Client
    told: Callable[[str], str]
    after: str
    states: tuple[str, ...] = STATES


def always(told: str) -> Callable[[str], str]:
    return lambda state: told


def from_the_notice(before: str) -> Callable[[str], str]:
    return lambda state: before if state in BEFORE_THE_NOTICE else OPEN


@pytest.fixture
def visiting(db: None, clock: Clock) -> Visiting:
    """Visits of a campaign of one section, one in each state."""
    county = make_county(make_bureau("fuping", "阜平试"), holders=60, inspectors=16)
    found = begin_visiting(begin(county, clock), clock)
    campaign = county.campaign
    with transaction.atomic():
        campaign.section = county.bureau.sections[0]
        campaign.save()
        record_act("plans.tests", actor=found.ceremony.operator, records=[campaign])
    rows = dict(zip(STATES, found.rows, strict=False))
    assert len(rows) == len(STATES)
    for state in STATES[1:]:
        found.schedule(rows[state])
    for state in STATES[2:]:
        issue_notice(actor=found.member(rows[state]), inspection=rows[state].pk)
    call_off(found, rows["called off"])
    for state in WITH_A_RECORD:
        bring_to(found, rows[state], state)
    return found


def call_off(visiting: Visiting, row: Inspection) -> None:
    """As if nobody could go any more."""
    with transaction.atomic():
        row.refresh_from_db()
        row.state = CALLED_OFF
        row.save()
        record_act("inspections.tests", actor=visiting.ceremony.operator, records=[row])


def bring_to(visiting: Visiting, row: Inspection, state: str) -> None:
    """From its notice to that state, with a file attached."""
    member = visiting.member(row)
    told = Enclosure(OTHER, photo(f"{state}.png"), state)
    attach_file(actor=member, inspection=row.pk, enclosure=told)
    visiting.begin(row)
    record = visiting.save(row)
    if state == "draft":
        return
    submit_record(actor=member, inspection=row.pk, revision=record.revision)
    if state in ("confirmed", "asked"):
        visiting.confirm(row)
    if state == "asked":
        ask_change(actor=member, inspection=row.pk, reason="漏写处理措施")


def row_of(visiting: Visiting, state: str) -> Inspection:
    return visiting.rows[STATES.index(state)]


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shares(visiting: Visiting) -> dict[str, Share]:
    """Everybody of the office and of another who has not looked; teams are asked apart."""
    people = visiting.ceremony.county.bureau.people
    elsewhere = make_office("tang", "唐县")
    with transaction.atomic():
        other = people[DISCIPLINE]
        section = visiting.ceremony.county.bureau.sections[1]
        stranger = Person.objects.create(
            office=other.office, section=section, username="other-section", name="别的股室某", password="!"
        )
        grant = stranger.grants.create(role=BUSINESS, granted_at=moments.now())
        record_act("accounts.tests", actor=visiting.ceremony.operator, records=[stranger, grant])
    found = {
        "enforcement": Share(browser(people[ENFORCEMENT]), from_the_notice(TO_LOOK), OPEN),
        "leader": Share(browser(people[LEADER]), from_the_notice(TO_LOOK), OPEN),
        "legal": Share(browser(people[LEGAL]), from_the_notice(HIDDEN), OPEN),
        "auditor": Share(browser(people[AUDITOR]), from_the_notice(HIDDEN), OPEN),
        "the responsible section": Share(browser(people[BUSINESS]), from_the_notice(HIDDEN), OPEN),
        "another section": Share(browser(stranger), always(HIDDEN), HIDDEN),
        "an inspector who goes nowhere": Share(browser(people[INSPECTOR]), always(HIDDEN), HIDDEN),
        "witness": Share(browser(people[WITNESS]), always(HIDDEN), HIDDEN, FEW),
        "discipline": Share(browser(people[DISCIPLINE]), always(HIDDEN), HIDDEN, FEW),
    }
    for role in (ENFORCEMENT, LEADER, BUSINESS, INSPECTOR):
        found[f"{role} of another office"] = Share(
            browser(elsewhere.people[role]), always(HIDDEN), HIDDEN, FEW
        )
    return found


def after_a_look(visiting: Visiting) -> dict[str, Share]:
    """Enforcement and leaders in a login that looked at all names."""
    people, campaign = visiting.ceremony.county.bureau.people, visiting.approval.campaign
    return {
        f"{role} after a look": Share(look(browser(people[role]), campaign, ALL), always(OPEN), OPEN)
        for role in (ENFORCEMENT, LEADER)
    }


@dataclass(frozen=True)
class Address:
    """One that bears a visit or a part of it and is read by GET; `is_work` where only some may act there."""

    name: str
    bears: str
    is_work: bool


def addresses() -> list[Address]:
    told = yaml.safe_load(ACCESS.read_text(encoding="utf-8"))["addresses"]
    of_visits = {one.name for one in urlpatterns}
    bearing = ("inspection", "inspection_record", "inspection_file", "visit_paper")
    return [
        Address(name, facts["of"], facts["roles"] != "noticed_readers")
        for name, facts in told.items()
        if name in of_visits and facts.get("of") in bearing and facts.get("method") != "post"
    ]


def path_of(address: Address, row: Inspection) -> str | None:
    """None where a visit of this state has no such part yet."""
    parts: dict[str, Callable[[], Any]] = {
        "inspection": lambda: row,
        "inspection_record": lambda: row.records.order_by("n").first(),
        "inspection_file": lambda: InspectionFile.objects.filter(inspection=row).first(),
        "visit_paper": lambda: getattr(row.notices.first(), "paper", None),
    }
    part = parts[address.bears]()
    return reverse(address.name, args=[part.pk]) if part else None


def told_by(answer: Any) -> str:
    return ANSWERS.get(answer.status_code, OPEN)


def asked(visiting: Visiting) -> Iterator[tuple[Address, str, str]]:
    for address in addresses():
        for state in STATES:
            path = path_of(address, row_of(visiting, state))
            if path is not None:
                yield address, state, path


def names_of(visiting: Visiting, state: str) -> set[str]:
    codes = {unit.split("#")[0] for unit in visiting.coverage(row_of(visiting, state)).units}
    return {one.name for one in visiting.ceremony.county.holders if one.code in codes}


def wrong_of(share: Share, expected: str, address: Address, answer: Any) -> str:
    """How the answer differs from what is to be told; empty where it does not. Where only some may act,
    others who see the visit are refused."""
    told = told_by(answer)
    allowed = {expected, HIDDEN} if address.is_work and expected == OPEN else {expected}
    return "" if told in allowed else f"{address.name}: {told} instead of {expected}"


def test_there_are_addresses_to_ask() -> None:
    assert len(addresses()) >= 12
    assert {one.bears for one in addresses()} == {
        "inspection",
        "inspection_record",
        "inspection_file",
        "visit_paper",
    }


def test_before_the_disclosure_everybody_is_told_his_share_of_each_state(visiting: Visiting) -> None:
    everybody = shares(visiting) | after_a_look(visiting)
    asked_for = list(asked(visiting))
    names = {state: names_of(visiting, state) for state in STATES}
    wrong = []
    for who, share in everybody.items():
        for address, state, path in asked_for:
            if state not in share.states:
                continue
            answer = share.client.get(path)
            expected = share.told(state)
            if said := wrong_of(share, expected, address, answer):
                wrong.append((who, state, said))
            body = answer.getvalue().decode(errors="replace")
            may_name = names[state] if expected == OPEN else set()
            if named := {name for each in names.values() for name in each if name in body} - may_name:
                wrong.append((who, state, f"{address.name} names {sorted(named)}"))
        wrong += [(who, "lists", said) for said in wrong_in_lists(visiting, share, names)]
        wrong += [(who, "hidden", said) for said in told_apart(visiting, share)]
    assert wrong == []


def wrong_in_lists(visiting: Visiting, share: Share, names: dict[str, set[str]]) -> Iterator[str]:
    """The list of the campaign shows what may be seen and nothing else; no other list shows more."""
    seen = {state for state in STATES if share.told(state) == OPEN}
    first = reverse("campaign_inspections", args=[visiting.campaign_pk])
    others = [f"{first}?state=scheduled", f"{reverse('inspection_calendar')}?month=2026-06"]
    for path in [first, *others, *map(reverse, ("inspection_list", "my_inspections", "home"))]:
        answer = share.client.get(path)
        body = answer.getvalue().decode()
        shown = {state for state in STATES if any(name in body for name in names[state])}
        if shown - seen or (path == first and answer.status_code == 200 and shown != seen):
            yield f"{path} shows {sorted(shown)} instead of {sorted(seen)}"


def told_apart(visiting: Visiting, share: Share) -> Iterator[str]:
    """Of what is hidden every state gives the answer of a visit that is not there."""
    nothing = reverse("inspection_detail", args=[visiting.approval.pk])
    missing = plain(share.client.get(nothing), nothing)
    for state in STATES:
        path = reverse("inspection_detail", args=[row_of(visiting, state).pk])
        if share.told(state) == HIDDEN and plain(share.client.get(path), path) != missing:
            yield f"{state} is told apart from nothing"


def plain(answer: Any, path: str) -> tuple[int, str]:
    """Without the address that was asked, and what is new on every page."""
    body = answer.getvalue().decode().replace(path, "")
    return answer.status_code, ONCE.sub("", body)


@pytest.mark.parametrize("has_looked", [False, True])
def test_a_member_is_told_of_the_own_visits_alone(visiting: Visiting, has_looked: bool) -> None:
    number = visiting.coverage(row_of(visiting, "scheduled")).team[0]
    client = browser(account_of(visiting.ceremony, number))
    if has_looked:
        look(client, visiting.approval.campaign, OWN)
    wrong = []
    for address, state, path in asked(visiting):
        is_own = number in visiting.coverage(row_of(visiting, state)).team
        before = OPEN if has_looked or state not in BEFORE_THE_NOTICE else TO_LOOK
        expected = before if is_own else HIDDEN
        answer = client.get(path)
        told = told_by(answer)
        # A page of work that has nothing to do in this state says so.
        if told != expected and not (address.is_work and is_own and expected == OPEN):
            wrong.append((state, address.name, told, expected))
    assert wrong == []


def test_once_disclosed_whoever_answers_for_it_needs_no_look_and_nobody_else_is_told(
    visiting: Visiting,
) -> None:
    visiting.ceremony.disclose()
    wrong = []
    for who, share in shares(visiting).items():
        for address, state, path in asked(visiting):
            if state not in share.states or (address.is_work and state != "scheduled"):
                continue
            if said := wrong_of(share, share.after, address, share.client.get(path)):
                wrong.append((who, state, said))
    assert wrong == []
