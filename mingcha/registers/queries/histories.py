"""What happened to a record, in words: from the versions that the ledger keeps."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingcha.ledger.models import Record
from mingcha.ledger.queries import Event, history
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target
from mingcha.registers.states import CONFLICT, INSPECTOR, TARGET

ACT_WORDS: Mapping[str, str] = {
    "intake.confirm_import": "导入",
    "intake.take_back_import": "撤回导入",
    "registers.add_target": "新增",
    "registers.change_target": "修改",
    "registers.add_holder": "新增主体",
    "registers.change_holder": "修改主体",
    "registers.change_target_state": "改状态",
    "registers.change_inspector_state": "改状态",
    "registers.declare_conflict": "登记利害关系",
    "registers.end_conflict": "终止利害关系",
    "registers.merge_holders": "合并主体",
    "registers.split_holder": "拆分主体",
    "registers.merge_targets": "合并对象",
    "registers.split_target": "拆回对象",
    "registers.decide_conflict": "决定利害关系",
    "registers.add_inspector": "登记人员",
    "registers.change_inspector": "修改登记",
    "registers.add_licence": "登记执法证",
    "registers.change_licence": "更正执法证",
    "registers.end_licence": "注销执法证",
    "registers.add_qualification": "登记岗位资格",
    "registers.end_qualification": "注销岗位资格",
    "registers.record_training": "登记培训",
    "registers.void_training": "作废培训登记",
    "registers.register_absence": "登记暂离岗位",
    "registers.end_absence": "结束暂离岗位",
}
STATES = {
    "registers_target": TARGET,
    "registers_inspector": INSPECTOR,
    "registers_conflictofinterest": CONFLICT,
}
HIDDEN = "（已隐去）"
LONGEST = 50


@dataclass(frozen=True)
class Change:
    """One act on one record: who, when, why, and the columns it changed as (title, old, new)."""

    index: int
    at: datetime.datetime
    act: str
    actor_name: str
    reason: str
    code: str
    differences: list[tuple[str, str, str]]


def history_of(*records: Holder | Target | Inspector) -> list[Change]:
    """The latest fifty acts on these records, the latest first."""
    found = [change for record in records for change in _changes(record, history(record.pk))]
    return sorted(found, key=lambda change: change.index, reverse=True)[:LONGEST]


def inspector_history(inspector: Inspector) -> list[Change]:
    """The latest fifty acts on a person and on everything that stands beside him, each act once."""
    beside: list[Record] = [
        *inspector.licences.all(),
        *inspector.trainings.all(),
        *inspector.certificates.all(),
        *inspector.absences.all(),
        *inspector.conflicts.all(),
    ]
    found: dict[int, Change] = {}
    for record in (inspector, *beside):
        for change in _changes(record, history(record.pk)):
            found.setdefault(change.index, change)
    return [found[index] for index in sorted(found, reverse=True)][:LONGEST]


def _changes(record: Record, events: list[Event]) -> Iterable[Change]:
    code = _code(record)
    for event, before in zip(events, [*(e.state for e in events[1:]), {}], strict=True):
        yield Change(
            index=event.index,
            at=event.at,
            act=ACT_WORDS.get(event.act, event.act),
            actor_name=event.actor_name,
            reason=event.reason,
            code=code,
            differences=differences(record, before, event.state),
        )


def _code(record: Record) -> str:
    """How a record is called beside an act that created it."""
    if isinstance(record, Inspector):
        return record.roster_no
    if isinstance(record, ConflictOfInterest):
        return record.relation
    return record.code if isinstance(record, Holder | Target) else str(record)


def differences(
    record: Record, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Nothing for the first state; sealed columns are named, never opened."""
    if not before or not after:
        return []
    titles = {field.attname: str(field.verbose_name) for field in record._meta.concrete_fields}
    changed = [name for name in after if after[name] != before.get(name) and not name.endswith("_print")]
    return [(_title(titles, name), *_values(record, name, before, after)) for name in changed]


def _title(titles: Mapping[str, str], name: str) -> str:
    sealed = {"phone_sealed": "联系电话", "name_sealed": "姓名", "representative_sealed": "负责人"}
    return sealed.get(name) or ("联系人" if name == "contact_sealed" else titles.get(name, name))


def _values(
    record: Record, name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, str]:
    if name.endswith("_sealed"):
        return HIDDEN, HIDDEN
    return _word(record, name, before.get(name)), _word(record, name, after[name])


def _word(record: Record, name: str, value: Any) -> str:
    life = STATES.get(record._meta.db_table)
    if name == "state" and life is not None and value in life.words:
        return life.words[value][0]
    if isinstance(value, dict):
        return "；".join(str(part) for part in value.values())
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return "（空）" if value in ("", None) or isinstance(value, UUID) else str(value)
