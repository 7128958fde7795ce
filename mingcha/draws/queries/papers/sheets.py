"""抽取结果表, 检查人员匹配表, 抽取会签到表: sheets to sign at the end of a sitting."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from mingcha.draws.models import Draw, Sitting
from mingcha.draws.queries.papers.shared import (
    UNDATED,
    filmed_words,
    frame_of,
    gone_words,
    person,
    proof,
    qr_of,
    signers,
)
from mingcha.draws.queries.record import Record
from mingcha.draws.queries.results import DrawnRow, Member, VisitRow
from mingcha.law.rules import chinese_day

GUEST_LINES = 8


def result_content(record: Record, document_no: str) -> dict[str, Any]:
    """The sheet of ux/10-sheet: targets with their teams, substitutes, how to check, signatures, seal."""
    titles = [f"{title}与执法证号" for title in record.seat_titles]
    return {
        **frame_of(record.sitting, "双随机抽查抽取结果表", document_no),
        "facts": _facts(record),
        "heads": ["序号", "检查对象", "对象编码", "乡镇", *titles],
        "groups": [_group(record, group) for group in record.groups],
        "reserves": _reserves(record),
        "proof": proof(record),
        "steps": _steps(record),
        "qr": qr_of(record.assignment.draw if record.assignment else None),
        "signers": signers(record.sitting),
        "seal": f"{record.sitting.office.name}（盖章）",
        "day": UNDATED,
    }


def assignment_content(record: Record, document_no: str) -> dict[str, Any]:
    """Who goes where, person by person."""
    return {
        **frame_of(record.sitting, "双随机抽查检查人员匹配表", document_no),
        "facts": _facts(record),
        "heads": ["序号", "检查人员", "执法证号", "组内职责", "户次", "检查对象（序号同抽取结果表）"],
        "rows": _people(record),
        "note": "检查人员由系统按公告的规则随机匹配，依法应当回避的不匹配；一人不得自行与他人调换。"
        "因故不能参加的，登记原因和证明，由递补规则决定。",
        "proof": proof(record),
        "qr": qr_of(record.assignment.draw if record.assignment else None),
        "signers": signers(record.sitting),
        "seal": f"{record.sitting.office.name}（盖章）",
        "day": UNDATED,
    }


def attendance_content(sitting: Sitting, announced: Draw | None, document_no: str) -> dict[str, Any]:
    """Who was there: the three people, and lines for guests. The code is that of what was `announced` first;
    printed before that it has none."""
    opened = timezone.localtime(sitting.opened_at)
    people = [
        (sitting.operator, "主持人"),
        (sitting.caller, "录入人"),
        (sitting.witness, "见证人兼录入人"),
    ]
    rows = [[one.name, str(one.section or sitting.office.name), role] for one, role in people]
    return {
        **frame_of(sitting, "双随机抽查抽取会签到表", document_no),
        "qr": qr_of(announced),
        "facts": [
            ["抽查任务", f"{sitting.campaign.title}（编号{sitting.campaign.number}）"],
            ["会议时间", f"{chinese_day(opened.date())}{opened.hour}:{opened:%M}开始"],
            ["会议地点", sitting.place],
        ],
        "heads": ["序号", "姓名", "单位和股室", "身份", "到场时间", "签到"],
        "rows": rows,
        "guests": GUEST_LINES,
        "note": "列席、旁听人员填写姓名、单位后签到；没有列席人员的，在空行注明“以下空白”。",
    }


def _facts(record: Record) -> list[list[str]]:
    """Label, text, and perhaps a second pair in the same line."""
    low, high = record.load_range
    loads = f"每人{low}次" if low == high else f"每人{low}至{high}次"
    frame, teams = record.frame, record.teams
    registered, members, left_out = (frame.registered, frame.members, frame.left_out) if frame else (0, 0, 0)
    selection = record.selection
    drawn, reserve = (selection.drawn, selection.reserve) if selection else (0, 0)
    changed = record.changes.words if record.changes else ""
    return [
        *([["抽后变动", changed]] if changed else []),
        ["抽查任务", record.campaign.title],
        ["抽查事项", "、".join(record.item_names)],
        ["抽取时间", _span(record), "抽取地点", f"{record.sitting.place}，{filmed_words(record)}"],
        [
            "抽取范围",
            f"范围内{registered:,}个，列入{members:,}个，未列入{left_out:,}个",
            "对象抽取",
            f"抽中{drawn:,}个，递补{reserve:,}个",
        ],
        [
            "第几次抽取",
            f"{_attempts(record)}；{record.campaign.get_showing_display()}",
            "人员匹配",
            f"{teams.seats if teams else 0:,}个席位，{record.people}人，{loads}",
        ],
    ]


def _attempts(record: Record) -> str:
    pairs = (("对象", record.selection), ("人员", record.assignment))
    return "，".join(f"{word}第{one.draw.attempt}次" for word, one in pairs if one)


def _span(record: Record) -> str:
    selection, assignment = record.selection, record.assignment
    begun = timezone.localtime(selection.draw.announced_at) if selection else None
    ended = timezone.localtime(assignment.draw.drawn_at) if assignment and assignment.draw.drawn_at else None
    if begun is None or ended is None:
        return ""
    end = f"{ended.hour}:{ended:%M}"
    later = end if ended.date() == begun.date() else f"{chinese_day(ended.date())}{end}"
    return f"{chinese_day(begun.date())}{begun.hour}:{begun:%M}至{later}"


def _group(record: Record, group: Any) -> dict[str, Any]:
    line = f"层{group.code}：{group.members:,}个抽{group.drawn:,}个，比例{group.share}"
    return {"line": line, "rows": [_visit(record, visit) for visit in group.visits]}


def _visit(record: Record, visit: VisitRow) -> list[str]:
    seated = [
        "\n".join(person(one) for one in visit.members if one.title == title) for title in record.seat_titles
    ]
    return [
        str(visit.number),
        "\n".join([*(unit.name for unit in visit.units), *gone_words(visit)]),
        "\n".join(unit.code for unit in visit.units),
        visit.town,
        *seated,
    ]


def _reserves(record: Record) -> str:
    """Until all is public their number alone: who knows which comes next may see to it that one is needed."""
    if not record.is_disclosed:
        strata = record.frame.strata if record.frame else ()
        counts = [f"层{one.code}：{one.reserve:,}个" for one in strata if one.reserve]
        kept = "公开前不列递补的名单和次序，两样都已定在抽取结果里，对象退出时由系统依次启用。"
        return f"{'；'.join(counts)}。{kept}" if counts else "没有递补。"
    lines = [
        f"层{stratum}：{'，'.join(f'{row.unit.name}{_became(row)}' for row in rows)}"
        for stratum, rows in record.reserves.items()
    ]
    return f"{'；'.join(lines)}。" if lines else "没有递补。"


def _became(row: DrawnRow) -> str:
    return f"（{row.became}）" if row.became else ""


def _steps(record: Record) -> list[str]:
    bundles = "、".join(one.bundle_name for one in (record.selection, record.assignment) if one)
    span = record.log_span or (0, 0)
    return [
        f"看录像：宣读的核对号、摇出的{record.noun}，与上表相同。",
        f"检查结束公开后，扫二维码打开抽取记录，下载{bundles}，放进核验页，重新算出本表。",
        f"全部记录在留痕日志第{span[0]:,}至{span[1]:,}条之间。",
    ]


def _people(record: Record) -> list[list[str]]:
    seats: dict[str, list[tuple[int, Member]]] = defaultdict(list)
    for visit in record.visits:
        for one in visit.members:
            if not one.is_open:
                seats[one.inspector].append((visit.number, one))
    rows = []
    for place, key in enumerate(sorted(seats), start=1):
        member = seats[key][0][1]
        duties = "、".join(
            f"{title}{sum(1 for _, one in seats[key] if one.title == title)}次"
            for title in dict.fromkeys(one.title for _, one in seats[key])
        )
        numbers = "、".join(str(number) for number, _ in seats[key])
        rows.append([str(place), member.name, member.licence, duties, str(len(seats[key])), numbers])
    return rows
