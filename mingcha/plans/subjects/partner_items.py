"""Import of the items that a partner inspects on the joint visit, as its answer to the plan line has them.
Checked like own items; held as the partner's items of that campaign, never in our own list."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.workbooks import CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import compact_text, read_code, read_ratio, read_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import written_versions
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, Reader, Subject, judged
from mingcha.items.models import InspectionItem
from mingcha.items.queries import item_row, written_citations
from mingcha.items.rules import differences
from mingcha.items.rules.fields import shown
from mingcha.items.services.edit_items import CITING, fill
from mingcha.items.subjects.items.parse import in_categories, parse_item
from mingcha.law.queries import Shelf, shelf_of
from mingcha.law.rules import fraction_text
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign, Participation, PartnerItem
from mingcha.plans.policies import can_draft_campaign, can_take_items, frame_is_open
from mingcha.plans.queries.participations import find_participation, participations
from mingcha.plans.services.draft_campaign import divide_by_items
from mingcha.plans.services.planning import lock_plans
from mingcha.registers.queries import definitions_of

COLUMNS: tuple[Column, ...] = (
    Column("number", "任务编号", ("抽查任务编号", "联合任务编号"), "code", required=True),
    Column("body", "检查机关", ("抽查主体", "检查主体", "抽查部门", "部门", "配合部门"), required=True),
    Column("name", "抽查事项", ("抽查事项名称", "事项名称", "检查事项"), required=True),
    Column("contents", "抽查内容", ("检查内容", "抽查子项")),
    Column("target_categories", "检查对象", ("检查对象类别", "对象类别", "抽查对象"), "list"),
    Column("kind", "事项类别", ("事项类型", "重点或一般"), "choice"),
    Column("methods", "检查方式", ("检查方法", "抽查方式"), "list"),
    Column("ratio", "抽查比例", ("一般层比例", "比例", "抽取比例"), "ratio"),
    Column("raised_ratio", "加强层比例", ("加强抽查比例",), "ratio"),
    Column("basis", "检查依据", ("法律依据", "抽查依据", "依据"), required=True),
)
FIELDS = ("name", "contents", "target_categories", "kind", "methods", "ratio", "basis")


class PartnerItems(Subject):
    """Each row one item of one partner in one campaign."""

    kind = "partner_items"
    title = "协同部门抽查事项"
    measure = "个协同事项"
    url = "campaign_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_draft_campaign(actor)

    def reader(self, scope: Actor) -> Reader:
        definitions = definitions_of(scope)

        def read(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
            parsed = parse_item(row, {key: one for key, one in mapping.items() if key in (*FIELDS, "body")})
            return parsed if parsed.refused else _campaign_of(row, in_categories(parsed, definitions))

        return read

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return _Judgement(scope).all(rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_plans(actor)
        campaigns: dict[Any, Campaign] = {}
        items: list[PartnerItem] = []
        for row in rows:
            participation = _still_open(actor, row.ties["participation"])
            campaign = campaigns.setdefault(participation.campaign_id, participation.campaign)
            divide_by_items(campaign)
            items.append(_written(participation, row))
        for campaign in campaigns.values():
            campaign.save()
        return [*campaigns.values(), *items]

    def hold(self, actor: Actor) -> None:
        lock_plans(actor)

    def stands_on(self, batch: ImportBatch) -> list[str]:
        """What was drawn or decided over these items, and answers that were accepted with them."""
        rows = [version.row for version in written_versions(batch)]
        taking = Participation.objects.filter(items__in=rows).select_related("campaign__plan", "partner")
        found = list(taking.distinct())
        reasons = [frame_is_open(one.campaign).reason for one in found]
        answered = [f"任务{one.campaign.number}已登记{one}的回执" for one in found if one.answered_on]
        return [*dict.fromkeys(filter(None, reasons)), *answered]


def _campaign_of(row: SheetRow, parsed: Parsed) -> Parsed:
    """The row with the campaign it is for, and the ratio of raised members."""
    try:
        parsed.values["number"] = read_code(row["number"], field="任务编号") if row["number"] else ""
        raised = read_ratio(row["raised_ratio"])
    except CellRefused as refused:
        parsed.refused = str(refused)
        return parsed
    parsed.values["raised_ratio"] = fraction_text(raised) if raised is not None else ""
    parsed.values["body"] = compact_text(read_text(row["body"]))
    parsed.label = f"{parsed.values['body']}　{parsed.values['name']}"[:120]
    return parsed


class _Judgement:
    """Everything a row is held against, looked up once."""

    def __init__(self, scope: Actor) -> None:
        self.scope, self.shelf, self.today = scope, shelf_of(scope.office_id), moments.today()
        self.categories = definitions_of(scope).names
        taking = participations(scope).prefetch_related("items")
        self.taking = {(one.campaign.number, compact_text(one.partner.name)): one for one in taking}
        self.numbers = {number for number, _ in self.taking}
        self.first: dict[tuple[str, ...], Parsed] = {}

    def all(self, rows: Sequence[Parsed]) -> list[Judged]:
        return [self._verdict(row) for row in rows]

    def _verdict(self, row: Parsed) -> Judged:
        values = row.values
        participation = self.taking.get((values["number"], values["body"]))
        if participation is None:
            return judged(row, REFUSED, refused=self._nobody(values))
        if refused := self._trouble(participation, values):
            return judged(row, REFUSED, refused=refused)
        twin = self.first.setdefault((values["number"], values["body"], values["name"]), row)
        if twin is not row:
            return _repeated(row, twin)
        known = next((one for one in participation.items.all() if one.name == values["name"]), None)
        ties: dict[str, Any] = {"participation": participation, "item": known}
        if known is None:
            return judged(row, NEW, ties=ties)
        changes = _changes(known, values)
        verdict = CHANGED if changes else UNCHANGED
        return judged(row, verdict, record_id=known.pk, differences=changes, ties=ties)

    def _nobody(self, values: Mapping[str, Any]) -> str:
        if not values["number"] or not values["body"]:
            return "任务编号和检查机关都要填写，写法照计划行。"
        if values["number"] not in self.numbers:
            return f"任务{values['number']}没有邀请协同部门，请核对任务编号，或先在“协同部门”页邀请。"
        return f"“{values['body']}”没有受邀参加任务{values['number']}，请核对部门名称，或先邀请它。"

    def _trouble(self, participation: Participation, values: Mapping[str, Any]) -> str:
        """Why the item cannot be taken in; empty when it can."""
        may = can_take_items(self.scope, participation)
        if not may:
            return may.reason
        named = values.get("target_categories") or []
        unknown = [one for one in named if one not in self.categories]
        if not named or unknown:
            said = f"“{'、'.join(unknown)}”不是名录库的对象类别" if unknown else "没有填写检查对象"
            return f"{said}，抽取时没有对象可抽。可以填：{'、'.join(self.categories)}。"
        wants = shortcomings_of(values, self.shelf, self.today)
        return f"{wants[0]}，不能列入联合抽查。依据：{BASIS_CLAUSE}。" if wants else ""


BASIS_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（一）"


def shortcomings_of(values: Mapping[str, Any], shelf: Shelf, on: datetime.date) -> list[str]:
    """What an own item of these fields could not be submitted for."""
    item = InspectionItem(citations=[])
    fill(item, {key: values[key] for key in (*FIELDS, "body") if key in values})
    item.citations = written_citations(item, CITING, shelf, on)
    return list(item_row(item, shelf, on).shortcomings)


def _changes(item: PartnerItem, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    found = differences({key: getattr(item, key) for key in FIELDS}, values)
    old, new = item.raised_ratio, values["raised_ratio"]
    return found + ([("加强层比例", shown("ratio", old), shown("ratio", new))] if old != new else [])


def _facts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the row speaks of, as the item holds them."""
    return {key: values[key] for key in (*FIELDS, "raised_ratio") if key in values}


