"""Why a result of a platform cannot be brought in for a campaign, told before anybody fills in a form."""

from collections.abc import Iterator

from django.db.models import Q

from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw
from mingcha.draws.queries.attempts import final_draw, open_attempt
from mingcha.draws.queries.external.standing import standing_draw
from mingcha.draws.states import ANNULLED
from mingcha.plans.models import Campaign
from mingcha.plans.states import READY

TITLE = "不能导入平台抽取结果"


def obstacle_to_take_in(campaign: Campaign) -> Refusal | None:
    """None for a campaign that is settled, drawn elsewhere as it says, and neither drawn here nor brought in
    already."""
    return next(_obstacles(campaign), None)


def _obstacles(campaign: Campaign) -> Iterator[Refusal]:
    if not campaign.drawing_platform:
        yield Conflict(
            "drawn-by-us",
            f"抽查任务“{campaign.title}”没有写明由上级平台抽取，应在本系统抽取。",
            title=f"{TITLE}：任务由本系统抽取",
            remedy="确须在上级平台抽取的，请退回任务，填写抽取平台和依据，由局领导重新定案。",
        )
    before = standing_draw(campaign.pk)
    if before is not None:
        yield Conflict(
            "taken-in-already",
            f"这个任务已导入{before}，现在是“{before.get_state_display()}”。",
            title=f"{TITLE}：已经导入过",
            remedy="导入有误的，请先退回或撤回原来的一次。",
        )
    yield from _drawn_here(campaign)
    if campaign.state != READY:
        yield Conflict(
            "campaign-not-ready",
            f"抽查任务现在是“{campaign.get_state_display()}”，定案后才能导入抽取结果。",
            title=f"{TITLE}：抽查任务没有定案",
            remedy="请先由局领导定案。",
        )


def _drawn_here(campaign: Campaign) -> Iterator[Refusal]:
    """An attempt whose event took place is no free try: nobody goes elsewhere for another result."""
    kinds = (SELECTION, ASSIGNMENT)
    if any(found(campaign.pk, kind) for found in (open_attempt, final_draw) for kind in kinds):
        yield Conflict(
            "drawn-here",
            "这个任务在本系统已有抽取，同一任务不能两处抽取。",
            title=f"{TITLE}：本系统已有抽取",
            remedy="只封存、没有公告的，请在抽取会页退回；已公告的按本系统的抽取办理。",
        )
    annulled = Draw.objects.filter(campaign=campaign, state=ANNULLED).order_by("announced_at")
    thrown = annulled.filter(Q(event_happened=True) | Q(drawn_at__isnull=False)).first()
    if thrown is not None:
        yield Conflict(
            "thrown-here",
            f"这个任务在本系统的抽取{thrown.draw_id}已经摇号，后来作废；摇过号的任务不能改由平台重抽。",
            title=f"{TITLE}：本系统已经摇过号",
            clause="抽取规则drawproof/1第4节：已摇号的，作废后仍算出并公开，再抽列为下一次",
            remedy="请退回任务，去掉抽取平台，由局领导重新定案后在本系统抽取。",
        )
