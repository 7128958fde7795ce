"""Work on the item list and on campaigns."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.items.models import ItemList
from mingcha.items.policies import can_draft_items, can_publish_list
from mingcha.items.queries import item_lists, lists_in_progress, not_submittable
from mingcha.items.states import APPROVED, DRAFT
from mingcha.oversight.rules import Due
from mingcha.plans.policies import can_decide_campaigns, can_draft_campaign, can_settle_campaign
from mingcha.plans.queries import unsettled_campaigns
from mingcha.plans.states import IN_FORCE


def lists_to_finish(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Versions to be drafted on, and approved ones to be published."""
    for item_list in lists_in_progress(scope):
        if item_list.state == DRAFT and can_draft_items(scope):
            yield _draft(item_list)
        elif item_list.state == APPROVED and can_publish_list(scope, item_list):
            url = reverse("item_list_detail", args=[item_list.pk])
            yield Due(f"公布抽查事项清单{item_list}", "已经局领导审定，公布后才能据以抽查。", url, "去公布")
    if can_draft_items(scope) and not item_lists(scope).exists():
        why = "没有公布的清单，一律不得检查。"
        yield Due("编制随机抽查事项清单", why, reverse("item_lists"), "去编制")


def campaigns_to_settle(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Campaigns that are being drafted: their drafters go on, the leader settles. Lines of a plan that is not
    public wait for the plan; those of a public one only for the leader."""
    for campaign in unsettled_campaigns(scope).select_related("plan"):
        plan = campaign.plan
        if plan is not None and (plan.state not in IN_FORCE or not can_decide_campaigns(scope)):
            continue
        url = reverse("campaign_detail", args=[campaign.pk])
        if can_settle_campaign(scope, campaign):
            yield Due(
                f"定案抽查任务：{campaign.title}", "定案后才能抽取。", url, "去审看", campaign.starts_on
            )
        elif can_draft_campaign(scope):
            why = "核对事项、范围和比例，再请局领导定案。"
            yield Due(f"编好抽查任务：{campaign.title}", why, url, "去编制", campaign.starts_on)


def _draft(item_list: ItemList) -> Due:
    lacking = len(not_submittable(item_list))
    why = f"共{item_list.items.count()}个事项"
    why += f"，其中{lacking}个还缺依据等内容，不能送审。" if lacking else "，内容齐全，可以送审。"
    url = reverse("item_list_detail", args=[item_list.pk])
    return Due(f"编好并送审抽查事项清单{item_list}", why, url, "去编制")
