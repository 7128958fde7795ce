"""公示截止期: how long a penalty may and must be public, as far as the office works by such figures."""

import datetime
from typing import Protocol
from uuid import UUID

from mingcha.common.errors import Refusal
from mingcha.law.models import Obligation
from mingcha.law.queries import figure_if_any
from mingcha.law.rules.keys import PUBLICITY_MONTHS, PUBLICITY_MONTHS_MOST
from mingcha.registers.rules.staff import months_later

ONE = datetime.timedelta(days=1)


class Dated(Protocol):
    """A decision as it was typed or as it is kept."""

    @property
    def decided_on(self) -> datetime.date: ...
    @property
    def public_until(self) -> datetime.date | None: ...


def require_publicity(office_id: UUID, told: Dated, public_on: datetime.date) -> None:
    """公示截止期 is not before the shortest span from the decision, nor after the longest from it: both run
    from the day of the document (信用修复管理办法). Both ship switched off, because they differ by class;
    without them the office sets the day itself."""
    # Obligations publicity-months and publicity-months-most of docs/law/obligations.yml.
    until = told.public_until
    least = figure_if_any(office_id, PUBLICITY_MONTHS, public_on)
    most = figure_if_any(office_id, PUBLICITY_MONTHS_MOST, public_on)
    if least and (until is None or until < _after(told.decided_on, least)):
        raise _refusal(until, "不早于", _after(told.decided_on, least), least)
    if most and (until is None or until > _after(told.decided_on, most)):
        raise _refusal(until, "不晚于", _after(told.decided_on, most), most)


def _after(day: datetime.date, rule: Obligation) -> datetime.date:
    """The same day so many months on."""
    return months_later(day, rule.as_count) + ONE


def _refusal(until: datetime.date | None, bound: str, day: datetime.date, rule: Obligation) -> Refusal:
    return Refusal(
        "publicity-span",
        f"公示截止期应当{bound}{day}。",
        title="不能保存：公示截止期不符",
        clause=rule.clause,
        remedy="请改正公示截止期；数值有误的，由政策法规股在“法定义务”页提出变动。",
        found=[("填写", str(until or "没有填写")), ("应当", f"{bound}{day}（{rule.title}{rule.words}）")],
    )
