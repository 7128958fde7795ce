"""A county whose clock the test moves, for what ends in a draw."""

import datetime
import time
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Clock, County
    from mingcha.draws.tests.stages import Stage


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

    return reach(request.fixturenames, clock)


@pytest.fixture
def county(stage: "Stage") -> "County":
    return stage.county
