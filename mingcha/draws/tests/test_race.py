"""Twenty people press at once: there is one draw, and every other one is told or gets the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Conflict
from mingcha.draws.models import Draw, DrawFile, RecordingChunk, Replacement, Vacancy
from mingcha.draws.services import (
    announce_draw,
    conduct_draw,
    enter_throw,
    freeze_draw,
    keep_chunk,
    observe_draw,
)
from mingcha.draws.services.changes import (
    confirm_unit_withdrawal,
    leave_own_seat,
    propose_unit_withdrawal,
)
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    gone,
    interest,
    leader,
    member,
    seats,
    selection_of,
    units_of,
)
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from mingcha.draws.tests.filming import Filming
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger

CROWD = 20


@pytest.fixture
def sitting(transactional_db: None, clock: Clock) -> Ceremony:
    return begin(make_county(make_bureau("fuping", "阜平试")), clock)


def all_at_once(act: Callable[[], Any]) -> list[Any]:
    """What each of the crowd got: a result, or the refusal."""
    barrier = Barrier(CROWD)

    def press() -> Any:
        barrier.wait()
        try:
            return act()
        except Conflict as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return [answer.result() for answer in [pool.submit(press) for _ in range(CROWD)]]


def refused(answers: list[Any]) -> int:
    return sum(isinstance(answer, Conflict) for answer in answers)


def test_twenty_racing_requests_make_one_draw(sitting: Ceremony) -> None:
    all_at_once(lambda: freeze_draw(actor=sitting.operator, sitting=sitting.sitting))
    assert Draw.objects.count() == 1
    frozen, terms = sitting.draw, sitting.terms()
    answers = all_at_once(lambda: announce_draw(actor=sitting.operator, draw=frozen, terms=terms))
    assert refused(answers) == CROWD - 1
    sitting.clock.advance(minutes=1)
    sitting.throw_all()
    all_at_once(lambda: observe_draw(actor=sitting.operator, draw=frozen))
    sitting.clock.advance(seconds=1)
    answers = all_at_once(lambda: conduct_draw(actor=sitting.operator, draw=frozen))
    assert {answer.pk for answer in answers} == {frozen.pk}
    kinds = Entry.objects.exclude(kind="act").order_by("index").values_list("kind", flat=True)
    assert list(kinds) == ["announced", "observed", "drawn"]
    assert DrawFile.objects.filter(role="result").count() == 1


def test_one_hurried_finger_enters_a_throw_once(sitting: Ceremony) -> None:
    draw = sitting.announce()
    answers = all_at_once(lambda: enter_throw(actor=sitting.caller, draw=draw, throw=1, texts="41633"))
    assert refused(answers) == CROWD - 1


def test_twenty_racing_leaders_publish_once(sitting: Ceremony) -> None:
    sitting.select()
    sitting.assign()
    answers = all_at_once(sitting.disclose)
    assert refused(answers) == CROWD - 1
    assert DrawFile.objects.filter(role="bundle").count() == 2
    assert list(examine_ledger()) == []


def test_twenty_racing_chunks_are_kept_once_and_acknowledged_alike(sitting: Ceremony) -> None:
    filming = Filming.begin(sitting).film()
    sitting.clock.advance(seconds=4)
    chunk = filming.next()
    answers = all_at_once(lambda: keep_chunk(actor=filming.actor, recording=filming.recording, chunk=chunk))
    assert {answer.head for answer in answers} == {RecordingChunk.objects.get(number=2).head}


def test_twenty_racing_members_redraw_one_seat_once(sitting: Ceremony) -> None:
    sitting.select()
    sitting.assign()
    seat = seats(sitting)[0]
    who, draw = member(sitting, seat), assignment_of(sitting)
    answers = all_at_once(lambda: leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=interest()))
    assert {answer.pk for answer in answers} == {Vacancy.objects.get(left=seat.inspector).pk}
    assert list(examine_ledger()) == []


def test_twenty_racing_leaders_replace_one_unit_once(sitting: Ceremony) -> None:
    sitting.select()
    sitting.assign()
    unit = units_of(sitting, seats(sitting)[0].visit)[0]
    row = propose_unit_withdrawal(
        actor=enforcement(sitting), draw=selection_of(sitting), unit=unit, gone=gone()
    )
    reader = leader(sitting)
    all_at_once(lambda: confirm_unit_withdrawal(actor=reader, withdrawal=row.pk))
    assert Replacement.objects.filter(unit=unit).count() == 1
    assert list(examine_ledger()) == []
