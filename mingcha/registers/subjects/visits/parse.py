"""One row of a list of past visits, read by itself."""

from typing import Any

from mingcha.common import moments
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import SheetRow
from mingcha.common.workbooks.values import read_document_number
from mingcha.intake.subjects import Parsed
from mingcha.registers.models import CLUE, OTHER, RANDOM, SPECIAL
from mingcha.registers.rules.words import document_number
from mingcha.registers.subjects.cells import as_date, day, text
from mingcha.registers.subjects.known import party_label, read_party

MANNER_WORDS = (("双随机", RANDOM), ("随机", RANDOM), ("专项", SPECIAL), ("线索", CLUE), ("举报", CLUE))


def parse_visit(row: SheetRow) -> Parsed:
    """The row's values, or the reason why it cannot be read."""
    parsed = Parsed(number=row.number)
    try:
        parsed.values = read_party(row, parsed.warnings)
        parsed.label = party_label(parsed.values)
        parsed.values |= _visit(row)
        parsed.label = f"{parsed.label} {parsed.values['visited_on']}"
    except CellRefused as refused:
        parsed.refused = refused.sentence
    return parsed


def _visit(row: SheetRow) -> dict[str, Any]:
    visited_on = as_date(day(row, "visited_on", "检查日期"))
    if visited_on is None:
        raise CellRefused("没有填写检查日期，无法计入检查次数。请填写，例如2026-03-15。")
    if visited_on > moments.today():
        raise CellRefused(f"检查日期{visited_on}还没有到，请核对；还没有检查的不登记。")
    body = text(row, "body", 64)
    if not body:
        raise CellRefused("没有填写检查机关，分不清是哪个部门的检查。请填写机关全称。")
    return {
        "visited_on": visited_on.isoformat(),
        "body": body,
        "item": text(row, "item", 120),
        "manner": manner_of(text(row, "manner", 32)),
        "result": text(row, "result", 120),
        "source": text(row, "source", 64),
        "licence_no": document_number(read_document_number(row["licence_no"], field="许可证号"))[:64],
    }


def manner_of(words: str) -> str:
    """What kind of visit the words mean; other when they say nothing of it."""
    return next((manner for word, manner in MANNER_WORDS if word in words), OTHER)
