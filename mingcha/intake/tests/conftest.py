"""Two bureaus; the first with filled registers when a test asks for them."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau
    from mingcha.registers.tests.cast import Registers


@pytest.fixture
def fuping(db: None) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    from mingcha.registers.tests.cast import make_office

    return make_office("fuping", "阜平试")


@pytest.fixture
def tang(db: None) -> "Bureau":
    from mingcha.registers.tests.cast import make_office

    return make_office("tang", "唐县试")


@pytest.fixture
def registers(fuping: "Bureau") -> "Registers":
    from mingcha.registers.tests.cast import make_registers

    return make_registers(fuping)
