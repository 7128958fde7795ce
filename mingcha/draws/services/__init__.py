"""Verbs of the draw, in the order of a sitting. Each is one transaction with one act in the ledger, can be
called again after a crash, and then ends in the same draw."""

from mingcha.draws.services.announce_assignment import announce_assignment
from mingcha.draws.services.announce_draw import announce_draw
from mingcha.draws.services.announcing import Issue, Terms
from mingcha.draws.services.annul_draw import confirm_annulment, propose_annulment
from mingcha.draws.services.attach_recording import attach_recording
from mingcha.draws.services.close_sitting import close_sitting
from mingcha.draws.services.conduct_draw import conduct_draw
from mingcha.draws.services.correct_event import confirm_event_correction, propose_event_correction
from mingcha.draws.services.disclose_draw import disclose_draw
from mingcha.draws.services.end_recording import end_recording
from mingcha.draws.services.enter_throw import enter_throw
from mingcha.draws.services.explain_recording import explain_recording
from mingcha.draws.services.freeze_draw import freeze_draw, thaw_draw
from mingcha.draws.services.issue_papers import (
    attach_paper_scan,
    issue_sitting_paper,
    void_sitting_number,
)
from mingcha.draws.services.keep_chunk import Chunk, keep_chunk
from mingcha.draws.services.observe_draw import observe_draw
from mingcha.draws.services.open_sitting import open_sitting
from mingcha.draws.services.rehearse import (
    advance_rehearsal,
    begin_rehearsal,
    end_rehearsal,
    enter_rehearsed_throw,
)
from mingcha.draws.services.reopen_team import reopen_team
from mingcha.draws.services.resume_draw import resume_draw
from mingcha.draws.services.simulate_loads import simulate_loads
from mingcha.draws.services.start_recording import start_recording
from mingcha.draws.services.state_as_witness import state_as_witness

__all__ = [
    "Chunk",
    "Issue",
    "Terms",
    "advance_rehearsal",
    "announce_assignment",
    "announce_draw",
    "attach_paper_scan",
    "attach_recording",
    "begin_rehearsal",
    "close_sitting",
    "conduct_draw",
    "confirm_annulment",
    "confirm_event_correction",
    "disclose_draw",
    "end_recording",
    "end_rehearsal",
    "enter_rehearsed_throw",
    "enter_throw",
    "explain_recording",
    "freeze_draw",
    "issue_sitting_paper",
    "keep_chunk",
    "observe_draw",
    "open_sitting",
    "propose_annulment",
    "propose_event_correction",
    "reopen_team",
    "resume_draw",
    "simulate_loads",
    "start_recording",
    "state_as_witness",
    "thaw_draw",
    "void_sitting_number",
]
