"""The visits of a campaign, and what parties say of them, as workbooks."""

from collections.abc import Iterable, Iterator, Sequence

from mingcha.common.workbooks.writer import Value
from mingcha.inspections.models import Feedback
from mingcha.inspections.queries.listing import Progress, VisitLine

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


PROGRESS_HEADINGS = (
    "任务编号",
    "抽查任务",
    "负责股室",
    "检查开始",
    "检查结束",
    "审批",
    "户次",
    "已检查",
    "逾期",
)


def progress_cells(rows: Iterable[Progress]) -> Iterator[Sequence[Value]]:
    """A row for each campaign."""
    for one in rows:
        campaign = one.campaign
        yield (
            campaign.number,
            campaign.title,
            campaign.section.name if campaign.section else "",
            campaign.starts_on,
            campaign.ends_on,
            one.approval_status[0],
            one.total,
            one.done,
            one.late,
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


FEEDBACK_HEADINGS = ("收到时间", "种类", "通知书", "是否妨碍经营", "是否索取财物", "是否办结")


def feedback_cells(row: Feedback) -> tuple[Value, ...]:
    """One row of `queries.feedback.feedback` without its words: those are read on its own page alone."""
    return (
        row.given_at,
        row.get_kind_display(),
        f"{row.inspection.campaign.title} {row.notice.paper.document_no}".strip(),
        row.get_hindered_display(),
        row.get_asked_for_display(),
        "是" if vars(row)["is_closed"] else "否",
    )
