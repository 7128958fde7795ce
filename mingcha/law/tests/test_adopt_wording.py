"""New words of the program reach an office that changed nothing of them; what it changed stays its own."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden
from mingcha.law.models import Obligation
from mingcha.law.queries.wording import new_wordings
from mingcha.law.rules import BY_KEY, FLOOR_RATIO
from mingcha.law.services import adopt_wording
from mingcha.law.tests.cast import Bureau, amend_figure, found
from mingcha.ledger.models import Opening

pytestmark = pytest.mark.django_db
KEY = "lawful-items"


@pytest.fixture
def bureau() -> Bureau:
    """An office founded when two clauses were worded otherwise."""
    bureau = found()
    old = Obligation.objects.filter(office=bureau.office)
    old.filter(key=KEY).update(clause="旧的依据", quote="旧的原文")
    old.filter(key=FLOOR_RATIO).update(clause="旧的依据")
    return bureau


def test_a_new_office_has_nothing_to_adopt() -> None:
    assert new_wordings(found("QYZRZY", "曲阳县自然资源和规划局").actor(LEGAL)) == []


def test_the_words_of_today_are_adopted_and_the_figure_stays(bureau: Bureau) -> None:
    before = Obligation.objects.get(office=bureau.office, key=FLOOR_RATIO)
    rows = adopt_wording(actor=bureau.actor(LEGAL))
    assert {row.key for row in rows} == {KEY, FLOOR_RATIO}
    after = Obligation.objects.get(pk=before.pk)
    assert (after.clause, after.value) == (BY_KEY[FLOOR_RATIO].clause, before.value)
    assert after.in_force_from == before.in_force_from
    assert new_wordings(bureau.actor(LEGAL)) == []
    assert KEY in Opening.objects.get(act="law.adopt_wording").content
    with pytest.raises(Conflict, match="没有新版条文"):
        adopt_wording(actor=bureau.actor(LEGAL))


def test_what_the_office_changed_is_left_alone(bureau: Bureau) -> None:
    amend_figure(
        actor=bureau.actor(LEADER),
        key=FLOOR_RATIO,
        in_force_from=datetime.date(2026, 7, 1),
        clause="本县文件",
        reason="县里另有规定",
        value="6%",
    )
    assert [row.key for row in adopt_wording(actor=bureau.actor(LEADER))] == [KEY]
    assert "旧的依据" in Obligation.objects.filter(key=FLOOR_RATIO).values_list("clause", flat=True)


def test_words_of_another_figure_are_not_taken_for_those_of_this_one(bureau: Bureau) -> None:
    Obligation.objects.filter(key=FLOOR_RATIO).update(value="1/10")
    assert [one.rule.key for one in new_wordings(bureau.actor(LEGAL))] == [KEY]


def test_the_page_shows_old_and_new_and_adopts_with_one_click(bureau: Bureau) -> None:
    client = Client()
    client.force_login(bureau.person(LEGAL))
    page = client.get(reverse("obligation_list")).content.decode()
    assert "新版条文" in page and "旧的原文" in page and BY_KEY[KEY].quote in page
    assert "采用2条新版条文" in page
    client.post(reverse("wording_adopt"))
    assert "旧的原文" not in client.get(reverse("obligation_list")).content.decode()


def test_nobody_else_adopts(bureau: Bureau) -> None:
    with pytest.raises(Forbidden):
        adopt_wording(actor=bureau.actor(BUSINESS))
