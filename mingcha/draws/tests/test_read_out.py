"""Names reach the hall only in a campaign that was marked 当场公开 before its announcement, one by one."""

import re

import pytest
from django.test import Client

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL, WITNESS
from mingcha.draws.models import ASSIGNMENT, SELECTION, NameLook
from mingcha.draws.queries.results import drawn_rows, unit_names, visit_rows
from mingcha.draws.services import state_as_witness
from mingcha.draws.services.changes import confirm_unit_withdrawal, leave_own_seat, propose_unit_withdrawal
from mingcha.draws.tests.changing import (
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
from mingcha.draws.tests.county import Ceremony, Clock, County, begin
from mingcha.plans.models import ON_THE_SPOT


@pytest.fixture
def open_hall(county: County, clock: Clock) -> Ceremony:
    county.campaign.showing = ON_THE_SPOT
    county.campaign.save()
    return begin(county, clock)


def hall(ceremony: Ceremony, role: str = ENFORCEMENT, **asked: str) -> str:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client.get(f"/draws/{ceremony.sitting.pk}/", asked).content.decode()


def names(ceremony: Ceremony) -> list[str]:
    return [row.unit.name for row in drawn_rows(ceremony.last(SELECTION)) if row.is_drawn]


def test_nothing_is_named_before_the_first_is_read(open_hall: Ceremony) -> None:
    open_hall.select()
    page = hall(open_hall)
    assert "当场公开" in page
    assert f"还有{len(names(open_hall))}个" in page
    assert [name for name in names(open_hall) if f">{name}<" in page] == []


def test_names_are_read_in_the_order_of_the_draw_each_in_its_turn(open_hall: Ceremony) -> None:
    open_hall.select()
    drawn = names(open_hall)
    page = hall(open_hall, read="2")
    assert [f">{name}<" in page for name in drawn] == [True, True, *[False] * (len(drawn) - 2)]
    assert "宣读下一个" in page
    assert "第二次公告</a>" not in page
    assert "第二次公告</a>" in hall(open_hall, read=str(len(drawn)))


def test_others_hear_what_is_read_and_see_no_name_on_their_own_screens(open_hall: Ceremony) -> None:
    open_hall.select()
    for role in (WITNESS, LEADER, LEGAL):
        page = hall(open_hall, role, read="9999")
        assert [name for name in names(open_hall) if f">{name}<" in page] == []
        assert "宣读下一个" not in page


@pytest.mark.parametrize("asked", ["x", "-1", "", "9" * 30, "三"])
def test_a_place_that_is_none_begins_at_the_beginning(open_hall: Ceremony, asked: str) -> None:
    open_hall.select()
    assert "已宣读0个" in hall(open_hall, read=asked)


def test_a_place_past_the_end_is_the_last(open_hall: Ceremony) -> None:
    open_hall.select()
    assert f"已宣读{len(names(open_hall))}个" in hall(open_hall, read="9999")


def test_teams_are_read_visit_by_visit(open_hall: Ceremony) -> None:
    open_hall.select()
    open_hall.assign()
    first, second, *_ = visit_rows(open_hall.last(ASSIGNMENT))
    page = hall(open_hall, step="teams", read="1")
    assert first.units[0].name in page
    assert all(member.name in page for member in first.members)
    assert second.units[0].name not in page


def people_of(page: str) -> list[str]:
    return re.findall("检查员[0-9]+", page)


def test_what_is_read_is_what_was_drawn_and_no_change_of_it(open_hall: Ceremony) -> None:
    open_hall.select()
    open_hall.assign()
    before = people_of(hall(open_hall, step="teams", read="1"))
    seat = next(one for one in seats(open_hall) if one.visit == "v001")
    who = member(open_hall, seat)
    leave_own_seat(actor=who, draw=assignment_of(open_hall), visit=seat.visit, interest=interest())
    unit = units_of(open_hall, "v001")[0]
    row = propose_unit_withdrawal(
        actor=enforcement(open_hall), draw=selection_of(open_hall), unit=unit, gone=gone()
    )
    confirm_unit_withdrawal(actor=leader(open_hall), withdrawal=row.pk)
    assert people_of(hall(open_hall, step="teams", read="1")) == before
    assert names(open_hall)
    assert unit_names(open_hall.sitting.office_id, [unit])[unit].name in hall(
        open_hall, step="teams", read="1"
    )


def test_when_the_day_is_over_names_are_for_who_looked(open_hall: Ceremony) -> None:
    open_hall.select()
    open_hall.assign()
    open_hall.clock.advance(days=1)
    page = hall(open_hall, step="teams", read="9999")
    assert people_of(page) == []
    assert "当场宣读已经结束" in page
    client = Client()
    client.force_login(open_hall.county.bureau.people[ENFORCEMENT])
    look(client, open_hall.county.campaign)
    answer = client.get(f"/draws/{open_hall.sitting.pk}/", {"step": "teams", "read": "1"})
    assert people_of(answer.content.decode())
    assert NameLook.objects.count() == 1


def test_when_the_witness_has_said_what_was_seen_the_reading_is_over(open_hall: Ceremony) -> None:
    open_hall.select()
    draw = open_hall.assign()
    assert people_of(hall(open_hall, step="teams", read="1"))
    state_as_witness(actor=open_hall.witness, draw=draw, agrees=True, words="")
    assert people_of(hall(open_hall, step="teams", read="1")) == []


def test_a_selection_whose_day_is_over_is_shown_to_nobody_before_its_teams_are_drawn(
    open_hall: Ceremony,
) -> None:
    open_hall.select()
    assert [name for name in names(open_hall) if name in hall(open_hall, read="9999")]
    open_hall.clock.advance(days=1)
    page = hall(open_hall, read="9999")
    assert [name for name in names(open_hall) if name in page] == []
    assert "检查后公开：" not in page
    assert "第二次公告</a>" in page


def test_otherwise_no_name_reaches_the_hall_whatever_is_asked(ceremony: Ceremony) -> None:
    ceremony.select()
    page = hall(ceremony, read="3")
    assert "检查后公开" in page
    assert [name for name in names(ceremony) if name in page] == []


def test_the_last_moment_is_the_end_of_the_next_working_day(ceremony: Ceremony) -> None:
    """The clock stands on Tuesday 16 June 2026; the Friday after is a holiday (端午节)."""
    ceremony.freeze()
    assert 'value="2026-06-17T18:00"' in hall(ceremony)
    ceremony.clock.advance(days=2)
    assert 'value="2026-06-22T18:00"' in hall(ceremony)
