"""Add, change and leave out items of a version that is being drafted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem, ItemList
from mingcha.items.policies import can_draft_items
from mingcha.items.queries import find_item, find_list, questions_of, written_citations
from mingcha.items.rules import FIELD_TITLES
from mingcha.items.services.start_list import lock_items
from mingcha.items.states import ITEM_LIST
from mingcha.law.queries import Shelf, shelf_of
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

CITING = ("basis", "ratio_basis", "frequency_basis")


def add_item(*, actor: Actor, item_list: ItemList, values: Mapping[str, Any]) -> InspectionItem:
    """A new item of a drafted version; what it lacks does not prevent saving, only submitting. `values` by
    field name; without a code the next free one is given. `Conflict` when the code is taken."""
    with transaction.atomic():
        lock_items(actor)
        item_list = drafted_only(actor, item_list)
        item = InspectionItem(item_list=item_list)
        fill(item, {**values, "code": values.get("code") or free_code(codes_ever(actor))})
        _require_free_code(item)
        cite(item, shelf_of(actor.office_id))
        item.save(force_insert=True)
        record_act("items.add_item", actor=actor, content={"code": item.code}, records=[item])
    return item


def edit_item(
    *, actor: Actor, item: InspectionItem, values: Mapping[str, Any], reason: str = ""
) -> InspectionItem:
    """The item with these values; fields not named stay. Only while its version is being drafted."""
    with transaction.atomic():
        lock_items(actor)
        item = find_item(actor, item.pk)
        drafted_only(actor, item.item_list)
        fill(item, values)
        _require_free_code(item)
        cite(item, shelf_of(actor.office_id))
        item.save()
        content = {"code": item.code, "fields": sorted(values)}
        record_act("items.edit_item", actor=actor, reason=reason, content=content, records=[item])
    return item


def leave_out_item(*, actor: Actor, item: InspectionItem, reason: str = "") -> ItemList:
    """The version without this item; earlier versions keep theirs."""
    with transaction.atomic():
        lock_items(actor)
        item = find_item(actor, item.pk)
        item_list = drafted_only(actor, item.item_list)
        gone = take_away(item)
        content = {"code": item.code, "name": item.name}
        record_act("items.leave_out_item", actor=actor, reason=reason, content=content, gone=gone)
    return item_list


def confirm_citations(*, actor: Actor, item: InspectionItem, reason: str) -> InspectionItem:
    """The item and its checklist, citing the versions of the law in force today: somebody has compared the
    articles with them and says so in the reason."""
    with transaction.atomic():
        lock_items(actor)
        item = find_item(actor, item.pk)
        drafted_only(actor, item.item_list)
        if not reason.strip():
            raise Refusal(
                "reason-missing", "请写明对照新版本核对了哪些条款。", title="不能按新版本引用：没有说明"
            )
        shelf = shelf_of(actor.office_id)
        rows: list[InspectionItem | ChecklistQuestion] = [item, *questions_of(item)]
        for row in rows:
            row.citations = []
            cite(row, shelf)
            row.save()
        content = {"code": item.code}
        record_act("items.confirm_citations", actor=actor, reason=reason, content=content, records=rows)
    return item


def cite(row: InspectionItem | ChecklistQuestion, shelf: Shelf) -> None:
    """Tie what the row cites to legal texts; what it cited before stays with the version it meant."""
    fields = CITING if isinstance(row, InspectionItem) else ("basis",)
    row.citations = written_citations(row, fields, shelf, moments.today())


def take_away(item: InspectionItem) -> list[Record]:
    """Remove an item of a draft with its checklist; what is gone, for the ledger."""
    checklist = Checklist.objects.filter(item=item).first()
    rows: list[Record] = [*questions_of(item), *([checklist] if checklist else []), item]
    gone = [_named(row) for row in rows]
    for row in rows:
        row.delete()
    return gone


def _named(row: Record) -> Record:
    """A row that only says which one it was."""
    blank = type(row)()
    blank.pk = row.pk
    return blank


def fill(item: InspectionItem, values: Mapping[str, Any]) -> None:
    """Set fields of the list by name; an unknown name is a `KeyError`."""
    for field, value in values.items():
        if field not in FIELD_TITLES:
            raise KeyError(field)
        setattr(item, field, value)


def codes_ever(actor: Actor) -> set[str]:
    """Every code in any version of the office: a code that was left out is not given to another item."""
    items = InspectionItem.objects.filter(item_list__office_id=actor.office_id)
    return set(items.values_list("code", flat=True))


def free_code(taken: set[str]) -> str:
    """The first free number after as many as are taken: 001, 002, …"""
    place = len(taken) + 1
    while f"{place:03d}" in taken:
        place += 1
    return f"{place:03d}"


def drafted_only(actor: Actor, item_list: ItemList) -> ItemList:
    """The version anew from the database; refused unless the actor may draft and it is a draft."""
    can_draft_items(actor).require()
    item_list = find_list(actor, item_list.pk)
    ITEM_LIST.after("edit", item_list.state)
    return item_list


def _require_free_code(item: InspectionItem) -> None:
    same = InspectionItem.objects.filter(item_list=item.item_list_id, code=item.code).exclude(pk=item.pk)
    if same.exists():
        raise Conflict(
            "item-code-taken",
            f"事项编码{item.code}已用于“{same[0].name}”。",
            title="不能保存：事项编码重复",
            remedy="一版清单内编码不重复，请换一个；留空则自动编号。",
        )
