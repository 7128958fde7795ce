"""A rehearsal goes through a whole sitting on the devices of three people and leaves nothing that could pass
for a draw."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, SYSTEM_ADMIN, WITNESS
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Draw, Rehearsal, Sitting
from mingcha.draws.queries.rehearsals import find_rehearsal, rehearsal_board, rehearsed_throws
from mingcha.draws.rules.rehearsals import ORDER
from mingcha.draws.services import (
    advance_rehearsal,
    begin_rehearsal,
    end_rehearsal,
    enter_rehearsed_throw,
    open_sitting,
)
from mingcha.draws.services.locked import REHEARSAL_WORK
from mingcha.draws.tests.county import DICE, County
from mingcha.law.services import adopt_default_obligations
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger
from mingcha.plans.states import DRAWN

NAME, PERSON_NAME = "号矿业有限公司", "检查员"


def begin(county: County, **other: object) -> Rehearsal:
    facts = {
        "actor": county.actor(ENFORCEMENT),
        "campaign": county.campaign,
        "caller": county.bureau.people[INSPECTOR],
        "witness": county.bureau.people[WITNESS],
        "event": "dice",
    }
    return begin_rehearsal(**(facts | other))  # type: ignore[arg-type]


def advance(county: County, rehearsal: Rehearsal) -> Rehearsal:
    now = find_rehearsal(county.actor(ENFORCEMENT), rehearsal.pk)
    return advance_rehearsal(actor=county.actor(ENFORCEMENT), rehearsal=now, step=now.step)


def throw_all(county: County, rehearsal: Rehearsal) -> None:
    for number, dice in enumerate(DICE, start=1):
        for role in (INSPECTOR, WITNESS):
            enter_rehearsed_throw(actor=county.actor(role), rehearsal=rehearsal, throw=number, texts=dice)


def client_of(county: County, role: str) -> Client:
    client = Client()
    client.force_login(county.bureau.people[role])
    return client


def hall(county: County, rehearsal: Rehearsal, role: str = ENFORCEMENT, **query: str) -> str:
    answer = client_of(county, role).get(reverse("rehearsal_hall", args=[rehearsal.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_goes_through_every_step_and_shows_nobodys_name(county: County) -> None:
    rehearsal = begin(county)
    seen = []
    for _ in ORDER:
        page = hall(county, rehearsal)
        seen.append(rehearsal.step)
        assert "这是演练，不是抽取" in page
        for place in ("", "1", "3"):
            shown = hall(county, rehearsal, read=place)
            assert NAME not in shown
            assert PERSON_NAME not in shown
        if rehearsed_throws(rehearsal):
            throw_all(county, rehearsal)
        rehearsal = advance(county, rehearsal)
    assert tuple(seen) == ORDER
    end_rehearsal(actor=county.actor(ENFORCEMENT), rehearsal=rehearsal)
    assert not Rehearsal.objects.exists()


def test_nothing_of_it_is_a_draw(county: County) -> None:
    rehearsal = begin(county)
    for _ in range(3):
        rehearsal = advance(county, rehearsal)
        if rehearsed_throws(rehearsal):
            throw_all(county, rehearsal)
    assert not Draw.objects.exists()
    assert not Sitting.objects.exists()
    assert set(Entry.objects.values_list("kind", flat=True)) == {"act"}
    assert list(examine_ledger()) == []
    page = Client().get(reverse("public_draws")).content.decode()
    assert "演练" not in page
    opened = open_sitting(
        actor=county.actor(ENFORCEMENT),
        campaign=county.campaign,
        caller=county.bureau.people[INSPECTOR],
        witness=county.bureau.people[WITNESS],
        place="局三楼会议室",
    )
    assert opened.number == 1


def test_two_rehearsals_of_one_register_come_out_differently(county: County) -> None:
    numbers = {begin(county).number for _ in range(3)}
    assert len(numbers) == 3
    assert Rehearsal.objects.count() == 1


def test_what_it_draws_has_the_sizes_of_the_draw_to_come(county: County) -> None:
    board = rehearsal_board(begin(county))
    assert board.drawn == board.frame.drawn
    assert board.teams.seats == board.drawn * 2
    assert board.missing == 0


def test_where_people_do_not_suffice_it_says_how_many_seats_stay_empty(county: County) -> None:
    for inspector in county.inspectors[1:]:
        inspector.licences.update(valid_until="2026-01-01")
    board = rehearsal_board(begin(county))
    assert board.missing > 0
    assert board.teams.visits == 0


def test_both_must_enter_alike_before_it_goes_on_and_neither_sees_the_other(county: County) -> None:
    rehearsal = advance(county, advance(county, begin(county)))
    enter_rehearsed_throw(actor=county.actor(INSPECTOR), rehearsal=rehearsal, throw=1, texts=DICE[0])
    phone = client_of(county, WITNESS).get(reverse("rehearsal_throws", args=[rehearsal.pk])).content.decode()
    assert "4 1 6 3 3" not in phone
    assert "录入第1次" in phone
    enter_rehearsed_throw(actor=county.actor(WITNESS), rehearsal=rehearsal, throw=1, texts=DICE[1])
    assert "不一致" in hall(county, rehearsal)
    with pytest.raises(Conflict) as refused:
        advance(county, rehearsal)
    assert refused.value.code == "throws-missing"
    with pytest.raises(Conflict):
        enter_rehearsed_throw(actor=county.actor(INSPECTOR), rehearsal=rehearsal, throw=2, texts=DICE[0])
    throw_all(county, rehearsal)
    assert advance(county, rehearsal).step == "result"


def test_pressed_twice_it_goes_on_once(county: County) -> None:
    rehearsal = begin(county)
    for _ in range(2):
        advance_rehearsal(actor=county.actor(ENFORCEMENT), rehearsal=rehearsal, step="scope")
    assert find_rehearsal(county.actor(ENFORCEMENT), rehearsal.pk).step == "read"


def test_a_value_outside_the_dice_is_refused(county: County) -> None:
    rehearsal = advance(county, advance(county, begin(county)))
    with pytest.raises(Refusal) as refused:
        enter_rehearsed_throw(
            actor=county.actor(INSPECTOR), rehearsal=rehearsal, throw=1, texts=["7", "1", "1", "1", "1"]
        )
    assert "1至6" in str(refused.value)


def test_three_people_are_asked_as_in_a_sitting(county: County) -> None:
    people = county.bureau.people
    with pytest.raises(Refusal) as refused:
        begin(county, caller=people[WITNESS])
    assert refused.value.code == "three-people"
    with pytest.raises(Refusal):
        begin(county, witness=people[LEADER])
    for role in (INSPECTOR, LEGAL, BUSINESS, SYSTEM_ADMIN):
        with pytest.raises(Forbidden):
            begin(county, actor=county.actor(role))
    assert not Rehearsal.objects.exists()


def test_a_campaign_that_is_drawn_is_not_rehearsed(county: County) -> None:
    county.campaign.state = DRAWN
    county.campaign.save()
    with pytest.raises(Conflict) as refused:
        begin(county)
    assert refused.value.code == "nothing-to-rehearse"


def test_the_callers_find_it_on_their_home_page_until_it_ends(county: County) -> None:
    rehearsal = begin(county)
    assert OpenWork.objects.filter(kind=REHEARSAL_WORK).count() == 2
    answer = client_of(county, ENFORCEMENT).post(reverse("rehearsal_end", args=[rehearsal.pk]))
    assert answer.status_code == 302
    assert not OpenWork.objects.filter(kind=REHEARSAL_WORK).exists()
    assert client_of(county, WITNESS).get(reverse("rehearsal_throws", args=[rehearsal.pk])).status_code == 404


def test_the_pages_carry_a_whole_rehearsal(county: County) -> None:
    operator = client_of(county, ENFORCEMENT)
    facts = {
        "campaign": county.campaign.pk,
        "caller": county.bureau.people[INSPECTOR].pk,
        "witness": county.bureau.people[WITNESS].pk,
        "event": "dice",
    }
    answer = operator.post(reverse("rehearsal_begin"), facts)
    rehearsal = Rehearsal.objects.get()
    assert answer.headers["Location"] == reverse("rehearsal_hall", args=[rehearsal.pk])
    address = reverse("rehearsal_advance", args=[rehearsal.pk])
    for step in ("scope", "read"):
        operator.post(address, {"step": step})
    assert operator.post(address, {"step": "throws"}).status_code == 409
    throws = reverse("rehearsal_throws", args=[rehearsal.pk])
    for number, dice in enumerate(DICE, start=1):
        typed = {f"value_{place}": value for place, value in enumerate(dice, start=1)}
        for role in (INSPECTOR, WITNESS):
            answer = client_of(county, role).post(throws, {"throw": number, **typed})
            assert answer.status_code == 302
    operator.post(address, {"step": "throws"})
    assert "演练对象1" in hall(county, rehearsal, read="1")
    assert client_of(county, ENFORCEMENT).get(throws).status_code == 403


def test_another_office_finds_none(county: County) -> None:
    rehearsal = begin(county)
    other = make_bureau("tang", "唐县试")
    adopt_default_obligations(office=other.office)
    client = Client()
    client.force_login(other.people[ENFORCEMENT])
    assert client.get(reverse("rehearsal_hall", args=[rehearsal.pk])).status_code == 404
    assert "2026年第二轮" not in client.get(reverse("rehearsal_begin")).content.decode()
