"""抽查结果公示表 in the columns that offices exchange; the rounds and their bulletins; objections;
双公示 and the list of penalty decisions."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.bulletins.rounds import Round
from mingcha.disclosure.queries.objections import ObjectionLine
from mingcha.disclosure.queries.penalty_lines import PenaltyLine
from mingcha.disclosure.queries.result_lines import ResultLine
from mingcha.disclosure.queries.results import JOINED
from mingcha.disclosure.rules.penalties import DECIMALS

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


# 双公示 (信用中国, edition of 2021), part 行政处罚, in exactly these columns. Numbers of persons' papers are
# not kept here: their columns stay empty. 行政许可 has no sheet: permits are not decided here, and what a
# register says of them is no decision.
PENALTY_HEADINGS = (
    *("行政相对人名称", "行政相对人类别", "行政相对人代码_1(统一社会信用代码)"),
    *("行政相对人代码_2(工商注册号)", "行政相对人代码_3(组织机构代码)", "行政相对人代码_4(税务登记号)"),
    *("行政相对人代码_5(事业单位证书号)", "行政相对人代码_6(社会组织登记证号)", "法定代表人"),
    *("法定代表人证件类型", "法定代表人证件号码", "证件类型", "证件号码"),
    *("行政处罚决定书文号", "违法行为类型", "违法事实", "处罚依据", "处罚类别", "处罚内容"),
    *("罚款金额(万元)", "没收违法所得、没收非法财物的金额(万元)", "暂扣或吊销证照名称及编号"),
    *("处罚决定日期", "处罚有效期", "公示截止期", "处罚机关", "处罚机关统一社会信用代码"),
    *("数据来源单位", "数据来源单位统一社会信用代码", "备注"),
)
NOT_KEPT = ("", "", "", "")


def penalty_cells(row: Penalty) -> Sequence[Value]:
    """One decision as 双公示 has it; names of natural persons and of who represents a body masked."""
    office = (row.office.name, row.authority_code)
    return (
        *(row.party, row.get_party_kind_display(), row.uscc, row.register_no, row.organisation_no),
        *(row.tax_no, row.institution_no, row.society_no, row.representative_masked, *NOT_KEPT),
        *(row.document_no, row.breach, row.facts, row.basis, JOINED.join(row.categories), row.content),
        *(_wan(row.fine), _wan(row.confiscated), row.licences),
        *(_slashed(row.decided_on), _slashed(row.valid_until), _slashed(row.public_until)),
        *(*office, *office, row.remarks),
    )


def _wan(fen: int) -> Decimal | None:
    return Decimal(fen).scaleb(-DECIMALS) if fen else None


def _slashed(day: datetime.date | None) -> str:
    """2026/06/15, the spelling of 双公示."""
    return f"{day:%Y/%m/%d}" if day else ""


LINE_HEADINGS = (
    *("行政处罚决定书文号", "行政相对人名称", "统一社会信用代码", "处罚类别", "处罚决定日期", "负责股室"),
    *("公示期限", "逾期工作日数", "状态", "公示日期", "公示截止期", "任务编号", "录入人", "核对人"),
)


def line_cells(line: PenaltyLine) -> Sequence[Value]:
    """How far one decision is."""
    row = line.penalty
    on = moments.local_day(line.shown.disclosed_at) if line.shown else None
    came_from = row.inspection.campaign.number if row.inspection else ""
    return (
        *(row.document_no, row.party, row.holder_code, JOINED.join(row.categories), row.decided_on),
        *(str(row.section or ""), line.due_on, line.days_late or None, line.status[0], on),
        *(row.public_until, came_from, row.entered_by.name),
        row.checked_by.name if row.checked_by else "",
    )


OBJECTION_HEADINGS = (
    *("检查对象", "抽查任务编号", "第几件", "提出方式", "收到日期", "答复期限", "状态"),
    *("核查结论", "答复", "提出答复人", "批准人", "批准时间", "更正或者撤回时间"),
)


def objection_cells(line: ObjectionLine) -> Sequence[Value]:
    """How far each is; neither who objected nor what was said. The verdict and the answer once they are
    approved: before, who made the visit is told neither."""
    row = line.row
    verdict, answer = (row.get_verdict_display(), row.answer) if row.decided_at else ("", "")
    return (
        row.holder,
        row.inspection.campaign.number,
        row.number,
        row.get_way_display(),
        row.received_on,
        line.due_on,
        row.get_state_display(),
        verdict,
        answer,
        row.answered_by.name if row.answered_by else "",
        row.decided_by.name if row.decided_by else "",
        row.decided_at,
        row.settled_at,
    )
