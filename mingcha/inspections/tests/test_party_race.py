"""Pressed by several at the same moment it is one notice, one rating, one complaint, one delivery."""

import datetime
from functools import partial

import pytest

from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.models import Delivery, Feedback, Notice
from mingcha.inspections.rules.deliveries import IN_PERSON
from mingcha.inspections.services import (
    Complaint,
    Handed,
    Rating,
    complain,
    deliver_paper,
    issue_notice,
    rate_visit,
)
from mingcha.inspections.tests.test_race import at_once
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting, begin_visiting
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import INSPECTION_NOTICE
from mingcha.papers.services import set_series

TIMES = 6


@pytest.fixture
def visiting(transactional_db: None, clock: Clock) -> Visiting:
    return begin_visiting(begin(make_county(make_bureau("fuping", "阜平试")), clock), clock)


def test_whatever_goes_to_the_party_is_one_however_often_it_is_pressed(visiting: Visiting) -> None:
    set_series(actor=visiting.reader("legal"), kind=INSPECTION_NOTICE, code="阜自然检通")
    row = visiting.schedule(visiting.first)
    members = [visiting.member(row, place) for place in (0, 1)] * (TIMES // 2)
    made = at_once([partial(issue_notice, actor=who, inspection=row.pk) for who in members])
    assert {one.pk for one in made} == {Notice.objects.get().pk}
    assert DocumentNumber.objects.filter(kind=INSPECTION_NOTICE).count() == 1
    notice = made[0]
    handed = Handed(IN_PERSON, datetime.date(2026, 6, 16))
    at_once([lambda: deliver_paper(actor=members[0], paper=notice.paper_id, handed=handed)] * TIMES)
    visiting.clock.now = datetime.datetime.combine(VISIT_DAY, datetime.time(3), datetime.UTC)
    at_once([lambda: rate_visit(token=notice.token, rating=Rating("no", "no"))] * TIMES)
    at_once([lambda: complain(token=notice.token, complaint=Complaint("要求停产"))] * TIMES)
    assert Delivery.objects.count() == 1
    assert sorted(Feedback.objects.values_list("kind", flat=True)) == ["complaint", "rating"]
    for act in ("issue_notice", "deliver_paper", "rate_visit", "take_complaint"):
        assert Opening.objects.filter(act=f"inspections.{act}").count() == 1
    assert list(examine_ledger()) == []
