"""A leader who wrote nothing in it approves a bulletin: the data are counted again, hand-typed numbers are
compared, and it takes its number and its paper."""

from dataclasses import replace

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.papers.docx import write_report
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.rules.bulletins import hand_numbers
from mingcha.disclosure.services import (
    approve_bulletin,
    publish_bulletin,
    renew_figures,
    return_bulletin,
    save_bulletin,
    submit_bulletin,
)
from mingcha.disclosure.states import APPROVED, DRAFT
from mingcha.disclosure.tests.rounds import Round
from mingcha.inspections.models import FollowUp
from mingcha.inspections.services import finish_follow_up
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import DocumentNumber, Paper
from mingcha.papers.queries.issued import pdf_of, rendered_again
from mingcha.papers.rules.kinds import BULLETIN
from mingcha.papers.services import set_series

pytestmark = pytest.mark.django_db


def put_right(round_: Round) -> None:
    """What was ordered was done: a figure of the bulletin is another from now on."""
    done = FollowUp.objects.filter(state="open").first()
    assert done is not None
    actor = round_.visiting.reader(ENFORCEMENT)
    finish_follow_up(actor=actor, follow_up=done.pk, done_on=moments.today(), words="已改正")


def test_approved_it_has_a_number_of_the_series_and_a_paper_that_is_made_again_byte_by_byte(
    round_over: Round,
) -> None:
    set_series(actor=round_over.visiting.ceremony.legal, kind=BULLETIN, code="自然通")
    row = round_over.approved()
    assert (row.state, row.document_no) == (APPROVED, "自然通〔2026〕1号")
    number = DocumentNumber.objects.get(kind=BULLETIN)
    assert (number.subject, number.title) == (row.pk, f"{round_over.campaign.title}情况的通报")
    paper = row.paper
    assert paper is not None and pdf_of(paper) == rendered_again(paper)
    assert paper.content["document_no"] == row.document_no and len(paper.content["plots"]) == 2
    assert write_report(paper.content) == write_report(paper.content)
    assert list(examine_ledger()) == []


def test_without_a_series_it_has_no_number(round_over: Round) -> None:
    assert round_over.approved().document_no == ""


def test_data_that_changed_since_are_refused_with_both_numbers(round_over: Round) -> None:
    row = round_over.submitted()
    put_right(round_over)
    with pytest.raises(Conflict) as refused:
        approve_bulletin(actor=round_over.leader, bulletin=row)
    assert refused.value.code == "figures-changed"
    assert refused.value.found == (("改正复查", "通报写0，现在是1"),)
    assert not Paper.objects.filter(kind=BULLETIN).exists()


def test_changed_data_are_refused_at_the_publication_too_and_go_back(round_over: Round) -> None:
    row = round_over.approved()
    put_right(round_over)
    with pytest.raises(Conflict, match="数据有1处变化"):
        publish_bulletin(actor=round_over.writer, bulletin=row)
    back = return_bulletin(actor=round_over.writer, bulletin=row, words="已有改正复查")
    assert (back.state, back.decided_by) == (DRAFT, None)
    renew_figures(actor=round_over.writer, bulletin=row)
    again = round_over.approved()
    assert again.pk == row.pk and Paper.objects.filter(kind=BULLETIN).count() == 2
    publish_bulletin(actor=round_over.writer, bulletin=again)


def test_a_number_typed_by_hand_is_asked_for_until_the_leader_compared_it(round_over: Round) -> None:
    row = round_over.draft()
    text = {**row.text, "problems": "某企业越界开采120平方米，共有三家企业整改。"}
    save_bulletin(actor=round_over.writer, bulletin=row, revision=0, text=text)
    submit_bulletin(actor=round_over.writer, bulletin=row)
    with pytest.raises(Refusal) as refused:
        approve_bulletin(actor=round_over.leader, bulletin=row)
    seen = [words for _, words in refused.value.found]
    assert len(seen) == 2 and "120" in seen[0] and "三" in seen[1]
    with pytest.raises(Refusal, match="1处数字"):
        approve_bulletin(actor=round_over.leader, bulletin=row, hand_checked=seen[:1])
    assert approve_bulletin(actor=round_over.leader, bulletin=row, hand_checked=seen).state == APPROVED


def test_the_draft_itself_has_no_number_of_its_own(round_over: Round) -> None:
    assert hand_numbers(round_over.draft().text, round_over.figures) == []


def test_who_wrote_in_it_does_not_approve_it(round_over: Round) -> None:
    row = round_over.submitted()
    county = round_over.visiting.ceremony.county
    both = replace(round_over.writer, roles=frozenset({ENFORCEMENT, LEADER}))
    with pytest.raises(Forbidden, match="另一位局领导"):
        approve_bulletin(actor=both, bulletin=row)
    for role in (ENFORCEMENT, BUSINESS):
        with pytest.raises(Forbidden):
            approve_bulletin(actor=county.actor(role), bulletin=row)
    system = replace(round_over.leader, person_id=None)
    with pytest.raises(Forbidden):
        approve_bulletin(actor=system, bulletin=row)


def test_given_back_with_words_it_is_a_draft_again(round_over: Round) -> None:
    row = round_over.submitted()
    with pytest.raises(Refusal, match="怎样修改"):
        return_bulletin(actor=round_over.leader, bulletin=row, words=" ")
    return_bulletin(actor=round_over.leader, bulletin=row, words="补写下一步要求")
    kept = Bulletin.objects.get()
    assert (kept.state, kept.decision_words) == (DRAFT, "补写下一步要求")


def test_a_draft_is_not_approved(round_over: Round) -> None:
    with pytest.raises(Conflict, match="起草中"):
        approve_bulletin(actor=round_over.leader, bulletin=round_over.draft())
