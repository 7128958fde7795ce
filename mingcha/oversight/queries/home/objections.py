"""Work on objections to published results: to be answered, to be approved, to be followed by a correction."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.disclosure.policies import can_answer_objection, can_decide_objection, can_see_objections
from mingcha.disclosure.queries.objections import ObjectionLine, has_gone, objection_lines, objections
from mingcha.disclosure.states import ANSWERED, RECEIVED, UPHELD
from mingcha.oversight.rules import Due


def objections_to_answer(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """For the section that answers, never for who made the visit; a leader sees them too until then."""
    for line in _lines(scope, RECEIVED):
        row = line.row
        told = f"{row.received_on}收到，{_clock(line)}"
        if can_answer_objection(scope, row.inspection.campaign, went=has_gone(scope, row.inspection)):
            yield _due(f"答复异议：{row.holder}", f"{told}由没有参加检查的人员核查。", "去答复", line)
        elif scope.has(LEADER):
            section = row.inspection.campaign.section or "执法监察岗位"
            yield _due(f"异议没有答复：{row.holder}", f"{told}由{section}核查、答复。", "去看", line)


def objections_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Answers that wait for the leader."""
    for line in _lines(scope, ANSWERED):
        row = line.row
        if can_decide_objection(scope, row.answered_by_id, went=has_gone(scope, row.inspection)):
            who = row.answered_by.name if row.answered_by else ""
            why = f"{who}答复：{row.get_verdict_display()}。{_clock(line)}"
            yield _due(f"批准异议答复：{row.holder}", why, "去批准", line)


def objections_to_follow(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Upheld, and what is public is still as it was."""
    for line in _lines(scope, UPHELD):
        row = line.row
        may = can_answer_objection(scope, row.inspection.campaign, went=has_gone(scope, row.inspection))
        if may or scope.has(LEADER):
            why = "局领导已经批准答复。检查记录更正以后更正公示，或者撤回公示，本件随之办结。"
            yield _due(f"异议成立，还没有更正：{row.holder}", why, "去看", line)


def _lines(scope: Actor, state: str) -> list[ObjectionLine]:
    if not can_see_objections(scope):
        return []
    return objection_lines(objections(scope).filter(state=state).order_by("received_on", "pk"))


def _clock(line: ObjectionLine) -> str:
    return "" if line.due_on else "本机构没有设定答复期限，请尽快办理。"


def _due(title: str, why: str, button: str, line: ObjectionLine) -> Due:
    url = reverse("objection_detail", args=[line.row.pk])
    return Due(title, why, url, button, line.due_on, line.is_provisional)
