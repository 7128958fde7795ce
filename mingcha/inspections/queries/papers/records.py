"""Papers of a record that was handed in: the typed 笔录, the party's receipt, the notice of the result."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.inspections.models import InspectionRecord, ItemOutcome
from mingcha.inspections.queries.coverage import Coverage
from mingcha.inspections.queries.forms import answers_of, asked_units, results_of
from mingcha.inspections.queries.papers.shared import (
    CONTACT,
    TAKEN,
    Content,
    addressee_of,
    block,
    code,
    form,
    head,
    letter,
    public_address,
)
from mingcha.inspections.queries.papers.sheets import CHECK_HEADS, CHECK_WIDTHS, SHOWN
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.forms import Answer, AskedItem, AskedUnit, Result
from mingcha.inspections.rules.outcomes import BY_CODE
from mingcha.law.rules import chinese_day
from mingcha.registers.models import Inspector

RESULT_HEADS = ("检查对象", "检查事项", "检查结果", "发现的问题", "处理措施和改正期限")
RESULT_WIDTHS = (5, 6, 5, 6, 6)
NOTHING = "以下空白"


def typed_record(scope: Actor, seen: Seen, record: InspectionRecord) -> Content:
    """现场检查笔录 as it was handed in, to be signed; the party's words stand as they were typed."""
    asked = asked_then(scope, seen, record)
    again = f"本笔录为第{record.n}版，更正原因：{record.reason}。" if record.n > 1 else ""
    return form(
        head(seen.inspection, "现场检查笔录"),
        facts=[
            ["当事人", "、".join(dict.fromkeys(unit.name for unit in asked))],
            ["抽查任务", f"{seen.inspection.campaign.title}第{seen.inspection.number}户次"],
            ["检查时间", _span(record), "检查方式", seen.inspection.get_method_display()],
            ["检查地点", record.place or "—", "提交时间", _minute(record.submitted_at)],
            *_team_facts(record),
            ["内容摘要", record.digest],
        ],
        blocks=[
            block("一、告知", SHOWN),
            block("二、检查情况", "\n".join(filter(None, (record.situation, record.hours_reason, again)))),
            *(_answers(record, unit, item) for unit in asked for item in unit.items if item.questions),
            _results(seen, record, asked, "三、检查结果"),
            block("四、当事人意见", record.party_words, height=0 if record.party_words else 20),
            block("五、签字情况", _signing(record)),
        ],
        signers=("检查人员", "检查人员", "当事人", "见证人"),
        note=f"附件{len(record.files)}份，摘要已随本版登记。提交后不再修改，确有错误的另填一版，本版保留。",
    )


def receipt(seen: Seen, record: InspectionRecord) -> Content:
    """What the party keeps: that this version was handed in, its digest, and where anyone asks after it."""
    row = seen.inspection
    address = public_address("public_receipt", record.token)
    return form(
        head(row, "检查记录回执"),
        facts=[
            ["抽查任务", f"{row.campaign.title}第{row.number}户次"],
            ["检查时间", _span(record), "检查记录", f"第{record.n}版"],
            ["提交时间", _minute(record.submitted_at), "填写人", record.typed_by.name],
            ["内容摘要", record.digest],
        ],
        blocks=[
            block(
                "本回执说明什么",
                "上述检查记录已由检查人员提交。提交后内容不能修改；以后如有更正，另填一版并写明原因，"
                "扫二维码可以查到哪一版有效、为什么更正。请核对笔录上的内容摘要与本回执相同。"
                "结果公示以后，认为公示的内容不准确的，扫同一个二维码提出异议，答复也在那里看。",
            )
        ],
        note="回执不载明检查内容。",
    ) | {
        "qr": code(address, "检查记录回执"),
        "qr_words": ["扫二维码核对本回执。", f"回执编号：{record.token}"],
    }


def result_notice(
    scope: Actor, seen: Seen, record: InspectionRecord, number: str, on: datetime.date
) -> Content:
    """行政检查结果告知书, after two officers have signed."""
    row = seen.inspection
    asked = asked_then(scope, seen, record)
    day = chinese_day(moments.local_day(record.began_at)) if record.began_at else ""
    return letter(
        head(row, "行政检查结果告知书", number, is_letter=True),
        addressee=addressee_of("、".join(dict.fromkeys(unit.name for unit in asked))),
        opening=f"{day}，本局依法对你单位进行了行政检查（{row.campaign.title}第{row.number}户次）。"
        "根据检查人员二人以上签字的检查记录，现将检查结果告知如下。",
        sections=[
            *_team_sections(record),
            (
                "你单位的权利",
                [
                    "对检查结果有异议的，可以在收到本告知书后向本局书面陈述意见；本局核实后答复。",
                    "被责令改正的，请在期限内改正并书面报告；确有困难的，可以申请延期。",
                ],
            ),
            (
                "公示",
                [
                    "检查结果依法向社会公示，不公示个人信息和商业秘密。公示的内容不准确的，可以用检查记录回执上的二维码提出异议。"
                ],
            ),
        ],
        table=_result_table(seen, record, asked),
        contact=f"{CONTACT}\n{TAKEN}",
        day=chinese_day(on),
    )


