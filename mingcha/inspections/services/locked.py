"""Every change of a visit happens under its lock, on rows read under it."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.fitness import Unfit
from mingcha.inspections.queries.visible import Seen, find_inspection, no_such_inspection
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


def team_refusal(title: str, found: list[Unfit]) -> Refusal:
    """Somebody of the team may not go that day: the seat is redrawn by protocol first."""
    return Refusal(
        "team-not-fit",
        "；".join(f"{one.name}：{one.why}" for one in found) + "。",
        title=f"{title}：有人不能参加",
        clause=TEAM_CLAUSE,
        remedy="请本人在“我的检查任务”申报，或者由两人登记席位变动，系统按规则重新抽定席位；也可以另选日期。",
        found=[("不能参加", f"{one.name}（{one.why}）") for one in found],
    )
