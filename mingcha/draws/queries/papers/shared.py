"""What the papers of a sitting have in common."""

from typing import Any

from django.conf import settings

from mingcha.common.qr import qr_svg
from mingcha.draws.models import Draw, ExternalDraw, Sitting
from mingcha.draws.queries.ceremony import announced_where
from mingcha.draws.queries.record import Record
from mingcha.draws.queries.results import Member, VisitRow
from mingcha.draws.rules.external.words import MARK

DEMO = "演示数据，均为虚构，不作任何执法用途"
UNDATED = "　　　　年　　月　　日"


def frame_of(sitting: Sitting, heading: str, document_no: str) -> dict[str, Any]:
    """Title, number, office and the mark of a demo: on every paper."""
    return {
        "title": f"{sitting.campaign.title}{heading}",
        "heading": heading,
        "document_no": document_no,
        "office": sitting.office.name,
        "mark": DEMO if settings.IS_DEMO else "",
    }


def external_frame_of(draw: ExternalDraw, heading: str) -> dict[str, Any]:
    """The same for what a platform drew: each page says that it cannot be recomputed."""
    return {
        "title": f"{draw.campaign.title}{heading}",
        "heading": heading,
        "document_no": "",
        "office": draw.office.name,
        "mark": f"{MARK}。{DEMO}" if settings.IS_DEMO else MARK,
    }


def qr_of(draw: Draw | None) -> str:
    """The code that leads to the public record with the digest of this announcement; nothing without one."""
    return str(qr_svg(announced_where(draw), f"抽取记录{draw.draw_id}")) if draw else ""


def signers(sitting: Sitting) -> list[str]:
    return [
        f"主持人（{sitting.operator.name}）",
        f"录入人（{sitting.caller.name}）",
        f"见证人兼录入人（{sitting.witness.name}）",
    ]


def person(member: Member) -> str:
    """Name and licence, as they stand in a cell."""
    return f"{member.name} {member.licence}".strip()


def gone_words(visit: VisitRow) -> list[str]:
    """What left the visit after the draw, a line each."""
    ends = {True: "", False: "，递补已用完"}
    return [f"（原{one.unit.name}，{one.why}{ends[one.has_substitute]}）" for one in visit.gone]


def filmed_words(record: Record) -> str:
    """全程录音录像 is claimed only where a camera ran without a hole."""
    story = record.story
    if not story.is_filmed:
        return "缺录音录像"
    missing = "、".join(step.words for step in story.missing)
    gaps = f"，没有录到{missing}" if missing else "，有中断" if story.holes else ""
    return f"录音录像{len(story.segments)}份{gaps}"


def proof(record: Record) -> dict[str, Any]:
    """Check numbers and what the public event showed, both draws."""
    found = [("检查对象", record.selection), ("人员匹配", record.assignment)]
    rows = [[word, one.draw.check_number, " ".join(one.values) or "还没有摇号"] for word, one in found if one]
    return {"heads": ["抽取", "核对号（公告时宣读）", f"公开事件（{record.noun or '未记录'}）"], "rows": rows}
