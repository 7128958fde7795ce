"""抽查结果公示表 in the columns that offices exchange; the rounds and their bulletins."""

from collections.abc import Iterable, Iterator, Sequence

from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.disclosure.queries.bulletins.rounds import Round
from mingcha.disclosure.queries.result_lines import ResultLine

RESULT_HEADINGS = (
    *("序号", "抽查任务编号", "抽查任务名称", "抽查类型", "检查对象名称", "统一社会信用代码"),
    *("检查机关", "检查实施人员", "检查完成日期", "检查方式", "抽查事项", "抽查结果", "国家分类"),
    *("发现问题", "处理措施", "公示日期", "公示状态", "备注"),
)
TOLD = (
    *("campaign_no", "campaign", "manner", "holder", "holder_code", "office", "officers", "visited_on"),
    *("method", "items", "standing", "national", "found", "measures"),
)


def result_cells(lines: Iterable[ResultLine]) -> Iterator[Sequence[Value]]:
    """A row for each visit."""
    for number, line in enumerate(lines, start=1):
        on = moments.local_day(line.shown.disclosed_at) if line.shown else None
        yield (number, *(line.row[key] for key in TOLD), on, line.status[0], str(line.row["units"]))


ROUND_HEADINGS = (
    "任务编号",
    "抽查任务",
    "负责股室",
    "检查结束",
    "户次",
    "已检查",
    "通报",
    "文号",
    "公布时间",
)


def round_cells(one: Round) -> Sequence[Value]:
    latest = one.latest
    return (
        one.campaign.number,
        one.campaign.title,
        str(one.campaign.section or ""),
        one.campaign.ends_on,
        one.progress.total,
        one.progress.done,
        latest.get_state_display() if latest else "没有通报" if one.is_due else "检查未结束",
        latest.document_no if latest else "",
        latest.published_at if latest else None,
    )
