"""The pages of changes after a draw: what each viewer may learn from them, and what they ask for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.draws.models import UnitWithdrawal, Vacancy, VacancyProposal
from mingcha.draws.queries.fitness import Fitness
from mingcha.draws.rules.changes import SEATS
from mingcha.draws.rules.committed import Seat, holder_of
from mingcha.draws.services.changes import Interest, leave_own_seat, propose_unit_withdrawal, propose_vacancy
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    gone,
    leaving,
    look,
    looking,
    member,
    scan,
    seats,
    selection_of,
    units_of,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import record_act
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector

BARS = "与该户次的对象有利害关系"
RELATION = "配偶在该单位任职"


def client_of(ceremony: Ceremony, role: str) -> Client:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client


def looked(ceremony: Ceremony, role: str) -> Client:
    """In the widest look of the role."""
    scope = {"scope": SEATS} if role == LEGAL else {}
    return look(client_of(ceremony, role), ceremony.county.campaign, **scope)


def changes(client: Client, ceremony: Ceremony) -> str:
    return client.get(reverse("draw_changes", args=[ceremony.sitting.pk])).content.decode()


def leave_with_paper(ceremony: Ceremony) -> Vacancy:
    seat = seats(ceremony)[0]
    said = Interest("kin", RELATION, scan())
    return leave_own_seat(
        actor=member(ceremony, seat), draw=assignment_of(ceremony), visit=seat.visit, interest=said
    )


def declare(ceremony: Ceremony, seat: Seat) -> None:
    """In the register: an interest in who is drawn on the visit of this seat."""
    office = ceremony.county.bureau.office
    conflict = ConflictOfInterest.objects.create(
        office=office,
        inspector=Inspector.objects.get(office=office, roster_no=seat.inspector),
        holder_code=holder_of(units_of(ceremony, seat.visit)[0]),
        relation=RELATION,
        declared_on=ceremony.clock.now.date(),
    )
    with transaction.atomic():
        record_act("draws.tests", actor=ceremony.operator, records=[conflict])


def test_an_interest_entered_for_a_try_tells_the_legal_section_nothing(drawn: Ceremony) -> None:
    legal, clerk = looked(drawn, LEGAL), looked(drawn, ENFORCEMENT)
    declare(drawn, seats(drawn)[0])
    assert "请变动席位" not in changes(legal, drawn)
    assert BARS in changes(clerk, drawn)


def test_the_paper_of_an_interest_is_for_who_sees_the_parties(drawn: Ceremony) -> None:
    row = leave_with_paper(drawn)
    address = reverse("vacancy_proof", args=[row.pk])
    legal, clerk = looked(drawn, LEGAL), looked(drawn, ENFORCEMENT)
    assert address not in changes(legal, drawn)
    assert legal.get(address).status_code == 403
    assert address in changes(clerk, drawn)
    assert clerk.get(address).status_code == 200


@pytest.mark.parametrize("role", [LEGAL, ENFORCEMENT])
def test_who_does_not_decide_does_not_read_what_was_declared(drawn: Ceremony, role: str) -> None:
    row = leave_with_paper(drawn)
    answer = looked(drawn, role).get(reverse("visit_interest_decide", args=[row.conflict_id]))
    assert answer.status_code == 403
    assert RELATION not in answer.content.decode()


def test_the_head_decides_after_a_look_on_a_named_party(drawn: Ceremony) -> None:
    row = leave_with_paper(drawn)
    address = reverse("visit_interest_decide", args=[row.conflict_id])
    client = client_of(drawn, LEADER)
    assert client.get(address).status_code == 428
    page = look(client, drawn.county.campaign).get(address).content.decode()
    assert row.conflict is not None
    assert Holder.objects.get(code=row.conflict.holder_code).name in page
    answer = client.post(address, {"act": "uphold", "ground": "申报属实"})
    assert answer.status_code == 302
    row.conflict.refresh_from_db()
    assert row.conflict.state == "upheld"


def test_a_try_with_a_reason_tells_the_legal_section_nothing_either(drawn: Ceremony) -> None:
    """Whether the register has an interest in the party of a visit is not for everybody to ask."""
    seat = seats(drawn)[0]
    legal = looking(drawn.county.actor(LEGAL), drawn.county.campaign, SEATS)
    place, draw = (seat.visit, seat.group, seat.seat), assignment_of(drawn)
    said = []
    for is_known in (False, True):
        if is_known:
            declare(drawn, seat)
        for reason in ("barred", "absent"):
            with pytest.raises(Refusal) as told:
                propose_vacancy(
                    actor=legal, draw=draw, place=place, left=seat.inspector, leaving=leaving(reason)
                )
            said.append(told.value.sentence)
    assert said[:2] == said[2:]


def test_what_a_page_asks_of_the_database_does_not_grow_with_the_visits(
    drawn: Ceremony, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    seats_of_all = seats(drawn)
    actor = enforcement(drawn)
    with django_assert_max_num_queries(16):
        fitness = Fitness(actor, assignment_of(drawn))
        for seat in seats_of_all:
            fitness.against(seat.inspector, seat.visit)


def test_a_visit_is_chosen_before_its_seats_and_its_units(drawn: Ceremony) -> None:
    client, sitting = looked(drawn, ENFORCEMENT), drawn.sitting.pk
    for name, field in (("seat_vacate", "seat"), ("unit_withdraw", "unit")):
        address = reverse(name, args=[sitting])
        first = client.get(address).content.decode()
        assert 'name="visit"' in first
        assert f'name="{field}"' not in first
        assert "没有第999户次" in client.get(address, {"visit": "999"}).content.decode()
        second = client.get(address, {"visit": "1"})
        offered = [key for key, _ in second.context["form"].fields[field].choices if key]
        code = next(seat.visit for seat in seats(drawn) if int(seat.visit[1:]) == 1)
        expected = units_of(drawn, code) if field == "unit" else [s for s in seats(drawn) if s.visit == code]
        assert len(offered) == len(expected)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("证明.pdf", b"%PDF-1.7 proof", "application/pdf")


def test_a_seat_is_proposed_on_its_page_and_what_was_typed_stays_after_a_refusal(drawn: Ceremony) -> None:
    client, seat = looked(drawn, ENFORCEMENT), seats(drawn)[0]
    address = reverse("seat_vacate", args=[drawn.sitting.pk])
    key = f"{seat.visit}/{seat.group}/{seat.seat}/{seat.inspector}"
    told = {"seat": key, "reason": "ill", "words": "住院，附病假条"}
    refused = client.post(address, told)
    assert refused.status_code == 200
    assert "住院，附病假条" in refused.content.decode()
    assert not VacancyProposal.objects.exists()
    answer = client.post(address, told | {"scan": paper()})
    assert answer["Location"] == reverse("draw_changes", args=[drawn.sitting.pk])
    assert VacancyProposal.objects.get().left == seat.inspector


def test_a_unit_is_proposed_on_its_page_and_declined_with_a_reason(drawn: Ceremony) -> None:
    clerk, head = looked(drawn, ENFORCEMENT), looked(drawn, LEADER)
    visit = next(seat.visit for seat in seats(drawn) if int(seat.visit[1:]) == 1)
    told = {"unit": units_of(drawn, visit)[0], "reason": "closed", "words": "大门上锁", "scan": paper()}
    address = reverse("unit_withdraw", args=[drawn.sitting.pk])
    answer = clerk.post(f"{address}?visit=1", told)
    assert answer["Location"] == reverse("draw_changes", args=[drawn.sitting.pk])
    row = UnitWithdrawal.objects.get()
    decline = reverse("withdrawal_decline", args=[row.pk])
    assert head.post(decline, {"words": " "}).status_code >= 400
    assert head.post(decline, {"words": "仍在生产"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.decision_words) == ("declined", "仍在生产")


def test_the_proof_of_a_withdrawal_is_for_who_may_see_the_names_and_looked(drawn: Ceremony) -> None:
    row = propose_unit_withdrawal(
        actor=enforcement(drawn),
        draw=selection_of(drawn),
        unit=units_of(drawn, seats(drawn)[0].visit)[0],
        gone=gone(),
    )
    address = reverse("withdrawal_proof", args=[row.pk])
    assert looked(drawn, LEGAL).get(address).status_code == 403
    assert client_of(drawn, LEADER).get(address).status_code == 428
    assert looked(drawn, LEADER).get(address).status_code == 200
