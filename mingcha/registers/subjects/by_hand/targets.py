"""A target entered or changed by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.intake.subjects import NEW, REFUSED, Judged, Parsed, judged
from mingcha.ledger.services import record_act
from mingcha.registers.models import Holder, Target
from mingcha.registers.policies import can_enter_target
from mingcha.registers.queries import definitions_of, held_by, holder_of, target_of
from mingcha.registers.rules.categories import Definitions, column_key
from mingcha.registers.subjects.by_hand.asking import (
    Asked,
    already,
    registering,
    require_current,
    require_reason,
    sheet_row,
)
from mingcha.registers.subjects.targets.columns import TARGET_KEYS, columns_with
from mingcha.registers.subjects.targets.compare import identity_of_row, identity_of_target, new_value
from mingcha.registers.subjects.targets.holders import NEW_ONE, SAME
from mingcha.registers.subjects.targets.judge import judge_targets
from mingcha.registers.subjects.targets.parse import TargetReader
from mingcha.registers.subjects.targets.write import write_targets

SEALED = ("contact", "phone")
ELSEWHERE = ("risk_class", "state")
"""Columns that have verbs of their own and are not changed here."""


def add_target(
    *,
    actor: Actor,
    cells: Mapping[str, str],
    reason: str,
    holder: UUID | None = None,
    answer: str = "",
) -> Target:
    """A new target of this holder, or of the one that `cells` describe (column key → text, as in a workbook),
    which is entered with it when the register does not have it.

    `Conflict` when the target is registered; `Asked` when it, or its holder, may be; `Refusal` with the
    sentence of the reader when a cell cannot be understood."""
    with registering(actor):
        can_enter_target(actor).require()
        require_reason(reason)
        owner = holder_of(actor, holder) if holder else None
        if owner is not None:
            require_current(owner)
        typed = {**cells, **(_cells_of(owner) if owner else {})}
        row = _read(actor, typed)
        row.answer = answer
        found = _judged(actor, row, owner)
        records = write_targets(actor, [found])
        (target,) = (record for record in records if isinstance(record, Target))
        content = {"code": target.code, "category": target.category}
        record_act("registers.add_target", actor=actor, reason=reason, content=content, records=records)
    return target


def change_target(
    *, actor: Actor, target: UUID, cells: Mapping[str, str], reason: str, answer: str = ""
) -> Target:
    """The target as `cells` describe it now (column key → text): an empty one empties its field, a field of
    the category that is left out stays. Contact and telephone stay unless something is typed (无 empties
    them). State and class have verbs of their own.

    `Conflict` when another target has the licence number or is the same; `Asked` when it may be."""
    with registering(actor):
        can_enter_target(actor).require()
        require_reason(reason)
        found = target_of(actor, target)
        require_current(found)
        row = _read(actor, {**cells, **_cells_of(found.holder)})
        _require_own_identity(found, row.values, answer)
        _require_free(actor, found, row.values["category"])
        before = _facts(found)
        _apply(found, row.values, cells, definitions_of(actor))
        if _facts(found) == before:
            raise Refusal("nothing-changed", "填写的内容与名录库相同，没有要保存的改动。", title="没有改动")
        found.save()
        content = {"code": found.code, "category": found.category}
        record_act("registers.change_target", actor=actor, reason=reason, content=content, records=[found])
    return found


def remarks_on(scope: Actor, cells: Mapping[str, str]) -> list[str]:
    """What is unusual about values that were taken in: a licence number of another form, words for a
    quantity."""
    return _parsed(definitions_of(scope), {"holder": "某主体", "code": "", **cells}).warnings


def _cells_of(holder: Holder) -> dict[str, str]:
    """The holder as its row of a workbook has it."""
    return {
        "code": holder.uscc or holder.register_no,
        "holder": holder.full_name,
        "entity_type": holder.entity_type,
    }


def _read(actor: Actor, cells: Mapping[str, str]) -> Parsed:
    row = _parsed(definitions_of(actor), cells)
    if row.refused:
        raise Refusal("cell", row.refused, title="不能保存：有一栏不对")
    return row


def _parsed(definitions: Definitions, cells: Mapping[str, str]) -> Parsed:
    row, mapping = sheet_row(columns_with(definitions), cells)
    for key, mapped in mapping.items():
        rule = definitions.field_of(cells["category"], key.partition(":")[0]) if ":" in key else None
        mapping[key] = replace(mapped, unit=rule.unit) if rule else mapped
    return TargetReader(definitions)(row, mapping)


def _judged(actor: Actor, row: Parsed, owner: Holder | None) -> Judged:
    """The row as a new target of its holder, or what stands against it."""
    found = _judge(actor, row)
    if owner is not None and not _is_of(found, owner):
        found = _judge(actor, judged(row, NEW, answer=SAME + owner.code))
        if not _is_of(found, owner):
            raise Conflict(
                "another-holder", f"填写的内容属于另一个主体，不是“{owner.name}”。", title="不能新增"
            )
    if found.choices:
        raise Asked(found.refused, [one for one in found.choices if "#" not in one[0]])
    if found.verdict == REFUSED:
        raise Refusal("refused", found.refused, title="不能新增")
    known: Target | None = found.ties.get("target")
    if known is not None:
        raise already("检查对象", str(known), known.code)
    return found


def _judge(actor: Actor, row: Parsed) -> Judged:
    (found,) = judge_targets(actor, [row])
    return found


def _is_of(found: Judged, owner: Holder) -> bool:
    """Whether the row went to this holder; a question about the target is one of its own."""
    party = found.ties.get("party")
    if party is not None:
        return party.holder is not None and party.holder.pk == owner.pk
    return found.verdict == REFUSED and not any(key == SAME + owner.code for key, _ in found.choices)


def _require_own_identity(target: Target, values: Mapping[str, Any], answer: str) -> None:
    """Neither the number nor the identity of another target."""
    number, category = values["licence_no"], values["category"]
    rows = Target.objects.filter(office_id=target.office_id, category=category).exclude(pk=target.pk)
    other = rows.filter(licence_no=number).first() if number else None
    if other is not None:
        raise Conflict(
            "licence-taken",
            f"许可证号{number}已登记在“{other.holder.name}”的“{other}”名下。",
            title="不能保存：许可证号重复",
            found=[("编码", other.code)],
            remedy="如已转让，请先把原对象注销并更正证号；如填错，请改正。",
        )
    own = identity_of_row(values)
    if own == identity_of_target(target) and category == target.category:
        return
    for sibling in rows.filter(holder=target.holder, merged_into=None):
        if identity_of_target(sibling).is_same(own):
            raise already("检查对象", str(sibling), sibling.code)
        if identity_of_target(sibling).is_near(own) and answer != NEW_ONE:
            raise Asked(
                f"这个主体已有名称或坐落相同的同类对象“{sibling}”（{sibling.code}）。请核对是不是同一个。",
                [(NEW_ONE, "是两个不同的对象，照样保存")],
            )


def _require_free(actor: Actor, target: Target, category: str) -> None:
    """A target that an announced draw draws from stays in its category until the draw is over."""
    draw = held_by(actor, [target]) if category != target.category else ""
    if draw:
        raise Conflict(
            "frame-held",
            f"抽取{draw}已经公告，还没有办结，名单内的对象不能换类别。",
            title="不能换类别：在公告的抽取名单中",
            remedy="请等这次抽取办结或作废后再办理；其他栏目可以先改。",
        )


def _apply(
    target: Target, values: Mapping[str, Any], cells: Mapping[str, str], definitions: Definitions
) -> None:
    target.category = values["category"]
    for key in TARGET_KEYS:
        if key in (*SEALED, *ELSEWHERE):
            continue
        setattr(target, key, new_value(key, values[key]))
    if target.is_permanent:
        target.valid_until = None
    for key in SEALED:
        if cells.get(key, "").strip() and values[key] != getattr(target, key):
            setattr(target, key, values[key])
    rules = definitions.fields_of(target.category)
    asked = {rule.key for rule in rules if column_key(rule.key, rule.title) in cells}
    kept = {key: value for key, value in target.details.items() if key not in asked}
    target.details = kept | values["details"]


def _facts(target: Target) -> dict[str, Any]:
    return {field.attname: getattr(target, field.attname) for field in Target._meta.concrete_fields}
