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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """The machine's clock is the edge: it is set to a morning in June and moved by the test."""
    from mingcha.draws.tests.county import Clock

    fake = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


@pytest.fixture
def county(db: None, clock: "Clock") -> "County":
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.tests.cast import make_bureau
    from mingcha.draws.tests.county import make_county

    return make_county(make_bureau("fuping", "阜平试"))


@pytest.fixture
def ceremony(county: "County", clock: "Clock") -> "Ceremony":
    from mingcha.draws.tests.county import begin

    return begin(county, clock)


@pytest.fixture
def drawn(ceremony: "Ceremony") -> "Ceremony":
    """The sitting after its last step: units and teams are drawn, nothing is public yet."""
    ceremony.select()
    ceremony.assign()
    return ceremony


@pytest.fixture
def platform(county: "County", clock: "Clock", tmp_path: Path) -> "Platform":
    from mingcha.draws.tests.platform import Platform

    return Platform(county, clock, tmp_path)
