"""What is known of the demo county's holders: this month's risk classes, complaints, lists, past visits."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from mingcha.common.workbooks import write_sheet
from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.county import SEED, HolderEntry, TargetEntry
from mingcha.config.demo.staff import BUREAU

RISK_HEADINGS = (
    *("序号", "统一社会信用代码", "企业名称", "信用风险分类结果", "投诉举报件数"),
    *("严重违法失信名单", "经营异常名录", "分类日期", "数据来源"),
)
VISIT_HEADINGS = (
    *("序号", "统一社会信用代码", "检查对象名称", "检查机关", "检查日期"),
    *("检查事项", "检查类型", "检查结果", "来源"),
)
RISK_SOURCE = "企业信用风险分类系统（演示）"
OWN = (BUREAU, "采矿权人履行法定义务情况检查")
OTHERS: tuple[tuple[str, str], ...] = (
    ("阜平县应急管理局（演示）", "非煤矿山安全生产检查"),
    ("保定市生态环境局阜平县分局（演示）", "建设项目环境保护检查"),
    ("阜平县水利局（演示）", "水土保持检查"),
)
RESULTS = {"未发现问题": 8, "发现问题已责令改正": 2}
LAST_RESULT, OLDEST_VISIT = 18, 700  # days ago


def write_risk(path: Path, entries: Sequence[TargetEntry], today: datetime.date) -> None:
    """This month's result for every holder whose targets stand in one class, so that no class changes."""
    chooser, day = Chooser(SEED + " risk"), today - datetime.timedelta(days=LAST_RESULT)
    classes: dict[HolderEntry, set[str]] = {}
    for entry in entries:
        classes.setdefault(entry.holder, set()).add(entry.risk_class)
    rows = [
        [number, *_risk_row(chooser, holder, found.copy().pop(), day)]
        for number, (holder, found) in enumerate(_single(classes), start=1)
    ]
    write_sheet(path, "企业信用风险分类结果（演示，均为虚构）", RISK_HEADINGS, rows)


def write_visits(path: Path, entries: Sequence[TargetEntry], today: datetime.date) -> None:
    """One or two visits to each holder of a mine, by this bureau and others."""
    chooser = Chooser(SEED + " visits")
    holders = list(dict.fromkeys(entry.holder for entry in entries if entry.category == "采矿权"))
    rows: list[list[str | int | datetime.date]] = []
    for holder in holders:
        for place in range(chooser.number(1, 2, "visits", holder.code)):
            rows.append([len(rows) + 1, *_visit_row(chooser, holder, place, today)])
    write_sheet(path, "历年检查情况（演示，均为虚构）", VISIT_HEADINGS, rows)


def _single(classes: dict[HolderEntry, set[str]]) -> list[tuple[HolderEntry, set[str]]]:
    return [(holder, found) for holder, found in classes.items() if len(found) == 1]


def _risk_row(
    chooser: Chooser, holder: HolderEntry, risk_class: str, day: datetime.date
) -> list[str | int | datetime.date]:
    complaints = chooser.number(1, 6, "complaints", holder.code) if _few(chooser, 2, "many", holder) else ""
    serious = "是" if _few(chooser, 1, "serious", holder) else ""
    abnormal = "是" if _few(chooser, 2, "abnormal", holder) else ""
    return [holder.code, holder.name, risk_class, complaints, serious, abnormal, day, RISK_SOURCE]


def _few(chooser: Chooser, percent: int, question: str, holder: HolderEntry) -> bool:
    return chooser.chance(percent, question, holder.code)


def _visit_row(
    chooser: Chooser, holder: HolderEntry, place: int, today: datetime.date
) -> list[str | datetime.date]:
    asked = (holder.code, place)
    is_own = chooser.chance(40, "own", *asked)
    body, item = (
        (BUREAU, "采矿权人履行法定义务情况检查") if is_own else chooser.one_of(OTHERS, "body", *asked)
    )
    day = today - datetime.timedelta(days=chooser.number(40 + place * 300, OLDEST_VISIT, "day", *asked))
    result = chooser.weighted(RESULTS, "result", *asked)
    manner = "双随机抽查" if is_own else "部门检查"
    return [holder.code, holder.name, body, day, item, manner, result, "历年检查台账（演示）"]