def _repeated(row: Parsed, twin: Parsed) -> Judged:
    if twin.values == row.values:
        return judged(row, UNCHANGED)
    return judged(row, REFUSED, refused=f"与第{twin.number}行是同一事项，内容不同。请只留一行，或分清名称。")


def _still_open(actor: Actor, participation: Participation) -> Participation:
    """The participation anew, under the lock: the campaign may have been settled meanwhile."""
    found = find_participation(actor, participation.pk)
    may = can_take_items(actor, found)
    if not may:
        raise Conflict("partner-items-closed", may.reason, title="不能写入：任务已不能修改")
    return found


def _written(participation: Participation, row: Judged) -> PartnerItem:
    item: PartnerItem = row.ties["item"] or PartnerItem(
        participation=participation, code=_free_code(participation)
    )
    for key, value in _facts_of(row.values).items():
        setattr(item, key, value)
    item.save()
    row.record_id = item.pk
    return item


def _free_code(participation: Participation) -> str:
    """市场监管01, 市场监管02, …: what strata and sheets call the item."""
    word = participation.partner.tag_word
    taken = set(participation.items.values_list("code", flat=True))
    return next(code for place in range(1, 1000) if (code := f"{word}{place:02d}") not in taken)


PARTNER_ITEMS = PartnerItems()
