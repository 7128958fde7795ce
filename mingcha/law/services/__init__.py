"""Verbs of the law: adopt defaults, amend a figure, keep texts and deadlines, enter a year's holidays."""

from mingcha.law.services.adopt_defaults import (
    adopt_default_figures,
    adopt_default_notices,
    adopt_defaults,
    adopt_new_defaults,
)
from mingcha.law.services.amend_figure import amend_figure
from mingcha.law.services.enter_notice import check_notice, enter_notice
from mingcha.law.services.keep_deadlines import close_deadlines, set_deadline
from mingcha.law.services.keep_texts import TextFacts, correct_text, enter_text, repeal_text, revise_text
from mingcha.law.services.note_cited import note_cited_texts

__all__ = [
    "TextFacts",
    "adopt_default_figures",
    "adopt_default_notices",
    "adopt_defaults",
    "adopt_new_defaults",
    "amend_figure",
    "check_notice",
    "close_deadlines",
    "correct_text",
    "enter_notice",
    "enter_text",
    "note_cited_texts",
    "repeal_text",
    "revise_text",
    "set_deadline",
]
