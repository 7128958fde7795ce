"""A row of a plan's workbook against the drafted plans: which line it is, and what it would become."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import office_of, sections
from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.common.workbooks.values import read_list
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.law.queries import figure
from mingcha.law.rules import HIGH_RISK_CLASS
from mingcha.plans.models import EVEN, HOLDER_UNIT, UNITS, Campaign, Plan
from mingcha.plans.queries.campaigns import campaigns, suggest_number
from mingcha.plans.queries.frames import frame_of
from mingcha.plans.queries.settings import Line, Settings, items_of, settings_of
from mingcha.plans.rules.counting import ORDINARY, RAISED, STRATUM_CODES, Layer
from mingcha.plans.rules.findings import Seats
from mingcha.plans.rules.forms import GROUP_TITLES, LEAD, MEMBER
from mingcha.plans.rules.plan_words import ratio_words_of, scope_words
from mingcha.plans.states import DRAFT

USUAL_SEATS = (Seats(LEAD, GROUP_TITLES[LEAD], 1, frozenset({LEAD})), Seats(MEMBER, GROUP_TITLES[MEMBER], 1))
PARTED = re.compile(r"[;；\n]+")
NEEDED = {"title": "抽查任务名称", "items": "抽查事项", "ratios": "抽查比例", "starts_on": "计划起止时间"}
TITLES = {
    "title": "抽查任务名称",
    "items": "抽查事项",
    "scope": "检查对象范围",
    "unit": "抽取单位",
    "ratio": "抽查比例",
    "period": "计划起止时间",
    "section": "责任股室",
    "category": "抽查类别",
    "round": "轮次",
    "frequency": "抽查频次",
    "methods": "检查方式",
    "lead_department": "发起（牵头）部门",
    "partner_departments": "配合部门",
    "draw_on": "抽取时间",
    "plan_note": "备注",
}


class LineRefused(Exception):
    """A row that cannot become a line; the sentence says why and what to do."""


@dataclass
class PlannedLine:
    """What a row would make of its line; `campaign` is None for a new one."""

    plan: Plan
    campaign: Campaign | None
    settings: Settings
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Drafts:
    """The drafted plans of an office with everything a row is held against, looked up once for a file."""

    def __init__(self, scope: Actor) -> None:
        self.scope = scope
        drafted = Plan.objects.filter(office_id=scope.office_id, state=DRAFT)
        self.plans = {plan.year: plan for plan in drafted}
        self.usual_year = min(self.plans, default=moments.today().year)
        self.high_class = str(figure(scope.office_id, HIGH_RISK_CLASS, moments.today()).value)
        self.office = office_of(scope).name
        self.sections = {section.name: section.pk for section in sections(scope)}
        known = list(campaigns(scope).select_related("plan", "section"))
        self.by_number = {campaign.number: campaign for campaign in known}
        self.by_title = {(campaign.plan_id, campaign.title): campaign for campaign in known}
        self.taken = set(self.by_number)

    def line(self, values: Mapping[str, Any]) -> PlannedLine:
        """The line that the row means. `LineRefused` when it cannot be one."""
        plan = self._plan(values["year"])
        campaign = self._campaign(plan, values)
        former = settings_of(campaign) if campaign else None
        settings = self._settings(plan, former, values)
        self._require_own_section(settings, former)
        line = PlannedLine(plan, campaign, settings)
        if former is not None:
            line.changes = self._changes(former, settings)
            self._require_open(campaign, former, settings, line.changes)
        line.warnings = self._warnings(line, values)
        return line

    def _plan(self, year: int) -> Plan:
        plan = self.plans.get(year)
        if plan is None:
            raise LineRefused(f"{year}年度抽查计划不在编制中，请核对计划年度，或先编制、修订计划。")
        return plan

    def _campaign(self, plan: Plan, values: Mapping[str, Any]) -> Campaign | None:
        number, title = values.get("number"), values.get("title", "")
        found = self.by_number.get(number) if number else self.by_title.get((plan.pk, title))
        if found is not None and found.plan_id != plan.pk:
            raise LineRefused(f"任务编号{found.number}已用于{plan}以外的“{found.title}”，请换一个编号。")
        return found

    def _settings(self, plan: Plan, former: Settings | None, values: Mapping[str, Any]) -> Settings:
        lacking = [title for key, title in NEEDED.items() if former is None and not values.get(key)]
        if lacking:
            raise LineRefused(f"没有填写{'、'.join(lacking)}，新任务不能缺。")
        base = former or self._new(plan, values)
        starts, ends = self._days(base, values)
        if starts is not None and starts.year != plan.year:
            raise LineRefused(f"计划从{starts}开始，不在{plan.year}年内，请核对计划起止时间。")
        items = self._items(values["items"], former, starts) if values.get("items") else base.item_ids
        settings = replace(
            base,
            title=values.get("title") or base.title,
            unit=values.get("unit") or base.unit,
            item_ids=items,
            starts_on=starts,
            ends_on=ends,
            layers=_layers(base.layers, values.get("ratios", {})),
            line=self._line(base.line, values),
        )
        return self._with_scope(settings, values)

    def _new(self, plan: Plan, values: Mapping[str, Any]) -> Settings:
        number = values.get("number") or self._free_number(plan)
        ratios = values["ratios"]
        layers = tuple(
            Layer(STRATUM_CODES[kind], kind, ratios.get(kind) or next(iter(ratios.values())))
            for kind in (ORDINARY, RAISED)
        )
        line = Line(section_id=self.scope.section_id)
        return Settings(
            number, values["title"], HOLDER_UNIT, (), (), (), None, None, EVEN, layers, USUAL_SEATS, line
        )

    def _free_number(self, plan: Plan) -> str:
        """The next free number, each row of a file another one."""
        number = suggest_number(self.scope, plan.year)
        place = 1
        while number in self.taken:
            number, place = f"{plan.year}-{place:02d}", place + 1
        self.taken.add(number)
        return number

    def _days(
        self, base: Settings, values: Mapping[str, Any]
    ) -> tuple[datetime.date | None, datetime.date | None]:
        if "starts_on" not in values:
            return base.starts_on, base.ends_on
        first, last = (datetime.date.fromisoformat(values[key]) for key in ("starts_on", "ends_on"))
        return first, last

    def _items(self, written: str, former: Settings | None, on: datetime.date | None) -> tuple[UUID, ...]:
        """The items that the cell names, by name or code; of two with one name those the line has already."""
        held = items_of(former, self.scope.office_id) if former else []
        offered = [*held, *published_items(self.scope, on or moments.today())]
        found: list[InspectionItem] = []
        for name in _names(written, {item.name for item in offered} | {item.code for item in offered}):
            found += _meant(name, held, offered)
        gone = {item.pk for item in held} - {item.pk for item in found}
        if gone:
            names = "、".join(item.name for item in held if item.pk in gone)
            raise LineRefused(f"表中没有任务已列的事项“{names}”。导入不去掉事项，请在任务页修改。")
        return tuple(item.pk for item in sorted(dict.fromkeys(found), key=lambda item: item.code))

    def _line(self, base: Line, values: Mapping[str, Any]) -> Line:
        told = {key: values[key] for key in ("category", "round", "frequency") if key in values}
        if "section" in values:
            if values["section"] not in self.sections:
                raise LineRefused(f"没有股室“{values['section']}”，请按股所室队的名称填写。")
            told["section_id"] = self.sections[values["section"]]
        if "lead_department" in values:
            lead = values["lead_department"]
            told["lead_department"] = "" if lead == self.office else lead
        for key in ("methods", "partner_departments"):
            if key in values:
                told[key] = tuple(values[key])
        if "draw_on" in values:
            told["draw_on"] = datetime.date.fromisoformat(values["draw_on"])
        if "note" in values:
            told["plan_note"] = values["note"]
        if "ratios" in values:
            told["only_raised"] = ORDINARY not in values["ratios"]
        return replace(base, **told)

    def _with_scope(self, settings: Settings, values: Mapping[str, Any]) -> Settings:
        """The narrowing that the cell says; the categories that the items have anyway are none."""
        if "categories" not in values:
            return settings
        named = set(values["categories"])
        usual = _usual_categories(items_of(settings, self.scope.office_id))
        categories = () if not named or named == usual else tuple(values["categories"])
        return replace(settings, categories=categories, towns=tuple(values["towns"]))

    def _require_own_section(self, settings: Settings, former: Settings | None) -> None:
        """A section brings in its own lines; who leads the plan brings in all."""
        lines = [settings.line, *([former.line] if former else [])]
        if self.scope.has(ENFORCEMENT) or all(one.section_id == self.scope.section_id for one in lines):
            return
        raise LineRefused("这一行是其他股室的任务，由该股室或执法监察岗位导入。")

    def _require_open(
        self,
        campaign: Campaign | None,
        former: Settings,
        settings: Settings,
        changes: list[tuple[str, str, str]],
    ) -> None:
        if campaign is not None and changes and campaign.state != DRAFT:
            said = "、".join(title for title, _, _ in changes)
            raise LineRefused(f"任务“{campaign.get_state_display()}”，不再改动；表中的{said}与它不同。")

    def _changes(self, former: Settings, settings: Settings) -> list[tuple[str, str, str]]:
        before, after = self._said(former), self._said(settings)
        return [(TITLES[key], before[key], after[key]) for key in TITLES if before[key] != after[key]]

    def _said(self, settings: Settings) -> dict[str, str]:
        line = settings.line
        names = {pk: name for name, pk in self.sections.items()}
        items = items_of(settings, self.scope.office_id)
        return {
            "title": settings.title,
            "items": "；".join(item.name for item in items),
            "scope": scope_words(settings.categories, settings.towns),
            "unit": dict(UNITS)[settings.unit],
            "ratio": ratio_words_of(settings.layers, only_raised=line.only_raised),
            "period": f"{settings.starts_on}至{settings.ends_on}",
            "section": names.get(line.section_id, "") if line.section_id else "",
            "category": line.category,
            "round": str(line.round),
            "frequency": line.frequency,
            "methods": "、".join(line.methods),
            "lead_department": line.lead_department,
            "partner_departments": "、".join(line.partner_departments),
            "draw_on": str(line.draw_on or ""),
            "plan_note": line.plan_note,
        }

    def _warnings(self, line: PlannedLine, values: Mapping[str, Any]) -> list[str]:
        """The number that the file says beside the one that the register gives."""
        if "count" not in values or (line.campaign is not None and not line.changes):
            return []
        drawn = frame_of(self.scope, line.settings).drawn
        if drawn == values["count"]:
            return []
        return [f"表中抽查数量{values['count']}，按名录库和比例应抽{drawn}，以后者为准"]


def _layers(base: tuple[Layer, ...], ratios: Mapping[str, str]) -> tuple[Layer, ...]:
    return tuple(replace(layer, ratio=ratios.get(layer.kind, layer.ratio)) for layer in base)


def _names(written: str, known: set[str]) -> list[str]:
    """The names in a cell: parted by ；or line, and by 、 only where the whole is no name."""
    pieces = [piece.strip() for piece in PARTED.split(written) if piece.strip()]
    return [name for piece in pieces for name in ([piece] if piece in known else read_list(piece))]


def _meant(name: str, held: list[InspectionItem], offered: list[InspectionItem]) -> list[InspectionItem]:
    own = [item for item in held if name in (item.name, item.code)]
    found = own or list(dict.fromkeys(item for item in offered if name in (item.name, item.code)))
    if not found:
        raise LineRefused(f"现行清单中没有事项“{name}”，请按清单的名称或编码填写，或先公布清单。")
    if not own and len(found) > 1:
        codes = "、".join(item.code for item in found)
        raise LineRefused(f"清单中有{len(found)}个“{name}”，请改写编码（{codes}）。")
    return found


def _usual_categories(items: list[InspectionItem]) -> set[str]:
    named = [item.target_categories for item in items]
    return {category for categories in named for category in categories} if all(named) else set()
