"""A plan in words: its columns, how ratio and scope are written, what two versions differ in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingcha.plans.rules.counting import RAISED, Layer

LINE_TITLES: dict[str, str] = {
    "year": "计划年度",
    "plan_number": "计划编号",
    "plan_title": "抽查计划名称",
    "title": "抽查任务名称",
    "number": "任务编号",
    "category": "抽查类别",
    "items": "抽查事项",
    "targeting": "抽查类型",
    "lead_department": "发起（牵头）部门",
    "partner_departments": "配合部门",
    "section": "责任股室",
    "scope": "检查对象范围",
    "unit": "抽取单位",
    "base": "抽查基数",
    "ratio": "抽查比例",
    "count": "抽查数量",
    "frequency": "抽查频次",
    "round": "轮次",
    "methods": "检查方式",
    "period": "计划起止时间",
    "draw_on": "抽取时间",
    "drawing_platform": "抽取平台",
    "document_no": "发文文号",
    "note": "备注",
}
# The columns in which plans are exchanged (formats 4.4), as they are headed there, in their order.
EXCHANGED: dict[str, str] = {
    "place": "序号",
    **{key: LINE_TITLES[key] for key in ("year", "plan_number", "plan_title", "title", "number")},
    "category": "抽查领域",
    **{key: LINE_TITLES[key] for key in ("items", "targeting")},
    "lead_department": "发起(牵头)部门",
    **{key: LINE_TITLES[key] for key in ("partner_departments", "section", "scope", "base", "ratio")},
    **{key: LINE_TITLES[key] for key in ("count", "frequency", "methods", "period", "draw_on")},
    **{key: LINE_TITLES[key] for key in ("document_no", "note")},
}
# What a line says beside them, on a sheet of its own.
BESIDE = ("number", "title", "unit", "round", "drawing_platform")
# What is counted on the day or repeats the plan's head is no change of the plan.
COUNTED = frozenset({"base", "count", "document_no", "plan_number", "plan_title"})


@dataclass(frozen=True)
class LineChange:
    """A line that came, went or reads otherwise than in the version before."""

    number: str
    title: str
    kind: str
    changes: tuple[tuple[str, str, str], ...] = ()


def ratio_words_of(layers: Sequence[Layer], *, only_raised: bool = False) -> str:
    """`5%` when all strata share it, else each by its name: `一般5%，加强25%`."""
    told = [layer for layer in layers if layer.kind == RAISED or not only_raised]
    words = {layer.ratio_words for layer in told}
    if len(words) == 1 and not only_raised:
        return words.pop()
    return "，".join(f"{'加强' if layer.kind == RAISED else '一般'}{layer.ratio_words}" for layer in told)


def scope_words(categories: Sequence[str], towns: Sequence[str]) -> str:
    """`采矿权、探矿权（平阳镇、城南庄镇）`; without category all, without town the whole county."""
    named = "、".join(categories) or "全部类别"
    return f"{named}（{'、'.join(towns)}）" if towns else named


def differences_of(
    former: Sequence[Mapping[str, Any]], current: Sequence[Mapping[str, Any]]
) -> list[LineChange]:
    """What the current version changes, by task number; figures of the day are left aside."""
    before = {str(line["number"]): line for line in former}
    after = {str(line["number"]): line for line in current}
    found = []
    for number in sorted(before.keys() | after.keys()):
        old, new = before.get(number), after.get(number)
        if old is None and new is not None:
            found.append(LineChange(number, str(new["title"]), "新增"))
        elif new is None and old is not None:
            found.append(LineChange(number, str(old["title"]), "取消"))
        elif old is not None and new is not None and (changes := _changes(old, new)):
            found.append(LineChange(number, str(new["title"]), "修改", changes))
    return found


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (title, _shown(old.get(key)), _shown(new.get(key)))
        for key, title in LINE_TITLES.items()
        if key not in COUNTED and (old.get(key) or "") != (new.get(key) or "")
    )


def _shown(value: Any) -> str:
    return str(value) if value not in (None, "") else "（空）"
