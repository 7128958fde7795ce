"""A plan's workbook examined: rows whose items the list knows against register and list, the others by their
own columns. Writes nothing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks import Kind, WorkbookRefused, find_table, read_file
from mingcha.common.workbooks.columns import normal
from mingcha.items.models import InspectionItem
from mingcha.items.queries import cited_by, known_citations, written_citations
from mingcha.items.states import PUBLISHED, REPLACED
from mingcha.law.queries import calendar_of, figure, shelf_of
from mingcha.law.rules import CARRYING, HIGH_RISK_CLASS, OFFICERS_PER_VISIT, fraction_text
from mingcha.plans.queries.campaigns import scope_choices
from mingcha.plans.queries.plan_facts import Entry, known_facts, plan_figures
from mingcha.plans.queries.settings import Line, Settings
from mingcha.plans.rules.counting import ORDINARY, RAISED, STRATUM_CODES, Layer
from mingcha.plans.rules.findings import Cited, Finding, ItemStanding
from mingcha.plans.rules.months import working_days
from mingcha.plans.rules.own_columns import (
    Terms,
    basis_want,
    own_floor,
    own_holders,
    own_line,
    own_rounds,
    rounds_by_row,
    told_apart,
)
from mingcha.plans.rules.plan_arbiter import PlanFacts, PlannedLine, examine_plan
from mingcha.plans.rules.plan_cells import Graded
from mingcha.plans.rules.plan_columns import COLUMNS
from mingcha.plans.rules.plan_rows import PlanRow, read_plan_row, unreadable, year_of
from mingcha.registers.queries import eligible_inspectors

PLAN_KIND = Kind("年度抽查计划", COLUMNS)


def check_plan_file(scope: Actor, path: Path) -> list[Finding]:
    """Every finding on the plan in this file, by the rows of its sheet. `WorkbookRefused` when it is none."""
    try:
        book = read_file(path)
    except WorkbookRefused as refused:
        raise refused.expecting(PLAN_KIND.title) from refused.__cause__
    table = find_table(book, PLAN_KIND)
    this_year = moments.today().year
    rows = [read_plan_row(row, table.mapping, year_of(row, this_year)) for row in table.rows]
    found = [finding for row in rows for finding in unreadable(row)]
    found += examine_plan(_Desk(scope, rows).facts())
    return sorted(_once(found), key=lambda finding: int(finding.rows[0]))


def _once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Of the same kind about the same row the first only."""
    seen: set[tuple[str, str, str]] = set()
    for finding in found:
        key = (finding.rows[0], finding.code, finding.found)
        if key not in seen:
            seen.add(key)
            yield finding


