"""Work on the yearly plan: begin it, propose, submit, publish, report it."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.items.queries import published_list
from mingcha.oversight.rules import Due
from mingcha.plans.models import Plan
from mingcha.plans.policies import (
    can_draft_campaign,
    can_file_plan,
    can_lead_plan,
    can_publish_plan,
    can_submit_plan,
)
from mingcha.plans.queries import lines_of, plan_of_year, plans
from mingcha.plans.queries.plans import reported_of
from mingcha.plans.rules.filing import filing_words, is_filed
from mingcha.plans.states import APPROVED, DRAFT, IN_FORCE


def plans_to_move(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """The next step of each plan for who takes it; the leader is asked at the submission."""
    if can_lead_plan(scope) and published_list(scope) and plan_of_year(scope, today.year) is None:
        why = "检查按年度计划进行，计划公布后任务才定案。"
        yield Due(f"编制{today.year}年度抽查计划", why, reverse("plan_create"), "去编制")
    for plan in plans(scope).filter(state__in=[DRAFT, APPROVED, *IN_FORCE]):
        yield from _step(scope, plan)


def _step(scope: Actor, plan: Plan) -> Iterator[Due]:
    url, board = reverse("plan_detail", args=[plan.pk]), f"{reverse('campaign_list')}?year={plan.year}"
    lines = f"已有{lines_of(plan).count()}个任务。"
    if can_submit_plan(scope, plan):
        yield Due(f"编好并送审{plan}", lines, url, "去送审")
    elif plan.state == DRAFT and can_draft_campaign(scope):
        yield Due(f"向{plan}提出任务", lines, board, "去提出")
    elif can_publish_plan(scope, plan):
        yield Due(f"公布{plan}", "已经局领导批准，公布后任务才能定案。", url, "去公布")
    elif can_file_plan(scope, plan) and not is_filed(reported := reported_of(plan)):
        why = f"{filing_words(reported)}。登记文号，附上回执；各机关的回执齐了才算备案。"
        yield Due(f"报送{plan}备案", why, f"{url}#filings", "去登记")
