"""What happened to a record, in words: from the versions that the ledger keeps."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from mingcha.ledger.models import Record
from mingcha.ledger.queries import Event, history
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target
from mingcha.registers.queries.categories import definitions_in
from mingcha.registers.rules.categories import Definitions
from mingcha.registers.states import CONFLICT, INSPECTOR, TARGET

ACT_WORDS: Mapping[str, str] = {
    "intake.confirm_import": "导入",
    "intake.take_back_import": "撤回导入",
    "registers.add_target": "新增",
    "registers.change_target": "修改",
    "registers.add_holder": "新增主体",
    "registers.change_holder": "修改主体",
    "registers.change_target_state": "改状态",
    "registers.record_standing": "登记风险和信用",
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
SEALED = {
    "phone_sealed": "联系电话",
    "name_sealed": "姓名",
    "representative_sealed": "负责人",
    "contact_sealed": "联系人",
    "named_sealed": "相对方",
}
LINKS = {
    "holder_id": "主体",
    "inspector_id": "检查人员",
    "merged_into_id": "并入",
    "partner_id": "联合部门",
    "person_id": "登录账号",
    "proof_id": "证明材料",
    "section_id": "股所室队",
}
HIDDEN, NOTHING, GONE = "（已隐去）", "（空）", "（已不在册）"
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
        *inspector.conflicts.filter(is_withheld=False),
    ]
    found: dict[int, Change] = {}
    for record in (inspector, *beside):
        for change in _changes(record, history(record.pk)):
            found.setdefault(change.index, change)
    return [found[index] for index in sorted(found, reverse=True)][:LONGEST]


def _changes(record: Record, events: list[Event]) -> Iterable[Change]:
    code, words = _code(record), RecordWords(record)
    for event, before in zip(events, [*(e.state for e in events[1:]), {}], strict=True):
        yield Change(
            index=event.index,
            at=event.at,
            act=ACT_WORDS.get(event.act, event.act),
            actor_name=event.actor_name,
            reason=event.reason,
            code=code,
            differences=words.differences(before, event.state),
        )


def _code(record: Record) -> str:
    """How a record is called beside an act that created it."""
    if isinstance(record, Inspector):
        return record.roster_no
    if isinstance(record, ConflictOfInterest):
        return record.relation
    return record.code if isinstance(record, Holder | Target) else str(record)


class RecordWords:
    """The columns of one record as people read them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.fields = {field.attname: field for field in record._meta.concrete_fields}

    def differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Nothing for the first state; sealed columns are named, never opened."""
        if not before or not after:
            return []
        changed = [name for name in after if after[name] != before.get(name) and not name.endswith("_print")]
        return [line for name in changed for line in self._lines(name, before.get(name), after[name])]

    def _lines(self, name: str, old: Any, new: Any) -> list[tuple[str, str, str]]:
        if name in SEALED:
            return [(SEALED[name], HIDDEN, HIDDEN)]
        if name == "details":
            return self._details(old or {}, new or {})
        return [(self._title(name), self._word(name, old), self._word(name, new))]

    def _title(self, name: str) -> str:
        return LINKS.get(name) or (str(self.fields[name].verbose_name) if name in self.fields else name)

    def _details(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """The fields of the category that changed, each under its own title."""
        return [
            (self._detail_title(key), str(old.get(key) or NOTHING), str(new.get(key) or NOTHING))
            for key in dict.fromkeys((*self._keys, *old, *new))
            if old.get(key, "") != new.get(key, "")
        ]

    @property
    def _keys(self) -> list[str]:
        """The fields in the order of the category."""
        return [rule.key for rule in self._definitions.fields_of(getattr(self.record, "category", ""))]

    def _detail_title(self, key: str) -> str:
        category = getattr(self.record, "category", "")
        rule = self._definitions.field_of(category, key)
        return rule.title if rule is not None else self._definitions.titles_of(key)

    @cached_property
    def _definitions(self) -> Definitions:
        return definitions_in(getattr(self.record, "office_id"))  # noqa: B009  # only targets have details

    def _word(self, name: str, value: Any) -> str:
        life = STATES.get(self.record._meta.db_table)
        if name == "state" and life is not None and value in life.words:
            return life.words[value][0]
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list):
            return "、".join(map(str, value)) or NOTHING
        if value in ("", None):
            return NOTHING
        return self._stored(name, value)

    def _stored(self, name: str, value: Any) -> str:
        """A choice by its word, another record by its name."""
        field = self.fields.get(name)
        if field is None:
            return str(value)
        if isinstance(field, models.ForeignKey):
            other = field.related_model._default_manager.filter(pk=value).first()
            return str(other) if other is not None else GONE
        return str(dict(field.flatchoices).get(value, value))
