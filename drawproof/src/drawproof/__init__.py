"""drawproof/1: public random draws of targets and inspectors that anyone can recompute.

The format is written down in ``docs/protocol/drawproof-1.md``; the head of each module specifies its part.
Everything here is a pure function of its arguments: no clock, no network, no file, no random generator.
"""

from drawproof import entries, merkle, notes
from drawproof.announcement import Announcement, announce
from drawproof.assignment.draw import (
    Assignment,
    Chooser,
    Level,
    Seat,
    SeedChooser,
    assign,
    draw_teams,
)
from drawproof.assignment.plan import Plan, build_plan
from drawproof.canonical.tables import ANNULMENTS, EXCLUSIONS, VACANCIES, WITHDRAWALS
from drawproof.canonical.tables import write as write_table
from drawproof.ceremony import Conducted, conduct, observe
from drawproof.changes import Roster, Substitution, parse_substitutions, substitutions_csv, vacancy
from drawproof.composing import bundle
from drawproof.container import pack, unpack
from drawproof.digest import H, check_number, rehearsal_seed, salted_digest
from drawproof.entropy import Observation, Source
from drawproof.errors import DrawproofError, Infeasible
from drawproof.logtext import log_txt, parse_log
from drawproof.recording import CHUNK_BYTES, recording_head
from drawproof.selection import Count, Selection, select, ticket
from drawproof.verify import verify_bundle
from drawproof.verify.report import Report, Step

__all__ = [
    "ANNULMENTS",
    "CHUNK_BYTES",
    "EXCLUSIONS",
    "VACANCIES",
    "WITHDRAWALS",
    "Announcement",
    "Assignment",
    "Chooser",
    "Conducted",
    "Count",
    "DrawproofError",
    "H",
    "Infeasible",
    "Level",
    "Observation",
    "Plan",
    "Report",
    "Roster",
    "Seat",
    "SeedChooser",
    "Selection",
    "Source",
    "Step",
    "Substitution",
    "announce",
    "assign",
    "build_plan",
    "bundle",
    "check_number",
    "conduct",
    "draw_teams",
    "entries",
    "log_txt",
    "merkle",
    "notes",
    "observe",
    "pack",
    "parse_log",
    "parse_substitutions",
    "recording_head",
    "rehearsal_seed",
    "salted_digest",
    "select",
    "substitutions_csv",
    "ticket",
    "unpack",
    "vacancy",
    "verify_bundle",
    "write_table",
]
