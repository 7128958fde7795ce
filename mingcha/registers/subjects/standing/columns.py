"""Columns of lists of risk classes, complaints, serious breaches, abnormal operations and public concern: one
workbook may carry one of them or several."""

from mingcha.common.workbooks.columns import Column
from mingcha.registers.rules.standing import (
    ABNORMAL_LIST,
    CLEARED,
    COMPLAINTS,
    KINDS,
    LISTED,
    PUBLIC_CONCERN,
    RISK_CLASS,
    SERIOUS_RECORD,
)

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        "统一社会信用代码",
        ("社会信用代码", "信用代码", "注册号", "统一代码", "统一社会信用代码/注册号"),
        "uscc",
    ),
    Column(
        "holder",
        "单位名称",
        ("企业名称", "检查对象名称", "市场主体名称", "主体名称", "企业(单位)名称", "名称", "被投诉单位"),
        required=True,
    ),
    Column(
        RISK_CLASS,
        "信用风险类别",
        ("风险类别", "风险等级", "信用等级", "信用风险分类", "信用风险分类结果", "分类结果", "信用风险等级"),
        telling=True,
    ),
    Column(
        COMPLAINTS,
        "投诉举报件数",
        ("投诉举报数", "投诉件数", "举报件数", "投诉举报数量", "近12个月投诉举报件数", "投诉举报"),
        telling=True,
    ),
    Column(
        SERIOUS_RECORD,
        "是否列入严重违法失信名单",
        (
            "严重违法失信名单",
            "严重违法",
            "是否严重违法",
            "严重违法失信",
            "严重违法记录",
            "是否有严重违法记录",
        ),
        telling=True,
    ),
    Column(
        ABNORMAL_LIST,
        "是否列入经营异常名录",
        ("经营异常名录", "是否经营异常", "经营异常", "异常名录", "是否列入异常名录"),
        telling=True,
    ),
    Column(
        PUBLIC_CONCERN,
        "是否社会关注度高",
        ("社会关注", "社会关注度", "是否社会关注", "社会关注度高"),
        telling=True,
    ),
    Column(
        "stands_on",
        "结果日期",
        (
            "日期",
            "分类日期",
            "评定日期",
            "认定日期",
            "列入日期",
            "统计日期",
            "统计截止日期",
            "截止日期",
            "更新日期",
        ),
        "date",
        required=True,
    ),
    Column("source", "来源", ("数据来源", "信息来源", "认定机关", "来源单位", "作出决定机关")),
    Column("document_no", "文号", ("决定书文号", "列入决定文号", "文书号", "决定文号")),
    Column("reason", "理由", ("原因", "列入原因", "事由", "说明", "备注")),
    # The list of changes as it is exported: a change in each row.
    Column("kind", "种类", ("变动种类",), telling=True, in_form=False),
    Column("outcome", "结果", ("变动结果",), in_form=False),
    Column("target", "检查对象", in_form=False),
)
KIND_TITLES: dict[str, str] = {fact.title: kind for kind, fact in KINDS.items()}
YES_NO: dict[str, str] = {
    "是": LISTED,
    "有": LISTED,
    "列入": LISTED,
    "已列入": LISTED,
    "高": LISTED,
    "关注": LISTED,
    "√": LISTED,
    "1": LISTED,
    "否": CLEARED,
    "无": CLEARED,
    "未列入": CLEARED,
    "移出": CLEARED,
    "已移出": CLEARED,
    "一般": CLEARED,
    "不再关注": CLEARED,
    "×": CLEARED,
    "0": CLEARED,
}
