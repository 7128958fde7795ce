"""公示异议: taken in with the receipt or by letter, taken back, answered, approved, followed by what was
promised."""

from mingcha.disclosure.services.objections.answering import Answer, answer_objection, decide_objection
from mingcha.disclosure.services.objections.taking import (
    Letter,
    Said,
    enter_objection,
    take_objection,
)
from mingcha.disclosure.services.objections.taking_back import take_back_objection

__all__ = [
    "Answer",
    "Letter",
    "Said",
    "answer_objection",
    "decide_objection",
    "enter_objection",
    "take_back_objection",
    "take_objection",
]
