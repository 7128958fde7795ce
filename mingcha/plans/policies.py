"""Who may see, draft, decide and publish plans and campaigns."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles, both, is_head
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL, READERS
from mingcha.plans.models import EXTERNAL_PREFIX, Campaign, ClueCheck, Participation, Plan
from mingcha.plans.states import APPROVED, CAMPAIGN, DRAFT, DRAWN, PLAN, SUBMITTED, TAKES_RESULTS, WITHDRAWN
from mingcha.registers.policies import delegation_of
from mingcha.registers.rules.staff import ON_URGENCY


def can_view_campaigns(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_draft_campaign(actor: Actor) -> Decision:
    """Sections set their own ratio and rounds (local plan of 2022 二(四))."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT)


def can_decide_campaigns(actor: Actor) -> Decision:
    """The head approves a check before it begins (国办发〔2024〕54号)."""
    # Obligation plan-before-check of docs/law/obligations.yml.
    return allow_roles(actor, LEADER)


def can_send_back_campaigns(actor: Actor) -> Decision:
    return allow_roles(actor, LEADER, BUSINESS, ENFORCEMENT)


def can_edit_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(
        can_draft_campaign(actor),
        of_own_section(actor, campaign),
        not_a_clue(campaign),
        _in_state("edit", campaign),
    )


def can_settle_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(can_decide_campaigns(actor), not_a_clue(campaign), _in_state("settle", campaign))


def can_reopen_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(
        can_send_back_campaigns(actor),
        not_a_clue(campaign),
        _in_state("reopen", campaign),
        not_held(campaign),
    )


def can_cancel_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(
        can_draft_campaign(actor),
        of_own_section(actor, campaign),
        not_a_clue(campaign),
        _in_state("cancel", campaign),
        not_under_approval(campaign),
        not_held(campaign),
    )


def not_under_approval(campaign: Campaign) -> Decision:
    """What lies before the head, or was approved by him, is not thinned out meanwhile."""
    if campaign.plan is None or campaign.plan.state not in {SUBMITTED, APPROVED}:
        return Decision(True)
    return Decision(
        False, f"{campaign.plan}“{campaign.plan.get_state_display()}”，退回后才能取消其中的任务。"
    )


def of_own_section(actor: Actor, campaign: Campaign) -> Decision:
    """A line of a plan is changed by the section that proposed it, and by who leads the plan."""
    if campaign.plan_id is None or campaign.section_id == actor.section_id or actor.has(ENFORCEMENT):
        return Decision(True)
    place = campaign.section.name if campaign.section else "执法监察岗位"
    return Decision(False, f"计划中的这一行由{place}提出，由该股室或执法监察岗位修改。")


def can_lead_plan(actor: Actor) -> Decision:
    """Begin, submit, amend: enforcement leads the work of all sections (local plan of 2022 三(一))."""
    return allow_roles(actor, ENFORCEMENT)


def can_handle_plan(actor: Actor) -> Decision:
    """Send back, publish, close: the head and who leads the plan."""
    return allow_roles(actor, LEADER, ENFORCEMENT)


def can_propose_line(actor: Actor, plan: Plan) -> Decision:
    """Sections propose their own campaigns while the plan is a draft (local plan of 2022 二(四))."""
    return both(can_draft_campaign(actor), plan_in_state("edit", plan))


def can_change_plan(actor: Actor, plan: Plan) -> Decision:
    """Who began it puts it right, until its number and year were published."""
    return both(can_lead_plan(actor), _never_published(plan, "change"), plan_in_state("change", plan))


def can_discard_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_lead_plan(actor), _never_published(plan, "discard"), plan_in_state("discard", plan))


def _never_published(plan: Plan, act: str) -> Decision:
    """What the public has read under its number stays; changes come as amendments."""
    if plan.published_at is None:
        return Decision(True)
    return Decision(False, f"{plan}已经公布过，不能{PLAN.acts[act][0]}，改动通过修订。")


def can_submit_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_lead_plan(actor), plan_in_state("submit", plan))


def can_return_plan(actor: Actor, plan: Plan) -> Decision:
    """The head sends it back; whoever leads it may take it back before it is published."""
    return both(can_handle_plan(actor), plan_in_state("return", plan))


def can_approve_plan(actor: Actor, plan: Plan) -> Decision:
    """A head, never the one who submitted."""
    return both(can_decide_campaigns(actor), plan_in_state("approve", plan), _not_the_submitter(actor, plan))


def can_publish_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_handle_plan(actor), plan_in_state("publish", plan))


def can_print_plan(actor: Actor, plan: Plan) -> Decision:
    """The paper of what was published."""
    if plan.published_at is None:
        return Decision(False, f"{plan}还没有公布，公布后才生成打印稿。")
    return can_handle_plan(actor)


def can_report_plan(actor: Actor) -> Decision:
    """Reports to the superior go through enforcement or legal."""
    return allow_roles(actor, ENFORCEMENT, LEGAL)


def can_file_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_report_plan(actor), plan_in_state("file", plan))


def can_amend_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_lead_plan(actor), plan_in_state("amend", plan))


def can_close_plan(actor: Actor, plan: Plan) -> Decision:
    return both(can_handle_plan(actor), plan_in_state("close", plan))


