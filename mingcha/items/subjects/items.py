"""Import of the item list as offices keep it (formats.md 4.3): into the version that is being drafted."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, both
from mingcha.common import moments
from mingcha.common.workbooks import Cell, CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import (
    is_blank,
    read_choice,
    read_code,
    read_date,
    read_frequency,
    read_list,
    read_period,
    read_ratio,
    read_text,
)
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, Reader, Subject, judged
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.policies import can_draft_items
from mingcha.items.queries import (
    drafted_list,
    item_row,
    lists_in_progress,
    published_list,
    written_citations,
)
from mingcha.items.rules import FIELD_TITLES, differences
from mingcha.items.rules.fields import GENERAL, KEY
from mingcha.items.services.edit_items import CITING, cite, codes_ever, fill, free_code
from mingcha.items.services.start_list import Begun, copy_published_list, lock_items
from mingcha.items.states import DRAFT
from mingcha.law.queries import Shelf, shelf_of
from mingcha.law.rules import fraction_text
from mingcha.ledger.models import Record
from mingcha.registers.queries import definitions_of
from mingcha.registers.rules.categories import Definitions

COLUMNS: tuple[Column, ...] = (
    Column("code", "事项编码", ("编号", "编码", "事项编号", "事项代码", "抽查事项编码"), "code"),
    Column("power_code", "权责清单事项", ("权责清单事项编码", "权力事项编码", "权责事项")),
    Column("category", "抽查类别", ("抽查领域", "监管领域", "监管类别")),
    Column("name", "抽查事项", ("抽查事项名称", "事项名称", "检查事项", "随机抽查事项"), required=True),
    Column("contents", "抽查内容", ("抽查子项", "检查内容", "事项子项", "抽查子项内容")),
    Column("target_categories", "检查对象", ("抽查对象", "检查对象类别", "对象类别"), "list"),
    Column("body", "抽查主体", ("抽查部门", "部门", "检查部门", "检查主体", "抽查机关", "检查机关")),
    Column("section_name", "责任股室", ("责任科室", "承办股室", "责任处室", "承办科室")),
    Column("kind", "事项类别", ("事项类型", "重点或一般"), "choice"),
    Column("concerns_enterprises", "是否涉企检查", ("是否涉企", "涉企检查"), "choice"),
    Column("methods", "检查方式", ("检查方法", "抽查方式"), "list"),
    Column("ratio", "抽查比例", ("比例", "抽取比例"), "ratio"),
    Column("frequency", "抽查频次", ("频次", "检查频次")),
    Column("ratio_and_frequency", "抽查比例及频次", ("抽查比例和频次", "比例及频次", "比例频次"), "ratio"),
    Column("level", "检查层级", ("实施层级", "检查部门及实施层级", "层级")),
    Column("requires", "检查人员要求", ("人员要求", "检查人员资格"), "list"),
    Column("basis", "检查依据", ("法律依据", "抽查依据", "依据", "检查依据法律法规规章")),
    Column("ratio_basis", "比例依据", ("抽查比例依据",)),
    Column("frequency_basis", "频次依据", ("抽查频次依据",)),
    Column("standard", "检查标准", ("检查表单", "检查标准及表单")),
    Column("in_force_from", "生效日期", ("施行日期", "启用日期"), "date"),
    Column("in_force_until", "失效日期", ("废止日期", "终止日期"), "date"),
    Column("in_force", "生效/失效日期", ("生效失效日期", "起止日期", "有效期", "有效期限", "有效期起止")),
    Column("note", "备注", ("说明",)),
)
KIND_WORDS = {"一般": GENERAL, "一般检查事项": GENERAL, "重点": KEY, "重点检查事项": KEY}
YES_WORDS = {"是": True, "否": False, "涉企": True, "非涉企": False, "不涉企": False}
METHOD_WORDS = {
    "现场": "现场检查",
    "实地检查": "现场检查",
    "实地核查": "现场检查",
    "书面": "书面检查",
    "网络监测": "网络监测",
    "网上监测": "网络监测",
    "委托第三方": "委托专业机构",
    "第三方": "委托专业机构",
}
JUDGED_WARNINGS = ("不能送审：", "层级待核：")
TEXTS = ("power_code", "category", "name", "body", "section_name", "level", "frequency_basis", "note")
LONG_TEXTS = ("contents", "basis", "ratio_basis", "standard")


class ItemSubject(Subject):
    """随机抽查事项清单. An item is known by its code, else by its name together with its contents."""

    kind = "items"
    title = "随机抽查事项清单"
    measure = "个事项"
    url = "item_lists"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return both(can_draft_items(actor), _nothing_submitted(actor))

    def can_read(self, actor: Actor) -> Decision:
        return can_draft_items(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        label = _label(row)
        warnings: list[str] = []
        try:
            values = _values(row, mapping, warnings)
        except CellRefused as refused:
            return Parsed(row.number, refused=str(refused), label=label)
        return Parsed(row.number, values, warnings=warnings, label=label)

    def reader(self, scope: Actor) -> Reader:
        definitions = definitions_of(scope)

        def read(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
            return _in_categories(self.parse(row, mapping), definitions)

        return read

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        known = _Known(_present_items(scope))
        earlier: dict[tuple[str, ...], Parsed] = {}
        shelf, on = shelf_of(scope.office_id), moments.today()
        found = [_judge(row, known, earlier) for row in rows]
        return [_warned(row, known, shelf, on) for row in found]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_items(actor)
        draft, present, begun = _draft_for(actor)
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
        later = ItemList.objects.filter(office_id=batch.office_id).exclude(state=DRAFT)
        after = later.filter(submitted_at__gte=batch.closed_at) if batch.closed_at else later.none()
        return [f"清单{item_list}已在导入之后送审" for item_list in after]


def _in_categories(row: Parsed, definitions: Definitions) -> Parsed:
    """The targets that an item names, by the names of the register's categories. A word that means none of
    them is kept as it was written: nothing would be drawn for it, which is said."""
    written = row.values.get("target_categories")
    if not written:
        return row
    found = [definitions.find(word) for word in written]
    pairs = list(zip(written, found, strict=True))
    row.values["target_categories"] = list(dict.fromkeys(one.name if one else word for word, one in pairs))
    unknown = "、".join(word for word, one in pairs if one is None)
    if unknown:
        row.warnings.append(f"检查对象“{unknown}”不是名录库的对象类别，抽取时没有对象可抽，请核对")
    return row


class _Known:
    """The items of a version by code and by name with contents."""

    def __init__(self, items: Sequence[InspectionItem]) -> None:
        self.by_code = {item.code: item for item in items}
        self.by_words = {(item.name, item.contents): item for item in items}

    def find(self, values: Mapping[str, Any]) -> InspectionItem | None:
        by_code = self.by_code.get(values.get("code", ""))
        return by_code or self.by_words.get((values["name"], values.get("contents", "")))


def _nothing_submitted(actor: Actor) -> Decision:
    waiting = lists_in_progress(actor).exclude(state=DRAFT).first()
    if waiting is None:
        return Decision(True)
    return Decision(False, f"清单{waiting}正在审定或待公布，办结或退回后才能导入。")


def _present_items(scope: Actor) -> list[InspectionItem]:
    """What the draft holds, or what it will begin with."""
    item_list = drafted_list(scope) or published_list(scope)
    return list(item_list.items.all()) if item_list else []


def _draft_for(actor: Actor) -> tuple[ItemList, list[InspectionItem], Begun | None]:
    """The draft, its items, and what was copied when it had to be begun."""
    draft = drafted_list(actor)
    if draft is not None:
        return draft, list(draft.items.all()), None
    begun = copy_published_list(actor)
    return begun.item_list, begun.items, begun


def _warned(row: Judged, known: _Known, shelf: Shelf, on: datetime.date) -> Judged:
    """The row with what keeps it from being submitted, and which texts are not registered."""
    if row.verdict not in (NEW, CHANGED):
        return row
    former = known.find(row.values)
    item = InspectionItem(citations=former.citations if former else [])
    fill(item, (former.facts if former else {}) | _with_dates(row.values))
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
    values = _with_dates(row.values)
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
    changes = differences(_compared(item.facts, row.values), _with_dates(row.values))
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
    """The item's fields that the row speaks about; an empty code cell says nothing."""
    return {field: facts[field] for field in values if field != "code" or values["code"]}


