"""Who finds what on the home page, once two people said otherwise of the lotteries of an annulled attempt."""

from mingcha.accounts.actors import Actor
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_annul_lottery import paused
from mingcha.draws.tests.test_correct_event import (
    DRAWN,
    NOT_DRAWN,
    annulled,
    compute,
    confirm,
    correct,
    enter_all,
    propose,
)
from mingcha.draws.tests.test_disclose_without_teams import all_left
from mingcha.oversight.queries.home.due import work_of

__all__ = ["paused"]


def waits(ceremony: Ceremony, who: Actor, title: str) -> bool:
    return any(due.title.startswith(title) for due in work_of(who, ceremony.clock.now.date()))


def test_a_proposed_correction_waits_for_who_may_confirm_it(paused: Ceremony) -> None:
    annulled(paused, NOT_DRAWN)
    propose(paused, DRAWN)
    assert waits(paused, paused.legal, "决定是否更正开奖情况")
    assert not waits(paused, paused.caller, "决定是否更正开奖情况")
    assert not waits(paused, paused.operator, "决定是否更正开奖情况")
    confirm(paused)
    assert not waits(paused, paused.legal, "决定是否更正开奖情况")


def test_entered_it_waits_to_be_computed(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    correct(paused, DRAWN)
    assert not waits(paused, paused.legal, "推算作废的抽取")
    enter_all(paused, draw)
    assert waits(paused, paused.legal, "推算作废的抽取")
    assert not waits(paused, paused.caller, "推算作废的抽取")
    compute(paused, draw)
    assert not waits(paused, paused.legal, "推算作废的抽取")


def test_computed_after_all_was_disclosed_the_leader_is_told_to_disclose_it(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    paused.select()
    paused.assign()
    paused.disclose()
    correct(paused, DRAWN, draw=draw)
    enter_all(paused, draw)
    assert not waits(paused, paused.leader, "公开抽取")
    compute(paused, draw)
    assert waits(paused, paused.leader, "公开抽取")


def test_also_where_the_selection_was_disclosed_without_teams(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    all_left(paused).disclose()
    correct(paused, DRAWN, draw=draw)
    enter_all(paused, draw)
    compute(paused, draw)
    assert waits(paused, paused.leader, "公开抽取")
    assert paused.disclose() == [draw]
    assert not waits(paused, paused.leader, "公开抽取")
