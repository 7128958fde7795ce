"""From a file to judged rows: what the preview and the command line share. Stores nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.book import Book
from mingcha.common.workbooks.columns import Kind, with_learned
from mingcha.common.workbooks.reading import read_file
from mingcha.common.workbooks.refusals import WorkbookRefused
from mingcha.common.workbooks.table import Table, find_table
from mingcha.intake.models import ColumnMemory, ImportSource
from mingcha.intake.progress import EVERY, tell
from mingcha.intake.subjects import REFUSED, Judged, Parsed, Subject, judged, registered

HEADING_LENGTH = 64


STEPS = 4  # read the file, its rows, compare them, lay them out


@dataclass(frozen=True)
class Reading:
    """A file read and judged: its digest, encoding, table and rows in the order of the sheet."""

    sha256: str
    encoding: str
    table: Table
    rows: list[Judged]


def read_workbook(
    scope: Actor,
    subject: Subject,
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, int | None] | None = None,
    strict: bool = True,
    source: ImportSource | None = None,
) -> Reading:
    """Every data row of the file with its verdict. `WorkbookRefused` when the file as a whole is not what was
    expected; without `strict` missing columns are left to the user to name. Columns are known as the source
    taught them, else as the office did."""
    tell(1, STEPS, "读取文件")
    try:
        book = read_file(path)
    except WorkbookRefused as refused:
        raise refused.expecting(subject.title) from refused.__cause__
    memory = _remembered(scope, subject, source)
    table = _find(scope, memory, subject, book, sheet=sheet, mapping=mapping, strict=strict)
    read = subject.reader(scope)
    parsed = []
    for place, row in enumerate(table.rows):
        if place % EVERY == 0:
            tell(2, STEPS, "识别各行", place, len(table.rows))
        parsed.append(read(row, table.mapping))
    tell(3, STEPS, "与名录比对")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Reading(digest, book.encoding, table, judge_rows(scope, subject, parsed))


def judge_rows(scope: Actor, subject: Subject, parsed: list[Parsed]) -> list[Judged]:
    """A verdict for every row: those that could not be read are refused, the rest the subject judges."""
    verdicts = {row.number: row for row in subject.judge(scope, [row for row in parsed if not row.refused])}
    return [verdicts.get(row.number) or judged(row, REFUSED) for row in parsed]


def remember_columns(
    scope: Actor, subject: Subject, headings: Mapping[str, str], source: ImportSource | None
) -> None:
    """Keep how the user read these headings (heading → column key, empty: left out) of this source's files,
    or of any file without a source."""
    for heading, column in headings.items():
        ColumnMemory.objects.update_or_create(
            office_id=scope.office_id,
            kind=subject.kind,
            source=source,
            heading=heading[:HEADING_LENGTH],
            defaults={"column": column},
        )


def _find(
    scope: Actor,
    memory: Mapping[str, str],
    subject: Subject,
    book: Book,
    *,
    sheet: str | None,
    mapping: Mapping[str, int | None] | None,
    strict: bool,
) -> Table:
    taught = {heading: key for heading, key in memory.items() if key}
    wanted = Kind(subject.title, with_learned(subject.columns_for(scope), taught))
    others = [other.table(scope) for other in registered().values() if other.kind != subject.kind]
    table = find_table(book, wanted, others=others, sheet_name=sheet, mapping=mapping, strict=strict)
    ours = _corrections(table, memory)
    if mapping or not ours:
        return table
    return find_table(book, wanted, sheet_name=table.sheet_name, mapping=ours, strict=strict)


def _remembered(scope: Actor, subject: Subject, source: ImportSource | None) -> dict[str, str]:
    """Heading → column: the office's, over which the source's own are laid."""
    known = ColumnMemory.objects.filter(office_id=scope.office_id, kind=subject.kind)
    found = dict(known.filter(source=None).values_list("heading", "column"))
    if source is not None:
        found |= dict(known.filter(source=source).values_list("heading", "column"))
    return found


def _corrections(table: Table, memory: Mapping[str, str]) -> dict[str, int | None]:
    """Where the table was read otherwise than the office once taught us."""
    read = {mapped.index: key for key, mapped in table.mapping.items()}
    found: dict[str, int | None] = {}
    for index, heading in enumerate(table.headings):
        taught = memory.get(heading[:HEADING_LENGTH])
        if taught == "" and index in read:
            found[read[index]] = None
        elif taught and read.get(index) != taught:
            found[taught] = index
    return found
