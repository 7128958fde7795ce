"""Pressed together, a campaign is brought in once, confirmed once, and never drawn by two."""

from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.models import ExternalDraw, ExternalList
from mingcha.draws.services.external import confirm_external_draw
from mingcha.draws.tests.county import Clock, make_county
from mingcha.draws.tests.platform import Platform
from mingcha.draws.tests.test_race import CROWD, all_at_once, refused
from mingcha.plans.models import DrawnUnit


@pytest.fixture
def platform(transactional_db: None, clock: Clock, tmp_path: Path) -> Platform:
    return Platform(make_county(make_bureau("fuping", "阜平试"), holders=8), clock, tmp_path)


def test_twenty_racing_people_confirm_once(platform: Platform) -> None:
    for kind in ("drawn", "teams"):
        platform.rows[kind] = platform.rows[kind][:1]
    platform.explanation = "只抽一家"
    draw = platform.take_in()
    answers = all_at_once(lambda: confirm_external_draw(actor=platform.leader, draw=draw))
    assert refused(answers) == CROWD - 1
    assert DrawnUnit.objects.count() == 1
    assert (ExternalDraw.objects.count(), ExternalList.objects.count()) == (1, 3)
