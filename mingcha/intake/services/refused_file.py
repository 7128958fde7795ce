"""Refused rows go back to whoever filled them in: same headings, a column with the reason."""

from pathlib import PurePath

from mingcha.common.workbooks.layout import Layout
from mingcha.common.workbooks.refused import write_refused
from mingcha.intake.models import ImportBatch
from mingcha.intake.rules import read_cells
from mingcha.intake.subjects import REFUSED


def refused_file(batch: ImportBatch) -> tuple[str, bytes]:
    """Name and content of the file: the kind of the original (.xls becomes .xlsx), cells as they were read,
    without identity numbers."""
    contents = [staged.content for staged in batch.staged.filter(verdict=REFUSED)]
    rows = [(read_cells(content["cells"]), content["refused"]) for content in contents]
    layout = Layout.from_json(batch.reading["layout"])
    suffix = ".csv" if layout.kind == "csv" else ".xlsx"
    return f"{PurePath(batch.file_name).stem}（不能导入的行）{suffix}", write_refused(layout, rows)
