"""Two bureaus, ready for every test of this folder."""

import datetime
import time
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau
    from mingcha.draws.tests.county import Ceremony, Clock, County
    from mingcha.draws.tests.stages import Stage
    from mingcha.inspections.tests.visiting import Visiting


@pytest.fixture
def fuping(db: None) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    return _bureau("fuping", "阜平试")


@pytest.fixture
def tang(db: None) -> "Bureau":
    return _bureau("tang", "唐县试")


def _bureau(code: str, mark: str) -> "Bureau":
    from django.db import transaction

    from mingcha.accounts.actors import Actor
    from mingcha.accounts.tests.cast import make_bureau
    from mingcha.law.services import adopt_default_obligations
    from mingcha.ledger.services import record_act

    bureau = make_bureau(code, mark)
    with transaction.atomic():
        figures = adopt_default_obligations(office=bureau.office)
        maker = Actor(None, "测试", bureau.office.pk, None, frozenset())
        record_act("config.found_office", actor=maker, records=figures)
    return bureau


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """A Tuesday in June, moved by the test."""
    from mingcha.draws.tests.county import Clock

    fake = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


@pytest.fixture
def stage(request: pytest.FixtureRequest, db: None, clock: "Clock") -> "Stage":
    # Imported late: this file is read before Django is set up.
    from mingcha.draws.tests.stages import reach
    from mingcha.inspections.tests.visiting import begin_visiting

    return reach(request.fixturenames, clock, {"visiting": begin_visiting})


@pytest.fixture
def county(stage: "Stage") -> "County":
    return stage.county


@pytest.fixture
def ceremony(stage: "Stage") -> "Ceremony":
    return stage.ceremony


@pytest.fixture
def drawn(stage: "Stage") -> "Ceremony":
    """The sitting after its last step: units and teams are drawn, nothing is public yet."""
    return stage.ceremony


@pytest.fixture
def visiting(stage: "Stage") -> "Visiting":
    """A drawn campaign whose visits are approved."""
    found: Visiting = stage.further
    return found
