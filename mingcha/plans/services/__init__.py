"""Verbs of plans and campaigns."""

from mingcha.plans.services.amend_plan import amend_plan, close_plan
from mingcha.plans.services.change_drawn import call_off_drawn_units, change_drawn_teams, replace_drawn_unit
from mingcha.plans.services.check_clue import (
    ClueFacts,
    approve_clue_check,
    change_sent_member,
    drop_clue_check,
    note_clue_visit,
    propose_clue_check,
    record_clue_visit,
    send_at_once,
)
from mingcha.plans.services.create_plan import create_plan
from mingcha.plans.services.decide_plan import approve_plan, return_plan
from mingcha.plans.services.draft_campaign import create_campaign, edit_campaign
from mingcha.plans.services.file_plan import file_plan, set_filing_list
from mingcha.plans.services.join_campaigns import join_campaigns
from mingcha.plans.services.mend_plan import change_plan, discard_plan
from mingcha.plans.services.move_campaign import (
    cancel_campaign,
    give_back_campaign,
    hold_campaign,
    mark_campaign_drawn,
    release_campaign,
    reopen_campaign,
    reopen_team,
)
from mingcha.plans.services.plan_paper import keep_plan_paper
from mingcha.plans.services.propose_campaign import enter_campaign, propose_campaign
from mingcha.plans.services.publish_plan import publish_plan
from mingcha.plans.services.settle_campaign import settle_campaign
from mingcha.plans.services.submit_plan import submit_plan
from mingcha.plans.services.take_part import (
    accept_answer,
    borrow_roster,
    drop_partner_item,
    hand_sheets,
    invite_partner,
    withdraw_partner,
)

__all__ = [
    "ClueFacts",
    "accept_answer",
    "amend_plan",
    "approve_clue_check",
    "approve_plan",
    "borrow_roster",
    "call_off_drawn_units",
    "cancel_campaign",
    "change_drawn_teams",
    "change_plan",
    "change_sent_member",
    "close_plan",
    "create_campaign",
    "create_plan",
    "discard_plan",
    "drop_clue_check",
    "drop_partner_item",
    "edit_campaign",
    "enter_campaign",
    "file_plan",
    "give_back_campaign",
    "hand_sheets",
    "hold_campaign",
    "invite_partner",
    "join_campaigns",
    "keep_plan_paper",
    "mark_campaign_drawn",
    "note_clue_visit",
    "propose_campaign",
    "propose_clue_check",
    "publish_plan",
    "record_clue_visit",
    "release_campaign",
    "reopen_campaign",
    "reopen_team",
    "replace_drawn_unit",
    "return_plan",
    "send_at_once",
    "set_filing_list",
    "settle_campaign",
    "submit_plan",
    "withdraw_partner",
]
