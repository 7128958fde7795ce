"""The county of the draws, its clock and its sitting; an office that has published nothing."""

from typing import TYPE_CHECKING

import pytest

from mingcha.draws.tests.conftest import ceremony as ceremony
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.conftest import county as county
from mingcha.draws.tests.conftest import stage as stage

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau
    from mingcha.draws.tests.county import Ceremony, Clock
    from mingcha.inspections.tests.visiting import Visiting


@pytest.fixture
def office(db: None, clock: object) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.tests.cast import make_bureau

    return make_bureau("fuping", "阜平试")


@pytest.fixture
def visiting(ceremony: "Ceremony", clock: "Clock") -> "Visiting":
    """A drawn campaign whose visits are approved."""
    from mingcha.inspections.tests.visiting import begin_visiting

    return begin_visiting(ceremony, clock)
