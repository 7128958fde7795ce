"""One row of a list of standing facts, read by itself."""

from typing import Any

from mingcha.common import moments
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import SheetRow
from mingcha.common.workbooks.values import is_blank, read_choice, read_number
from mingcha.intake.subjects import Parsed
from mingcha.registers.rules.standing import COMPLAINTS, KINDS, RISK_CLASS
from mingcha.registers.rules.words import read_risk
from mingcha.registers.subjects.cells import as_date, day, text
from mingcha.registers.subjects.known import party_label, read_party
from mingcha.registers.subjects.standing.columns import KIND_TITLES, YES_NO

MOST = 99_999
LENGTHS = {"source": 64, "document_no": 64, "reason": 200}


def parse_facts(row: SheetRow) -> Parsed:
    """The row's values, or the reason why it cannot be read."""
    parsed = Parsed(number=row.number)
    try:
        parsed.values = read_party(row, parsed.warnings)
        parsed.label = party_label(parsed.values)
        parsed.values |= _facts(row)
    except CellRefused as refused:
        parsed.refused = refused.sentence
    return parsed


def _facts(row: SheetRow) -> dict[str, Any]:
    facts = {kind: value for kind in KINDS if (value := _value(row, kind, kind))}
    change = _change(row)
    if not facts and not change:
        raise CellRefused("这一行没有风险类别，也没有其他结果，没有可登记的内容。")
    stands_on = as_date(day(row, "stands_on", "结果日期"))
    if stands_on is None:
        raise CellRefused("没有填写结果日期，分不清是哪一期的结果。请填写，例如2026-06-01。")
    if stands_on > moments.today():
        raise CellRefused(f"结果日期{stands_on}还没有到，请核对。")
    words = {key: text(row, key, length) for key, length in LENGTHS.items()}
    target = text(row, "target", 120) if change else ""
    return {
        "facts": facts | change,
        "is_change": bool(change),
        "target": target,
        "stands_on": stands_on.isoformat(),
        **words,
    }


def _change(row: SheetRow) -> dict[str, str]:
    """Kind → value of a row of the exported list of changes; "" for 无: there is none any more."""
    kind = read_choice(text(row, "kind", 32), KIND_TITLES, field="种类")
    if kind is None:
        return {}
    return {kind: _value(row, kind, "outcome")}


def _value(row: SheetRow, kind: str, key: str) -> str:
    """The value as the events have it; "" for an empty cell, which says nothing."""
    cell = row[key]
    if is_blank(cell):
        return ""
    if kind == RISK_CLASS:
        found = read_risk(text(row, key, 32))
        if found is None:
            raise CellRefused(f"信用风险类别“{text(row, key, 32)}”认不出来，请填A、B、C或D。")
        return found
    if kind == COMPLAINTS:
        number = read_number(cell, field="投诉举报件数", units=("件", "起", "次"))
        if number is None or number != int(number) or not 0 <= number <= MOST:
            raise CellRefused(f"投诉举报件数“{text(row, key, 32)}”应为整数，例如3。")
        return str(int(number))
    return read_choice(text(row, key, 32), YES_NO, field=KINDS[kind].title) or ""
