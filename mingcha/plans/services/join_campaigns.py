"""Several drafted campaigns become one joint campaign: one draw from the union, one visit for all items."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import AFTER_VISITS, ON_THE_SPOT, Campaign
from mingcha.plans.policies import can_draft_campaign, of_own_section
from mingcha.plans.queries import Settings, find_campaign, settings_of
from mingcha.plans.queries.participations import departments_of
from mingcha.plans.queries.proposals import ALIKE, ONE_VISIT, ONE_VISIT_QUOTE
from mingcha.plans.queries.settings import ItemRatios
from mingcha.plans.rules.counting import ORDINARY, RAISED, Layer
from mingcha.plans.rules.division import ITEMS
from mingcha.plans.services.draft_campaign import create_campaign
from mingcha.plans.services.propose_campaign import propose_campaign
from mingcha.plans.states import CAMPAIGN, DRAFT

TITLE = "不能合并"


def join_campaigns(
    *, actor: Actor, campaigns: Sequence[Campaign], number: str, title: str, reason: str
) -> Campaign:
    """The joint campaign, a line of the plan in which the others stood; those it replaces are called off with
    this reason. `Refusal` unless they are two or more drafts alike in what `ALIKE` names; `Forbidden` where
    one is another section's."""
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        can_draft_campaign(actor).require()
        former = [find_campaign(actor, campaign.pk) for campaign in campaigns]
        _require_joinable(former, reason)
        for campaign in former:
            of_own_section(actor, campaign).require()
        settings, plan = _joined(former, number, title), former[0].plan
        joint = (
            propose_campaign(actor=actor, plan=plan, settings=settings)
            if plan
            else create_campaign(actor=actor, settings=settings)
        )
        _call_off(actor, former, joint, reason)
    return joint


def _require_joinable(former: Sequence[Campaign], reason: str) -> None:
    if len({campaign.pk for campaign in former}) < 2:
        raise Refusal("join-one", "合并要选两个以上的任务。", title=TITLE, remedy="请再选一个任务。")
    closed = [campaign.number for campaign in former if campaign.state != DRAFT]
    if closed:
        raise Conflict(
            "join-not-draft",
            f"任务{'、'.join(closed)}不在编制中。",
            title=TITLE,
            remedy="请先退回修改；已经抽取的不能合并。",
        )
    invited = [campaign.number for campaign in former if departments_of(campaign)]
    if invited:
        raise Conflict(
            "join-invited",
            f"任务{'、'.join(invited)}已邀请协同部门，协同部门收到的是原来的任务编号。",
            title=TITLE,
            remedy="请先登记协同部门退出，合并后再邀请。",
        )
    for name, words in ALIKE:
        if len({str(getattr(campaign, name)) for campaign in former}) > 1:
            raise Refusal(
                "join-different",
                f"所选任务的{words}不同。",
                title=TITLE,
                remedy=f"请先把{words}改成一致，再合并。",
                clause=f"{ONE_VISIT}：“{ONE_VISIT_QUOTE}”",
            )
    if not reason.strip():
        raise Refusal("no-reason", "合并要写明理由，理由记入留痕日志。", title=f"{TITLE}：没有理由")


def _joined(former: Sequence[Campaign], number: str, title: str) -> Settings:
    """Everything the former campaigns inspect, where any of them does, at the highest of their ratios; the
    first one leads."""
    parts = [settings_of(campaign) for campaign in former]
    first = parts[0]
    starts = [part.starts_on for part in parts if part.starts_on]
    ends = [part.ends_on for part in parts if part.ends_on]
    return replace(
        first,
        number=number,
        title=title,
        item_ids=tuple(dict.fromkeys(item for part in parts for item in part.item_ids)),
        starts_on=min(starts, default=None),
        ends_on=max(ends, default=None),
        layers=tuple(_highest(parts, layer) for layer in first.layers),
        division=ITEMS,
        merged_parts=(),
        item_ratios=_item_ratios(parts),
        showing=_most_reserved(parts),
        line=replace(
            first.line,
            partner_departments=tuple(
                dict.fromkeys(name for part in parts for name in part.line.partner_departments)
            ),
        ),
    )


def _most_reserved(parts: Sequence[Settings]) -> str:
    """Names that one of them was to keep until the visits are over are not read out in the joint draw."""
    return ON_THE_SPOT if all(part.showing == ON_THE_SPOT for part in parts) else AFTER_VISITS


def _highest(parts: Sequence[Settings], layer: Layer) -> Layer:
    same = [other for part in parts for other in part.layers if other.kind == layer.kind]
    return replace(
        max(same, key=lambda other: other.fraction),
        code=layer.code,
        at_least=max(other.at_least for other in same),
        reserve=max(other.reserve for other in same),
    )


def _item_ratios(parts: Sequence[Settings]) -> tuple[ItemRatios, ...]:
    """Each item at the ratio it was to be drawn at before; the higher where two campaigns had it."""
    ratios: dict[UUID, dict[str, Fraction]] = {}
    for part in parts:
        for item in part.item_ids:
            for layer in part.layers:
                known = ratios.setdefault(item, {})
                known[layer.kind] = max(layer.fraction, known.get(layer.kind, Fraction(0)))
    return tuple(
        ItemRatios(item, _text(found.get(ORDINARY)), _text(found.get(RAISED)))
        for item, found in ratios.items()
    )


def _text(ratio: Fraction | None) -> str:
    return str(ratio) if ratio else ""


def _call_off(actor: Actor, former: Sequence[Campaign], joint: Campaign, reason: str) -> None:
    records: list[Record] = []
    for campaign in former:
        campaign.state = CAMPAIGN.after("cancel", campaign.state)
        campaign.save()
        records.append(campaign)
    content = {"joint": joint.number, "former": [campaign.number for campaign in former]}
    record_act("plans.join_campaigns", actor=actor, reason=reason.strip(), content=content, records=records)
