"""A row of a plan's workbook as plain values: every cell read exactly, or asked about."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from mingcha.common.workbooks import Cell, CellRefused, Mapped, SheetRow
from mingcha.common.workbooks.values import is_blank, read_choice, read_code, read_date, read_list, read_text
from mingcha.law.rules import fraction_text
from mingcha.plans.models import HOLDER_UNIT, TARGET_UNIT
from mingcha.plans.rules.forms import number_problem
from mingcha.plans.rules.plan_cells import (
    Graded,
    read_count_cell,
    read_frequency_cell,
    read_period_cell,
    read_ratio_and_frequency_cell,
    read_ratio_cell,
)

UNIT_WORDS = {
    **dict.fromkeys(("市场主体", "主体", "企业", "单位", "家"), HOLDER_UNIT),
    **dict.fromkeys(("检查对象", "对象", "项目", "个"), TARGET_UNIT),
}
TOWNS = re.compile(r"^(?P<categories>[^（(]*)[（(](?P<towns>[^）)]*)[）)]$")
EVERYTHING = frozenset({"全部类别", "全部", "不限"})
LENGTHS = {"title": ("抽查任务名称", 80), "category": ("抽查类别", 64), "note": ("备注", 200)}


def read_line(row: SheetRow, mapping: Mapping[str, Mapped], *, year: int, high_class: str) -> dict[str, Any]:
    """The values of the columns that the file has; months without a year are of `year`. `CellRefused` with a
    question for what can be read in two ways or in none."""
    read = _readers(_year(row, mapping, year), mapping, high_class)
    values: dict[str, Any] = {"year": _year(row, mapping, year)}
    for key, reader in read.items():
        if key in mapping and not is_blank(row[key]):
            values |= _asked(reader, row[key])
    for key, (title, length) in LENGTHS.items():
        if len(values.get(key, "")) > length:
            raise CellRefused(f"{title}有{len(values[key])}字，最多{length}字，请缩短。")
    return values


def _readers(
    year: int, mapping: Mapping[str, Mapped], high_class: str
) -> dict[str, Callable[[Cell], dict[str, Any]]]:
    unit = mapping["ratio"].unit if "ratio" in mapping else ""
    texts = ("title", "category", "lead_department", "section", "note")
    return {
        **{key: _named(key, read_text) for key in texts},
        "number": _number,
        "items": _named("items", lambda cell: read_text(cell, keep_lines=True)),
        "scope": _scope,
        "unit": _named("unit", lambda cell: read_choice(cell, UNIT_WORDS, field="抽取单位")),
        "ratio": lambda cell: _ratios(read_ratio_cell(cell, unit=unit), high_class),
        "frequency": _frequency,
        "ratio_and_frequency": lambda cell: _both(cell, high_class),
        "round": _named("round", lambda cell: read_count_cell(cell, field="轮次").count),
        "methods": _named("methods", read_list),
        "partner_departments": _named("partner_departments", read_list),
        "period": lambda cell: _period(cell, year),
        "draw_on": _draw_on,
        "count": _named("count", lambda cell: read_count_cell(cell).count),
    }


def _named(key: str, read: Callable[[Cell], Any]) -> Callable[[Cell], dict[str, Any]]:
    return lambda cell: {key: read(cell)}


def _asked(reader: Callable[[Cell], dict[str, Any]], cell: Cell) -> dict[str, Any]:
    try:
        return reader(cell)
    except ValueError as question:
        raise CellRefused(str(question)) from question


def _year(row: SheetRow, mapping: Mapping[str, Mapped], otherwise: int) -> int:
    written = re.search(r"\d{4}", read_text(row["year"])) if "year" in mapping else None
    return int(written[0]) if written else otherwise


def _number(cell: Cell) -> dict[str, Any]:
    number = read_code(cell, field="任务编号")
    if problem := number_problem(number):
        raise CellRefused(f"任务编号“{number}”不能用：{problem}")
    return {"number": number}


def _scope(cell: Cell) -> dict[str, Any]:
    """Categories, and towns in brackets behind them."""
    text = read_text(cell)
    found = TOWNS.match(text)
    named = read_list(found["categories"] if found else text)
    return {
        "categories": [one for one in named if one not in EVERYTHING],
        "towns": read_list(found["towns"]) if found else [],
    }


def _ratios(graded: Graded, high_class: str) -> dict[str, Any]:
    """One ratio for each stratum. A cell that tells classes of one stratum apart is asked about."""
    ordinary, raised = graded.ordinary(high_class), graded.raised(high_class)
    if len(ordinary) > 1 or len(raised) > 1:
        raise CellRefused("抽查比例对同一层写了几个数：一般层和加强层各填一个，例如一般5%，加强20%。")
    if not ordinary and not raised:
        raise CellRefused("抽查比例没有写明一般层或加强层的数，例如5%。")
    told = {"ordinary": ordinary, "raised": raised}
    return {"ratios": {name: fraction_text(one[0]) for name, one in told.items() if one}}


def _frequency(cell: Cell) -> dict[str, Any]:
    read_frequency_cell(cell)
    words = read_text(cell)
    if len(words) > 32:
        raise CellRefused("抽查频次最多32字，例如2次/年。")
    return {"frequency": words}


def _both(cell: Cell, high_class: str) -> dict[str, Any]:
    ratio, rounds = read_ratio_and_frequency_cell(cell)
    times = rounds.highest
    words = f"{times}次/年" if times.denominator == 1 else f"每{times.denominator}年{times.numerator}次"
    return _ratios(ratio, high_class) | {"frequency": words}


def _period(cell: Cell, year: int) -> dict[str, Any]:
    period = read_period_cell(cell, year)
    return {"starts_on": period.first.isoformat(), "ends_on": period.last.isoformat()}


def _draw_on(cell: Cell) -> dict[str, Any]:
    day = read_date(cell, field="抽取时间")
    return {"draw_on": day.isoformat()} if isinstance(day, datetime.date) else {}
