"""How far the world of a test about draws has come when the test begins."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.tests.county import Ceremony, Clock, County, begin, make_county
from mingcha.draws.tests.poured import poured

Further = Mapping[str, Callable[[Ceremony, Clock], Any]]


@dataclass
class Stage:
    """A county; its sitting, once it is opened; what an app above made of it; and the time by then."""

    county: County
    sitting: Ceremony | None
    further: Any
    now: datetime.datetime

    @property
    def ceremony(self) -> Ceremony:
        assert self.sitting is not None
        return self.sitting


def reach(fixtures: Collection[str], clock: Clock, further: Further = MappingProxyType({})) -> Stage:
    """As far as the fixtures of the test ask for: `county`, `ceremony`, `drawn`, or what an app above makes
    of a sitting, the farthest first in `further`."""
    name = next((name for name in (*further, "drawn", "ceremony") if name in fixtures), "county")
    stage = poured(name, lambda: _make(name, clock, further), clock)
    clock.now = stage.now
    return stage


def _make(name: str, clock: Clock, further: Further) -> Stage:
    county = make_county(make_bureau("fuping", "阜平试"))
    if name == "county":
        return Stage(county, None, None, clock.now)
    ceremony = begin(county, clock)
    if name == "drawn":
        ceremony.select()
        ceremony.assign()
    made = further[name](ceremony, clock) if name in further else None
    return Stage(county, ceremony, made, clock.now)
