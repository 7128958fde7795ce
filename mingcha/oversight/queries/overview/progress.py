"""How far the visits are, by section, and in one section by campaign."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.plots import Row as PlotRow
from mingcha.common.plots import plot_of, short_label
from mingcha.common.templatetags.mc import number, percent
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.listing import Progress, gone_visits, progress_of
from mingcha.inspections.queries.visible import inspections
from mingcha.inspections.states import CALLED_OFF, INSPECTION, NOTICED, OVER, RECORDED, SCHEDULED, WAITING
from mingcha.oversight.queries.overview.shapes import Figure, Line, Row, Rows, counted, rows_from
from mingcha.oversight.queries.overview.span import Span
from mingcha.oversight.queries.overview.visits import HIDDEN_NOTE, VISIT_HEADINGS, visit_rows

KEY, NAME = "progress", "检查进度"
ALL, CAMPAIGNS, LATE, VOID, EVERY = "visits", "campaigns", "late", "void", "all"
STATES = {WAITING: "next", SCHEDULED: "bg", NOTICED: "bar", RECORDED: "main", CALLED_OFF: "off"}
# From the left of a bar: what is done first, what nobody does any more last.
IN_BAR = (RECORDED, NOTICED, SCHEDULED, WAITING, CALLED_OFF)
HEADINGS = ("任务", "户次", *(INSPECTION.words[state][0] for state in STATES), "逾期", "已退出")
NOBODY = "没有定负责股室"


def progress(scope: Actor, span: Span) -> Figure:
    """Visits by state; those that cover nothing any more apart, and what is late."""
    groups = _groups(scope, span)
    if not groups:
        return Figure(KEY, NAME, "还没有抽出检查组的任务", "抽取会抽出检查组以后，这里列出检查进度。", "", ())
    everything = [one for _, group in groups.values() for one in group]
    lines = [_line(key, title, group) for key, (title, group) in groups.items()]
    if len(lines) > 1:
        lines.append(_line(EVERY, "合计", everything, is_total=True))
    return Figure(
        KEY,
        NAME,
        _title(everything),
        "户次按现状计，对象退出、没有递补的不计入户次；逾期指过了安排的日期或者检查期还没有查完。"
        "已查的比例不计不再实施的户次。"
        "图中深色为已检查，中间色为已制通知书，浅色为已安排，虚框为待安排，灰框为不再实施。",
        "抽查任务" if span.section else "负责股室",
        HEADINGS,
        tuple(lines),
        plot_of([_bar(title, group) for title, group in groups.values()]),
    )


def _groups(scope: Actor, span: Span) -> dict[str, tuple[str, list[Progress]]]:
    """By section, or by campaign where one section is looked at: key, title, what belongs to it."""
    found: dict[str, tuple[str, list[Progress]]] = {}
    for one in _listed(scope, span):
        section = one.campaign.section
        whole = (str(section.pk), section.name) if section else ("none", NOBODY)
        key, title = (one.campaign.number, one.campaign.title) if span.section else whole
        found.setdefault(key, (title, []))[1].append(one)
    return dict(sorted(found.items(), key=lambda item: (item[0] == "none", item[1][0])))


def _listed(scope: Actor, span: Span) -> list[Progress]:
    rows = progress_of(scope, span.today, span.year)
    return [one for one in rows if span.section is None or one.campaign.section_id == span.section_id]


def _line(key: str, title: str, group: Sequence[Progress], *, is_total: bool = False) -> Line:
    counts = _counts(group)
    waiting = sum(1 for one in group if one.awaits_approval)
    late = sum(one.late for one in group)
    cells = (
        counted(len(group), CAMPAIGNS, note=f"{waiting}个待报批" if waiting else ""),
        counted(counts.total(), ALL),
        *(counted(counts[state], state) for state in STATES),
        counted(late, LATE, status="is-late"),
        counted(sum(one.void for one in group), VOID),
    )
    return Line(key, title, cells, is_total=is_total)


def _counts(group: Sequence[Progress]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in group:
        counts.update(one.counts)
    return counts


def _title(everything: Sequence[Progress]) -> str:
    counts, late = _counts(everything), sum(one.late for one in everything)
    said = (
        f"{number(len(everything))}个任务{number(counts.total())}户次，已检查{number(counts[RECORDED])}户次"
    )
    told = ((late, "逾期"), (counts[CALLED_OFF], "不再实施"))
    return said + "".join(f"，{words}{number(amount)}户次" for amount, words in told if amount)


def _bar(title: str, group: Sequence[Progress]) -> PlotRow:
    counts = _counts(group)
    parts = tuple((counts[state], STATES[state]) for state in IN_BAR)
    to_visit = counts.total() - counts[CALLED_OFF]
    return PlotRow(short_label(title), parts, f"已查{percent(counts[RECORDED], to_visit)}")


def progress_rows(scope: Actor, span: Span, of: str, line: str) -> Rows:
    """The rows behind a number of this figure."""
    groups = _groups(scope, span)
    if line in ("", EVERY):
        title, group = "", [one for _, found in groups.values() for one in found]
    elif line in groups:
        title, group = groups[line]
    else:
        raise Unknown("no-such-line", "这一年没有这一行。", title="没有找到")
    if of == CAMPAIGNS:
        return _campaign_rows(title, group)
    rows, words = _visits(scope, span.today, group, of)
    keys = list(rows.order_by("campaign__number", "number").values_list("pk", flat=True))

    def look_up(part: Sequence[Any]) -> list[Row]:
        found = visit_rows(scope, part)
        return [Row(*found[pk]) for pk in part]

    return rows_from(
        "：".join(filter(None, (title, words))), VISIT_HEADINGS, keys, look_up, unit="户次", note=HIDDEN_NOTE
    )


def _visits(
    scope: Actor, today: datetime.date, group: Sequence[Progress], of: str
) -> tuple["QuerySet[Inspection]", str]:
    """The visits that a column counts, and its words."""
    campaigns = [one.campaign for one in group]
    rows = inspections(scope).filter(campaign__in=campaigns)
    gone = Q(pk__in=[])
    for campaign, code in gone_visits(campaigns, rows):
        gone |= Q(campaign=campaign, code=code)
    if of == VOID:
        return rows.filter(gone), "已退出"
    rows = rows.exclude(gone)
    if of in STATES:
        return rows.filter(state=of), INSPECTION.words[of][0]
    if of == LATE:
        past = Q(planned_on__lt=today) | Q(campaign__ends_on__lt=today)
        return rows.exclude(state__in=OVER).filter(past), "逾期"
    if of == ALL:
        return rows, "全部户次"
    raise Unknown("no-such-rows", "没有这样的明细。", title="没有找到")


def _campaign_rows(title: str, group: Sequence[Progress]) -> Rows:
    def look_up(part: Sequence[Any]) -> list[Row]:
        return [_campaign_row(one) for one in part]

    states = (INSPECTION.words[state][0] for state in STATES)
    headings = (
        "抽查任务",
        "任务编号",
        "负责股室",
        "检查开始",
        "检查结束",
        "审批",
        "户次",
        *states,
        "逾期",
        "已退出",
    )
    return rows_from("：".join(filter(None, (title, "任务"))), headings, group, look_up, unit="个")


def _campaign_row(one: Progress) -> Row:
    campaign = one.campaign
    cells = (
        campaign.title,
        campaign.number,
        campaign.section.name if campaign.section else "",
        campaign.starts_on,
        campaign.ends_on,
        one.approval_status[0],
        one.total,
        *(one.counts[state] for state in STATES),
        one.late,
        one.void,
    )
    return Row(cells, reverse("campaign_inspections", args=[campaign.pk]))
