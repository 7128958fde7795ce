"""Two bureaus, ready for every test of this folder."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau


@pytest.fixture
def fuping(db: None) -> "Bureau":
    # Imported late: this file is read before Django is set up.
    return _bureau("fuping", "阜平试")


@pytest.fixture
def tang(db: None) -> "Bureau":
    return _bureau("tang", "唐县试")


def _bureau(code: str, mark: str) -> "Bureau":
    from django.db import transaction

    from mingcha.accounts.actors import Actor
    from mingcha.accounts.tests.cast import make_bureau
    from mingcha.law.services import adopt_default_figures
    from mingcha.ledger.services import record_act

    bureau = make_bureau(code, mark)
    with transaction.atomic():
        figures = adopt_default_figures(office=bureau.office)
        maker = Actor(None, "测试", bureau.office.pk, None, frozenset())
        record_act("config.found_office", actor=maker, records=figures)
    return bureau
