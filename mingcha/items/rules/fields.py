"""The fields of an item, their titles as on the list, and how a value reads. Pure."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from mingcha.common.workbooks import Cell
from mingcha.common.workbooks.values import read_frequency, read_text
from mingcha.law.rules import ratio_words

GENERAL, KEY = "general", "key"
KINDS = {GENERAL: "一般", KEY: "重点"}

# In the order of the published list.
FIELD_TITLES: dict[str, str] = {
    "code": "事项编码",
    "power_code": "权责清单事项",
    "category": "抽查类别",
    "name": "抽查事项",
    "contents": "抽查内容",
    "target_categories": "检查对象",
    "body": "抽查主体",
    "section_name": "责任股室",
    "kind": "事项类别",
    "concerns_enterprises": "涉企检查",
    "methods": "检查方式",
    "ratio": "抽查比例",
    "frequency": "抽查频次",
    "level": "检查层级",
    "requires": "检查人员要求",
    "basis": "检查依据",
    "ratio_basis": "比例依据",
    "frequency_basis": "频次依据",
    "standard": "检查标准",
    "in_force_from": "生效日期",
    "in_force_until": "失效日期",
    "note": "备注",
}
NOTHING_SHOWN = "（空）"
EVERY_CATEGORY = "全部类别"
METHOD_WORDS = {
    "现场": "现场检查",
    "实地检查": "现场检查",
    "实地核查": "现场检查",
    "书面": "书面检查",
    "网络监测": "网络监测",
    "网上监测": "网络监测",
    "委托第三方": "委托专业机构",
    "第三方": "委托专业机构",
}
_READINGS: dict[str, Callable[[Any], str]] = {
    "target_categories": lambda value: "、".join(value) or EVERY_CATEGORY,
    "methods": "、".join,
    "requires": "、".join,
    "kind": KINDS.__getitem__,
    "concerns_enterprises": lambda value: "是" if value else "否",
    "ratio": lambda value: ratio_words(Fraction(value)) if value else "",
}


def shown(field: str, value: Any) -> str:
    """A value as the list shows it; empty values read （空）.

    >>> shown("ratio", "1/20"), shown("methods", ["现场检查", "书面检查"]), shown("note", "")
    ('5%', '现场检查、书面检查', '（空）')
    """
    if value is None:
        return NOTHING_SHOWN
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _READINGS.get(field, str)(value) or NOTHING_SHOWN


def exported(field: str, value: Any) -> str:
    """A value as a workbook has it, to be read again: nothing is an empty cell.

    >>> exported("note", ""), exported("target_categories", [])
    ('', '全部类别')
    """
    written = shown(field, value)
    return "" if written == NOTHING_SHOWN else written


def named_methods(words: Iterable[str]) -> list[str]:
    """Methods under their names, each once.

    >>> named_methods(["现场", "实地检查", "书面检查"])
    ['现场检查', '书面检查']
    """
    return list(dict.fromkeys(METHOD_WORDS.get(word, word) for word in words))


def frequency_words(cell: Cell) -> str:
    """每年2次 where the times a year are a whole number, else the office's own words; `CellRefused` for what
    says no frequency.

    >>> frequency_words("每半年一次"), frequency_words("按需")
    ('每年2次', '按需')
    """
    times = read_frequency(cell)
    if times is None or times.denominator != 1:
        return read_text(cell)[:32]
    return f"每年{times}次"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(title, old, new) of every field that both hold and that differs, in the order of the list."""
    return [
        (title, shown(field, old[field]), shown(field, new[field]))
        for field, title in FIELD_TITLES.items()
        if field in old and field in new and old[field] != new[field]
    ]