def asked_then(scope: Actor, seen: Seen, record: InspectionRecord) -> list[AskedUnit]:
    """What was asked at the units of that version."""
    units = tuple(one["code"] for one in record.units)
    return asked_units(scope, seen.inspection, Coverage(seen.inspection.code, units, ()))


def outcome_rows(
    seen: Seen, record: InspectionRecord, asked: Sequence[AskedUnit]
) -> Iterator[tuple[str, str, str, Result]]:
    """(unit, item, result, what was told) in words, in the order in which they were chosen."""
    units = {unit.code: unit for unit in asked}
    titles = dict(ItemOutcome.objects.filter(office=seen.inspection.office_id).values_list("code", "title"))
    for told in results_of(record):
        unit = units.get(told.unit)
        items = {item.code: item.name for item in unit.items} if unit else {}
        title = BY_CODE[told.code].title if told.code in BY_CODE else titles.get(told.code, told.code)
        yield unit.name if unit else told.unit, items.get(told.item, "全部事项（无法检查）"), title, told


def _result_cells(seen: Seen, record: InspectionRecord, asked: Sequence[AskedUnit]) -> list[list[str]]:
    return [
        [unit, item, title, told.words or "—", _measures(told)]
        for unit, item, title, told in outcome_rows(seen, record, asked)
    ]


def _measures(told: Result) -> str:
    due = f"，{chinese_day(told.due_on)}前改正" if told.due_on else ""
    return f"{told.measures}{due}" or "—"


def _results(seen: Seen, record: InspectionRecord, asked: Sequence[AskedUnit], title: str) -> Content:
    rows = _result_cells(seen, record, asked)
    return block(title, heads=RESULT_HEADS, widths=RESULT_WIDTHS, rows=rows)


def _result_table(seen: Seen, record: InspectionRecord, asked: Sequence[AskedUnit]) -> Content:
    rows = _result_cells(seen, record, asked)
    if len(asked) == 1:
        rows = [row[1:] for row in rows]
    heads = RESULT_HEADS if len(asked) != 1 else RESULT_HEADS[1:]
    return {"title": "检查结果", "heads": list(heads), "rows": rows}


def _answers(record: InspectionRecord, unit: AskedUnit, item: AskedItem) -> Content:
    given = answers_of(record)
    rows = []
    for one in item.questions:
        told = given.get((unit.code, one.key), Answer(""))
        rows.append([str(one.question.number), one.question.words, told.answer or "—", told.note or "—"])
    return block(f"检查单：{unit.name}，{item.name}", heads=CHECK_HEADS, widths=CHECK_WIDTHS, rows=rows)


def _signing(record: InspectionRecord) -> str:
    """Whether the party signed. Who it was is a natural person and is written by hand."""
    told = [record.get_signing_display()]
    if record.party_post:
        told.append(f"在场人职务：{record.party_post}")
    if record.refusal_reason:
        told.append(f"原因：{record.refusal_reason}，见证人在下面签名")
    return "；".join(told) + "。"


def _parted(record: InspectionRecord) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Officers, and experts: an expert assists, and neither counts nor signs as an officer
    (行政处罚法第四十二条)."""
    numbers = [one["roster"] for one in record.team if "expert" not in one]
    rows = Inspector.objects.filter(office=record.inspection.office_id, roster_no__in=numbers)
    # Records of before say it not: there the register does.
    known = set(rows.filter(is_expert=True).values_list("roster_no", flat=True)) if numbers else set()
    experts = [one for one in record.team if one.get("expert", one["roster"] in known)]
    return [one for one in record.team if one not in experts], experts


def _team_facts(record: InspectionRecord) -> Iterator[list[str]]:
    officers, experts = _parted(record)
    yield [
        "检查人员",
        "\n".join(f"{one['name']}，{one['title']}，执法证号{one['licence']}" for one in officers),
    ]
    if experts:
        yield ["专家", "\n".join(f"{one['name']}，协助检查，不是执法人员" for one in experts)]


def _team_sections(record: InspectionRecord) -> Iterator[tuple[str, list[str]]]:
    officers, experts = _parted(record)
    yield "检查人员", [f"{'；'.join(_person(one) for one in officers)}。"]
    if experts:
        yield "协助检查的专家", [f"{'、'.join(one['name'] for one in experts)}。"]


def _person(one: dict[str, Any]) -> str:
    return f"{one['name']}，执法证号{one['licence']}"


def _span(record: InspectionRecord) -> str:
    if record.began_at is None or record.ended_at is None:
        return "—"
    return f"{_minute(record.began_at)}至{_minute(record.ended_at)}"


def _minute(moment: datetime.datetime | None) -> str:
    return moments.wall_time(moment) if moment else "—"
