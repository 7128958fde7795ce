"""Observing and computing: the event is logged first, the rest is a pure function of stored bytes."""

import pytest

import drawproof
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Draw, DrawFile, DrawSecret
from mingcha.draws.queries.attempts import committed_files, file_content
from mingcha.draws.services import conduct_draw, observe_draw, propose_annulment, resume_draw
from mingcha.draws.states import DRAWN, OBSERVED
from mingcha.draws.tests.county import DICE, Ceremony
from mingcha.ledger.models import Entry
from mingcha.plans.states import DRAWN as CAMPAIGN_DRAWN
from mingcha.plans.states import READY


def kinds(draw: Draw) -> list[str]:
    return list(Entry.objects.filter(draw=draw.draw_id).order_by("index").values_list("kind", flat=True))


def test_nothing_is_drawn_while_a_throw_is_missing(ceremony: Ceremony) -> None:
    ceremony.announce()
    for throw in (1, 2, 3):
        ceremony.enter(ceremony.caller, throw, DICE[throw - 1])
        ceremony.enter(ceremony.witness, throw, DICE[throw - 1])
    with pytest.raises(Refusal, match="还差1次"):
        resume_draw(actor=ceremony.operator, draw=ceremony.draw)
    assert kinds(ceremony.draw) == ["announced"]


def test_the_event_is_logged_before_anything_is_computed(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    draw = observe_draw(actor=ceremony.operator, draw=ceremony.draw)
    assert (draw.state, kinds(draw)) == (OBSERVED, ["announced", "observed"])
    assert not DrawFile.objects.filter(role="result").exists()


def test_the_result_is_what_anybody_computes_from_the_stored_bytes(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    secret = DrawSecret.objects.get(draw=draw).open()
    again = drawproof.conduct(bytes(draw.announcement), committed_files(draw), secret, bytes(draw.entropy))
    assert again.files["result.csv"] == file_content(draw, "result.csv")
    assert kinds(draw) == ["announced", "observed", "drawn"]


def test_computing_again_changes_nothing(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    entries = Entry.objects.count()
    again = resume_draw(actor=ceremony.operator, draw=draw)
    assert (again.pk, again.drawn_at, again.state) == (draw.pk, draw.drawn_at, DRAWN)
    assert Entry.objects.count() == entries


def test_two_acts_of_one_second_are_kept_apart(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    observed = observe_draw(actor=ceremony.operator, draw=ceremony.draw)
    with pytest.raises(Conflict, match="至少一秒"):
        conduct_draw(actor=ceremony.operator, draw=observed)
    drawn = resume_draw(actor=ceremony.operator, draw=observed)
    assert drawn.drawn_at is not None
    assert observed.observed_at is not None
    assert drawn.drawn_at > observed.observed_at


def test_after_the_last_moment_the_attempt_can_only_be_annulled(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.clock.advance(hours=3)
    with pytest.raises(Refusal, match="只能作废"):
        ceremony.compute()
    ceremony.annul("not-held")
    assert resume_draw(actor=ceremony.leader, draw=ceremony.draw).is_computed


@pytest.mark.parametrize("who", ["caller", "witness", "leader", "legal"])
def test_only_the_operator_draws(ceremony: Ceremony, who: str) -> None:
    ceremony.announce()
    ceremony.throw_all()
    with pytest.raises(Forbidden):
        resume_draw(actor=getattr(ceremony, who), draw=ceremony.draw)


def test_a_drawn_attempt_is_final(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    with pytest.raises(Conflict):
        ceremony.freeze()
    with pytest.raises(Conflict):
        propose_annulment(actor=ceremony.caller, draw=draw, reason="power", words="停电", event_happened=True)


def test_the_campaign_counts_as_drawn_once_its_teams_are(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.county.campaign.refresh_from_db()
    assert ceremony.county.campaign.state == READY
    ceremony.assign()
    ceremony.county.campaign.refresh_from_db()
    assert ceremony.county.campaign.state == CAMPAIGN_DRAWN


def test_a_finished_draw_is_answered_only_to_those_who_may_compute(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    with pytest.raises(Forbidden):
        resume_draw(actor=ceremony.county.actor("auditor"), draw=draw)
    with pytest.raises(Forbidden):
        conduct_draw(actor=ceremony.witness, draw=draw)
    assert resume_draw(actor=ceremony.operator, draw=draw).drawn_at == draw.drawn_at
