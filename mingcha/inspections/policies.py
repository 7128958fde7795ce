"""Who may do what on a visit. The table in README.md says the same in words."""

from collections.abc import Collection
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import (
    AUDITOR,
    BUSINESS,
    DISCIPLINE,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    READERS,
)
from mingcha.common import moments
from mingcha.draws.models import MemberChange
from mingcha.inspections.models import Approval, CallOff, InspectionRecord
from mingcha.plans.models import Campaign
from mingcha.plans.policies import can_send_at_once

IN_CHARGE = (ENFORCEMENT, LEADER)


def can_see_progress(actor: Actor) -> Decision:
    """How far the visits of campaigns are, in numbers: whoever reads in this office, and inspectors."""
    return allow_roles(actor, *sorted(READERS), INSPECTOR)


def can_see_noticed(actor: Actor, campaign: Campaign) -> Decision:
    """A visit whose notice was made: those in charge, the legal section, the auditor, and of the business
    sections the one that is responsible. Team members see their own."""
    if actor.has(ENFORCEMENT, LEADER, LEGAL, AUDITOR):
        return Decision(True)
    if actor.has(BUSINESS) and campaign.section_id is not None and campaign.section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "这一户次由别的股室负责，公示以前只对负责股室、执法监察和局领导开放。")


def can_propose_approval(actor: Actor, campaign: Campaign) -> Decision:
    """The responsible section, or enforcement, asks for the approval."""
    if actor.person_id is None:
        return Decision(False, "检查审批须由登录的人员报批。")
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and (campaign.section_id is None or campaign.section_id == actor.section_id):
        return Decision(True)
    return Decision(False, "检查由负责的业务股室或者执法监察报批。")


def can_decide_approval(actor: Actor, approval: Approval) -> Decision:
    """A leader, never who asked."""
    if actor.person_id is None:
        return Decision(False, "检查审批须由局领导登录办理。")
    if actor.person_id == approval.proposed_by_id:
        return Decision(False, "报批的人不能自己批准，请由另一位局领导批准。")
    return allow_roles(actor, LEADER)


def can_work_on(actor: Actor, team: Collection[str], own: str) -> Decision:
    """What the team does on its visit: its members, in person. `own` is the actor's roster number."""
    if actor.person_id is None or not actor.roles:
        return Decision(False, "须由检查组成员登录办理。")
    if own and own in team:
        return Decision(True)
    return Decision(False, "只有这一户次的检查组成员可以办理。")


def can_schedule(actor: Actor, leader: str, team: Collection[str], own: str, *, led: bool) -> Decision:
    """The team leader sets the day; where his seat is open or he has no account (`led` is False), any member
    does."""
    member = can_work_on(actor, team, own)
    if not member or not led or own == leader:
        return member
    return Decision(False, "检查日期由检查组组长安排。")


def can_confirm_record(actor: Actor, record: InspectionRecord, team: Collection[str], own: str) -> Decision:
    """Another officer of the team than who typed it (行政处罚法第四十二条: 执法人员不得少于两人)."""
    if actor.person_id is not None and actor.person_id == record.typed_by_id:
        return Decision(False, "填写的人不能自己确认，请检查组的另一人确认。")
    return can_work_on(actor, team, own)


def can_return_record(actor: Actor, record: InspectionRecord, team: Collection[str], own: str) -> Decision:
    """Who may confirm; where nobody of the team can any more, enforcement or a leader gives it back."""
    may = can_confirm_record(actor, record, team, own)
    is_other = actor.person_id is not None and actor.person_id != record.typed_by_id
    return Decision(True) if may or (is_other and actor.has(*IN_CHARGE)) else may


def can_decide_change(actor: Actor, record: InspectionRecord) -> Decision:
    """Whether a confirmed record may be put right: enforcement or a leader, never who asked, nor who typed or
    confirmed what stands."""
    if actor.person_id is None:
        return Decision(False, "更正须由登录的人员批准。")
    if actor.person_id in _hands(record):
        return Decision(False, "申请更正的人和原来填写、确认的人不能批准更正，请由另一人批准。")
    return allow_roles(actor, *IN_CHARGE)


def can_decide_changes_at_all(actor: Actor) -> Decision:
    """Those of whom one decides."""
    return allow_roles(actor, *IN_CHARGE)


