"""Nobody reads of a visit that is not the own one, whichever way it is asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import RoleGrant
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Vacancy
from mingcha.draws.rules.changes import OWN
from mingcha.draws.services.changes import confirm_unit_withdrawal, leave_own_seat, propose_unit_withdrawal
from mingcha.draws.states import ANNULLED
from mingcha.draws.tests.changing import (
    account_of,
    assignment_of,
    enforcement,
    gone,
    interest,
    leader,
    look,
    member,
    seats,
    selection_of,
    units_of,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.registers.models import ConflictOfInterest


def phone(ceremony: Ceremony, roster_no: str) -> Client:
    client = Client()
    client.force_login(account_of(ceremony, roster_no))
    return look(client, ceremony.county.campaign, OWN)


def test_seats_of_an_annulled_attempt_open_nothing(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.announce_teams()
    ceremony.throw_all()
    ceremony.annul()
    ceremony.compute_annulled()
    ceremony.assign()
    annulled = Draw.objects.get(kind=ASSIGNMENT, state=ANNULLED)
    client = phone(ceremony, seats(ceremony)[0].inspector)
    for visit in sorted({one.visit for one in seats(ceremony)}):
        for name in ("own_visit_interest", "own_visit_unit"):
            answer = client.get(reverse(name, args=[annulled.pk, visit]))
            assert answer.status_code == 404, (name, visit)


def test_a_selection_is_no_list_of_own_visits(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    selection = Draw.objects.get(kind=SELECTION)
    client = phone(ceremony, seats(ceremony)[0].inspector)
    assert client.get(reverse("own_visit_interest", args=[selection.pk, "v001"])).status_code == 404


def test_who_lost_every_role_reads_nothing_while_the_look_would_last(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    seat = seats(ceremony)[0]
    client = phone(ceremony, seat.inspector)
    assert "试验" in client.get(reverse("own_visits")).content.decode()
    grants = RoleGrant.objects.filter(person=account_of(ceremony, seat.inspector))
    grants.update(ended_at=moments.now())
    assert "试验" not in client.get(reverse("own_visits")).content.decode()
    address = reverse("own_visit_interest", args=[assignment_of(ceremony).pk, seat.visit])
    assert "试验" not in client.get(address).content.decode()


def test_a_seat_that_is_none_is_refused_in_words(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    client = Client()
    client.force_login(ceremony.county.bureau.people["leader"])
    look(client, ceremony.county.campaign)
    address = reverse("seat_vacate", args=[ceremony.sitting.pk])
    for nonsense in ("abc", "v001/lead/x/J001", "v001/lead/²/J001", "////"):
        answer = client.post(address, {"seat": nonsense, "reason": "ill", "words": "病"})
        assert answer.status_code == 200
        assert "没有这个席位" in answer.content.decode()


def test_an_empty_visit_has_nobody_to_leave_it_for(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    seat = seats(ceremony)[0]
    while units_of(ceremony, seat.visit):
        unit = units_of(ceremony, seat.visit)[0]
        proposal = propose_unit_withdrawal(
            actor=enforcement(ceremony), draw=selection_of(ceremony), unit=unit, gone=gone()
        )
        confirm_unit_withdrawal(actor=leader(ceremony), withdrawal=proposal.pk)
    holder = next(one for one in seats(ceremony) if one.visit == seat.visit)
    before = Vacancy.objects.count(), ConflictOfInterest.objects.count()
    with pytest.raises(Unknown):
        leave_own_seat(
            actor=member(ceremony, holder),
            draw=assignment_of(ceremony),
            visit=seat.visit,
            interest=interest(),
        )
    assert (Vacancy.objects.count(), ConflictOfInterest.objects.count()) == before


def test_how_many_changed_is_public_with_the_disclosure_only(ceremony: Ceremony) -> None:
    ceremony.select()
    unit = next(iter(ceremony.county.holders)).code
    proposal = propose_unit_withdrawal(
        actor=enforcement(ceremony), draw=selection_of(ceremony), unit=unit, gone=gone()
    )
    confirm_unit_withdrawal(actor=leader(ceremony), withdrawal=proposal.pk)
    ceremony.assign()
    seat = seats(ceremony)[0]
    leave_own_seat(
        actor=member(ceremony, seat),
        draw=assignment_of(ceremony),
        visit=seat.visit,
        interest=interest(),
    )
    public = reverse("public_draw", args=[ceremony.sitting.pk])
    assert "抽后变动" not in Client().get(public).content.decode()
    ceremony.disclose()
    assert "抽后变动" in Client().get(public).content.decode()
