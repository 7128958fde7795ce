"""The visits of a campaign as a workbook."""

from collections.abc import Iterable, Iterator, Sequence

from mingcha.common.workbooks.writer import Value
from mingcha.inspections.queries.listing import VisitLine

HEADINGS = (
    "序号",
    "检查对象",
    "对象编码",
    "乡镇",
    "检查人员",
    "检查方式",
    "检查日期",
    "状态",
    "完成日期",
)


def cells_of(lines: Iterable[VisitLine]) -> Iterator[Sequence[Value]]:
    """A row for each visit."""
    for one in lines:
        yield (
            one.row.number,
            "、".join(unit.name for unit in one.units),
            "、".join(unit.code for unit in one.units),
            one.town,
            "、".join(one.people),
            one.row.get_method_display() if one.row.method else "",
            one.row.planned_on,
            one.status[0],
            one.row.done_on,
        )
