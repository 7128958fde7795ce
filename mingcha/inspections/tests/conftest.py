"""The county of the draws, drawn and approved."""

from typing import TYPE_CHECKING

import pytest

from mingcha.draws.tests.conftest import ceremony as ceremony
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.conftest import county as county
from mingcha.draws.tests.conftest import stage as stage

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Ceremony, Clock
    from mingcha.inspections.tests.visiting import Visiting


@pytest.fixture
def visiting(ceremony: "Ceremony", clock: "Clock") -> "Visiting":
    # Imported late: this file is read before Django is set up.
    from mingcha.inspections.tests.visiting import begin_visiting

    return begin_visiting(ceremony, clock)
