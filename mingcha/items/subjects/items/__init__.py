"""Import of the item list as offices keep it (formats.md 4.3): into the version that is being drafted."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.workbooks import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Judged,
    Parsed,
    Reader,
    RowSubject,
    judged,
)
from mingcha.items.models import InspectionItem
from mingcha.items.policies import can_view_items
from mingcha.items.queries import (
    item_row,
    written_citations,
)
from mingcha.items.rules import FIELD_TITLES, differences
from mingcha.items.services.edit_items import CITING, cite, codes_ever, fill, free_code
from mingcha.items.services.start_list import lock_items
from mingcha.items.subjects.drafting import can_import_into_draft, draft_for, present_items, submitted_after
from mingcha.items.subjects.items.columns import COLUMNS
from mingcha.items.subjects.items.parse import as_read, in_categories, parse_item, with_dates
from mingcha.law.queries import Shelf, shelf_of
from mingcha.ledger.models import Record
from mingcha.registers.queries import definitions_of

JUDGED_WARNINGS = ("不能送审：", "层级待核：")


class ItemSubject(RowSubject):
    """随机抽查事项清单. An item is known by its code, else by its name together with its contents."""

    kind = "items"
    title = "随机抽查事项清单"
    measure = "个事项"
    url = "item_lists"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_import_into_draft(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_view_items(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_item(row, mapping)

    def reader(self, scope: Actor) -> Reader:
        definitions = definitions_of(scope)

        def read(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
            return in_categories(self.parse(row, mapping), definitions)

        return read

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        known = _Known(present_items(scope))
        earlier: dict[tuple[str, ...], Parsed] = {}
        shelf, on = shelf_of(scope.office_id), moments.today()
        found = [_judge(row, known, earlier) for row in rows]
        return [_warned(row, known, shelf, on) for row in found]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_items(actor)
        draft, present, begun = draft_for(actor)
        known = _Known(present)
        taken = codes_ever(actor)
        shelf = shelf_of(actor.office_id)
        added: list[InspectionItem] = []
        changed: list[InspectionItem] = []
        for row in rows:
            item = known.find(row.values)
            filled = _filled(item or InspectionItem(item_list=draft), row, taken)
            cite(filled, shelf)
            (changed if item else added).append(filled)
        InspectionItem.objects.bulk_create(added)
        if changed:
            InspectionItem.objects.bulk_update(changed, [*FIELD_TITLES, "citations"], batch_size=50)
        if begun is None:
            return [*changed, *added]
        return [draft, *begun.items, *added, *begun.checklists, *begun.questions]

    def stands_on(self, batch: ImportBatch) -> list[str]:
        return submitted_after(batch)


class _Known:
    """The items of a version by code and by name with contents."""

    def __init__(self, items: Sequence[InspectionItem]) -> None:
        self.by_code = {as_read("code", item.code): item for item in items}
        words = ("name", "contents")
        self.by_words = {tuple(as_read(key, getattr(item, key)) for key in words): item for item in items}

    def find(self, values: Mapping[str, Any]) -> InspectionItem | None:
        by_code = self.by_code.get(values.get("code", ""))
        return by_code or self.by_words.get((values["name"], values.get("contents", "")))


def _warned(row: Judged, known: _Known, shelf: Shelf, on: datetime.date) -> Judged:
    """The row with what keeps it from being submitted, and which texts are not registered."""
    if row.verdict not in (NEW, CHANGED):
        return row
    former = known.find(row.values)
    item = InspectionItem(citations=former.citations if former else [])
    fill(item, (former.facts if former else {}) | with_dates(row.values))
    item.citations = written_citations(item, CITING, shelf, on)
    found = item_row(item, shelf, on)
    kept = [warning for warning in row.warnings if not warning.startswith(JUDGED_WARNINGS)]
    row.warnings = [
        *kept,
        *(f"不能送审：{want}" for want in found.shortcomings),
        *(f"层级待核：《{title}》没有登记为法律文本，请政策法规股登记" for title in found.to_check),
    ]
    return row


def _filled(item: InspectionItem, row: Judged, taken: set[str]) -> InspectionItem:
    values = with_dates(row.values)
    if not values.get("code"):
        values["code"] = item.code or free_code(taken)
    taken.add(values["code"])
    fill(item, values)
    return item


def _judge(row: Parsed, known: _Known, earlier: dict[tuple[str, ...], Parsed]) -> Judged:
    twin = _twin(row, earlier)
    if twin is not None:
        return _judge_twin(row, twin)
    item = known.find(row.values)
    if item is None:
        return judged(row, NEW)
    changes = differences(_compared(item.facts, row.values), with_dates(row.values))
    verdict = CHANGED if changes else UNCHANGED
    return judged(row, verdict, record_id=item.pk, differences=changes)


def _twin(row: Parsed, earlier: dict[tuple[str, ...], Parsed]) -> Parsed | None:
    """The earlier row of this file that names the same item; else this row is remembered."""
    values = row.values
    keys = [("words", values["name"], values.get("contents", ""))]
    if values.get("code"):
        keys.append(("code", values["code"], ""))
    found = next((earlier[key] for key in keys if key in earlier), None)
    for key in keys:
        earlier.setdefault(key, row)
    return found


def _judge_twin(row: Parsed, twin: Parsed) -> Judged:
    """A repeated row is unchanged; one that contradicts the first, in cells that both fill, is refused."""
    titles = [
        title
        for field, title in FIELD_TITLES.items()
        if row.values.get(field) and twin.values.get(field) and row.values[field] != twin.values[field]
    ]
    if not titles:
        return judged(row, UNCHANGED)
    said = "、".join(titles)
    reason = f"与第{twin.number}行是同一事项，但{said}不同。请只留一行，或把编码、内容分清。"
    return judged(row, REFUSED, refused=reason)


def _compared(facts: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The item's fields that the row speaks about, as the reader would give them; an empty code cell says
    nothing."""
    return {field: as_read(field, facts[field]) for field in values if field != "code" or values["code"]}


ITEMS = ItemSubject()
