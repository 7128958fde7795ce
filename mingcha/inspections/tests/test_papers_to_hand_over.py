"""A team finds on its home page which notice and which result its parties have not got yet."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT
from mingcha.inspections.rules.deliveries import IN_PERSON
from mingcha.inspections.services import Handed, deliver_paper, issue_notice, issue_visit_paper
from mingcha.inspections.tests.visiting import Visiting
from mingcha.oversight.queries.home.parties import papers_to_hand_over
from mingcha.papers.rules.kinds import RESULT_NOTICE

TODAY = datetime.date(2026, 6, 16)


def titles(actor: Actor) -> list[str]:
    return [one.title.partition("：")[0] for one in papers_to_hand_over(actor, TODAY)]


def test_a_notice_is_owed_until_its_delivery_is_entered_by_the_team_alone(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    actor = visiting.member(row)
    assert titles(actor) == []
    notice = issue_notice(actor=actor, inspection=row.pk)
    (due,) = papers_to_hand_over(actor, TODAY)
    assert (due.title.partition("：")[0], due.due_on) == ("送达检查通知书", datetime.date(2026, 6, 17))
    assert "矿业有限公司" not in due.title + due.why
    assert titles(visiting.member(row, 1)) == ["送达检查通知书"]
    others = {visiting.coverage(one).team[0] for one in visiting.rows} - set(visiting.coverage(row).team)
    other = next(one for one in visiting.rows if visiting.coverage(one).team[0] in others)
    assert titles(visiting.member(other)) == [] and titles(visiting.reader(ENFORCEMENT)) == []
    deliver_paper(actor=actor, paper=notice.paper_id, handed=Handed(IN_PERSON, TODAY))
    assert titles(actor) == []


def test_the_result_is_owed_once_the_record_is_confirmed(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    actor = visiting.member(row)
    assert titles(actor) == ["告知检查结果"]
    paper = issue_visit_paper(actor=actor, inspection=row.pk, kind=RESULT_NOTICE)
    handed = Handed(IN_PERSON, datetime.date(2026, 6, 18))
    deliver_paper(actor=actor, paper=paper.pk, handed=handed)
    assert titles(actor) == []
