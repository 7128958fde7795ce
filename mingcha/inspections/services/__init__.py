"""Verbs of visits: approve, schedule, record in versions, attach, follow up."""

from mingcha.inspections.services.approve_inspections import (
    approve_inspections,
    propose_approval,
    return_approval,
)
from mingcha.inspections.services.change_record import allow_change, ask_change, decline_change
from mingcha.inspections.services.hand_in_record import confirm_record, return_record, submit_record
from mingcha.inspections.services.keep_files import (
    Enclosure,
    Sent,
    attach_file,
    finish_follow_up,
    return_letter,
    send_letter,
    void_file,
)
from mingcha.inspections.services.keep_outcomes import (
    OutcomeFacts,
    add_item_outcome,
    retire_item_outcome,
)
from mingcha.inspections.services.keep_record import Typed, begin_record, save_record
from mingcha.inspections.services.schedule_inspection import VisitPlan, schedule_inspection

__all__ = [
    "Enclosure",
    "OutcomeFacts",
    "Sent",
    "Typed",
    "VisitPlan",
    "add_item_outcome",
    "allow_change",
    "approve_inspections",
    "ask_change",
    "attach_file",
    "begin_record",
    "confirm_record",
    "decline_change",
    "finish_follow_up",
    "propose_approval",
    "retire_item_outcome",
    "return_approval",
    "return_letter",
    "return_record",
    "save_record",
    "schedule_inspection",
    "send_letter",
    "submit_record",
    "void_file",
]
