"""Two bureaus, ready for every test of this folder."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau


@pytest.fixture
def fuping(db: None) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    from mingcha.registers.tests.cast import make_office

    return make_office("fuping", "阜平试")


@pytest.fixture
def tang(db: None) -> "Bureau":
    from mingcha.registers.tests.cast import make_office

    return make_office("tang", "唐县试")
