"""The county of the draws, drawn and approved."""

from typing import TYPE_CHECKING

import pytest

from mingcha.draws.tests.conftest import ceremony as ceremony
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.conftest import county as county

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Clock
    from mingcha.draws.tests.stages import Stage
    from mingcha.inspections.tests.visiting import Visiting


@pytest.fixture
def stage(request: pytest.FixtureRequest, db: None, clock: "Clock") -> "Stage":
    # Imported late: this file is read before Django is set up.
    from mingcha.draws.tests.stages import reach
    from mingcha.inspections.tests.visiting import begin_visiting

    return reach(request.fixturenames, clock, {"visiting": begin_visiting})


@pytest.fixture
def visiting(stage: "Stage") -> "Visiting":
    """A drawn campaign whose visits are approved."""
    from mingcha.inspections.tests.visiting import Visiting

    assert isinstance(stage.further, Visiting)
    return stage.further
