"""Verbs of visits: approve, schedule, record in versions, attach, follow up."""

from mingcha.inspections.services.approve_inspections import (
    approve_inspections,
    propose_approval,
    return_approval,
)
from mingcha.inspections.services.ask_materials import Came, ask_material, cancel_material, receive_material
from mingcha.inspections.services.call_off_visit import (
    approve_call_off,
    ask_call_off,
    decline_call_off,
    note_closing,
    resume_visit,
)
from mingcha.inspections.services.change_member import (
    NewMember,
    confirm_member_change,
    decline_member_change,
    propose_member_change,
)
from mingcha.inspections.services.change_record import allow_change, ask_change, decline_change
from mingcha.inspections.services.deliver_paper import Handed, deliver_paper
from mingcha.inspections.services.hand_in_record import confirm_record, return_record, submit_record
from mingcha.inspections.services.issue_notice import issue_notice
from mingcha.inspections.services.issue_papers import (
    attach_visit_scan,
    issue_approval_paper,
    issue_visit_paper,
)
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
from mingcha.inspections.services.keep_record import Typed, begin_record, give_up_record, save_record
from mingcha.inspections.services.schedule_inspection import VisitPlan, schedule_inspection
from mingcha.inspections.services.take_archive import Archive, take_archive
from mingcha.inspections.services.take_feedback import (
    Complaint,
    Rating,
    complain,
    rate_visit,
    reply_feedback,
)

__all__ = [
    "Archive",
    "Came",
    "Complaint",
    "Enclosure",
    "Handed",
    "NewMember",
    "OutcomeFacts",
    "Rating",
    "Sent",
    "Typed",
    "VisitPlan",
    "add_item_outcome",
    "allow_change",
    "approve_call_off",
    "approve_inspections",
    "ask_call_off",
    "ask_change",
    "ask_material",
    "attach_file",
    "attach_visit_scan",
    "begin_record",
    "cancel_material",
    "complain",
    "confirm_member_change",
    "confirm_record",
    "decline_call_off",
    "decline_change",
    "decline_member_change",
    "deliver_paper",
    "finish_follow_up",
    "give_up_record",
    "issue_approval_paper",
    "issue_notice",
    "issue_visit_paper",
    "note_closing",
    "propose_approval",
    "propose_member_change",
    "rate_visit",
    "receive_material",
    "reply_feedback",
    "resume_visit",
    "retire_item_outcome",
    "return_approval",
    "return_letter",
    "return_record",
    "save_record",
    "schedule_inspection",
    "send_letter",
    "submit_record",
    "take_archive",
    "void_file",
]
