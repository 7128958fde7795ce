"""Verbs of imports: preview, correct the columns, choose, confirm, discard, take back; keep sources."""

from mingcha.intake.services.choose_rows import choose_all, choose_rows
from mingcha.intake.services.confirm_import import confirm_import
from mingcha.intake.services.discard_import import discard_import
from mingcha.intake.services.import_file import Outcome, import_file
from mingcha.intake.services.keep_proof import Scan, keep_proof, keep_scan
from mingcha.intake.services.keep_sources import add_source, change_source
from mingcha.intake.services.long_work import LARGE_BYTES, LARGE_ROWS, start_work
from mingcha.intake.services.map_columns import map_columns, recheck_import
from mingcha.intake.services.preview_import import preview_import
from mingcha.intake.services.refused_file import refused_file
from mingcha.intake.services.rely_on_imports import rely_on_imports
from mingcha.intake.services.take_back_import import take_back_import

__all__ = [
    "LARGE_BYTES",
    "LARGE_ROWS",
    "Outcome",
    "Scan",
    "add_source",
    "change_source",
    "choose_all",
    "choose_rows",
    "confirm_import",
    "discard_import",
    "import_file",
    "keep_proof",
    "keep_scan",
    "map_columns",
    "preview_import",
    "recheck_import",
    "refused_file",
    "rely_on_imports",
    "start_work",
    "take_back_import",
]
