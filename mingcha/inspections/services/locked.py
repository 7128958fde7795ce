"""Every change of a visit happens under its lock, on rows read under it."""

import datetime
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.burden import cap_reached
from mingcha.inspections.queries.fitness import Unfit
from mingcha.inspections.queries.substitutes import is_drawn_here
from mingcha.inspections.queries.visible import Seen, find_inspection, no_such_inspection
from mingcha.plans.models import Campaign
from mingcha.plans.services.planning import lock_plans

TEAM_CLAUSE = "《中华人民共和国行政处罚法》第四十二条、第四十三条"


def locked_inspection(actor: Actor, pk: UUID) -> Seen:
    """The visit as it stands now, as far as the actor may see it. Seats and units are changed under the lock
    of the campaign's draws, which is taken first."""
    row = Inspection.objects.filter(pk=pk, office_id=actor.office_id).first()
    if row is None:
        raise no_such_inspection()
    lock(f"draws.campaign.{row.campaign_id}")
    lock(f"inspections.visit.{pk}")
    return find_inspection(actor, pk)


def lock_what_counts(actor: Actor) -> None:
    """What a visit that is over writes besides itself: plans, registers, deadlines, before the first act, in
    the order in which the verbs of those apps take them."""
    lock_plans(actor)
    lock(f"register/{actor.office_id}")
    lock(f"law/{actor.office_id}")


REDRAWN = "请本人在“我的检查任务”申报，或者由两人登记席位变动，系统按规则重新抽定席位；也可以另选日期。"
DRAWN_ANEW = "请在{}重新抽取接替的人，再在这一户次的页面由一人登记换人、组外的另一人确认；也可以另选日期。"
SENT_ANEW = "请派出检查组的局领导另行派人，再在这一户次的页面登记换人、由局领导确认；也可以另选日期。"


def team_refusal(title: str, found: list[Unfit], campaign: Campaign) -> Refusal:
    """Somebody of the team may not go that day: first the seat is redrawn by protocol, or where the team was
    not drawn here the member is changed."""
    return Refusal(
        "team-not-fit",
        "；".join(f"{one.name}：{one.why}" for one in found) + "。",
        title=f"{title}：有人不能参加",
        clause=TEAM_CLAUSE,
        remedy=_remedy(campaign),
        found=[("不能参加", f"{one.name}（{one.why}）") for one in found],
    )


def require_within_cap(title: str, actor: Actor, seen: Seen, on: datetime.date) -> None:
    """No party of the visit has had as many visits in that year as the law allows."""
    # Obligation annual-cap of docs/law/obligations.yml.
    reached = cap_reached(actor, seen.inspection, seen.coverage, on)
    if reached is None:
        return
    cap, full = reached
    raise Conflict(
        "cap-reached",
        f"该对象{on.year}年已被本机构检查{full[0].own}次，年度上限{cap.as_count}次。",
        title=f"{title}：已到年度检查次数上限",
        clause=cap.clause,
        remedy="抽取以后另有检查的，请反映对象退出（另案处理），按规则递补。",
    )


def _remedy(campaign: Campaign) -> str:
    if is_drawn_here(campaign):
        return REDRAWN
    return DRAWN_ANEW.format(campaign.drawing_platform) if campaign.drawing_platform else SENT_ANEW
