"""What every verb of a plan begins with: the lock, the plan anew from the database, its state table."""

from collections.abc import Sequence

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.intake.private import require_no_numbers
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.queries import PlanFinding, find_plan, plan_of_year
from mingcha.plans.queries.plan_lines import LineValues
from mingcha.plans.rules.plan_words import LINE_TITLES
from mingcha.plans.states import CAMPAIGN, PLAN
from mingcha.registers.queries.told_names import require_nobody_told

APPROVAL_WORK = "plans.approve_plan"
NUMBER_LENGTH = 32


def lock_plans(actor: Actor) -> None:
    """Every change of an office's plans and campaigns happens under this lock."""
    lock(f"plans/{actor.office_id}")


def locked_plan(actor: Actor, plan: Plan) -> Plan:
    lock_plans(actor)
    return find_plan(actor, plan.pk)


def plan_number(number: str) -> str:
    """The number as it is printed; `Refusal` without one, or when it is too long."""
    number = number.strip()
    if 0 < len(number) <= NUMBER_LENGTH:
        return number
    sentence = f"计划编号应填写，不超过{NUMBER_LENGTH}字。"
    raise Refusal("plan-form", sentence, title="不能保存计划：填写不完整")


def require_free_year(actor: Actor, year: int, act: str) -> None:
    """`Conflict` when the year has its plan."""
    if plan_of_year(actor, year) is None:
        return
    raise Conflict(
        "plan-known",
        f"{year}年度抽查计划已经编制，一个年度一份。",
        title=f"不能{act}：已有{year}年度计划",
        remedy="请打开已有的计划，在其中提出任务；那一份编错的，由执法监察岗位在“计划办理”页更正或者作废。",
    )


def told_lines(lines: Sequence[Campaign]) -> list[tuple[str, str]]:
    """Lines that stand in the way, by number, with title and state."""
    return [(line.number, f"{line.title}：{CAMPAIGN.words[line.state][0]}") for line in lines]


def require_reason(act: str, reason: str) -> str:
    """The reason without spaces around; `Refusal` when there is none."""
    name = PLAN.acts[act][0]
    if not reason.strip():
        raise Refusal("no-reason", f"{name}要写明理由，理由记入留痕日志。", title=f"不能{name}：没有理由")
    return reason.strip()


def require_clear(act: str, found: Sequence[PlanFinding]) -> None:
    """`Refusal` that names every finding that blocks, the first with its clause and what to do."""
    blocking = [one for one in found if one.finding.blocks]
    if not blocking:
        return
    first, name = blocking[0].finding, PLAN.acts[act][0]
    raise Refusal(
        first.code,
        f"计划还有{len(blocking)}个问题未解决，不能{name}。",
        title=f"不能{name}：{len(blocking)}个问题未解决",
        clause=f"{first.clause}：“{first.quote}”" if first.quote else first.clause,
        remedy=first.remedy,
        found=[(_about(one), f"{one.finding.title}：现在{one.finding.found}") for one in blocking],
    )


def require_public_words(plan: Plan, act: str, reason: str, lines: Sequence[LineValues]) -> None:
    """`Refusal` where a line of the plan tells somebody's number, or why it was amended that or somebody."""
    told = [
        (f"“{line['title']}”的{title}", str(line[key] or ""))
        for line in lines
        for key, title in LINE_TITLES.items()
    ]
    title = f"不能{PLAN.acts[act][0]}"
    require_nobody_told(plan.office_id, [("修订理由", reason)], title=title)
    require_no_numbers(told, title=title)


def _about(found: PlanFinding) -> str:
    return "、".join(line.title for line in found.lines) or "全部任务"