def _hands(record: InspectionRecord) -> set[UUID]:
    """Who has had a hand in the versions of the visit so far."""
    rows = InspectionRecord.objects.filter(inspection=record.inspection_id)
    people = rows.values_list("typed_by", "confirmed_by", "asked_by")
    return {one for row in people for one in row if one is not None}


def can_propose_member_change(actor: Actor, campaign: Campaign, team: Collection[str], own: str) -> Decision:
    """Say who takes whose seat: a member of the team, the responsible section, or enforcement."""
    if actor.person_id is None:
        return Decision(False, "换人须由登录的人员提出。")
    if can_work_on(actor, team, own) or can_finish_follow_up(actor, campaign):
        return Decision(True)
    return Decision(False, "换人由检查组成员、负责的业务股室或者执法监察提出。")


def can_decide_member_change(actor: Actor, change: MemberChange, team: Collection[str], own: str) -> Decision:
    """Another person than who proposed it, neither of the team nor who joins it: of a platform's draw whoever
    may confirm one, of a sent team the leader who may send."""
    if actor.person_id is None:
        return Decision(False, "换人须由登录的人员确认。")
    if actor.person_id == change.proposed_by_id:
        return Decision(False, "提出换人的人不能自己确认，请由另一人确认。")
    if own and (own in team or own == change.inspector):
        return Decision(False, "检查组的人和接替的人不能确认本组换人，请由组外的人确认。")
    if change.external_id is None:
        return can_send_at_once(actor, change.campaign.clue_check, moments.today())
    return allow_roles(actor, *IN_CHARGE)


def can_decide_member_changes_at_all(actor: Actor) -> Decision:
    """Those of whom one confirms."""
    return allow_roles(actor, *IN_CHARGE)


def can_ask_call_off(actor: Actor, campaign: Campaign, team: Collection[str], own: str) -> Decision:
    """Say that a visit cannot be made: a member of its team, the responsible section, or enforcement."""
    if actor.person_id is None:
        return Decision(False, "不再实施须由登录的人员申请。")
    if can_work_on(actor, team, own) or can_finish_follow_up(actor, campaign):
        return Decision(True)
    return Decision(False, "不再实施由检查组成员、负责的业务股室或者执法监察申请。")


def can_decide_call_off(actor: Actor, call_off: CallOff, team: Collection[str], own: str) -> Decision:
    """A leader, neither who asked nor of the team."""
    if actor.person_id is None:
        return Decision(False, "不再实施须由局领导登录决定。")
    if actor.person_id == call_off.asked_by_id:
        return Decision(False, "申请的人不能自己批准，请由另一位局领导决定。")
    if own and own in team:
        return Decision(False, "检查组的人不能决定本组户次不再实施，请由组外的局领导决定。")
    return allow_roles(actor, LEADER)


def can_resume_visit(actor: Actor) -> Decision:
    """Take up again what was called off: those in charge, in person."""
    if actor.person_id is None:
        return Decision(False, "恢复实施须由登录的人员办理。")
    return allow_roles(actor, *IN_CHARGE)


def can_finish_follow_up(actor: Actor, campaign: Campaign) -> Decision:
    """Say that it was done: the responsible section or enforcement."""
    if actor.person_id is None:
        return Decision(False, "后续办理须由登录的人员登记。")
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and campaign.section_id is not None and campaign.section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "后续办理由负责的业务股室或者执法监察登记。")


def can_keep_outcomes(actor: Actor) -> Decision:
    """Add a result of one item: the business sections, which answer for what is published."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT)


def can_read_feedback(actor: Actor) -> Decision:
    """Ratings in words and complaints: the discipline people alone."""
    return allow_roles(actor, DISCIPLINE)


def can_see_ratings(actor: Actor) -> Decision:
    """How many ratings said what, without words: also the leaders and the auditor."""
    return allow_roles(actor, DISCIPLINE, LEADER, AUDITOR)


def can_see_approval(actor: Actor, approval: Approval) -> Decision:
    """What was asked and decided names nobody: whoever reads in this office."""
    return allow_roles(actor, *sorted(READERS))


def can_see_outcomes(actor: Actor) -> Decision:
    """Which results there are: whoever reads in this office, and inspectors, who give them."""
    return can_see_progress(actor)
