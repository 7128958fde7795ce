"""Between a judged row and the staging table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.table import Mapped, SheetRow, Table
from mingcha.intake.models import ImportBatch, StagedRow
from mingcha.intake.progress import tell
from mingcha.intake.rules import identity_columns, read_cells, stored_cells, without_identity_numbers
from mingcha.intake.subjects import CHANGED, GONE, NEW, REFUSED, Judged, Missing, Parsed

BATCH = 2000
SKIPPED_SHOWN = 200


def reading_of(table: Table, *, encoding: str) -> dict[str, Any]:
    """What the reader understood of the file, as JSON of the batch: headings, columns, skipped rows."""
    return {
        "header_rows": list(table.header_rows),
        "headings": list(table.headings),
        "mapping": {key: [m.index, m.heading, m.unit] for key, m in table.mapping.items()},
        "skipped": [list(row) for row in table.skipped[:SKIPPED_SHOWN]],
        "other_sheets": list(table.other_sheets),
        "layout": table.layout.as_json(),
        "encoding": encoding,
    }


def mapping_of(batch: ImportBatch) -> dict[str, Mapped]:
    """The recognised columns of a batch."""
    return {key: Mapped(*facts) for key, facts in batch.reading["mapping"].items()}


def stage_rows(
    batch: ImportBatch, rows: Iterable[Judged], cells: Mapping[int, Sequence[Cell]]
) -> list[StagedRow]:
    """The staging rows of a batch, saved. `cells` are the cells as read, by row number."""
    mapped = {index for index, *_ in batch.reading["mapping"].values()}
    dropped = identity_columns(batch.reading["headings"], mapped)
    staged = [_staged(batch, row, stored_cells(cells[row.number], dropped)) for row in rows]
    for start in range(0, len(staged), BATCH):
        tell(4, 4, "登记核对结果", start, len(staged))
        StagedRow.objects.bulk_create(staged[start : start + BATCH])
    return staged


def stage_missing(batch: ImportBatch, missing: Iterable[Missing]) -> None:
    """Lay out the records that the source no longer names, undecided, numbered −1, −2, …"""
    staged = [_staged_missing(batch, -place, one) for place, one in enumerate(missing, 1)]
    StagedRow.objects.bulk_create(staged, batch_size=BATCH)


def sheet_rows(batch: ImportBatch, mapping: Mapping[str, Mapped]) -> Iterator[SheetRow]:
    """The rows as the sheet had them, under this mapping."""
    places = {key: mapped.index for key, mapped in mapping.items()}
    for staged in batch.staged.exclude(verdict=GONE):
        yield SheetRow(staged.number, read_cells(staged.content["cells"]), places)


def judged_row(staged: StagedRow) -> Judged:
    """The row as it was judged for the preview."""
    content = staged.content
    return Judged(
        number=staged.number,
        values=content["values"],
        refused=content["refused"],
        warnings=content["warnings"],
        label=content["label"],
        answer=staged.answer,
        verdict=staged.verdict,
        differences=[(title, old, new) for title, old, new in content["differences"]],
        choices=[(key, words) for key, words in content["choices"]],
    )


def parsed_row(row: Judged) -> Parsed:
    """The row as it was before it was judged; what the register said of it is forgotten."""
    return Parsed(row.number, row.values, "", row.warnings, row.label, row.answer)


def _staged_missing(batch: ImportBatch, number: int, one: Missing) -> StagedRow:
    staged = StagedRow(batch=batch, number=number, verdict=GONE, accepted=False)
    nothing: dict[str, Any] = {"cells": [], "refused": "", "warnings": [], "differences": []}
    staged.content = nothing | {
        "values": {"record": str(one.record)},
        "label": one.label,
        "choices": one.acts,
    }
    return staged


def _staged(batch: ImportBatch, row: Judged, cells: list[Any]) -> StagedRow:
    staged = StagedRow(
        batch=batch,
        number=row.number,
        verdict=row.verdict,
        warns=bool(row.warnings) and row.verdict in (NEW, CHANGED),
        asks=bool(row.choices),
        answer=row.answer,
    )
    staged.content = {
        "cells": cells,
        "values": row.values if row.choices or row.verdict != REFUSED else {},
        "refused": without_identity_numbers(row.refused),
        "warnings": row.warnings,
        "label": without_identity_numbers(row.label)[:120],
        "differences": row.differences,
        "choices": row.choices,
    }
    return staged
