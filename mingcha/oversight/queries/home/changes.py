"""Work that a draw leaves after it: own visits, units that are gone, seats that stand open, interests that
were declared on visits. No name stands here; each leads to a page that asks for a look."""

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ASSIGNMENT, Draw, UnitWithdrawal, VacancyProposal
from mingcha.draws.policies import (
    NAME_READERS,
    can_decide_unit_withdrawal,
    can_decide_vacancy,
    can_enter_vacancy,
)
from mingcha.draws.queries.attempts import draws
from mingcha.draws.queries.changes import open_seats
from mingcha.draws.queries.own_visits import with_own_codes
from mingcha.draws.states import DRAWN, PROPOSED
from mingcha.oversight.rules import Due
from mingcha.registers.policies import can_decide_conflict
from mingcha.registers.queries import every_conflict
from mingcha.registers.queries.interests import own_inspector_if_any
from mingcha.registers.states import PENDING


def visits_of_ones_own(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Whoever was drawn to go, by the end of the campaign. It is a duty of the person."""
    own = own_inspector_if_any(scope) if not scope.is_administrator else None
    for draw, codes in with_own_codes(_drawn(scope), own) if own else ():
        why = f"本人{len(codes)}户次。查看后如有利害关系，先申报回避。"
        yield Due(f"检查：{draw.campaign.title}", why, reverse("own_visits"), "去查看", draw.campaign.ends_on)


def withdrawals_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Units said to be gone, before a second person."""
    found = UnitWithdrawal.objects.filter(draw__office=scope.office_id, state=PROPOSED)
    for row in found.select_related("draw__campaign", "proposed_by").order_by("proposed_at"):
        if can_decide_unit_withdrawal(scope, row):
            why = f"{row.proposed_by.name}提出，附有证明；确认后由下一个递补顶替。"
            yield Due(f"确认对象退出：{row.draw.campaign.title}", why, _page(row.draw), "去确认", today)


def vacancies_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """People said to be unable to go, before a second person."""
    found = VacancyProposal.objects.filter(draw__office=scope.office_id, state=PROPOSED)
    told: dict[str, Due] = {}
    for row in found.select_related("draw__campaign", "proposed_by").order_by("proposed_at"):
        if can_decide_vacancy(scope, row):
            title = f"确认席位变动：{row.draw.campaign.title}"
            why = f"{row.proposed_by.name}提出，附有证明；确认后这个席位按规则重新抽定。"
            told.setdefault(title, Due(title, why, _page(row.draw), "去确认", today))
    yield from told.values()


def seats_that_stand_open(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Nobody is left who could take the seat."""
    if not can_enter_vacancy(scope):
        return
    for draw in _drawn(scope).filter(vacancies__inspector="").distinct():
        if count := len(open_seats(draw)):
            why = (
                f"没有可以替补的人，{count}个席位空缺；执法人员不得少于两人（《行政处罚法》第四十二条），"
                "不够的在户次页申请不再实施。"
            )
            yield Due(f"席位空缺：{draw.campaign.title}", why, _page(draw), "去查看", draw.campaign.ends_on)


def interests_on_visits(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Declared on a drawn visit: decided where the names are, by who may see them, since lists hide them
    until then."""
    if not scope.has(*NAME_READERS):
        return
    waiting = every_conflict(scope).filter(state=PENDING, is_withheld=True)
    where = {draw.draw_id: draw for draw in _drawn(scope).select_related("campaign")}
    told: dict[str, Due] = {}
    for row in waiting:
        draw = where.get(row.declared_for)
        if draw and can_decide_conflict(scope, row, today):
            title = f"决定回避：{draw.campaign.title}"
            why = "检查组成员在本人户次上申报，席位已重新抽定；决定是否成立。"
            told[title] = Due(title, why, _page(draw), "去决定", today)
    yield from told.values()


def _drawn(scope: Actor) -> "QuerySet[Draw]":
    return draws(scope).filter(kind=ASSIGNMENT, state=DRAWN)


def _page(draw: Draw) -> str:
    return reverse("draw_changes", args=[draw.sitting_id])
