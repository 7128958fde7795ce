"""Which papers there are. Pure."""

from dataclasses import dataclass

ANNOUNCEMENT, RESULT, ASSIGNMENT = "announcement", "result", "assignment"
ATTENDANCE, VISITS, VOLUME = "attendance", "visits", "volume"
SITTING, PLAN = "sitting", "plan"
# 行政检查文书 (司法部办公厅2025年行政检查文书基本格式文本, 试行).
INSPECTION_APPROVAL, INSPECTION_NOTICE = "check_approval", "check_notice"
INSPECTION_FORM, INSPECTION_RECORD = "check_form", "check_record"
INQUIRY_RECORD, INQUEST_RECORD, SAMPLING_RECORD = "inquiry_record", "inquest_record", "sampling_record"
RESULT_NOTICE, RECEIPT = "result_notice", "record_receipt"
BULLETIN = "bulletin"
LETTER, SHEET = "inspections/papers/letter.typ", "inspections/papers/sheet.typ"


@dataclass(frozen=True)
class Kind:
    """A kind of paper. `template` is the shipped one, a path below `mingcha/`; `names` says that it tells who
    is drawn or who goes."""

    title: str
    template: str
    names: bool


KINDS: dict[str, Kind] = {
    ANNOUNCEMENT: Kind("抽取公告", "draws/papers/announcement.typ", names=False),
    ATTENDANCE: Kind("抽取会签到表", "draws/papers/attendance.typ", names=False),
    RESULT: Kind("抽取结果表", "draws/papers/result.typ", names=True),
    ASSIGNMENT: Kind("检查人员匹配表", "draws/papers/assignment.typ", names=True),
    VISITS: Kind("检查任务清单", "draws/papers/visits.typ", names=True),
    VOLUME: Kind("案卷", "draws/papers/volume.typ", names=True),
    INSPECTION_APPROVAL: Kind("行政检查审批表", SHEET, names=True),
    INSPECTION_NOTICE: Kind("行政检查通知书", LETTER, names=True),
    INSPECTION_FORM: Kind("检查单", SHEET, names=True),
    INSPECTION_RECORD: Kind("现场检查笔录", SHEET, names=True),
    INQUIRY_RECORD: Kind("询问笔录", SHEET, names=True),
    INQUEST_RECORD: Kind("勘验笔录", SHEET, names=True),
    SAMPLING_RECORD: Kind("抽样取证记录", SHEET, names=True),
    RESULT_NOTICE: Kind("行政检查结果告知书", LETTER, names=True),
    RECEIPT: Kind("检查记录回执", SHEET, names=True),
    BULLETIN: Kind("抽查情况通报", "disclosure/papers/bulletin.typ", names=False),
}
CHOICES = [(key, kind.title) for key, kind in KINDS.items()]

# What takes a number of its own once the office has given it a 代字. The other papers of a sitting bear the
# number of the sitting.
NUMBERED: dict[str, str] = {
    SITTING: "抽取会",
    ANNOUNCEMENT: "抽取公告",
    PLAN: "年度抽查计划",
    INSPECTION_APPROVAL: "行政检查审批表",
    INSPECTION_NOTICE: "行政检查通知书",
    RESULT_NOTICE: "行政检查结果告知书",
    BULLETIN: "抽查情况通报",
}
