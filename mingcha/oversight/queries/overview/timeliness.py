"""Whether what has to be public became so in time: results by their clocks, bulletins round by round."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import TruncDate
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.plots import Row as PlotRow
from mingcha.common.plots import plot_of, short_label
from mingcha.common.templatetags.mc import DASH, number
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.bulletins.rounds import Round, rounds_of
from mingcha.disclosure.queries.penalty_lines import PENALTY_DEADLINE
from mingcha.disclosure.states import VOID
from mingcha.inspections.models import Inspection
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.law.models import Deadline
from mingcha.law.queries import calendar_of
from mingcha.law.rules.calendar import UNITS, Calendar
from mingcha.oversight.queries.overview.progress import NOBODY
from mingcha.oversight.queries.overview.shapes import Cell, Figure, Line, Row, Rows, counted, rows_from
from mingcha.oversight.queries.overview.span import Span, campaigns_in, sections

KEY, NAME = "timeliness", "公示及时情况"
EVERY, NONE = "all", "none"
IN_TIME, LATE, RUNNING, OVERDUE = "in-time", "late", "running", "overdue"
STANDINGS = {
    IN_TIME: ("按期", "bar"),
    LATE: ("超期公示", "due"),
    RUNNING: ("未到期", "bg"),
    OVERDUE: ("逾期未公示", "late"),
}
BULLETINS, BULLETIN = "bulletins", "通报"
HEADINGS = ("应公示", *(word for word, _ in STANDINGS.values()), "最长超期")
SHOWN_BULLETINS = {True: IN_TIME, False: RUNNING}


@dataclass(frozen=True)
class Clocked:
    """Something that has to be public within a span: the kind of its deadlines, and the records that these
    are of, with the section that answers for each as `owner`."""

    word: str
    deadline: str
    records: Callable[[Actor, Span], "QuerySet[Any]"]


def _results(scope: Actor, span: Span) -> "QuerySet[Any]":
    visits = Inspection.objects.filter(campaign__in=list(campaigns_in(scope, span)))
    return visits.filter(pk=OuterRef("subject")).annotate(owner=F("campaign__section"))


def _penalties(scope: Actor, span: Span) -> "QuerySet[Any]":
    """Decisions of the year; what was entered by mistake and dropped is none."""
    found = Penalty.objects.filter(office_id=scope.office_id, decided_on__year=span.year).exclude(state=VOID)
    own = found.filter(section=span.section) if span.section else found
    return own.filter(decision=OuterRef("subject")).order_by("-number").annotate(owner=F("section"))


CLOCKED = {
    "results": Clocked("检查结果", RESULT_DEADLINE, _results),
    "penalties": Clocked("行政处罚", PENALTY_DEADLINE, _penalties),
}


@dataclass(frozen=True)
class Clock:
    """A span of the law for something that has to be public, and the day on which it was met."""

    due_on: datetime.date
    met_on: datetime.date | None

    def standing(self, today: datetime.date) -> str:
        if self.met_on is not None:
            return IN_TIME if self.met_on <= self.due_on else LATE
        return RUNNING if today <= self.due_on else OVERDUE

    def late_by(self, calendar: Calendar, today: datetime.date) -> int:
        """How many working days after its last day it was met, or is not met yet."""
        return calendar.count_working_days(self.due_on, self.met_on or today)


def timeliness(scope: Actor, span: Span) -> Figure:
    """By section: results in time, late, running, overdue, and by how many working days at most."""
    clocked = [line for kind in CLOCKED for line in _clock_lines(scope, span, kind)]
    lines = [*clocked, *_bulletin_lines(scope, span)]
    if not lines:
        why = "检查记录由两人确认以后起算公示期限，这里列出按期和逾期的数量。"
        return Figure(KEY, NAME, "还没有应当公示的检查结果", why, "", ())
    return Figure(
        KEY,
        NAME,
        _title(lines),
        f"{_clauses(scope, span)}经批准不予公示的，批准日视为办结；解除的，自解除之日重新计算。"
        "通报一抽查一份，没有法定天数，只分已公布和未公布。"
        "图中黄色为超期公示，红色为逾期未公示，浅色为未到期。",
        "负责股室、公示内容",
        HEADINGS,
        tuple(line for line, _ in lines),
        plot_of([_bar(line.title, counts) for line, counts in lines]),
    )


Counted = tuple[Line, Counter[str]]


def _clock_lines(scope: Actor, span: Span, kind: str) -> Iterator[Counted]:
    calendar = calendar_of(scope.office_id)
    names = section_names(scope)
    counts: dict[UUID | None, Counter[str]] = defaultdict(Counter)
    longest: Counter[UUID | None] = Counter()
    for section, clock, amount in _clocks_by_section(scope, span, kind):
        counts[section][clock.standing(span.today)] += amount
        longest[section] = max(longest[section], clock.late_by(calendar, span.today))
    for section in sorted(counts, key=lambda one: (one is None, names[one])):
        key, word = f"{kind}:{section or NONE}", CLOCKED[kind].word
        yield _line(key, names[section], word, counts[section], longest[section]), counts[section]


def _line(key: str, title: str, kind: str, counts: Counter[str], longest: int) -> Line:
    cells = (
        counted(counts.total(), EVERY),
        counted(counts[IN_TIME], IN_TIME),
        counted(counts[LATE], LATE, status="is-due"),
        counted(counts[RUNNING], RUNNING),
        counted(counts[OVERDUE], OVERDUE, status="is-late"),
        Cell(f"{longest}个工作日", value=longest) if longest else Cell(DASH),
    )
    return Line(key, title, cells, note=kind)


def _clocks_by_section(scope: Actor, span: Span, kind: str) -> Iterator[tuple[UUID | None, Clock, int]]:
    rows = clocks(scope, span, kind).annotate(met_on=TruncDate("closed_at"))
    columns = rows.values_list("section", "due_on", "met_on")
    for section, due_on, met_on, amount in columns.annotate(amount=Count("pk")):
        yield section, Clock(due_on, met_on), amount


def clocks(scope: Actor, span: Span, kind: str) -> "QuerySet[Deadline]":
    """The clocks of this kind that are of the year and the section, each with the `section` that answers."""
    clocked = CLOCKED[kind]
    records = clocked.records(scope, span)
    found = Deadline.objects.filter(Exists(records), office_id=scope.office_id, kind=clocked.deadline)
    return found.order_by().annotate(section=Subquery(records.values("owner")[:1], output_field=UUIDField()))


def section_names(scope: Actor) -> dict[UUID | None, str]:
    """By section; of none the words for it."""
    return {None: NOBODY} | {one.pk: one.name for one in sections(scope)}


def _bulletin_lines(scope: Actor, span: Span) -> Iterator[Counted]:
    """Rounds whose visits are over, by section: with and without a public bulletin."""
    groups: dict[str, list[Round]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in _over(scope, span):
        section = one.campaign.section
        key = f"{BULLETINS}:{section.pk if section else NONE}"
        names[key] = section.name if section else NOBODY
        groups[key].append(one)
    for key in sorted(groups, key=lambda one: (one.endswith(NONE), names[one])):
        counts = Counter(SHOWN_BULLETINS[one.public is not None] for one in groups[key])
        cells = (
            counted(len(groups[key]), EVERY),
            counted(counts[IN_TIME], IN_TIME, note="已公布"),
            Cell(DASH),
            counted(counts[RUNNING], RUNNING, status="is-due", note="未公布"),
            Cell(DASH),
            Cell(DASH),
        )
        yield Line(key, names[key], cells, note=BULLETIN), counts


def _over(scope: Actor, span: Span) -> list[Round]:
    found = [one for one in rounds_of(scope, span.today, span.year) if one.is_over]
    return [one for one in found if span.section is None or one.campaign.section_id == span.section_id]


def _title(lines: Sequence[Counted]) -> str:
    said = []
    for kind, clocked in CLOCKED.items():
        counts = Counter[str]()
        for line, own in lines:
            if line.key.startswith(kind):
                counts.update(own)
        if counts:
            said.append(_said(clocked.word, counts))
    owed = sum(counts[RUNNING] for line, counts in lines if line.key.startswith(BULLETINS))
    return "；".join(said + [f"{number(owed)}份通报没有公布"] * bool(owed)) or "通报都已公布"


def _said(word: str, counts: Mapping[str, int]) -> str:
    said = f"{number(sum(counts.values()))}件{word}，按期{number(counts[IN_TIME])}件"
    if counts[LATE] or counts[OVERDUE]:
        said += f"，超期公示{number(counts[LATE])}件，逾期未公示{number(counts[OVERDUE])}件"
    return said


def _clauses(scope: Actor, span: Span) -> str:
    """The spans as they were counted, with their clauses."""
    return "".join(filter(None, (_clause(scope, span, kind) for kind in CLOCKED)))


def _clause(scope: Actor, span: Span, kind: str) -> str:
    rows = clocks(scope, span, kind).values_list("count", "unit", "clause").distinct()
    said = "；".join(f"{count}{UNITS[unit]}（{clause}）" for count, unit, clause in sorted(rows))
    return f"{CLOCKED[kind].word}的期限为{said}。" if said else ""


def _bar(title: str, counts: Mapping[str, int]) -> PlotRow:
    parts = tuple((counts[key], tone) for key, (_, tone) in STANDINGS.items())
    late = counts[LATE] + counts[OVERDUE]
    words = f"逾期{number(late)}" if late else number(sum(counts.values()))
    return PlotRow(short_label(title), parts, words, tone="late" if counts[OVERDUE] else "bar")


def timeliness_rows(scope: Actor, span: Span, of: str, line: str) -> Rows:
    """The rows behind a number of this figure; without a line every clock."""
    kind, _, section = line.partition(":")
    if of not in (EVERY, *STANDINGS) or kind not in ("", BULLETINS, *CLOCKED):
        raise Unknown("no-such-rows", "没有这样的明细。", title="没有找到")
    if kind == BULLETINS:
        return _bulletin_rows(scope, span, of, section)
    return _clock_rows(scope, span, of, [kind] if kind else list(CLOCKED), section or EVERY)


def _clock_rows(scope: Actor, span: Span, of: str, kinds: Sequence[str], section: str) -> Rows:
    calendar = calendar_of(scope.office_id)
    names = section_names(scope)
    found = [
        one
        for kind in kinds
        for one in clocks(scope, span, kind).order_by("due_on", "title", "pk")
        if section in (EVERY, str(_owner(one) or NONE))
        and of in (EVERY, _clock(one.due_on, one.closed_at).standing(span.today))
    ]

    def look_up(part: Sequence[Any]) -> list[Row]:
        return [_clock_row(one, names[_owner(one)], calendar, span.today) for one in part]

    headings = ("公示事项", "负责股室", "起算日", "期限", "到期日", "办结日期", "情况", "超期工作日")
    words = "、".join(CLOCKED[kind].word for kind in kinds)
    standing = "全部" if of == EVERY else STANDINGS[of][0]
    return rows_from(f"{words}公示：{standing}", headings, found, look_up, unit="件")


def _owner(row: Deadline) -> UUID | None:
    """The section that answers for it, where `clocks` has put it."""
    found: UUID | None = vars(row)["section"]
    return found


def _clock(due_on: datetime.date, closed_at: datetime.datetime | None) -> Clock:
    return Clock(due_on, moments.local_day(closed_at) if closed_at else None)


def _clock_row(row: Deadline, section: str, calendar: Calendar, today: datetime.date) -> Row:
    clock = _clock(row.due_on, row.closed_at)
    word = STANDINGS[clock.standing(today)][0]
    days = (row.starts_on, row.span, row.due_on, clock.met_on)
    return Row((row.title, section, *days, word, clock.late_by(calendar, today) or None), row.url)


def _bulletin_rows(scope: Actor, span: Span, of: str, section: str) -> Rows:
    found = [
        one
        for one in _over(scope, span)
        if section == str(one.campaign.section_id or NONE)
        and of in (EVERY, SHOWN_BULLETINS[one.public is not None])
    ]

    def look_up(part: Sequence[Any]) -> list[Row]:
        return [_bulletin_row(one) for one in part]

    headings = ("抽查任务", "任务编号", "负责股室", "检查结束", "通报", "公布时间")
    return rows_from("通报", headings, found, look_up, unit="份")


def _bulletin_row(one: Round) -> Row:
    campaign, latest = one.campaign, one.latest
    state = latest.get_state_display() if latest else "没有起草"
    shown = one.public.published_at if one.public else None
    section = campaign.section.name if campaign.section else NOBODY
    cells = (campaign.title, campaign.number, section, campaign.ends_on, state, shown)
    return Row(cells, reverse("bulletin_list"))
