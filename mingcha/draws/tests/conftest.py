"""A county with a settled campaign, a clock moved by hand, and a sitting that has just been opened."""

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Ceremony, Clock, County
    from mingcha.draws.tests.platform import Platform
    from mingcha.draws.tests.stages import Stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """The machine's clock is the edge: it is set to a morning in June and moved by the test."""
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


@pytest.fixture
def ceremony(stage: "Stage") -> "Ceremony":
    return stage.ceremony


@pytest.fixture
def drawn(stage: "Stage") -> "Ceremony":
    """The sitting after its last step: units and teams are drawn, nothing is public yet."""
    return stage.ceremony


@pytest.fixture
def platform(county: "County", clock: "Clock", tmp_path: Path) -> "Platform":
    from mingcha.draws.tests.platform import Platform

    return Platform(county, clock, tmp_path)
