"""A notice reaches the party in a way that is on record, with proof where nobody signed for it."""

import datetime
from typing import Any

import pytest

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.inspections.models import Delivery, Notice
from mingcha.inspections.queries.papers.lines import BLANK
from mingcha.inspections.rules.deliveries import ELECTRONIC, IN_PERSON, LEFT, POST
from mingcha.inspections.services import Handed, deliver_paper, issue_notice, issue_visit_paper
from mingcha.inspections.tests.visiting import Visiting, photo
from mingcha.papers.rules.kinds import INSPECTION_FORM

TODAY = datetime.date(2026, 6, 16)


def noticed(visiting: Visiting) -> Notice:
    row = visiting.schedule(visiting.first)
    return issue_notice(actor=visiting.member(row), inspection=row.pk)


def deliver(visiting: Visiting, notice: Notice, manner: str, **told: Any) -> Delivery:
    handed = Handed(manner, told.pop("on", TODAY), **told)
    return deliver_paper(actor=visiting.member(visiting.first), paper=notice.paper_id, handed=handed)


def test_handed_over_in_person_it_needs_no_more_and_said_twice_is_one(visiting: Visiting) -> None:
    notice = noticed(visiting)
    first = deliver(visiting, notice, IN_PERSON)
    assert deliver(visiting, notice, IN_PERSON) == first
    deliver(visiting, notice, ELECTRONIC)
    assert Delivery.objects.count() == 2


def test_left_behind_it_needs_words_and_proof(visiting: Visiting) -> None:
    notice = noticed(visiting)
    with pytest.raises(Refusal, match="写明拒收"):
        deliver(visiting, notice, LEFT, scan=photo())
    with pytest.raises(Refusal, match="扫描件"):
        deliver(visiting, notice, LEFT, words="门卫拒收，留置门卫室，村委会干部见证")
    assert deliver(visiting, notice, LEFT, words="门卫拒收，留置门卫室", scan=photo()).proof is not None


def test_posted_it_needs_proof(visiting: Visiting) -> None:
    notice = noticed(visiting)
    with pytest.raises(Refusal, match="邮寄送达的"):
        deliver(visiting, notice, POST)
    assert deliver(visiting, notice, POST, scan=photo()).proof is not None


@pytest.mark.parametrize("days", [-1, 1])
def test_not_before_it_was_made_nor_in_days_to_come(visiting: Visiting, days: int) -> None:
    notice = noticed(visiting)
    with pytest.raises(Refusal, match="以后、今天以前"):
        deliver(visiting, notice, IN_PERSON, on=TODAY + datetime.timedelta(days=days))


def test_an_unknown_manner_is_refused(visiting: Visiting) -> None:
    with pytest.raises(Refusal, match="选择送达方式"):
        deliver(visiting, noticed(visiting), "pigeon")


def test_only_letters_to_the_party_are_delivered(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    actor = visiting.member(row)
    paper = issue_visit_paper(actor=actor, inspection=row.pk, kind=INSPECTION_FORM, part=BLANK)
    with pytest.raises(Conflict, match="不用送达"):
        deliver_paper(actor=actor, paper=paper.pk, handed=Handed(IN_PERSON, TODAY))


def test_the_team_or_who_is_in_charge_enters_it_nobody_else(visiting: Visiting) -> None:
    notice = noticed(visiting)
    handed = Handed(IN_PERSON, TODAY)
    deliver_paper(actor=visiting.reader(ENFORCEMENT), paper=notice.paper_id, handed=handed)
    for role in (LEGAL, AUDITOR):
        with pytest.raises(Forbidden):
            deliver_paper(actor=visiting.reader(role), paper=notice.paper_id, handed=handed)