class _Desk:
    """The rows beside everything they are held against."""

    def __init__(self, scope: Actor, rows: Sequence[PlanRow]) -> None:
        self.scope, self.rows = scope, rows
        self.day = min((row.period.first for row in rows if row.period), default=moments.today())
        officers = figure(scope.office_id, OFFICERS_PER_VISIT, self.day)
        self.terms = Terms(
            figures=plan_figures(scope, self.day),
            high_class=figure(scope.office_id, HIGH_RISK_CLASS, self.day).value,
            officers=Cited(officers.as_fraction, officers.clause, officers.quote),
        )
        self.calendar = calendar_of(scope.office_id)
        self.shelf = shelf_of(scope.office_id)
        self.items = _items_by_name(scope)
        self.choices = scope_choices(scope)
        # An office without a roster is not measured by it.
        enough = [frozenset[str]()] * int(officers.as_fraction)
        self.staff = [frozenset(one.tags) for one in eligible_inspectors(scope, self.day) if not one.reasons]
        self.has_roster = bool(eligible_inspectors(scope, self.day))
        self.staff = self.staff if self.has_roster else enough

    def facts(self) -> PlanFacts:
        """Known rows by register and list; those without anybody in the register, and unknown ones, by their
        own columns."""
        known = {row.key: self._entry(row) for row in self.rows}
        entries = [entry for entry in known.values() if entry]
        found = known_facts(self.scope, entries)
        by_key = {line.key: line for line in found.lines if line.campaign.population}
        turns = rounds_by_row([row for row in self.rows if row.key not in by_key])
        lines, own = [], []
        for row in self.rows:
            if line := by_key.get(row.key):
                lines.append(self._known(line, row))
            else:
                line = own_line(row, turns[row.key], self.terms, self._standings(row), self.staff)
                lines.append(replace(line, campaign=replace(line.campaign, working_days=self._days(row))))
                own.append(row)
        placed = {line.key: line for line in lines}
        rounds = [
            replace(one, lines=tuple(placed[line.key] for line in one.lines))
            for one in found.rounds
            if all(line.key in by_key for line in one.lines)
        ]
        own_lines = [placed[row.key] for row in own]
        return PlanFacts(
            lines=tuple(lines),
            rounds=(*rounds, *own_rounds(own_lines, self.terms.figures.floor)),
            holders=(*found.holders, *own_holders(own)),
            figures=self.terms.figures,
            brought_in=found.brought_in,
        )

    def _known(self, line: PlannedLine, row: PlanRow) -> PlannedLine:
        """A line of register and list with the number and the classes that the row says."""
        campaign = line.campaign
        if not self.has_roster:
            campaign = replace(campaign, staff=self.staff, crews=(), working_days=None)
        found = told_apart(replace(line, campaign=campaign, drawn=row.count), row, self.terms.high_class)
        return replace(found, own_floor=own_floor(row))

    def _days(self, row: PlanRow) -> int | None:
        if not self.has_roster or row.period is None:
            return None
        return working_days(self.calendar, row.period.first, row.period.last)

    def _entry(self, row: PlanRow) -> Entry | None:
        """The row as a campaign over published items; None where one of them is not known as such."""
        found = [self._published(name) for name in row.items]
        if not found or not all(found) or row.ratio is None:
            return None
        items = {item.pk: item for some in found for item in some}
        settings = self._settings(row, row.ratio, items.values())
        is_part = bool(settings.towns or settings.categories)
        shared = f"{sorted(map(str, items))}{row.period}" if is_part else row.key
        category = row.category or next((one.category for one in items.values() if one.category), "")
        section = row.section or next((one.section_name for one in items.values() if one.section_name), "")
        return Entry(row.key, settings, section, category, shared)

    def _settings(self, row: PlanRow, ratio: Graded, items: Iterable[InspectionItem]) -> Settings:
        high = self.terms.high_class
        ordinary, raised = ratio.ordinary(high), ratio.raised(high)
        said = ((ORDINARY, max(ordinary or raised)), (RAISED, max(raised or ordinary)))
        return Settings(
            number=row.key,
            title=row.title,
            unit=row.unit,
            item_ids=tuple(item.pk for item in items),
            categories=tuple(word for word in row.scope if word in self.choices.categories),
            towns=tuple(word for word in row.scope if word in self.choices.towns),
            starts_on=row.period.first if row.period else self.day,
            ends_on=row.period.last if row.period else None,
            balance="",
            layers=tuple(Layer(STRATUM_CODES[kind], kind, fraction_text(share)) for kind, share in said),
            seats=self.terms.seats,
            line=Line(only_raised=bool(raised and not ordinary)),
        )

    def _published(self, name: str) -> list[InspectionItem]:
        return [item for item in self.items.get(normal(name), ()) if item.item_list.state == PUBLISHED]

    def _standings(self, row: PlanRow) -> tuple[ItemStanding, ...]:
        """What the row itself says of its items: named at all, said to be unpublished, on which basis."""
        if row.names_no_item:
            return ()
        want, lapses = self._basis(row)
        return tuple(
            ItemStanding(
                label=name,
                is_published=not row.is_unpublished and not self._only_drafted(name),
                is_in_force=True,
                lapses=lapses if not place else (),
                basis_want=want if not place else "",
            )
            for place, name in enumerate(row.items or (row.title,))
        )

    def _only_drafted(self, name: str) -> bool:
        return bool(self.items.get(normal(name))) and not self._published(name)

    def _basis(self, row: PlanRow) -> tuple[str, tuple[str, ...]]:
        """Why the 检查依据 of the row names no law, and what it cites that has lapsed by the legal texts."""
        if row.basis is None:
            return "", ()
        on = row.period.first if row.period else self.day
        item = InspectionItem(basis=row.basis)
        item.citations = written_citations(item, ("basis",), self.shelf, on)
        cited = cited_by(item, self.shelf, on)
        want = basis_want(row.basis, known_citations(item, cited), lambda title: self._carries(title, on))
        return want, tuple(filter(None, (one.lapse(on) for one in cited)))

    def _carries(self, title: str, on: datetime.date) -> bool:
        """Whether a registered law, regulation or rule in force is called that."""
        text = self.shelf.version(title, on, "")
        return text is not None and text.level in CARRYING and text.is_in_force(on)


def _items_by_name(scope: Actor) -> Mapping[str, list[InspectionItem]]:
    """The items of every list that is not replaced, by code, name, and name with contents."""
    lists = InspectionItem.objects.filter(item_list__office_id=scope.office_id)
    found: dict[str, list[InspectionItem]] = defaultdict(list)
    for item in lists.exclude(item_list__state=REPLACED).select_related("item_list").order_by("code"):
        for name in {normal(item.code), normal(item.name), normal(str(item))}:
            found[name].append(item)
    return found
