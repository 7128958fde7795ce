"""Verbs of the item list, its checklists, powers and proposals."""

from mingcha.items.services.checklists import add_question, describe_checklist, edit_question, remove_question
from mingcha.items.services.edit_items import add_item, confirm_citations, edit_item, leave_out_item
from mingcha.items.services.list_paper import keep_list_paper
from mingcha.items.services.move_list import approve_list, publish_list, return_list
from mingcha.items.services.powers import restore_power, strike_off_power
from mingcha.items.services.proposals import (
    decline_proposal,
    propose_item,
    take_over_proposal,
    withdraw_proposal,
)
from mingcha.items.services.start_list import start_list
from mingcha.items.services.submit_list import submit_list

__all__ = [
    "add_item",
    "add_question",
    "approve_list",
    "confirm_citations",
    "decline_proposal",
    "describe_checklist",
    "edit_item",
    "edit_question",
    "keep_list_paper",
    "leave_out_item",
    "propose_item",
    "publish_list",
    "remove_question",
    "restore_power",
    "return_list",
    "start_list",
    "strike_off_power",
    "submit_list",
    "take_over_proposal",
    "withdraw_proposal",
]
