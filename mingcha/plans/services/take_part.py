"""A partner takes part in a joint campaign by file: invited, answered, handed its sheets, or withdrawn."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, Participation, PartnerItem
from mingcha.plans.policies import (
    can_accept_answer,
    can_change_part,
    can_draft_campaign,
    can_edit_campaign,
    can_hand_sheets,
    can_read_drawn,
    can_take_items,
)
from mingcha.plans.queries import find_campaign
from mingcha.plans.queries.participations import borrowing_of_roster, find_participation
from mingcha.plans.queries.visits import results_to_ask
from mingcha.plans.services.draft_campaign import rewrite_team
from mingcha.plans.services.planning import lock_plans
from mingcha.plans.states import CAMPAIGN, INVITED, PARTICIPATION
from mingcha.registers.models import Borrowing, Inspector, Partner
from mingcha.registers.policies import can_propose_borrowing
from mingcha.registers.services.borrowings import propose_borrowing
from mingcha.registers.states import ON_DUTY


def invite_partner(*, actor: Actor, campaign: Campaign, partner: UUID) -> Participation:
    """The partner takes part, and each visit has a seat for it. Only a department that the plan line names,
    while the campaign is a draft; one that withdrew may be invited again."""
    with transaction.atomic():
        lock_plans(actor)
        can_draft_campaign(actor).require()
        campaign = find_campaign(actor, campaign.pk)
        CAMPAIGN.after("edit", campaign.state)
        can_edit_campaign(actor, campaign).require()
        invited = _invited(actor, campaign, _named(actor, campaign, partner))
        saved, gone = rewrite_team(campaign)
        content = {"campaign": campaign.number, "partner": invited.partner.name}
        _record("plans.invite_partner", actor, invited, content=content, more=saved, gone=gone)
    return invited


def withdraw_partner(*, actor: Actor, participation: Participation, reason: str) -> Participation:
    """It takes part no longer: its seat and its items count no more, with the reason why."""
    with transaction.atomic():
        lock_plans(actor)
        can_draft_campaign(actor).require()
        found = find_participation(actor, participation.pk)
        found.state = PARTICIPATION.after("withdraw", found.state)
        CAMPAIGN.after("edit", found.campaign.state)
        can_change_part(actor, found).require()
        _require_reason(reason, "退出")
        found.save()
        saved, gone = rewrite_team(found.campaign)
        _record("plans.withdraw_partner", actor, found, reason=reason.strip(), more=saved, gone=gone)
    return found


def accept_answer(*, actor: Actor, participation: Participation, remark: str = "") -> Participation:
    """Its people and items have arrived and were looked through. `Refusal` while its roster is empty; it may
    send people alone, which the remark then says."""
    with transaction.atomic():
        lock_plans(actor)
        found = find_participation(actor, participation.pk)
        can_accept_answer(actor, found).require()
        found.state = PARTICIPATION.after("answer", found.state)
        _require_answer(found, remark)
        found.answered_on = moments.today()
        found.save()
        content = {"items": found.items.count()}
        _record("plans.accept_answer", actor, found, reason=remark.strip(), content=content)
    return found


def drop_partner_item(*, actor: Actor, item: PartnerItem, reason: str) -> Participation:
    """An item that was sent by mistake counts no more; the ledger keeps it."""
    with transaction.atomic():
        lock_plans(actor)
        can_draft_campaign(actor).require()
        found = find_participation(actor, item.participation_id)
        CAMPAIGN.after("edit", found.campaign.state)
        can_take_items(actor, found).require()
        _require_reason(reason, "去掉事项")
        key, content = item.pk, {"item": item.name}
        item.delete()
        item.pk = key
        _record("plans.drop_partner_item", actor, found, reason=reason.strip(), content=content, gone=[item])
    return found


def borrow_roster(*, actor: Actor, participation: Participation) -> Borrowing:
    """The whole roster of the partner is asked for, from today to the end of the campaign; nobody is named.
    A leader decides. `Conflict` while it is borrowed or asked for already."""
    with transaction.atomic():
        can_propose_borrowing(actor).require()
        found = find_participation(actor, participation.pk)
        campaign = found.campaign
        if campaign.ends_on is None:
            raise Refusal("borrow-dates", "任务没有填写检查结束日期。", title="不能抽调：任务没有起止")
        lock(f"register/{actor.office_id}")
        _require_not_borrowed(found)
        return propose_borrowing(
            actor=actor,
            unit=found.partner.name,
            purpose=f"联合抽查{campaign.number}",
            from_on=moments.today(),
            until_on=campaign.ends_on,
        )


def hand_sheets(*, actor: Actor, participation: Participation, to: str) -> Participation:
    """The visit sheets of the drawn campaign were handed to this person of the partner; what they ask is
    kept. A partner that they ask nothing of has sent people alone and is done with."""
    with transaction.atomic():
        lock_plans(actor)
        can_read_drawn(actor).require()
        found = find_participation(actor, participation.pk)
        can_hand_sheets(actor, found).require()
        found.state = PARTICIPATION.after("hand", found.state)
        if not to.strip():
            raise Refusal("no-receiver", "没有填写接收人。", title="不能登记：没有接收人")
        found.handed_on, found.handed_to = moments.today(), to.strip()[:64]
        found.owed = sorted(map(list, results_to_ask(actor, found)))
        if not found.owed:
            found.state = PARTICIPATION.after("return", found.state)
            found.returned_on = moments.today()
        found.save()
        _record("plans.hand_sheets", actor, found, content={"to": found.handed_to})
    return found


def _named(actor: Actor, campaign: Campaign, pk: UUID) -> Partner:
    partner = Partner.objects.filter(office_id=actor.office_id, pk=pk).first()
    if partner is None:
        raise Unknown("no-such-partner", "本机构没有登记这个联合部门。", title="没有找到")
    if partner.name not in campaign.partner_departments:
        raise Refusal(
            "partner-not-named",
            f"“{partner.name}”不是任务{campaign.number}的配合部门。",
            title="不能邀请：不是配合部门",
            remedy="请先在任务中把它写入配合部门，写法与联合部门名册一致。",
        )
    return partner


def _invited(actor: Actor, campaign: Campaign, partner: Partner) -> Participation:
    known = Participation.objects.filter(campaign=campaign, partner=partner).first()
    if known is None:
        return Participation.objects.create(
            campaign=campaign, partner=partner, state=INVITED, invited_on=moments.today()
        )
    known.state = PARTICIPATION.after("invite", known.state)
    can_change_part(actor, known).require()
    known.invited_on, known.answered_on = moments.today(), None
    known.save()
    return known


def _require_answer(participation: Participation, remark: str) -> None:
    people = Inspector.objects.filter(partner=participation.partner, state=ON_DUTY)
    if not people.exists():
        raise Refusal(
            "answer-without-people",
            f"{participation.partner}的名册还是空的，检查组里没有它的人员。",
            title="不能登记回执：没有参与人员",
            remedy="请由政策法规岗位导入回执中的“参与人员”，再登记。",
        )
    if not participation.items.exists() and not remark.strip():
        raise Refusal(
            "answer-without-items",
            f"{participation.partner}没有报送抽查事项。",
            title="不能登记回执：没有抽查事项",
            remedy="请先导入回执中的“抽查事项”；只派人员、没有事项的，请在说明中写明。",
        )


def _require_not_borrowed(participation: Participation) -> None:
    standing = borrowing_of_roster(participation.campaign, participation.partner)
    if standing is not None:
        raise Conflict(
            "roster-is-borrowed",
            f"{standing.from_on}至{standing.until_on}抽调{participation.partner}全部名册已经提出，"
            f"现在“{standing.get_state_display()}”。",
            title="不能再提：名册已提出抽调",
            remedy="请等局领导决定；期限不够的，到期后再提。",
        )


def _require_reason(reason: str, act: str) -> None:
    if not reason.strip():
        raise Refusal("no-reason", f"{act}要写明理由，理由记入留痕日志。", title=f"不能{act}：没有理由")


def _record(
    act: str,
    actor: Actor,
    participation: Participation,
    *,
    reason: str = "",
    content: Mapping[str, object] | None = None,
    more: list[Record] | None = None,
    gone: list[Record] | None = None,
) -> None:
    records = [participation, *(more or [])]
    record_act(act, actor=actor, reason=reason, content=content, records=records, gone=gone or [])
