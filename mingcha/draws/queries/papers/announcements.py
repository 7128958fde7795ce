"""抽取公告: what an attempt's announcement says, on paper. It is read from what was announced: since then the
campaign may have been changed."""

import json
from typing import Any

from django.utils import timezone

from mingcha.common import moments
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import event_sayings, file_content, selection_of
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.queries.facts import FrameFacts, frame_facts
from mingcha.draws.queries.papers.shared import frame_of, qr_of
from mingcha.draws.rules.committed import groups_of
from mingcha.draws.rules.words import group_title
from mingcha.law.rules import chinese_day
from mingcha.plans.models import AFTER_VISITS, ON_THE_SPOT, SHOWINGS

BASIS = "《国务院办公厅关于推广随机抽查规范事中事后监管的通知》（国办发〔2015〕58号）"
# All that is said of an announcement from before announcements said which.
IN_THE_END = "全部检查结束后公开名单和抽取文件，任何人可以重新计算。"
SHOWN = {
    ON_THE_SPOT: "抽取结果当场宣读。全部检查结束后公开抽取文件，任何人可以重新计算。",
    AFTER_VISITS: f"检查结束前不公开名单，当场只宣读数量和摘要。{IN_THE_END}",
}
STRATA_HEADS = ["层", "比例", "列入", "抽取", "递补"]


def announcement_content(draw: Draw, document_no: str) -> dict[str, Any]:
    """Everything that stands on the paper of an announced attempt; no name but those of the three people."""
    words = "检查对象抽取公告" if draw.is_selection else "检查人员匹配公告"
    frame = frame_facts(draw) if draw.is_selection else None
    return {
        **frame_of(draw.sitting, f"{draw.sitting.office.name}\n双随机抽查{words}", document_no),
        "title": f"{_campaign(draw)}{words}（第{draw.attempt}次）",
        "opening": _opening(draw),
        "sections": _sections(draw, frame),
        "strata": _strata(frame) if frame else None,
        "facts": _facts(draw),
        "qr": qr_of(draw),
        "day": chinese_day(moments.local_day(draw.announced_at)) if draw.announced_at else "",
    }


def _announced(draw: Draw) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(draw.announcement))
    return found


def _campaign(draw: Draw) -> str:
    """Its title as announced."""
    return str(_announced(draw)["title"]).removesuffix(f"：{draw.get_kind_display()}")


def _opening(draw: Draw) -> str:
    task = f"抽查任务“{_campaign(draw)}”（编号{draw.campaign.number}）"
    plan = "和年度抽查计划" if draw.campaign.plan_id else ""
    matter = f"对{task}的检查对象" if draw.is_selection else f"为{task}抽中的检查对象匹配检查人员，"
    return f"根据{BASIS}{plan}，{matter}进行第{draw.attempt}次随机抽取，编号{draw.draw_id}，现予公告。"


def _sections(draw: Draw, frame: FrameFacts | None) -> list[list[str]]:
    """Heading and text of each."""
    return [
        ["抽取范围", _scope(draw, frame)],
        ["公开事件", _event(draw)],
        ["主持和监督", _people(draw)],
        ["结果公开", _showing(draw)],
        *([["此前的抽取", _former(draw)]] if draw.replaces else []),
    ]


def _scope(draw: Draw, frame: FrameFacts | None) -> str:
    if frame is None:
        # How many visits there are tells something of who was drawn: it waits for the disclosure.
        former = selection_of(draw)
        titles = {group.code: group.title for group in draw.campaign.team_groups.all()}
        seats = groups_of(file_content(draw, "visits.csv"))
        groups = "、".join(f"{group_title(one.code, titles)}{one.count}名" for one in seats)
        return (
            f"检查对象抽取{former.draw_id}抽中的检查对象，每户次{groups}，在符合条件的检查人员中匹配，"
            "依法应当回避的不匹配。户次和席位数在检查结束后公开。"
        )
    left_out = "、".join(f"{word}{count:,}个" for word, count in frame.excluded)
    return (
        f"范围内共{frame.registered:,}个，列入{frame.members:,}个，未列入{frame.left_out:,}个"
        f"{f'（{left_out}）' if left_out else ''}。各层的比例和数量见下表，名册和规则在公告时已经封存。"
    )


def _event(draw: Draw) -> str:
    held = [f"{name}，{_minute(at)}开奖，取{numbers}" for name, at, numbers in draw.drawings]
    when = f"：{'；'.join(held)}。" if held else f"。时间：{_minute(draw.event_at)}。"
    return (
        f"{draw.event_title}{when}所得数值与本局公告前封存的秘密数一起决定抽取结果，"
        f"任何一方都不能单独左右。最迟于{_minute(draw.draw_by)}抽取，逾期未抽取的由两人作废并公布。"
    )


def _people(draw: Draw) -> str:
    told = _announced(draw)["notes"]
    return (
        f"地点：{told['place']}。主持人{told['operator']}，录入人{told['caller']}，"
        f"见证人兼录入人{told['witness']}。录入人和见证人各自录入，互不可见，两人一致为准；全程录音录像。"
    )


def _showing(draw: Draw) -> str:
    told = _announced(draw)["notes"].get("showing")
    return next((SHOWN[key] for key, words in SHOWINGS if words == told), IN_THE_END)


def _former(draw: Draw) -> str:
    former = draw.replaces
    computing = computing_of(former) if former else None
    happened = "没有摇号"
    if computing and computing.has_result:
        happened = "作废前已经摇号，结果仍然推算并公开"
    elif computing and computing.is_never:
        happened = f"作废前{computing.words}"
    elif former and former.was_not_held:
        happened = f"{'、'.join(name for name, _ in former.issues)}没有按公告的时间开奖，任何人可以查对"
    reason = former.get_annulled_for_display() if former else ""
    said = "".join(f"；{one}" for one in event_sayings(former)) if former else ""
    return f"第{former.attempt if former else 0}次抽取已经作废，原因：{reason}{said}；{happened}。"


def _strata(frame: FrameFacts) -> dict[str, Any]:
    rows = [
        [f"层{one.code}", one.share, f"{one.members:,}", f"{one.drawn:,}", f"{one.reserve:,}"]
        for one in frame.strata
    ]
    total = ["合计", "", f"{frame.members:,}", f"{frame.drawn:,}", f"{frame.reserve:,}"]
    return {"heads": STRATA_HEADS, "rows": [*rows, total]}


def _facts(draw: Draw) -> list[list[str]]:
    return [
        ["核对号", draw.check_number],
        ["公告摘要", draw.digest],
        ["承诺", draw.commitment],
        ["公告时间", _minute(draw.announced_at, seconds=True)],
    ]


def _minute(moment: Any, *, seconds: bool = False) -> str:
    local = timezone.localtime(moment)
    return (
        f"{chinese_day(local.date())}{local.hour}:{local:%M:%S}"
        if seconds
        else (f"{chinese_day(local.date())}{local.hour}:{local:%M}")
    )
