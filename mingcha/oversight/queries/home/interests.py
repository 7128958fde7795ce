"""Work on interests: to decide, to answer the yearly declaration, to remind who has not."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.oversight.rules import Due
from mingcha.registers.models import Declaration
from mingcha.registers.policies import can_decide_borrowing, can_lead_round
from mingcha.registers.queries.borrowings import borrowings
from mingcha.registers.queries.interests import (
    answers,
    conflicts_to_decide,
    open_round_of,
    own_inspector_if_any,
)
from mingcha.registers.states import PROPOSED

SHOWN = 5


def interests_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Declared interests that wait for this viewer's decision: the first few by name, the rest together."""
    if scope.person_id is None or scope.is_administrator:
        return
    waiting = conflicts_to_decide(scope, today)
    why = "决定之前已经回避，检查照常进行。"
    for conflict in waiting[:SHOWN]:
        title = f"决定回避：{conflict.inspector.name}，{conflict.relation}"
        yield Due(title, why, reverse("conflict_detail", args=[conflict.pk]), "去决定")
    if len(waiting) > SHOWN:
        url = reverse("conflict_decisions")
        yield Due(f"另有{len(waiting) - SHOWN}项利害关系待决定", why, url, "成批决定")


def declaration_to_answer(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The open round, before every inspector with an account who has not answered. It is a duty of the
    person: nobody takes it over with the rest of the work."""
    asked = open_round_of(scope)
    if asked is None or scope.is_administrator:
        return
    own = own_inspector_if_any(scope)
    if own is not None and not Declaration.objects.filter(round=asked, inspector=own).exists():
        why = "没有要申报的也要答复。"
        yield Due(f"答复{asked}", why, reverse("own_record"), "去答复", asked.due_on)


def declarations_missing(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Who has not answered, for the legal section."""
    asked = open_round_of(scope)
    if asked is None or not can_lead_round(scope):
        return
    silent = [one.inspector.name for one in answers(scope, asked) if one.declaration is None]
    if silent:
        why = "、".join(silent[:3]) + ("等" if len(silent) > 3 else "") + "还没有答复。"
        url = reverse("round_detail", args=[asked.pk])
        yield Due(f"催{len(silent)}名人员答复{asked}", why, url, "查看名单", asked.due_on)


def borrowings_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Borrowings that wait for a leader."""
    if not can_decide_borrowing(scope):
        return
    for one in borrowings(scope).filter(state=PROPOSED):
        title = f"批准抽调：{one.unit_words}"
        yield Due(title, one.purpose, reverse("borrowing_list"), "去审批", one.from_on)
