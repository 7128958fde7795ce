"""A drawn county whose clock the test moves."""

import datetime
import time
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Ceremony


@pytest.fixture
def ceremony(db: None, monkeypatch: pytest.MonkeyPatch) -> "Ceremony":
    """One sitting in June with targets and teams drawn."""
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.tests.cast import make_bureau
    from mingcha.draws.tests.county import Clock, begin, make_county

    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
    drawn = begin(make_county(make_bureau("fuping", "阜平试")), clock)
    drawn.select()
    drawn.assign()
    return drawn
