"""What a disclosure would open, and what stands in its way."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Sitting, UnitWithdrawal
from mingcha.draws.queries.attempts import (
    final_draw,
    find_sitting,
    is_settled,
    open_attempt,
)
from mingcha.draws.queries.changes import is_nobody_left
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.queries.recording_story import not_filmed_whole
from mingcha.draws.queries.recordings import is_explained
from mingcha.draws.states import ANNULLED, PROPOSED
from mingcha.plans.models import Campaign
from mingcha.plans.states import READY

TITLE = "不能公开"


@dataclass(frozen=True)
class DisclosurePreview:
    """What becomes public with one press, read before it is pressed."""

    sitting: Sitting
    draws: tuple[Draw, ...]
    unfilmed: tuple[Sitting, ...]
    unexplained: tuple[Sitting, ...]
    """Those of them for whose last draw a leader has not yet said why."""
    obstacle: Refusal | None

    @property
    def early_until(self) -> datetime.date | None:
        """The last day of the visits, where it is still to come."""
        return visits_end(self.sitting.campaign)

    @property
    def is_without_teams(self) -> bool:
        """Nobody is left to visit: the selection alone becomes public."""
        return (
            not self.obstacle
            and not is_settled(self.sitting.campaign_id)
            and any(draw.is_selection and draw.is_final for draw in self.draws)
        )


def visits_end(campaign: Campaign) -> datetime.date | None:
    """The last day of the visits as the campaign foresees it; None once it is over, or where it has none."""
    last = campaign.ends_on
    return last if last is not None and moments.today() <= last else None


def preview_disclosure(scope: Actor, pk: UUID) -> DisclosurePreview:
    """The attempts that a disclosure of this sitting's campaign would open, and what is missing."""
    sitting = find_sitting(scope, pk)
    draws = to_disclose(sitting.campaign_id)
    held = {draw.sitting_id: draw.sitting for draw in draws}.values()
    unfilmed = not_filmed_whole(held)
    return DisclosurePreview(
        sitting=sitting,
        draws=tuple(draws),
        unfilmed=tuple(unfilmed),
        unexplained=tuple(one for one in unfilmed if not is_explained(one)),
        obstacle=obstacle(sitting.campaign_id),
    )


def to_disclose(campaign_id: UUID) -> list[Draw]:
    """Every computed attempt that is not disclosed yet, in the order of the announcements."""
    found = Draw.objects.filter(campaign_id=campaign_id, drawn_at__isnull=False, disclosed_at=None)
    return list(found.select_related("sitting", "office", "campaign").order_by("announced_at"))


def obstacle(campaign_id: UUID) -> Refusal | None:
    """Why nothing may be disclosed now; None when it may."""
    if any(open_attempt(campaign_id, kind) for kind in (SELECTION, ASSIGNMENT)):
        return Conflict("attempt-open", "还有一次抽取没有办完。", title=f"{TITLE}：抽取没有办完")
    if not_assigned := _not_assigned(campaign_id):
        return not_assigned
    if awaits_computing(campaign_id):
        return not_computed(TITLE)
    if UnitWithdrawal.objects.filter(draw__campaign=campaign_id, state=PROPOSED).exists():
        return Conflict(
            "withdrawal-waits",
            "有人提出对象退出，还没有确认。公开以后不能再递补。",
            title=f"{TITLE}：对象退出待确认",
            remedy="请在“抽后变动”页确认或者不予确认。",
        )
    if not to_disclose(campaign_id):
        return _nothing_left(campaign_id)
    return None


def _not_assigned(campaign_id: UUID) -> Conflict | None:
    """The teams are still to be drawn, unless nobody is left whom they could visit: then the selection
    becomes public alone. As long as a single unit or reserve is left, it does not."""
    selection = final_draw(campaign_id, SELECTION)
    if selection is None or is_settled(campaign_id) or selection.disclosed_at is not None:
        return None
    if not is_nobody_left(selection):
        return _no_teams()
    return None if selection.campaign.state == READY else _not_settled(selection.campaign)


def _no_teams() -> Conflict:
    return Conflict(
        "no-teams",
        "检查人员还没有抽出，名单不能公开。",
        title=f"{TITLE}：人员匹配没有完成",
        clause="抽取规则drawproof/1第3节：抽中的对象不能在两次抽取之间不见",
        remedy="请主持人公告人员匹配，抽出检查人员。人员不够的，补登或者从其他单位抽调有执法证的人员，"
        "或者在会场页点“退回修改检查组”，减少每组人数、放宽席位资格（不得少于法定人数），由局领导定案后再公告。"
        "主持人已不在岗的，由执法监察的另一人另开抽取会办理。",
    )


def _not_settled(campaign: Campaign) -> Conflict:
    """With the disclosure the campaign counts as drawn, and it was sent back meanwhile."""
    return Conflict(
        "campaign-not-ready",
        f"抽查任务现在是“{campaign.get_state_display()}”，定案后才能公开。",
        title=f"{TITLE}：抽查任务没有定案",
        remedy="请由局领导在抽查任务页定案，再公开。",
    )


def _nothing_left(campaign_id: UUID) -> Conflict:
    """Whoever pressed twice, or came back to the page, reads that it is done and not that it failed."""
    if Draw.objects.filter(campaign_id=campaign_id, disclosed_at__isnull=False).exists():
        return Conflict(
            "nothing-to-disclose",
            "全部资料已公开，没有待公开的抽取，不用再办。",
            title="已经公开",
            remedy="公开的内容见抽取记录。",
        )
    return Conflict("nothing-to-disclose", "没有待公开的抽取。", title=f"{TITLE}：没有可公开的")


def awaits_computing(campaign_id: UUID) -> bool:
    """Whether the last attempt was annulled after its event and can still be computed. As long as it can, the
    next attempt does not begin, so an attempt that was replaced waits for nothing: what is owed of it again
    by a correction stops nobody."""
    annulled = Draw.objects.filter(campaign_id=campaign_id, state=ANNULLED, replaced_by=None)
    return any(computing_of(draw).is_owed for draw in annulled.select_related("sitting"))


def not_computed(title: str) -> Conflict:
    """What is said to whoever goes on before that."""
    return Conflict(
        "annulled-not-computed",
        "有一次作废的抽取已经摇号，还没有算出结果。",
        title=f"{title}：作废的一次没有推算",
        clause="抽取规则drawproof/1第4节：已摇号的，作废后仍算出并公开",
        remedy="请录入人和见证人补录完，由执法监察、政策法规或者局领导在抽取会页推算，再办理；"
        "两人中有人已离开本局、不能补录的，账号停用以后不再等待。"
        "彩票没有开奖的，作废时写明没有开奖，就不用补录；作废时说错了的，由两人在“开奖情况”页更正。",
    )
