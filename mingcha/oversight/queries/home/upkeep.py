"""Work on keeping current: registers and the list near or past their longest age, next year's holidays."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEGAL
from mingcha.law.queries import calendar_of, open_deadlines
from mingcha.oversight.rules import Due
from mingcha.upkeep.policies import can_assign_upkeep
from mingcha.upkeep.queries import keepers_who_left, kept_by

NOVEMBER = 11
"""By when the State Council has usually published the holidays of the next year."""


def registers_to_renew(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What this very person keeps and has to look through now."""
    for age in kept_by(scope, today):
        verb = "更新" if age.is_over(today) else "核对"
        why = f"{age.words(today)}。更新后导入，或核对无误后确认。"
        yield Due(f"{verb}{age.title}", why, reverse("upkeep_list"), "去办理", age.due_on, age.is_provisional)


def keepers_to_name(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Registers whose keeper has left: until a leader names another, the section is reminded as a whole."""
    if not can_assign_upkeep(scope):
        return
    for upkeep in keepers_who_left(scope):
        why = f"{upkeep.person}已离岗，另行指定之前由{upkeep.section_words}负责，提醒也发给全股。"
        yield Due(f"指定{upkeep}的更新人员", why, reverse("upkeep_assign", args=[upkeep.kind]), "去指定")


def holidays_to_enter(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The notice that follows the last one held, once it is this year's or its time has come."""
    known = calendar_of(scope.office_id).years if scope.has(LEGAL) else frozenset()
    year = max(known, default=today.year + 1) + 1
    if year <= today.year or (year == today.year + 1 and today.month >= NOVEMBER):
        count = open_deadlines(scope.office_id).filter(is_provisional=True, due_on__year=year).count()
        why = f"国务院办公厅印发后照原文登记。{f'{count}项期限因此暂定。' if count else ''}"
        yield Due(f"登记{year}年放假通知", why, reverse("calendar_year", args=[year]), "去登记")
