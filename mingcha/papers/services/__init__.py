"""Verbs of papers: number them, issue them, attach what was sealed."""

from mingcha.papers.services.attach_scan import attach_scan
from mingcha.papers.services.issue_paper import Draft, issue_paper
from mingcha.papers.services.numbering import (
    Bearer,
    record_outside_numbers,
    refuse_typed_number,
    set_series,
    take_number,
    typed_before,
    void_number,
)
from mingcha.papers.services.replace_template import replace_template, restore_template

__all__ = [
    "Bearer",
    "Draft",
    "attach_scan",
    "issue_paper",
    "record_outside_numbers",
    "refuse_typed_number",
    "replace_template",
    "restore_template",
    "set_series",
    "take_number",
    "typed_before",
    "void_number",
]
