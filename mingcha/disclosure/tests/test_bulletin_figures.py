"""What a bulletin counts: units nobody could check, refused signatures, corrections, clue checks apart, and a
round that a platform drew."""

import io

import pytest
from django.db import transaction

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.bulletins.rounds import find_round
from mingcha.disclosure.rules.bulletin_draft import drafted
from mingcha.disclosure.rules.bulletins import Figures, filled
from mingcha.disclosure.tests.rounds import ordered
from mingcha.draws.tests.conftest import platform as platform
from mingcha.draws.tests.county import Clock
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.models import Feedback
from mingcha.inspections.rules.files import PHOTO
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.signing import ABSENT, REFUSED
from mingcha.inspections.services import Enclosure, allow_change, ask_change, attach_file, issue_notice
from mingcha.inspections.tests.test_other_draws import approved
from mingcha.inspections.tests.test_other_draws import clue as clue
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.services import Scan
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, ClueCheck

pytestmark = pytest.mark.django_db


def numbers(visiting: Visiting) -> Figures:
    return figures_of(Campaign.objects.get(pk=visiting.campaign_pk))


def closed_down(visiting: Visiting) -> int:
    """The first visit finds nobody; how many units it covers."""
    row = visiting.first
    visiting.on_the_day(row)
    photo = Enclosure(PHOTO, Scan(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64), "大门.png"))
    attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=photo)
    units = visiting.coverage(row).units
    told = {"signing": ABSENT, "party": "", "refusal_reason": "无人在场", "refusal_witness": "村委会赵某"}
    visiting.hand_in(row, results=[Result(unit, "", "closed", "大门上锁") for unit in units], **told)
    visiting.confirm(row)
    return len(units)


def test_a_unit_that_could_not_be_checked_is_visited_and_not_checked(visiting: Visiting) -> None:
    count = closed_down(visiting)
    found = numbers(visiting)
    told = {key: found.numbers[key] for key in ("visited", "not_checked", "checked", "clean", "absent")}
    assert told == {"visited": count, "not_checked": count, "checked": 0, "clean": 0, "absent": 1}
    assert sum(counts[3] for _, counts in found.strata) == count and found.items == ()
    assert found.numbers["handed"] == count and found.numbers["with_problems"] == 0


def test_a_refused_signature_is_counted_and_told(visiting: Visiting) -> None:
    why = {"refusal_reason": "对结果有异议", "refusal_witness": "村委会赵某"}
    visiting.whole(visiting.first, signing=REFUSED, **why)
    found = numbers(visiting)
    assert found.numbers["refused"] == 1
    text = drafted(found, unit="家", planned=True, typical=())
    assert "拒绝签字的1户次" in filled(text["visiting"], found)


def test_a_corrected_record_counts_with_its_last_version_alone(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    assert numbers(visiting).numbers["with_problems"] == 0
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="结果写错")
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    visiting.clock.advance(hours=1)
    visiting.hand_in(row, results=ordered(visiting, row))
    visiting.confirm(row, 2)
    found = numbers(visiting).numbers
    assert found["with_problems"] == found["ordered"] == len(visiting.coverage(row).units)
    assert found["visited"] == len(visiting.coverage(row).units)


def test_ratings_are_told_in_numbers(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    notice = issue_notice(actor=visiting.member(row), inspection=row.pk)
    with transaction.atomic():
        rating = Feedback.objects.create(
            office=row.office,
            inspection=row,
            notice=notice,
            kind="rating",
            hindered="no",
            asked_for="no",
            given_at=moments.now(),
        )
        record_act("inspections.tests", actor=visiting.member(row), records=[rating])
    found = numbers(visiting).numbers
    assert (found["ratings"], found["hindered"], found["asked_for"]) == (1, 0, 0)


def test_a_clue_check_is_no_round_and_is_counted_apart(visiting: Visiting, clue: ClueCheck) -> None:
    actor = visiting.ceremony.county.actor(ENFORCEMENT)
    with pytest.raises(Unknown, match="不需要通报"):
        find_round(actor, clue.campaign.pk)
    assert numbers(visiting).numbers["clues"] == 1


def test_a_round_that_a_platform_drew_has_its_figures_from_the_lists(
    platform: Platform, clock: Clock
) -> None:
    platform.confirmed()
    visiting = approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    visiting.notify(visiting.schedule(visiting.first))
    visiting.whole(visiting.first)
    found = numbers(visiting)
    assert found.numbers["drawn"] == sum(len(visiting.coverage(row).units) for row in visiting.rows)
    assert found.numbers["base"] >= found.numbers["drawn"] > 0
    assert found.numbers["visited"] == len(visiting.coverage(visiting.first).units)
    assert sum(counts[2] for _, counts in found.strata) == found.numbers["visited"]
