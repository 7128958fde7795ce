"""Write down what a campaign decides: once when created, again at each edit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.items.models import InspectionItem
from mingcha.items.queries import lapsed_items
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, CampaignItem, Stratum, TeamGroup
from mingcha.plans.policies import can_draft_campaign, can_edit_campaign, of_own_section
from mingcha.plans.queries import Settings, announced_number, find_campaign, settings_of
from mingcha.plans.queries.participations import departments_of
from mingcha.plans.queries.settings import ItemRatios, items_of
from mingcha.plans.rules.division import ITEMS
from mingcha.plans.rules.findings import LAWFUL_CLAUSE, LAWFUL_QUOTE
from mingcha.plans.rules.forms import number_problem, settings_problem
from mingcha.plans.rules.joint import joint_seats
from mingcha.plans.rules.plan_standing import PLAN_CLAUSE, PLAN_QUOTE
from mingcha.plans.states import CAMPAIGN, DRAFT

# The columns that hold a setting as it is.
WRITTEN = (
    *("number", "title", "unit", "starts_on", "ends_on", "balance", "showing"),
    *("division", "leaves_out_drawn", "cooling_months"),
)


def create_campaign(*, actor: Actor, settings: Settings) -> Campaign:
    """A new campaign in draft. `Refusal` when its number is taken or the settings contradict themselves;
    findings of the arbiter do not prevent saving."""
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        can_draft_campaign(actor).require()
        campaign = Campaign(office_id=actor.office_id, state=DRAFT)
        saved, _ = write_campaign(actor, campaign, settings)
        record_act("plans.create_campaign", actor=actor, content=_content(settings), records=saved)
    return campaign


def edit_campaign(*, actor: Actor, campaign: Campaign, settings: Settings, reason: str = "") -> Campaign:
    """The campaign with these settings in place of its former ones; only while it is a draft, and once its
    selection is drawn only its team."""
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        can_draft_campaign(actor).require()
        campaign = find_campaign(actor, campaign.pk)
        campaign.state = CAMPAIGN.after("edit", campaign.state)
        can_edit_campaign(actor, campaign).require()
        _require_team_only(campaign, settings)
        saved, gone = write_campaign(actor, campaign, settings)
        record_act(
            "plans.edit_campaign",
            actor=actor,
            reason=reason,
            content=_content(settings),
            records=saved,
            gone=gone,
        )
    return campaign


def write_campaign(actor: Actor, campaign: Campaign, settings: Settings) -> tuple[list[Record], list[Record]]:
    """Save the campaign and its rows; returns what was saved and what was taken away. The caller holds the
    lock, has asked who may, and records."""
    _fill(actor, campaign, settings)
    wanted = [*_items(campaign, settings), *_strata(campaign, settings), *_groups(campaign, settings)]
    gone = _take_away(campaign)
    for row in wanted:
        row.save(force_insert=True)
    return [campaign, *wanted], gone


def revise_campaign(actor: Actor, campaign: Campaign, settings: Settings) -> list[Record]:
    """Save the campaign with new ratios and further items, taking nothing away: an import can be taken back
    whole. Returns what was saved. The caller holds the lock, has asked who may, and records."""
    ratios = {layer.code: layer.ratio for layer in settings.layers}
    held = set(campaign.campaign_items.values_list("item_id", flat=True))
    _fill(actor, campaign, settings)
    added = [CampaignItem(campaign=campaign, item_id=pk) for pk in settings.item_ids if pk not in held]
    for item in added:
        item.save(force_insert=True)
    changed = [row for row in campaign.strata.all() if row.ratio != ratios[row.code]]
    for row in changed:
        row.ratio = ratios[row.code]
        row.save()
    return [campaign, *added, *changed]


def _fill(actor: Actor, campaign: Campaign, settings: Settings) -> None:
    """The columns of the campaign itself, saved once they are sound."""
    _require_sound(actor, campaign, settings)
    _require_number_kept(campaign, settings)
    _require_partners_kept(campaign, settings)
    for name in WRITTEN:
        setattr(campaign, name, getattr(settings, name))
    campaign.merged_parts = [list(parts) for parts in settings.merged_parts]
    campaign.year = settings.first_day.year
    campaign.categories, campaign.towns = list(settings.categories), list(settings.towns)
    for name, value in vars(settings.line).items():
        setattr(campaign, name, list(value) if isinstance(value, tuple) else value)
    if settings_of(campaign).partner_items:
        divide_by_items(campaign)
    require_same_year(campaign)
    of_own_section(actor, campaign).require()
    campaign.save()


def divide_by_items(campaign: Campaign) -> None:
    """With items of partners the strata are the patterns of items. The caller saves."""
    if campaign.division != ITEMS:
        campaign.division, campaign.merged_parts = ITEMS, []


def rewrite_team(campaign: Campaign) -> tuple[list[Record], list[Record]]:
    """The seats anew for the partners that take part now; returns what was saved and what was taken away.
    The caller holds the lock, has asked who may, and records."""
    wanted = _groups(campaign, settings_of(campaign))
    gone = _removed(campaign.team_groups.all())
    for row in wanted:
        row.save(force_insert=True)
    return wanted, gone


def _take_away(campaign: Campaign) -> list[Record]:
    """Remove the rows of a draft; the ledger keeps their former state."""
    related = (campaign.campaign_items, campaign.strata, campaign.team_groups)
    return [row for rows in related for row in _removed(rows.all())]


def _removed(found: Iterable[Record]) -> list[Record]:
    rows = list(found)
    keys = [(row, row.pk) for row in rows]
    for row, key in keys:
        row.delete()
        row.pk = key
    return rows


def _items(campaign: Campaign, settings: Settings) -> list[Record]:
    own = {one.item_id: one for one in settings.item_ratios}
    ratios = [own.get(item_id, ItemRatios(item_id)) for item_id in settings.item_ids]
    return [CampaignItem(campaign=campaign, **vars(one)) for one in ratios]


def _strata(campaign: Campaign, settings: Settings) -> list[Record]:
    return [
        Stratum(
            campaign=campaign,
            code=layer.code,
            kind=layer.kind,
            ratio=layer.ratio,
            at_least=layer.at_least,
            reserve=layer.reserve,
        )
        for layer in settings.layers
    ]


def _groups(campaign: Campaign, settings: Settings) -> list[Record]:
    """The seats of each visit, with one of each partner that takes part."""
    seats = joint_seats(settings.seats, departments_of(campaign))
    return [
        TeamGroup(
            campaign=campaign,
            order=order,
            code=group.code,
            title=group.title,
            count=group.count,
            requires=sorted(group.requires),
        )
        for order, group in enumerate(seats, start=1)
    ]


def _require_sound(actor: Actor, campaign: Campaign, settings: Settings) -> None:
    problem = number_problem(settings.number) or settings_problem(settings.layers, settings.seats)
    if problem:
        raise Refusal("campaign-form", problem, title="不能保存：填写不完整")
    if settings.starts_on and settings.ends_on and settings.ends_on < settings.starts_on:
        found = [("检查开始", str(settings.starts_on)), ("检查结束", str(settings.ends_on))]
        raise Refusal(
            "campaign-period", "检查结束日期早于开始日期。", title="不能保存：检查时间颠倒", found=found
        )
    same = Campaign.objects.filter(office_id=actor.office_id, number=settings.number).exclude(pk=campaign.pk)
    if same.exists():
        raise Conflict(
            "campaign-number-taken",
            f"任务编号{settings.number}已用于“{same[0].title}”。",
            title="不能保存：任务编号重复",
            remedy="编号印在公告和抽取文件上，一个机构内不重复，请换一个。",
        )
    _require_published_items(actor, campaign, settings)


def _require_published_items(actor: Actor, campaign: Campaign, settings: Settings) -> None:
    """Own items of a version that was published, now or once: whether it still is, the arbiter says."""
    # Obligation published-items of docs/law/obligations.yml.
    known = {item.pk: item for item in items_of(settings, actor.office_id)}
    if set(settings.item_ids) - known.keys():
        raise Unknown("no-such-item", "本机构没有所选的抽查事项。", title="没有找到")
    unpublished = [item.name for item in known.values() if item.item_list.published_at is None]
    if unpublished:
        raise Refusal(
            "item-not-published",
            f"“{'、'.join(unpublished)}”还没有公布，不能列入任务。",
            title="不能保存：事项未公布",
            remedy="请先公布清单，再从现行清单中选择。",
        )
    _require_lawful_items(actor, campaign, settings, known)


def _require_lawful_items(
    actor: Actor, campaign: Campaign, settings: Settings, known: Mapping[UUID, InspectionItem]
) -> None:
    """An item whose law was amended or repealed is not newly used from that day on. One that the campaign
    already holds stays until the arbiter is asked."""
    held = set(campaign.campaign_items.values_list("item_id", flat=True))
    on = max(settings.first_day, moments.today())
    chosen = [item for pk, item in known.items() if pk in set(settings.item_ids) - held]
    lapsed = lapsed_items(actor.office_id, chosen, on)
    if lapsed:
        raise Refusal(
            "item-basis-lapsed",
            f"{len(lapsed)}个事项引用的法律文本到{on}已失效，不能列入新的任务。",
            title="不能保存：事项的检查依据已失效",
            clause=f"{LAWFUL_CLAUSE}：“{LAWFUL_QUOTE}”",
            remedy="请先编制新版清单，按现行文本核对引用并公布，再选新版中的事项。",
            found=[(known[pk].name, "；".join(lapses)) for pk, lapses in lapsed.items()],
        )


def _require_partners_kept(campaign: Campaign, settings: Settings) -> None:
    """A department that was invited is not dropped from the line behind its back."""
    invited = departments_of(campaign).values()
    dropped = [name for name in invited if name not in settings.line.partner_departments]
    if dropped:
        raise Conflict(
            "partner-takes-part",
            f"{'、'.join(dropped)}已受邀参加，不能从配合部门中去掉。",
            title="不能保存：协同部门已受邀",
            remedy="请先在“协同部门”页登记它退出，并写明理由。",
        )


def _require_number_kept(campaign: Campaign, settings: Settings) -> None:
    """The number is the campaign id of every announcement, an annulled one too: the next attempt names the
    one before, and both are of one campaign (drawproof/1 section 4)."""
    if settings.number == campaign.number:
        return
    announced = announced_number(campaign)
    if announced not in {"", settings.number}:
        raise Conflict(
            "number-announced",
            f"编号{announced}已印在公告上（作废的也算），不能改为{settings.number}。",
            title="不能保存：编号已经公告",
            clause="抽取规则drawproof/1第4节：各次抽取属于同一个任务编号，逐次编号",
            remedy=f"请把编号填回{announced}，其他内容可以照改；确要换编号的，取消本任务，另建一个。",
        )


def require_same_year(campaign: Campaign) -> None:
    """A line begins in the year of its plan."""
    if campaign.plan is not None and campaign.year != campaign.plan.year:
        raise Refusal(
            "line-of-another-year",
            f"“{campaign}”从{campaign.year}年开始，{campaign.plan}只收{campaign.plan.year}年开始的任务。",
            title="不能保存：与计划的年度不同",
            remedy="请改检查开始日期，或列入那一年的计划。",
        )


def _require_team_only(campaign: Campaign, settings: Settings) -> None:
    """A drawn selection rests on everything else; so does a plan that was submitted or published."""
    if _without_team(settings) == _without_team(settings_of(campaign)):
        return
    if campaign.plan is not None and campaign.plan.state != DRAFT:
        raise Conflict(
            "plan-not-draft",
            f"{campaign.plan}“{campaign.plan.get_state_display()}”，计划中的任务只能修改检查组和人员分配。",
            title="不能保存：计划不在编制中",
            clause=f"{PLAN_CLAUSE}：“{PLAN_QUOTE}”",
            remedy="要改事项、范围、比例或时间的，请先退回或修订计划。",
        )
    if campaign.held_by:
        raise Conflict(
            "team-only",
            f"检查对象已在抽取{campaign.held_by}中抽出，只能修改检查组和人员分配。",
            title="不能保存：检查对象已经抽出",
            remedy="请把事项、范围、比例和时间改回原样，只改检查组。",
        )


def _without_team(settings: Settings) -> Settings:
    """Everything else, in one order."""
    return replace(
        settings,
        seats=(),
        balance="",
        partner_items=(),
        item_ids=tuple(sorted(settings.item_ids)),
        categories=tuple(sorted(settings.categories)),
        towns=tuple(sorted(settings.towns)),
        layers=tuple(sorted(settings.layers, key=lambda layer: layer.code)),
    )


def _content(settings: Settings) -> dict[str, object]:
    return {
        "number": settings.number,
        "unit": settings.unit,
        "strata": {layer.code: layer.ratio for layer in settings.layers},
        "team": {group.code: group.count for group in settings.seats},
    }
