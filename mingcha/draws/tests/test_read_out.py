"""Names reach the hall only in a campaign that was marked 当场公开 before its announcement, one by one."""

import pytest
from django.test import Client

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL, WITNESS
from mingcha.draws.models import ASSIGNMENT, SELECTION
from mingcha.draws.queries.results import drawn_rows, visit_rows
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
