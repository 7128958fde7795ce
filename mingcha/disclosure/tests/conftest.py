"""The county of the draws, its sitting and its round, visited; an office that published nothing."""

from typing import TYPE_CHECKING

import pytest

from mingcha.draws.tests.conftest import ceremony as ceremony
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.conftest import county as county

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau
    from mingcha.disclosure.tests.objecting import Objecting
    from mingcha.disclosure.tests.rounds import Round
    from mingcha.draws.tests.county import Clock
    from mingcha.draws.tests.stages import Stage
    from mingcha.inspections.tests.visiting import Visiting


@pytest.fixture
def stage(request: pytest.FixtureRequest, db: None, clock: "Clock") -> "Stage":
    # Imported late: this file is read before Django is set up.
    from mingcha.disclosure.tests.objecting import begin_objecting
    from mingcha.disclosure.tests.rounds import NAMING, visit_all
    from mingcha.draws.tests.stages import reach
    from mingcha.inspections.tests.visiting import begin_visiting

    return reach(
        request.fixturenames,
        clock,
        {
            "naming_round": lambda ceremony, clock: visit_all(begin_visiting(ceremony, clock), words=NAMING),
            "round_over": lambda ceremony, clock: visit_all(begin_visiting(ceremony, clock)),
            "objecting": lambda ceremony, clock: begin_objecting(begin_visiting(ceremony, clock)),
            "visiting": begin_visiting,
        },
    )


@pytest.fixture
def visiting(stage: "Stage") -> "Visiting":
    """A drawn campaign whose visits are approved."""
    found: Visiting = getattr(stage.further, "visiting", stage.further)
    return found


@pytest.fixture
def round_over(stage: "Stage") -> "Round":
    """Every visit of it on record; the first found something."""
    found: Round = stage.further
    return found


@pytest.fixture
def naming_round(stage: "Stage") -> "Round":
    """The same; what was found names somebody."""
    found: Round = stage.further
    return found


@pytest.fixture
def objecting(stage: "Stage") -> "Objecting":
    """The first visit of it on record, its result public."""
    found: Objecting = stage.further
    return found


@pytest.fixture
def office(db: None, clock: object) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.tests.cast import make_bureau

    return make_bureau("fuping", "阜平试")
