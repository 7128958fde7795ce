"""Thirty officers save at the same moment: every record is kept, none overwrites another, nobody is told that
the database is busy; a double click is one act."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Refusal
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.services import begin_record, confirm_record, save_record, submit_record
from mingcha.inspections.states import CONFIRMED
from mingcha.inspections.tests.visiting import Visiting, begin_visiting
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import VisitFact

OFFICERS = 30


@pytest.fixture
def busy(transactional_db: None, clock: Clock) -> Visiting:
    """Thirty visits and more, to each of which other people go."""
    county = make_county(make_bureau("fuping", "阜平试"), holders=180, inspectors=90)
    return begin_visiting(begin(county, clock), clock)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each got: a result, or the refusal."""
    barrier = Barrier(len(acts))

    def press(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [answer.result() for answer in [pool.submit(press, act) for act in acts]]


def test_thirty_officers_save_at_once_and_nothing_is_lost(busy: Visiting) -> None:
    rows = busy.rows[:OFFICERS]
    assert len(rows) == OFFICERS
    for row in rows:
        busy.on_the_day(row)
    officers = [busy.member(row) for row in rows]
    assert len({one.person_id for one in officers}) == OFFICERS
    acts = []
    for row, officer in zip(rows, officers, strict=True):
        typed = busy.typed(row, place=f"第{row.number}处")
        acts.append(partial(save_record, actor=officer, inspection=row.pk, revision=0, typed=typed))
    saved = at_once(acts)
    assert [one for one in saved if isinstance(one, Refusal)] == []
    places = dict(InspectionRecord.objects.values_list("inspection__number", "place"))
    assert places == {row.number: f"第{row.number}处" for row in rows}
    assert Opening.objects.filter(act="inspections.save_record").count() == OFFICERS
    assert list(examine_ledger()) == []


def test_begun_handed_in_and_confirmed_twice_at_once_it_is_one_visit(busy: Visiting) -> None:
    row = busy.first
    busy.schedule(row)
    busy.notify(row)
    busy.clock.advance(days=2, hours=2)
    first, second = busy.member(row), busy.member(row, 1)
    at_once([lambda: begin_record(actor=first, inspection=row.pk)] * 4)
    assert InspectionRecord.objects.count() == 1
    record = busy.save(row)
    at_once([lambda: submit_record(actor=first, inspection=row.pk, revision=record.revision)] * 4)
    at_once([lambda: confirm_record(actor=second, inspection=row.pk, version=1)] * 4)
    assert InspectionRecord.objects.get().state == CONFIRMED
    assert VisitFact.objects.filter(is_void=False).count() == len(busy.coverage(row).units)
    for act in ("begin_record", "submit_record", "confirm_record"):
        assert Opening.objects.filter(act=f"inspections.{act}").count() == 1


def test_of_two_who_save_the_same_draft_one_is_told(busy: Visiting) -> None:
    row = busy.first
    busy.on_the_day(row)
    actor = busy.member(row)
    drafts = [busy.typed(row, place=f"第{number}稿") for number in range(5)]
    save = partial(save_record, actor=actor, inspection=row.pk, revision=0)
    answers = at_once([partial(save, typed=typed) for typed in drafts])
    assert sum(isinstance(one, Refusal) for one in answers) == len(drafts) - 1
