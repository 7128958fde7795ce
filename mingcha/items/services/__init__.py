"""Verbs of the item list."""

from mingcha.items.services.edit_items import add_item, edit_item, leave_out_item
from mingcha.items.services.move_list import approve_list, publish_list, return_list
from mingcha.items.services.start_list import start_list
from mingcha.items.services.submit_list import submit_list

__all__ = [
    "add_item",
    "approve_list",
    "edit_item",
    "leave_out_item",
    "publish_list",
    "return_list",
    "start_list",
    "submit_list",
]
