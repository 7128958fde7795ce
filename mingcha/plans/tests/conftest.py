"""A county whose clock the test moves, for what ends in a draw."""

import datetime
import time
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Clock, County


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """A Tuesday in June, moved by the test."""
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
