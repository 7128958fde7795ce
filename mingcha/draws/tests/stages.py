"""How far the world of a test about draws has come when the test begins."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.tests.county import Ceremony, Clock, County, begin, make_county
from mingcha.draws.tests.poured import poured


@dataclass
class Stage:
    """A county; its sitting, once it is opened; and the time at which it came so far."""

    county: County
    sitting: Ceremony | None
    now: datetime.datetime

    @property
    def ceremony(self) -> Ceremony:
        assert self.sitting is not None
        return self.sitting


def reach(fixtures: Collection[str], clock: Clock) -> Stage:
    """As far as the fixtures of the test ask for: `county`, `ceremony` or `drawn`."""
    name = next((name for name in ("drawn", "ceremony") if name in fixtures), "county")
    stage = poured(name, lambda: _make(name, clock))
    clock.now = stage.now
    if stage.sitting is not None:
        stage.sitting.clock = clock
    return stage


def _make(name: str, clock: Clock) -> Stage:
    county = make_county(make_bureau("fuping", "阜平试"))
    if name == "county":
        return Stage(county, None, clock.now)
    ceremony = begin(county, clock)
    if name == "drawn":
        ceremony.select()
        ceremony.assign()
    return Stage(county, ceremony, clock.now)
