"""How a campaign stands to the plan of its year: inside, outside with a basis, or neither. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.plans.rules.findings import ASK, REFUSED, Finding

PLAN_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 三（二）2"
PLAN_QUOTE = "严格按照双随机抽查计划开展抽查"
SPECIAL_CLAUSE = "《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）"
SPECIAL_RULE = "专项检查经县级以上政府或者实行垂直管理的上级部门批准"
ANCHOR = "plan"
PLAN = "plan"  # of no rule of the arbiter of plans: it is not the plan that is wrong


@dataclass(frozen=True)
class PlanStanding:
    """`plan` in words when the campaign is a line of one, `plan_state` its state in words; `outside` is the
    basis for a campaign beside the plan, empty when none is written."""

    year: int
    plan: str = ""
    plan_state: str = ""
    is_in_force: bool = False
    year_has_plan: bool = False
    outside: str = ""


def standing_findings(standing: PlanStanding) -> Iterator[Finding]:
    """At most one: the plan is not public yet, or the campaign lies outside without a basis."""
    if standing.plan:
        if not standing.is_in_force:
            yield _not_published(standing)
    elif standing.year_has_plan and not standing.outside:
        yield _outside(standing)
    elif not standing.year_has_plan:
        yield _no_plan(standing)


def _not_published(standing: PlanStanding) -> Finding:
    return Finding(
        "plan-not-published",
        REFUSED,
        f"所在的{standing.plan}还没有公布",
        f"{standing.plan}现在是“{standing.plan_state}”",
        "计划公布后才能定案、抽取",
        PLAN_CLAUSE,
        PLAN_QUOTE,
        "请先办结计划的送审、批准和公布。",
        ANCHOR,
        PLAN,
    )


def _outside(standing: PlanStanding) -> Finding:
    return Finding(
        "outside-plan",
        REFUSED,
        f"不在已公布的{standing.year}年度抽查计划内",
        "没有列入计划，也没有登记计划外依据",
        SPECIAL_RULE,
        SPECIAL_CLAUSE,
        "",
        "请修订计划把它列入；确属专项检查的，在任务的“计划外依据”写明批准机关、文号和理由。",
        ANCHOR,
        PLAN,
    )


def _no_plan(standing: PlanStanding) -> Finding:
    return Finding(
        "no-plan",
        ASK,
        f"{standing.year}年度还没有公布抽查计划",
        "没有可对照的年度抽查计划",
        "按年度抽查计划开展抽查",
        PLAN_CLAUSE,
        PLAN_QUOTE,
        "请编制并公布本年度计划；先行抽查的，由局领导决定。",
        ANCHOR,
        PLAN,
    )
