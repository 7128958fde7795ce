"""A row of a plan's workbook: what it says, and what must be asked about it. Pure."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.common.workbooks.values import is_blank, read_choice, read_list, read_text
from mingcha.law.rules import ratio_words
from mingcha.plans.rules.findings import RAISED_CLAUSE, REFUSED, UNREADABLE, Finding
from mingcha.plans.rules.plan_cells import (
    CountCell,
    Graded,
    PeriodCell,
    read_count_cell,
    read_frequency_cell,
    read_period_cell,
    read_ratio_and_frequency_cell,
    read_ratio_cell,
)

GENERAL_WORDS = {"一般": True, "一般检查事项": True, "重点": False, "重点检查事项": False}
UNIT_WORDS = {
    **dict.fromkeys(("市场主体", "主体", "企业", "单位", "家", "户"), "holder"),
    **dict.fromkeys(("检查对象", "对象", "项目", "矿山", "宗地", "个"), "target"),
}
TURN = re.compile(r"第[一二三四五六七八九十\d]{1,3}[轮次批]")
UNPUBLISHED = re.compile(r"未公布|未公开|未发布|待公布|拟公布|未列入清单|不在清单|未纳入清单")


@dataclass(frozen=True)
class PlanRow:
    """What a row says; None or empty where it says nothing, or has no such column. `questions` are about
    cells that can be read in two ways or in none."""

    number: int
    title: str = ""
    section: str = ""
    category: str = ""
    items: tuple[str, ...] = ()
    names_no_item: bool = False
    is_unpublished: bool = False
    is_general: bool | None = None
    turn: str = ""
    """第1轮, where the row says which round it is."""
    scope: tuple[str, ...] = ()
    whom: str = ""
    """检查对象范围 and 抽查类型 as written: they may name the raised alone, or all but them."""
    unit: str = "holder"
    base: int | None = None
    ratio: Graded | None = None
    count: int | None = None
    frequency: Graded | None = None
    period: PeriodCell | None = None
    basis: str | None = None
    ratio_basis: str = ""
    frequency_basis: str = ""
    questions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.number)


@dataclass
class _Reader:
    """Reads the cells of one row and keeps the questions."""

    row: SheetRow
    mapping: Mapping[str, Mapped]
    questions: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        return str(self.ask(lambda: read_text(self.row[key])) or "")

    def ask(self, read: Callable[[], Any]) -> Any:
        """What `read` gives; None after it was asked about."""
        try:
            return read()
        except (ValueError, CellRefused) as asked:
            self.questions.append(str(asked))
            return None

    def cell(self, key: str, read: Callable[[Cell], Any], *, must: bool = False) -> Any:
        """The value of a cell; an empty one is asked about only when it must be filled."""
        if key not in self.mapping or (is_blank(self.row[key]) and not must):
            return None
        return self.ask(lambda: read(self.row[key]))


def read_plan_row(row: SheetRow, mapping: Mapping[str, Mapped], year: int) -> PlanRow:
    """The row by its columns; months without a year are of `year`."""
    reader = _Reader(row, mapping)
    items = tuple(reader.cell("items", read_list) or ())
    count = reader.cell("count", read_count_cell)
    ratio, frequency = _ratio_and_frequency(reader)
    base = reader.cell("base", lambda cell: read_count_cell(cell, field="抽查基数"))
    reader.questions += contradictions(base, count, ratio)
    if base and count and count.count > base.count:
        count = None  # asked about, and no number to judge by
    titles = [reader.text(key) for key in ("title", "plan_title")]
    note = reader.text("note")
    turn = TURN.search(" ".join((*titles, *items, note)))
    return PlanRow(
        number=row.number,
        title=next(filter(None, (*titles, "、".join(items))), f"第{row.number}行"),
        section=reader.text("section") or reader.text("lead_department"),
        category=reader.text("category"),
        items=items,
        names_no_item="items" in mapping and not items,
        is_unpublished=any(UNPUBLISHED.search(text) for text in (*items, note)),
        is_general=reader.cell("kind", lambda cell: read_choice(cell, GENERAL_WORDS, field="事项类别")),
        turn=turn[0] if turn else "",
        scope=tuple(reader.cell("scope", read_list) or ()),
        whom=" ".join((reader.text("scope"), reader.text("targeting"))),
        unit=reader.cell("unit", lambda cell: read_choice(cell, UNIT_WORDS, field="抽取单位")) or "holder",
        base=base.count if base else None,
        ratio=ratio,
        count=count.count if count else None,
        frequency=frequency,
        period=reader.cell("period", lambda cell: read_period_cell(cell, year)),
        basis=reader.text("basis") if "basis" in mapping else None,
        ratio_basis=reader.text("ratio_basis"),
        frequency_basis=reader.text("frequency_basis"),
        questions=tuple(dict.fromkeys(reader.questions)),
    )


def contradictions(base: CountCell | None, count: CountCell | None, ratio: Graded | None) -> Iterator[str]:
    """Cells that can be read each by itself and cannot all be true. More than the ratio gives may be drawn;
    that fewer are by a unit or a tenth is a matter of rounding and of the floor."""
    if base is None or count is None:
        return
    if count.count > base.count:
        yield f"抽查数量{count.count:,}大于抽查基数{base.count:,}，以哪个为准？"
    elif ratio is not None and not ratio.tells_apart:
        said = ratio.highest * base.count
        if said - count.count > max(Fraction(1), said / 10):
            least = -(-said.numerator // said.denominator)
            yield (
                f"抽查基数{base.count:,}的{ratio_words(ratio.highest)}是{least:,}，"
                f"抽查数量写的是{count.count:,}，以哪个为准？"
            )


def year_of(row: SheetRow, otherwise: int) -> int:
    """The year a row is for: 2026, 2026年度."""
    found = re.match(r"(20\d{2})", "" if isinstance(row["year"], datetime.date) else str(row["year"] or ""))
    return int(found[1]) if found else otherwise


def _ratio_and_frequency(reader: _Reader) -> tuple[Graded | None, Graded | None]:
    """From their own columns, else from one for both. A ratio may be left out where the number is given."""
    both = reader.cell("ratio_and_frequency", read_ratio_and_frequency_cell, must=True) or (None, None)
    mapped = reader.mapping.get("ratio")
    unit = mapped.unit if mapped else ""
    is_counted = not is_blank(reader.row["count"])
    ratio = reader.cell("ratio", lambda cell: read_ratio_cell(cell, unit=unit), must=not is_counted)
    frequency = reader.cell("frequency", read_frequency_cell, must=True)
    return ratio or both[0], frequency or both[1]


def unreadable(row: PlanRow) -> Iterator[Finding]:
    """One finding for each question."""
    for question in row.questions:
        yield Finding(
            "unreadable-cell",
            REFUSED,
            f"{row.title}：{question}",
            question,
            "写明一个确切的比例、频次、数量或时间",
            RAISED_CLAUSE,
            "具体抽查比例和频次，由局内相关业务股室根据各自业务情况具体制定",
            "请责任股室写明后再核对。",
            "form",
            UNREADABLE,
            (row.key,),
        )
