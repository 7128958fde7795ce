"""Who may be drawn to inspect: on duty, with an enforcement licence in force (行政处罚法第四十二条). Pure."""

import datetime
from collections.abc import Sequence
from typing import Protocol

from mingcha.registers.states import INSPECTOR, ON_DUTY


class Licence(Protocol):
    """What eligibility asks of a licence."""

    number: str
    valid_until: datetime.date | None

    def is_valid(self, on: datetime.date) -> bool: ...


def reasons_against(
    *, state: str, has_left: bool, licences: Sequence[Licence], on: datetime.date
) -> list[str]:
    """Why a person cannot be assigned on that day, in Chinese; empty means eligible. One licence in force is
    enough: a provincial and a line licence may coexist."""
    reasons = []
    if state != ON_DUTY:
        reasons.append(f"人员状态为“{INSPECTOR.words[state][0]}”")
    elif has_left:
        reasons.append("登录账号已停用")
    if not licences:
        reasons.append("没有登记执法证")
    elif not any(licence.is_valid(on) for licence in licences):
        reasons.append(_none_in_force(licences))
    return reasons


def _none_in_force(licences: Sequence[Licence]) -> str:
    ends = [licence.valid_until for licence in licences if licence.valid_until]
    if not ends:
        return "执法证没有填写有效期"
    return f"执法证已于{max(ends).isoformat()}过期"
