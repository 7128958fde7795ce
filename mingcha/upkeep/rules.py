"""What must be kept current: the two registers and the list, by whom, and how old each may be; and what is
entered into which platform of others. Pure."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from mingcha.accounts.rules import ENFORCEMENT, LEGAL

TARGETS, INSPECTORS, ITEMS = "targets", "inspectors", "items"
IMPORTED, CONFIRMED, PUBLISHED = "import", "confirm", "publish"
HOW = {IMPORTED: "导入", CONFIRMED: "核对无误", PUBLISHED: "公布新版"}
PROVINCIAL, NATIONAL, CREDIT = "provincial", "national", "credit"
PLATFORMS = {PROVINCIAL: "省双随机平台", NATIONAL: "国家企业信用信息公示系统", CREDIT: "信用中国"}
PLAN, DRAW, RESULT, PENALTY = "plan", "draw", "result", "penalty"
SUBJECTS = {PLAN: "年度计划", DRAW: "抽取", RESULT: "检查结果", PENALTY: "行政处罚"}
# Into which platforms each is entered: 国发〔2019〕5号 for what is drawn and checked, 双公示 for penalties.
_OF_CHECKS = (PROVINCIAL, NATIONAL)
PLATFORMS_OF = {PLAN: _OF_CHECKS, DRAW: _OF_CHECKS, RESULT: _OF_CHECKS, PENALTY: (CREDIT, NATIONAL)}
LOOK_AHEAD = datetime.timedelta(weeks=1)
"""How long before the last day its keeper is reminded."""


@dataclass(frozen=True)
class Kept:
    """One of the three. `section` and `role` keep it unless the office says otherwise; `is_imported` says
    whether a confirmed import brings it up to date: rows of a workbook go into the registers, but only into
    a draft of the list, which becomes current when it is published."""

    title: str
    section: str
    role: str
    page: str
    is_imported: bool


# 局2022年度实施方案 三（一）1至3: who leads which.
KEPT: dict[str, Kept] = {
    TARGETS: Kept("检查对象名录库", "执法监察股", ENFORCEMENT, "target_list", is_imported=True),
    INSPECTORS: Kept("执法检查人员名录库", "政策法规股", LEGAL, "inspector_list", is_imported=True),
    ITEMS: Kept("随机抽查事项清单", "执法监察股", ENFORCEMENT, "item_lists", is_imported=False),
}


@dataclass(frozen=True)
class Age:
    """How old one of the three is. Until it was first brought up to date it is as old as the office (`how` is
    empty); `rule` says in words which span ends on `due_on`."""

    kind: str
    current_on: datetime.date
    how: str
    due_on: datetime.date
    rule: str
    clause: str
    is_provisional: bool = False

    @property
    def title(self) -> str:
        return KEPT[self.kind].title

    @property
    def how_words(self) -> str:
        return HOW[self.how] if self.how else "启用以来没有更新记录"

    def is_over(self, today: datetime.date) -> bool:
        return today > self.due_on

    def is_near(self, today: datetime.date) -> bool:
        return not self.is_over(today) and today >= self.due_on - LOOK_AHEAD

    def words(self, today: datetime.date) -> str:
        """For a record and a projector: what was last done when, and against which rule; no names."""
        day = f"{self.current_on.year}年{self.current_on.month}月{self.current_on.day}日"
        done = f"最近一次更新在{day}" if self.how else f"自{day}启用以来没有更新记录"
        return f"{self.title}{done}，{'已超过' if self.is_over(today) else '未超过'}{self.rule}"


@dataclass(frozen=True)
class Subject:
    """What was entered into a platform: a row of an upper app, its title, its page, and the first day on
    which it could have been entered. `require` is called again under the lock of the entries, and raises
    when there is nothing to enter any more."""

    kind: str
    pk: UUID
    title: str
    url: str
    since: datetime.date
    require: Callable[[], object] = field(default=lambda: None, compare=False)
