"""Visits from their approval to a record that two officers signed, and what follows from it."""

from mingcha.inspections.models.call_offs import CallOff
from mingcha.inspections.models.materials import InspectionFile, Letter, Material, MaterialRequest
from mingcha.inspections.models.notices import Delivery, Feedback, FeedbackReply, Notice
from mingcha.inspections.models.records import FollowUp, InspectionRecord, ItemOutcome, Outcome
from mingcha.inspections.models.visits import Approval, Inspection

__all__ = [
    "Approval",
    "CallOff",
    "Delivery",
    "Feedback",
    "FeedbackReply",
    "FollowUp",
    "Inspection",
    "InspectionFile",
    "InspectionRecord",
    "ItemOutcome",
    "Letter",
    "Material",
    "MaterialRequest",
    "Notice",
    "Outcome",
]
