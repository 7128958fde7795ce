"""When a visit disturbs more than was said: at night, on a day of rest, longer than planned, on another day.
Then the record says why (局实施方案 四（三）: 不得妨碍正常的生产经营活动). Pure."""

import datetime
from collections.abc import Iterator
from datetime import time

DAY_BEGINS, DAY_ENDS = time(8), time(18)


def reasons_asked(
    began: datetime.datetime,
    ended: datetime.datetime,
    *,
    planned_on: datetime.date,
    planned_minutes: int,
    is_day_of_rest: bool,
) -> tuple[str, ...]:
    """Why these hours need a word, each as it is said on the page; empty where they need none. Times are in
    the office's time zone."""
    # Obligation no-disturbance of docs/law/obligations.yml.
    return tuple(_reasons(began, ended, planned_on, planned_minutes, is_day_of_rest))


def _reasons(
    began: datetime.datetime,
    ended: datetime.datetime,
    planned_on: datetime.date,
    planned_minutes: int,
    is_day_of_rest: bool,
) -> Iterator[str]:
    if began.date() != planned_on or ended.date() != planned_on:
        yield f"不在安排的{planned_on:%Y-%m-%d}"
    if began.time() < DAY_BEGINS or ended.time() > DAY_ENDS:
        yield f"在{DAY_BEGINS:%H:%M}以前或者{DAY_ENDS:%H:%M}以后"
    if is_day_of_rest:
        yield "在休息日或者节假日"
    minutes = int((ended - began).total_seconds() // 60)
    if minutes > planned_minutes:
        yield f"用时{minutes}分钟，超过预计的{planned_minutes}分钟"
