"""Who may be drawn to inspect: on duty and present, with a licence (行政处罚法第四十二条) and a training in
force; of a partner bureau only while borrowed. Pure."""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from mingcha.registers.rules.staff import ABSENCES
from mingcha.registers.states import INSPECTOR, ON_DUTY

DATES = re.compile(r"(?<=已)于\d{4}-\d\d-\d\d|至\d{4}-\d\d-\d\d|，尚未登记结束")


class Licence(Protocol):
    """What eligibility asks of a licence."""

    number: str
    valid_until: datetime.date | None
    ended_on: datetime.date | None

    def is_valid(self, on: datetime.date) -> bool: ...


class Trained(Protocol):
    """What eligibility asks of a training."""

    completed_on: datetime.date | None
    valid_until: datetime.date
    is_void: bool

    def is_valid(self, on: datetime.date) -> bool: ...


class Away(Protocol):
    """What eligibility asks of an absence."""

    kind: str
    until_on: datetime.date | None

    def covers(self, on: datetime.date) -> bool: ...


def reasons_against(
    *,
    state: str,
    has_left: bool,
    licences: Sequence[Licence],
    on: datetime.date,
    absences: Sequence[Away] = (),
    trainings: Sequence[Trained] | None = None,
    lender: str = "",
) -> list[str]:
    """Why a person cannot be assigned on that day, in Chinese; empty means eligible. One licence in force is
    enough: a provincial and a line licence may coexist. `trainings` is None where the office works by no rule
    on training; `lender` names the partner bureau whose person is not borrowed that day."""
    # Obligation licensed-officers of docs/law/obligations.yml.
    reasons = [f"属于{lender}，当日没有生效的抽调"] if lender else []
    if state != ON_DUTY:
        reasons.append(f"人员状态为“{INSPECTOR.words[state][0]}”")
    elif has_left:
        reasons.append("登录账号已停用")
    reasons += [_away(absence) for absence in absences if absence.covers(on)]
    if not licences:
        reasons.append("没有登记执法证")
    elif not any(licence.is_valid(on) for licence in licences):
        reasons.append(_none_in_force(licences, on))
    if trainings is not None and not any(training.is_valid(on) for training in trainings):
        reasons.append(_not_trained(trainings, on))
    return reasons


def _away(absence: Away) -> str:
    until = f"至{absence.until_on.isoformat()}" if absence.until_on else "，尚未登记结束"
    return f"{ABSENCES[absence.kind]}{until}"


def _none_in_force(licences: Sequence[Licence], on: datetime.date) -> str:
    kept = [licence for licence in licences if not (licence.ended_on and licence.ended_on <= on)]
    if not kept:
        return "执法证已注销"
    ends = [licence.valid_until for licence in kept if licence.valid_until]
    if not ends:
        return "执法证没有填写有效期"
    return f"执法证已于{max(ends).isoformat()}过期" if max(ends) < on else "执法证尚未生效"


def _not_trained(trainings: Sequence[Trained], on: datetime.date) -> str:
    ends = [training.valid_until for training in trainings if not training.is_void]
    if not ends:
        return "没有登记执法培训"
    return f"执法培训已于{max(ends).isoformat()}到期" if max(ends) < on else "执法培训尚未合格"


def counted_reasons(reasons: Iterable[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """How many people each kind of reason stands against, the most frequent first: a kind is its sentence
    without the dates. A person counts once for each.

    >>> counted_reasons([["执法证已于2025-01-01过期", "请假至2026-05-01"], ["执法证已于2024-07-31过期"]])
    (('执法证已过期', 2), ('请假', 1))
    """
    kinds = Counter(kind for found in reasons for kind in dict.fromkeys(DATES.sub("", one) for one in found))
    return tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])))
