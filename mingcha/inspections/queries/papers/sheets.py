"""Sheets printed before a visit and filled in by hand: checklist, 笔录 and the three further forms."""

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.inspections.queries.fitness import Officer, officers
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.queries.papers.shared import (
    Content,
    block,
    form,
    head,
    matters,
    officer_words,
    party_names,
    place_words,
    when_words,
)
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.forms import AskedItem, AskedUnit
from mingcha.items.rules.checklists import CHOICE, YES_NO, Question, answers_of
from mingcha.papers.rules.kinds import INQUEST_RECORD, INQUIRY_RECORD, SAMPLING_RECORD

SIGNERS = ("检查人员", "检查人员", "当事人", "见证人")
BOX = "□"
UNTIL = "　　　　年　　月　　日　　时　　分至　　时　　分"
SHOWN = "我们是上述执法人员，已向你出示执法证件和检查通知书。你有权申请回避，有权陈述意见；请如实说明情况。"
CHECK_HEADS, CHECK_WIDTHS = ("序号", "检查内容和依据", "结果", "情况说明"), (2, 12, 6, 6)


def blank_record(scope: Actor, seen: Seen, document_no: str) -> Content:
    """现场检查笔录 with its head filled in, to be written on the spot."""
    return form(
        head(seen.inspection, "现场检查笔录", document_no),
        facts=[*common_facts(scope, seen), ["实际时间", UNTIL]],
        blocks=[
            block("一、告知", SHOWN),
            block("二、现场检查情况", height=90),
            block("三、检查结果（逐个事项）", height=40),
            block("四、当事人意见", height=20),
        ],
        signers=SIGNERS,
        note="当事人逐页签名；拒绝签名的，写明原因，由见证人签名。有附件的，写明份数。",
    )


def blank_checklist(scope: Actor, seen: Seen, document_no: str) -> Content:
    """检查单: every item at every unit with its questions, those of each department in a part of its own."""
    return form(
        head(seen.inspection, "检查单", document_no),
        facts=common_facts(scope, seen),
        blocks=[
            part for unit in asked_units(scope, seen.inspection, seen.coverage) for part in unit_blocks(unit)
        ],
        signers=SIGNERS,
        note="逐题勾选，不得预先填写；属于发现问题的写明具体情况。",
    )


def unit_blocks(unit: AskedUnit) -> list[Content]:
    own = [_item_block(unit, item) for item in unit.items]
    return [*own, *(_partner_block(unit, body, name) for body, name in unit.partners)]


def _item_block(unit: AskedUnit, item: AskedItem) -> Content:
    rows = [
        [str(one.question.number), _asks(one.question), _boxes(one.question), ""] for one in item.questions
    ]
    title = f"{unit.name}：{item.name}"
    if not rows:
        return block(title, "这一事项没有检查单，写明检查情况和结果：", height=30)
    return block(title, heads=CHECK_HEADS, widths=CHECK_WIDTHS, rows=rows)


def _asks(question: Question) -> str:
    """The question, with its basis where it has one."""
    return f"{question.words}\n依据：{question.basis}" if question.basis else question.words


def _boxes(question: Question) -> str:
    if question.kind in (YES_NO, CHOICE):
        return "　".join(f"{BOX}{answer}" for answer in answers_of(question))
    return f"　　　　{question.unit}" if question.unit else ""


def _partner_block(unit: AskedUnit, body: str, name: str) -> Content:
    return block(f"{unit.name}：{name}（{body}）", "由该部门的检查人员填写并签名：", height=30)


def inquiry_record(scope: Actor, seen: Seen, document_no: str) -> Content:
    return form(
        head(seen.inspection, "询问笔录", document_no),
        facts=[
            *common_facts(scope, seen),
            ["询问时间", UNTIL],
            ["询问地点", "", "被询问人", ""],
            ["职务", "", "联系方式", ""],
        ],
        blocks=[block("一、告知", SHOWN), block("二、询问内容（问、答）", height=150)],
        signers=("询问人", "记录人", "被询问人"),
        note="以上笔录经被询问人核对无误后逐页签名。",
    )


def inquest_record(scope: Actor, seen: Seen, document_no: str) -> Content:
    return form(
        head(seen.inspection, "勘验笔录", document_no),
        facts=[
            *common_facts(scope, seen),
            ["勘验时间", UNTIL],
            ["勘验地点", "", "天气", ""],
            ["勘验人", "", "仪器和精度", ""],
        ],
        blocks=[
            block("一、告知", SHOWN),
            block("二、勘验情况（位置、范围、坐标、数量）", height=80),
            block("三、勘验图和照片编号", height=60),
        ],
        signers=("勘验人", "记录人", "当事人", "见证人"),
        note="坐标采用2000国家大地坐标系；附图另页绘制，当事人签名。",
    )


def sampling_record(scope: Actor, seen: Seen, document_no: str) -> Content:
    return form(
        head(seen.inspection, "抽样取证记录", document_no),
        facts=[*common_facts(scope, seen), ["抽样时间", UNTIL], ["抽样地点", "", "抽样方法", ""]],
        blocks=[
            block("一、告知", SHOWN),
            block(
                "二、样品",
                heads=("序号", "名称", "规格和批号", "基数", "样品数量", "封存情况"),
                widths=(2, 6, 6, 4, 4, 6),
                rows=[[str(number), "", "", "", "", ""] for number in range(1, 9)],
            ),
            block("三、样品的保存和送检", height=20),
        ],
        signers=("抽样人", "抽样人", "当事人", "见证人"),
        note="样品一式两份封存，双方在封条上签名。",
    )


FORMS = {INQUIRY_RECORD: inquiry_record, INQUEST_RECORD: inquest_record, SAMPLING_RECORD: sampling_record}


def common_facts(scope: Actor, seen: Seen) -> list[list[str]]:
    """Party, day, place and officers of the visit."""
    row = seen.inspection
    found = matters(scope, row, seen.coverage)
    return [
        ["当事人", party_names(found)],
        ["抽查任务", f"{row.campaign.title}（编号{row.campaign.number}）第{row.number}户次"],
        ["安排时间", when_words(row), "检查方式", row.get_method_display()],
        ["对象和地点", "\n".join(place_words(one) for one in found.values())],
        ["检查人员", "\n".join(officer_words(one) for one in team_of(seen))],
    ]


def team_of(seen: Seen) -> list[Officer]:
    row = seen.inspection
    return officers(row.office_id, seen.coverage, row.planned_on or moments.today())
