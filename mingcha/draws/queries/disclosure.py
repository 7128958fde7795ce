"""What a disclosure would open, and what stands in its way."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Recording, Sitting
from mingcha.draws.queries.attempts import final_draw, find_sitting, is_settled, open_attempt
from mingcha.draws.states import ANNULLED

TITLE = "不能公开"


@dataclass(frozen=True)
class DisclosurePreview:
    """What becomes public with one press, read before it is pressed."""

    sitting: Sitting
    draws: tuple[Draw, ...]
    recordings: tuple[Recording, ...]
    obstacle: Refusal | None

    @property
    def is_filmed(self) -> bool:
        return bool(self.recordings)


def preview_disclosure(scope: Actor, pk: UUID) -> DisclosurePreview:
    """The attempts that a disclosure of this sitting's campaign would open, and what is missing."""
    sitting = find_sitting(scope, pk)
    return DisclosurePreview(
        sitting=sitting,
        draws=tuple(to_disclose(sitting.campaign_id)),
        recordings=tuple(sitting.recordings.all()),
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
    if final_draw(campaign_id, SELECTION) and not is_settled(campaign_id):
        return Conflict("no-teams", "检查人员还没有抽出，名单不能公开。", title=f"{TITLE}：人员匹配没有完成")
    pending = Draw.objects.filter(
        campaign_id=campaign_id, state=ANNULLED, observed_at__isnull=False, drawn_at=None
    )
    if pending.exists():
        return Conflict(
            "annulled-not-computed",
            "有一次作废的抽取已经摇号，还没有算出结果。",
            title=f"{TITLE}：作废的一次没有推算",
            clause="抽取规则drawproof/1第4节：已摇号的，作废后仍算出并公开",
            remedy="请在抽取会页推算后再公开。",
        )
    if not to_disclose(campaign_id):
        return Conflict("nothing-to-disclose", "没有待公开的抽取。", title=f"{TITLE}：没有可公开的")
    return None