def plan_in_state(act: str, plan: Plan) -> Decision:
    if PLAN.may(act, plan.state):
        return Decision(True)
    return Decision(False, f"{plan}“{plan.get_state_display()}”，不能{PLAN.acts[act][0]}。")


def _not_the_submitter(actor: Actor, plan: Plan) -> Decision:
    if actor.person_id is not None and actor.person_id == plan.submitter:
        return Decision(False, f"计划由{plan.submitted_by}送审，应由另一位局领导批准。")
    return Decision(True)


def not_a_clue(campaign: Campaign) -> Decision:
    """What a clue calls for is decided on the page of its clue check."""
    if hasattr(campaign, "clue_check"):
        return Decision(False, "这是线索核查，请在线索核查页办理。")
    return Decision(True)


def can_see_clues(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_propose_clue(actor: Actor) -> Decision:
    """Who inspects and who handles complaints."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT)


def can_decide_clue(actor: Actor, clue: ClueCheck) -> Decision:
    """A leader, never the one who proposed: nobody sends a check to a party on the own word."""
    if actor.person_id == clue.proposer:
        return Decision(False, "这项线索核查由您提出，须由另一位局领导决定。")
    return allow_roles(actor, LEADER)


def can_send_at_once(actor: Actor, clue: ClueCheck, on: datetime.date) -> Decision:
    """That it cannot wait for a draw the head says, or whom the head let say so in writing; never the one who
    proposed."""
    # Obligation clues-outside-draw of docs/law/obligations.yml.
    if actor.person_id == clue.proposer:
        return Decision(False, "这项线索核查由您提出，不由您派人。")
    if delegation_of(actor, on, ON_URGENCY) is not None:
        return Decision(True)
    return is_head(actor)


def can_drop_clue(actor: Actor, clue: ClueCheck) -> Decision:
    """A leader declines, and whoever proposed withdraws."""
    return Decision(True) if actor.person_id == clue.proposer else allow_roles(actor, LEADER)


def can_record_clue_visit(actor: Actor, clue: ClueCheck) -> Decision:
    return can_propose_clue(actor)


def can_take_items(actor: Actor, participation: Participation) -> Decision:
    """Items of a partner change whom the campaign draws and how: only while everything of it may change."""
    return both(
        can_edit_campaign(actor, participation.campaign),
        _takes_part(participation),
        frame_is_open(participation.campaign),
    )


def can_change_part(actor: Actor, participation: Participation) -> Decision:
    """Withdraw, or come back: with items it changes whom the campaign draws as well as its team."""
    may = can_edit_campaign(actor, participation.campaign)
    return both(may, frame_is_open(participation.campaign)) if participation.items.exists() else may


def can_accept_answer(actor: Actor, participation: Participation) -> Decision:
    return both(can_draft_campaign(actor), of_own_section(actor, participation.campaign))


def can_read_drawn(actor: Actor) -> Decision:
    """Who reads and hands out what was drawn: as in the draws, enforcement and leaders."""
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_hand_sheets(actor: Actor, participation: Participation) -> Decision:
    if participation.campaign.state != DRAWN:
        return Decision(False, "任务还没有抽取，抽取后才有检查任务单。")
    return can_read_drawn(actor)


def can_take_results(actor: Actor) -> Decision:
    """Results of partners count against caps: who leads the register takes them in."""
    return allow_roles(actor, ENFORCEMENT)


def takes_results(participation: Participation) -> Decision:
    if participation.state in TAKES_RESULTS:
        return Decision(True)
    return Decision(False, f"{participation.partner}还没有领取检查任务单，不收结果。")


def _takes_part(participation: Participation) -> Decision:
    if participation.state == WITHDRAWN:
        return Decision(False, f"{participation.partner}已退出这个任务。")
    return Decision(True)


def frame_is_open(campaign: Campaign) -> Decision:
    """Nothing rests yet on whom the campaign draws: no drawn selection, no submitted plan."""
    if campaign.held_by:
        return Decision(False, f"检查对象已在抽取{campaign.held_by}中抽出，协同事项不再增减。")
    if campaign.plan is None or campaign.plan.state == DRAFT:
        return Decision(True)
    state = campaign.plan.get_state_display()
    return Decision(False, f"{campaign.plan}“{state}”，协同事项会改变抽取范围和分层，请先退回或修订计划。")


def not_held(campaign: Campaign) -> Decision:
    """An announced draw closes its campaign: what was committed is not changed behind it."""
    if not campaign.held_by:
        return Decision(True)
    if campaign.held_by.startswith(EXTERNAL_PREFIX):
        return Decision(
            False, f"平台抽取结果{campaign.held_by}等待确认，任务不再改动。退回后才能退回或取消任务。"
        )
    return Decision(False, f"抽取{campaign.held_by}已公告，任务不再改动。作废该次抽取后才能退回或取消。")


def _in_state(act: str, campaign: Campaign) -> Decision:
    if CAMPAIGN.may(act, campaign.state):
        return Decision(True)
    word, _ = CAMPAIGN.words[campaign.state]
    return Decision(False, f"任务“{word}”，不能{CAMPAIGN.acts[act][0]}。")
