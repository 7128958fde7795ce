"""What both announcements share: the terms typed in, and the announcement that carries the time of its own
log entry (drawproof/1 section 4.1)."""

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import drawproof
from drawproof import entries
from drawproof.errors import DrawproofError
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.moments import protocol_time, wall_seconds, wall_time
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import Draw, DrawSecret, Sitting
from mingcha.draws.queries.attempts import attempts, committed_files
from mingcha.draws.rules.events import (
    ELSEWHERE,
    EVENTS,
    Event,
    Source,
    announced_entropy,
    of_issues,
    to_stored,
)
from mingcha.draws.rules.lotteries import WEEKDAYS, WINDOW, issues_on, schedule_of
from mingcha.draws.services.locked import protocol_refusal

TITLE = "不能公告"
ID_LENGTH = 47
ISSUE = re.compile(r"[1-9][0-9]{4,6}")
FIXED_BEFORE = "抽取规则drawproof/1第4节：公开事件在公告中定下"
NO_SECRET = "0" * 64
LETTERS = {"selection": "s", "assignment": "a"}


@dataclass(frozen=True)
class Issue:
    """One drawing of a lottery: which it is, and when the lottery draws it."""

    number: str
    at: datetime.datetime


@dataclass(frozen=True)
class Terms:
    """`event` is a key of `EVENTS`. An event held here follows `wait_minutes` after the announcement (0: at
    once); one held elsewhere is the drawing of the `issues`, by lottery. What is not drawn by `draw_by` is
    annulled."""

    event: str
    draw_by: datetime.datetime
    wait_minutes: int = 0
    issues: Mapping[str, Issue] = field(default_factory=dict)

    @property
    def kind(self) -> Event:
        if self.event not in EVENTS:
            raise Refusal(
                "event-unknown", "没有这种公开事件。", title=TITLE, remedy="请从所列的公开事件中选一种。"
            )
        return EVENTS[self.event]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources as they are announced, those of a lottery with issue and time."""
        if self.kind.held != ELSEWHERE:
            return self.kind.sources
        told = {name: (one.number, protocol_time(one.at)) for name, one in self.issues.items()}
        return of_issues(self.kind.sources, told)

    def moments(self, announced_at: datetime.datetime) -> list[datetime.datetime]:
        """When the event takes place, the last moment last; `Refusal` where a lottery is not drawn then."""
        if self.kind.held == ELSEWHERE:
            for lottery in dict.fromkeys(source.lottery for source in self.kind.sources):
                _check_issue(lottery, self.issues.get(lottery), announced_at)
            return sorted(issue.at for issue in self.issues.values())
        wait = max(datetime.timedelta(minutes=self.wait_minutes), datetime.timedelta(seconds=1))
        return [announced_at + wait]


def _check_issue(lottery: str, issue: Issue | None, announced_at: datetime.datetime) -> None:
    """A named issue cannot be exchanged for another once numbers are known. What counts is the hour at which
    that lottery is drawn, and not the one typed in: before it the announcement, from it on the event."""
    if issue is None:
        raise Refusal(
            "lottery-issue",
            f"用彩票开奖号码的，须写明{lottery}的期号和开奖时间。",
            title=f"{TITLE}：没有写期号",
            clause=FIXED_BEFORE,
            remedy="请照彩票机构公布的期次填写。",
        )
    local = moments.local_time(issue.at)
    schedule = schedule_of(lottery, local.date())
    drawn_at = datetime.datetime.combine(local.date(), schedule.at, local.tzinfo)
    if not schedule.is_drawn_on(local.date()) or not drawn_at <= local <= drawn_at + WINDOW:
        until = f"{drawn_at + WINDOW:%H:%M}"
        raise Refusal(
            "lottery-day",
            f"{lottery}在{schedule.words}开奖，{wall_time(issue.at)}（周{WEEKDAYS[local.weekday()]}）不是开奖时间。",
            title=f"{TITLE}：开奖时间不对",
            clause=schedule.basis,
            remedy=f"请填这一期开奖的那一天{schedule.at:%H:%M}至{until}之间；两种彩票不在同一天开奖，各填各的。",
        )
    _check_number(lottery, issue, local.date())
    if announced_at >= drawn_at:
        raise Refusal(
            "lottery-drawn",
            f"{lottery}第{issue.number}期{wall_time(drawn_at)}开奖，公告须在这之前；现在是{wall_time(announced_at)}。",
            title=f"{TITLE}：开奖时间已过",
            clause="抽取规则drawproof/1第4节：先公告，后公开事件",
            remedy=f"请改用下一期，{schedule.words}开奖。",
        )


def _check_number(lottery: str, issue: Issue, on: datetime.date) -> None:
    """An issue of another year, or one drawn long ago, has numbers that are known."""
    expected = issues_on(lottery, on)
    if ISSUE.fullmatch(issue.number) and int(issue.number) in expected:
        return
    raise Refusal(
        "lottery-number",
        f"{lottery}{on:%Y-%m-%d}开奖的一期，期号应在{expected[0]}至{expected[-1]}之间，填的是{issue.number}。",
        title=f"{TITLE}：期号与开奖时间对不上",
        clause=FIXED_BEFORE,
        remedy="请照彩票机构公布的期次填写，再核对开奖的那一天。",
    )


def number_attempt(draw: Draw) -> None:
    """Give the attempt its number and id. The one before it is annulled: constraints keep a second open or
    drawn one out."""
    before = attempts(draw.campaign_id, draw.kind)
    draw.attempt = len(before) + 1
    draw.replaces = before[-1] if before else None
    _require_same_campaign(draw)
    draw.draw_id = f"{draw.office.code}-{draw.campaign.number}-{LETTERS[draw.kind]}{draw.attempt}"
    if len(draw.draw_id) > ID_LENGTH:
        raise Refusal(
            "draw-id-long",
            f"机构代码和任务编号合起来太长，抽取编号“{draw.draw_id}”超过{ID_LENGTH}位。",
            title=f"{TITLE}：编号太长",
            remedy="请把抽查任务的编号改短。",
        )


def _require_same_campaign(draw: Draw) -> None:
    """What this attempt names was announced under the same campaign id: a file that names an attempt of
    another campaign is refused by every verifier, and could never be disclosed."""
    for before in filter(None, (draw.replaces, draw.builds_on)):
        number = json.loads(bytes(before.announcement))["campaign"]
        if number != draw.campaign.number:
            raise Conflict(
                "campaign-renumbered",
                f"抽取{before}公告时任务编号是{number}，现在是{draw.campaign.number}，不能接着公告。",
                title=f"{TITLE}：任务编号改过",
                clause="抽取规则drawproof/1第4节：各次抽取属于同一个任务编号，逐次编号",
                remedy=f"请把任务退回修改，把编号改回{number}，由局领导定案，再封存、公告。",
            )


def announce(draw: Draw, actor: Actor, terms: Terms, secret: DrawSecret, at: str) -> bytes:
    """Fill and save the attempt as announced at `at`; the log entry `announced`. Runs while the ledger is
    locked, so the announcement's time is that of its entry. The secret is opened once nothing refuses any
    more: an opening that ends in a refusal would leave no act."""
    announced_at = datetime.datetime.fromisoformat(at)
    held = terms.moments(announced_at)
    event_at = held[-1]
    _check_times(announced_at, held, terms.draw_by)
    draw.event, draw.sources = terms.event, to_stored(terms.sources)
    draw.announced_at, draw.event_at, draw.draw_by = announced_at, event_at, terms.draw_by
    draw.announced_by_id = actor.person_id
    if draw.is_selection:
        # That of an assignment is made in this transaction, and goes with it where this refuses.
        _compose(draw, NO_SECRET)
    announcement = _compose(draw, _opened(draw, secret))
    draw.announcement, draw.digest = announcement.data, announcement.digest
    draw.check_number, draw.commitment = announcement.check_number, announcement.commitment
    draw.save()
    return entries.announced(announcement.data, at)


def _opened(draw: Draw, secret: DrawSecret) -> str:
    """Before an announcement a lost secret is no reason to annul: a new frame brings a new one."""
    try:
        return secret.open()
    except WrongKey as error:
        raise Refusal(
            "secret-lost",
            f"{draw}的秘密数不能读出：数据密钥不对，或者不是封存时的那一把。",
            title=f"{TITLE}：秘密数无法读出",
            clause="抽取规则drawproof/1第4节",
            remedy="请系统管理员先用备份的密钥文件恢复密钥；找不回来的，点“退回，重新封存”，另生成秘密数再公告。",
        ) from error


def _compose(draw: Draw, secret: str) -> drawproof.Announcement:
    try:
        return drawproof.announce(
            kind=draw.kind,
            office=(draw.office.code, draw.office.name),
            campaign=draw.campaign.number,
            draw=draw.draw_id,
            attempt=draw.attempt or 0,
            title=f"{draw.campaign.title}：{draw.get_kind_display()}",
            notes=_notes(draw.sitting),
            announced_at=protocol_time(draw.announced_at),  # type: ignore[arg-type]  # set by the caller
            draw_by=protocol_time(draw.draw_by),  # type: ignore[arg-type]
            entropy=announced_entropy(draw.event_sources, protocol_time(draw.event_at)),  # type: ignore[arg-type]
            rule=draw.rule,
            files=committed_files(draw),
            secret=secret,
            replaces=draw.replaces.digest if draw.replaces else None,
            builds_on=draw.builds_on.digest if draw.builds_on else None,
        )
    except drawproof.Infeasible:
        raise
    except DrawproofError as error:
        raise protocol_refusal(error, f"{TITLE}：不合抽取规则") from error


def _notes(sitting: Sitting) -> dict[str, str]:
    """Shown with the bundle, never interpreted: place, number, unit, when names are shown, and the three
    people in office."""
    notes = {
        "place": sitting.place,
        "document": sitting.document_no,
        "unit": sitting.campaign.get_unit_display(),
        "showing": sitting.campaign.get_showing_display(),
        "operator": sitting.operator.name,
        "caller": sitting.caller.name,
        "witness": sitting.witness.name,
    }
    return {key: text for key, text in notes.items() if text}


def _check_times(
    announced_at: datetime.datetime, held: Sequence[datetime.datetime], draw_by: datetime.datetime
) -> None:
    if not announced_at < held[0] <= held[-1] < draw_by:
        raise Refusal(
            "times-order",
            "时间须是：公告在前，公开事件在后，最迟抽取时间最后。",
            title=f"{TITLE}：时间先后不对",
            clause="抽取规则drawproof/1第4节",
            remedy="请把最迟抽取时间填到公开事件之后，并留出录入的时间。",
            found=[
                ("公告", wall_seconds(announced_at)),
                ("公开事件", "、".join(map(wall_seconds, held))),
                ("最迟抽取", wall_seconds(draw_by)),
            ],
        )
