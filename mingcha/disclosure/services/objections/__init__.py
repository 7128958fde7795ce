"""公示异议: taken in with the receipt or by letter, answered, approved, followed by what was promised."""

from mingcha.disclosure.services.objections.answering import Answer, answer_objection, decide_objection
from mingcha.disclosure.services.objections.taking import (
    Letter,
    Said,
    enter_objection,
    take_objection,
)

__all__ = [
    "Answer",
    "Letter",
    "Said",
    "answer_objection",
    "decide_objection",
    "enter_objection",
    "take_objection",
]