def _with_dates(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the model holds them: dates from their ISO text."""
    dates = {
        field: read_date(values[field]) for field in ("in_force_from", "in_force_until") if field in values
    }
    return {**values, **dates}


def _label(row: SheetRow) -> str:
    cells = (row["code"], row["name"], row["contents"])
    return "　".join(str(cell).strip() for cell in cells if cell)[:120]


def _values(row: SheetRow, mapping: Mapping[str, Mapped], warnings: list[str]) -> dict[str, Any]:
    """The fields that the file has a column for. `CellRefused` for what cannot be read."""
    values: dict[str, Any] = {}
    for key in mapping:
        if key in READERS:
            values[key] = READERS[key](row[key])
        elif key in {"ratio", "ratio_and_frequency"}:
            values["ratio"] = _ratio(row[key], warnings)
    if "frequency" in mapping:
        values["frequency"] = _frequency(row["frequency"])
    elif "ratio_and_frequency" in mapping:
        values["frequency"] = _frequency_beside_ratio(row["ratio_and_frequency"], warnings)
    values |= _in_force(row["in_force"])
    if not values.get("name"):
        raise CellRefused("没有抽查事项名称，请填写。")
    _refuse_long(values)
    return values


def _refuse_long(values: Mapping[str, Any]) -> None:
    for field, title in FIELD_TITLES.items():
        limit = getattr(InspectionItem._meta.get_field(field), "max_length", None)
        if limit and len(values.get(field) or "") > limit:
            raise CellRefused(
                f"{title}有{len(values[field])}字，最多{limit}字，请缩短，全文可写在抽查内容中。"
            )


def _ratio(cell: Cell, warnings: list[str]) -> str:
    ratio = read_ratio(cell)
    written = read_text(cell)
    if ratio is None and written:
        warnings.append(f"抽查比例写的是“{written}”，没有登记比例")
    return fraction_text(ratio) if ratio is not None else ""


def _frequency(cell: Cell) -> str:
    """每年2次 where the times a year are a whole number, else the office's own words."""
    times = read_frequency(cell)
    if times is None or times.denominator != 1:
        return read_text(cell)[:32]
    return f"每年{times}次"


def _frequency_beside_ratio(cell: Cell, warnings: list[str]) -> str:
    """The frequency of a cell that also holds the ratio; what cannot be told leaves the ratio standing."""
    try:
        return _frequency(cell)
    except CellRefused:
        warnings.append(f"抽查频次没有登记：“{read_text(cell)}”认不出一年几次")
        return ""


def _in_force(cell: Cell) -> dict[str, str]:
    """Both days from one cell; a single one could be either."""
    if is_blank(cell):
        return {}
    period = read_period(cell, field="生效、失效日期")
    if period is None:
        raise CellRefused(
            f"生效、失效日期“{read_text(cell)}”要写明起止两个日期，例如2026年1月1日至2028年12月31日。"
        )
    days = {"in_force_from": period[0], "in_force_until": period[1]}
    return {field: on.isoformat() for field, on in days.items() if on}


def _methods(cell: Cell) -> list[str]:
    named = [METHOD_WORDS.get(word, word) for word in read_list(cell)]
    return list(dict.fromkeys(named))


def _day(cell: Cell, field: str) -> str | None:
    day = read_date(cell, field=field)
    return day.isoformat() if day else None


READERS: dict[str, Callable[[Cell], Any]] = {
    **dict.fromkeys(TEXTS, read_text),
    **{field: lambda cell: read_text(cell, keep_lines=True) for field in LONG_TEXTS},
    "code": lambda cell: read_code(cell, field="事项编码") if cell is not None else "",
    "target_categories": read_list,
    "requires": read_list,
    "methods": _methods,
    "kind": lambda cell: read_choice(cell, KIND_WORDS, field="事项类别", default=GENERAL),
    "concerns_enterprises": lambda cell: read_choice(cell, YES_WORDS, field="是否涉企检查", default=True),
    "in_force_from": lambda cell: _day(cell, "生效日期"),
    "in_force_until": lambda cell: _day(cell, "失效日期"),
}
ITEMS = ItemSubject()
