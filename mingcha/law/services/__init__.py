"""Verbs of legal figures and legal texts."""

from mingcha.law.services.adopt_defaults import adopt_default_figures, adopt_defaults, adopt_new_defaults
from mingcha.law.services.amend_figure import amend_figure
from mingcha.law.services.keep_texts import TextFacts, correct_text, enter_text, repeal_text, revise_text

__all__ = [
    "TextFacts",
    "adopt_default_figures",
    "adopt_defaults",
    "adopt_new_defaults",
    "amend_figure",
    "correct_text",
    "enter_text",
    "repeal_text",
    "revise_text",
]
