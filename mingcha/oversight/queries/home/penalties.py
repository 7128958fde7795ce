"""Work on penalty decisions: to be checked and published, put right, entered into platforms; what is late."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.disclosure.policies import (
    can_check_penalty,
    can_confirm_carried,
    can_enter_penalty,
    can_see_penalties,
)
from mingcha.disclosure.queries.editions import carried_edition
from mingcha.disclosure.queries.kinds import ended_since
from mingcha.disclosure.queries.penalty_entries import enter_by, penalties_not_entered
from mingcha.disclosure.queries.penalty_lines import SENT_BACK, PenaltyLine, has_second_person, penalty_lines
from mingcha.disclosure.queries.result_lines import TO_CORRECT, WITH_LEADER
from mingcha.oversight.queries.home.platforms import SHORT
from mingcha.oversight.rules import Due, Waiting
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.rules import NATIONAL, PLATFORMS


def penalties_to_publish(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What waits for this very person: to be checked by who did not write it, by a leader where nobody else
    can, or put right by who may."""
    works = scope.has(ENFORCEMENT, BUSINESS)
    for line in _open_lines(scope):
        row = line.penalty
        if not works and has_second_person(row):
            continue
        if line.standing == SENT_BACK and can_enter_penalty(scope, row.section_id):
            yield _due(line, "重新填写行政处罚", f"核对的人退回：{row.words}。", "去填写")
        elif line.standing not in (SENT_BACK, *WITH_LEADER) and _may_check(scope, line):
            verb = "核对更正行政处罚" if line.standing == TO_CORRECT else "核对公示行政处罚"
            yield _due(line, verb, f"{row.entered_by.name}录入，由另一人核对后公示。", "去核对")


def penalties_late(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """For the leader: who is late, and by how much."""
    if not scope.has(LEADER):
        return
    for line in _open_lines(scope):
        if line.days_late:
            why = f"等{line.keeper}办理，逾期{line.days_late}个工作日。"
            yield _due(line, "行政处罚逾期没有公示", why, "去看")


def penalties_to_enter(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Public decisions that lack in a platform of 双公示, each with the last day for the national one."""
    if not can_record_entry(scope):
        return
    for line, lacking in penalties_not_entered(scope):
        row = line.penalty
        if not can_enter_penalty(scope, row.section_id):
            continue
        due = enter_by(scope, row.decided_on) if NATIONAL in lacking else None
        names = "、".join(PLATFORMS[one] for one in lacking)
        title = f"录入{'、'.join(SHORT[one] for one in lacking)}：{row.document_no}"
        why = f"处罚决定已经公示，录入{names}后，登记日期、编号和回执。"
        url = f"{_page(line)}#platforms"
        yield Due(title, why, url, "去登记", due and due.day, bool(due and due.is_provisional))


def penalties_to_take_down(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The last day of something public is over, and it may still be read on the other web site."""
    carried = carried_edition(scope) if can_confirm_carried(scope) else None
    if carried is not None and ended_since(moments.local_day(carried.made_at)):
        why = "有处罚决定公示期满，这里已经不再显示。生成公示文件，按变动清单上传后登记。"
        yield Due("公示期满的内容从公示网站上删除", why, reverse("disclosure_home"), "去办理")


def penalties_waiting(scope: Actor) -> Iterator[Waiting]:
    """What was entered here and another has to check or decide."""
    if not scope.has(ENFORCEMENT, BUSINESS):
        return
    for line in _open_lines(scope):
        if line.standing != SENT_BACK and not _may_check(scope, line):
            late = f"逾期{line.days_late}个工作日" if line.days_late else ""
            yield Waiting(f"核对公示：{line.penalty.document_no}", _page(line), line.keeper, late)


def _open_lines(scope: Actor) -> list[PenaltyLine]:
    return [one for one in penalty_lines(scope) if one.is_open] if can_see_penalties(scope) else []


def _may_check(scope: Actor, line: PenaltyLine) -> bool:
    return bool(can_check_penalty(scope, line.penalty.section_id, line.penalty.hands))


def _due(line: PenaltyLine, verb: str, why: str, button: str) -> Due:
    clock = line.deadline
    until = f"{clock.starts_on}起{clock.span}内公示。依据：{clock.clause}" if clock else ""
    provisional = bool(clock and clock.is_provisional)
    title = f"{verb}：{line.penalty.document_no}"
    return Due(title, f"{why}{until}", _page(line), button, line.due_on, provisional)


def _page(line: PenaltyLine) -> str:
    return reverse("penalty_detail", args=[line.penalty.decision])
