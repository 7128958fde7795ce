"""What the visits found: results by kind and by family, with the national class each stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.plots import Row as PlotRow
from mingcha.common.plots import plot_of, short_label
from mingcha.common.templatetags.mc import number
from mingcha.common.workbooks.writer import Value
from mingcha.draws.queries.results import UnitName, unit_names
from mingcha.inspections.models import ItemOutcome, Outcome
from mingcha.inspections.rules.outcomes import FAMILIES, FOUND, NATIONAL, NOT_CHECKED, STANDARD
from mingcha.inspections.states import CONFIRMED
from mingcha.oversight.queries.overview.shapes import Cell, Figure, Line, Row, Rows, counted, rows_from
from mingcha.oversight.queries.overview.span import Span, campaigns_in
from mingcha.oversight.queries.overview.visits import HIDDEN, VISIT_HEADINGS, visit_rows

KEY, NAME = "outcomes", "检查结果"
VISITS, ENTRIES = "visits", "entries"
HEADINGS = ("国家分类", "户次", "结果条数")
ORDER = {kind.code: place for place, kind in enumerate(STANDARD)}


@dataclass
class Kind:
    """One result and how often it was given."""

    family: str
    code: str
    national: str
    title: str = ""
    visits: set[UUID] = field(default_factory=set)
    entries: int = 0

    @property
    def key(self) -> str:
        return f"{self.family}:{self.code}"


def standing(scope: Actor, span: Span) -> "QuerySet[Outcome]":
    """The results of the records that count."""
    rows = Outcome.objects.filter(
        inspection__campaign__in=list(campaigns_in(scope, span)), record__state=CONFIRMED
    )
    return rows.order_by()


def outcomes(scope: Actor, span: Span) -> Figure:
    """Each result that was given, found first, then those of parties that could not be checked."""
    kinds = kinds_of(standing(scope, span))
    if not kinds:
        why = "检查记录由两人确认以后，这里按国家分类列出检查结果。"
        return Figure(KEY, NAME, "还没有确认的检查结果", why, "", ())
    return Figure(
        KEY,
        NAME,
        _title(scope, kinds),
        "一户次可以有几条结果。国家分类为国家企业信用信息公示系统的八类；无法检查的另列，不算发现问题。"
        "图中深色为检查结果，黄色为无法检查，按户次。",
        "检查结果",
        HEADINGS,
        tuple([_line(one) for one in kinds] + _totals(kinds)),
        plot_of([_bar(one) for one in kinds]),
    )


def _line(one: Kind) -> Line:
    national = f"{one.national} {NATIONAL[one.national]}" if one.national else "不在八类内"
    cells = (Cell(national, is_words=True), counted(len(one.visits), VISITS), counted(one.entries, ENTRIES))
    return Line(one.key, one.title, cells, note=FAMILIES[one.family])


def kinds_of(rows: "QuerySet[Outcome]") -> list[Kind]:
    """What was given, each with the visits at which it was: what was found before who could not be checked,
    in the order of the standard results."""
    found: dict[tuple[str, str, str], Kind] = {}
    columns = ("inspection", "family", "code", "national", "title")
    for inspection, family, code, national, title in rows.values_list(*columns):
        kind = found.setdefault((family, code, national), Kind(family, code, national))
        kind.title = max(kind.title, title)
        kind.visits.add(inspection)
        kind.entries += 1
    last = len(ORDER)
    return sorted(
        found.values(), key=lambda one: (one.family == NOT_CHECKED, ORDER.get(one.code, last), one.title)
    )


def _totals(kinds: Sequence[Kind]) -> list[Line]:
    """Each family, with visits counted once."""
    lines = []
    for family, word in FAMILIES.items():
        own = [one for one in kinds if one.family == family]
        visits, entries = len(_visits(own)), sum(one.entries for one in own)
        cells = (Cell("", is_words=True), counted(visits, VISITS), counted(entries, ENTRIES))
        if own:
            lines.append(Line(f"{family}:", f"{word}合计", cells, is_total=True))
    return lines


def _visits(kinds: Iterable[Kind]) -> set[UUID]:
    return set().union(*(one.visits for one in kinds))


def _title(scope: Actor, kinds: Sequence[Kind]) -> str:
    problems = problem_codes(scope)
    found = (
        kinds,
        [one for one in kinds if one.code in problems],
        [one for one in kinds if one.family == NOT_CHECKED],
    )
    every, wrong, gone = (number(len(_visits(some))) for some in found)
    return f"{every}户次有了结果：发现问题{wrong}户次，无法检查{gone}户次"


def problem_codes(scope: Actor) -> set[str]:
    """The results that say that something was wrong: the standard ones, and those the office added."""
    own = ItemOutcome.objects.filter(office_id=scope.office_id, is_problem=True)
    return {kind.code for kind in STANDARD if kind.is_problem} | set(own.values_list("code", flat=True))


def _bar(one: Kind) -> PlotRow:
    tone = "bar" if one.family == FOUND else "due"
    return PlotRow(short_label(one.title), ((len(one.visits), tone),), number(len(one.visits)))


def outcome_rows(scope: Actor, span: Span, of: str, line: str) -> Rows:
    """The rows behind a number of this figure; without a line all results."""
    family, _, code = line.partition(":")
    rows = standing(scope, span)
    if family:
        rows = rows.filter(family=family)
    if code:
        rows = rows.filter(code=code)
    if family not in ("", *FAMILIES) or of not in (VISITS, ENTRIES):
        raise Unknown("no-such-rows", "没有这样的明细。", title="没有找到")
    title = rows.aggregate(title=Max("title"))["title"] if code else FAMILIES.get(family, "全部检查结果")
    return (_visit_rows if of == VISITS else _entry_rows)(scope, rows, title or "检查结果")


def _visit_rows(scope: Actor, rows: "QuerySet[Outcome]", title: str) -> Rows:
    keys = rows.order_by("inspection__campaign__number", "inspection__number")
    pks = list(dict.fromkeys(keys.values_list("inspection", flat=True)))

    def look_up(part: Sequence[Any]) -> list[Row]:
        found = visit_rows(scope, part)
        return [Row(*found[pk]) for pk in part]

    return rows_from(f"{title}：户次", VISIT_HEADINGS, pks, look_up, unit="户次")


def _entry_rows(scope: Actor, rows: "QuerySet[Outcome]", title: str) -> Rows:
    ordered = rows.order_by("inspection__campaign__number", "inspection__number", "unit", "item", "code")
    keys = list(ordered.values_list("pk", flat=True))

    def look_up(part: Sequence[Any]) -> list[Row]:
        found = {one.pk: one for one in rows.filter(pk__in=part)}
        visits = visit_rows(scope, list({one.inspection_id for one in found.values()}))
        names = unit_names(scope.office_id, [one.unit for one in found.values()])
        return [_entry_row(found[pk], names[found[pk].unit], *visits[found[pk].inspection_id]) for pk in part]

    headings = (
        "抽查任务",
        "户次",
        "检查对象",
        "编码",
        "抽查事项",
        "检查结果",
        "国家分类",
        "发现的问题",
        "改正期限",
    )
    return rows_from(f"{title}：结果", headings, keys, look_up, unit="条")


def _entry_row(one: Outcome, unit: UnitName, visit: Sequence[Value], url: str) -> Row:
    """Named where the visit is open to the viewer."""
    title, place, named, *_ = visit
    is_open = named != HIDDEN
    told = (unit.name, unit.code) if is_open else (HIDDEN, "")
    national = NATIONAL.get(one.national, "")
    words = one.words if is_open else ""
    return Row((title, place, *told, one.item_name, one.title, national, words, one.due_on), url)
