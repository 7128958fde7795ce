"""Verbs of the law: adopt defaults, change obligations, keep texts and deadlines, enter a year's holidays."""

from mingcha.law.services.adopt_defaults import (
    adopt_default_notices,
    adopt_default_obligations,
    adopt_defaults,
    adopt_new_defaults,
)
from mingcha.law.services.adopt_wording import adopt_wording
from mingcha.law.services.change_obligation import (
    ChangeFacts,
    approve_change,
    decline_change,
    propose_change,
    withdraw_change,
)
from mingcha.law.services.enter_notice import check_notice, enter_notice
from mingcha.law.services.keep_deadlines import close_deadlines, set_deadline
from mingcha.law.services.keep_texts import TextFacts, correct_text, enter_text, repeal_text, revise_text
from mingcha.law.services.note_cited import note_cited_texts

__all__ = [
    "ChangeFacts",
    "TextFacts",
    "adopt_default_notices",
    "adopt_default_obligations",
    "adopt_defaults",
    "adopt_new_defaults",
    "adopt_wording",
    "approve_change",
    "check_notice",
    "close_deadlines",
    "correct_text",
    "decline_change",
    "enter_notice",
    "enter_text",
    "note_cited_texts",
    "propose_change",
    "repeal_text",
    "revise_text",
    "set_deadline",
    "withdraw_change",
]
