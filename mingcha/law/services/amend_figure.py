"""A legal figure changes: the old row ends, a new one begins."""

import datetime

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.law.models import Figure
from mingcha.law.policies import can_amend_figure
from mingcha.law.queries import latest_figure
from mingcha.law.rules import normal_value
from mingcha.ledger.services import record_act


def amend_figure(
    *,
    actor: Actor,
    key: str,
    value: str,
    clause: str,
    in_force_from: datetime.date,
    reason: str,
    quote: str = "",
    confidence: str = "P",
) -> Figure:
    """The new row, in force from that day until further notice; the former row ends the day before.

    `value` as a person writes it (`5%`, `1/20`, `20`). Earlier rows are never edited otherwise. `Refusal`
    when the value cannot be read, clause or reason is missing, or the day is not after the former row's."""
    with transaction.atomic():
        lock(f"law/{actor.office_id}")
        can_amend_figure(actor).require()
        former = latest_figure(actor, key)
        _require_words(clause, reason)
        _require_later(former, in_force_from)
        amended = Figure(
            office_id=actor.office_id,
            key=key,
            title=former.title,
            value=_read(value, former.unit),
            unit=former.unit,
            clause=clause.strip(),
            quote=quote.strip(),
            confidence=confidence,
            in_force_from=in_force_from,
        )
        former.in_force_until = min(former.in_force_until or datetime.date.max, _day_before(in_force_from))
        former.save()
        amended.save(force_insert=True)
        content = {"key": key, "old": former.value, "new": amended.value, "clause": amended.clause}
        record_act("law.amend_figure", actor=actor, reason=reason, content=content, records=[former, amended])
    return amended


def _day_before(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=1)


def _read(value: str, unit: str) -> str:
    try:
        return normal_value(value, unit)
    except ValueError as error:
        raise Refusal("figure-form", str(error), title="不能保存：数值读不出来") from error


def _require_words(clause: str, reason: str) -> None:
    if not clause.strip() or not reason.strip():
        raise Refusal(
            "figure-without-clause",
            "修改法定数值要写明依据（文件和条款）和修改理由。",
            title="不能保存：缺少依据或理由",
            remedy="请填写新数值出自哪个文件哪一条，以及为什么修改。",
        )


def _require_later(former: Figure, in_force_from: datetime.date) -> None:
    if in_force_from <= former.in_force_from:
        raise Refusal(
            "figure-not-later",
            f"新数值的施行日期应当晚于现行数值的{former.in_force_from}。",
            title="不能保存：施行日期早于现行数值",
            found=[("现行", f"{former}，自{former.in_force_from}"), ("填写", str(in_force_from))],
            remedy="请填写新数值实际施行的日期；已经过去的数值不改写。",
        )
