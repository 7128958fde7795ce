"""Visits of each holder in the year against the annual cap, as the arbiter counts them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.plots import Row as PlotRow
from mingcha.common.plots import plot_of
from mingcha.common.templatetags.mc import DASH, number
from mingcha.law.models import Obligation
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import ANNUAL_CAP
from mingcha.oversight.queries.overview.shapes import Cell, Figure, Line, Row, Rows, counted, rows_from
from mingcha.oversight.queries.overview.span import Span, campaigns_in
from mingcha.plans.queries.embargo import embargoed
from mingcha.plans.queries.exclusions import CountedVisit, counted_visits
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.registers.models import Holder

KEY, NAME = "burden", "企业受检次数"
HOLDERS, VISITS, FULL, EVERY = "holders", "visits", "full", "all"
HEADINGS = ("主体", "户次", "对照上限")
SHOWN, OFTEN = 10, 6


@dataclass(frozen=True)
class Burdens:
    """The counted visits by holder, the cap of the day, and how many drawn campaigns are not told yet."""

    visits: Mapping[str, Sequence[CountedVisit]]
    cap: Obligation | None
    untold: int

    @property
    def holders(self) -> dict[int, list[str]]:
        """By number of visits, the holders by code."""
        found: dict[int, list[str]] = defaultdict(list)
        for code in sorted(self.visits):
            found[len(self.visits[code])].append(code)
        return found

    @property
    def full(self) -> list[str]:
        """Who has had as many as the cap allows, the most first."""
        if self.cap is None:
            return []
        least = self.cap.as_count
        codes = [code for code, found in self.visits.items() if len(found) >= least]
        return sorted(codes, key=lambda code: (-len(self.visits[code]), code))


def burdens_of(scope: Actor, span: Span) -> Burdens:
    """Of the office; of a section those holders that a campaign of it has drawn or visited, with all their
    visits: the cap is one for the whole office."""
    visits: dict[str, list[CountedVisit]] = defaultdict(list)
    for one in counted_visits(scope, span.year):
        visits[one.holder].append(one)
    found = campaigns_in(scope, span).filter(clue_check=None)
    numbers = dict(found.values_list("pk", "number"))
    if span.section:
        own = {campaign_source(one) for one in numbers.values()}
        visits = {code: rows for code, rows in visits.items() if _touches(rows, own)}
    untold = len(embargoed(scope) & numbers.keys())
    return Burdens(visits, figure_if_any(scope.office_id, ANNUAL_CAP, span.on), untold)


def _touches(rows: Sequence[CountedVisit], sources: set[str]) -> bool:
    return any(not sources.isdisjoint(one.sources) for one in rows)


def burden(scope: Actor, span: Span) -> Figure:
    """How many holders have had how many visits, and who is at the cap."""
    found = burdens_of(scope, span)
    if not found.visits:
        return Figure(
            KEY, NAME, "本年还没有计入上限的检查", _untold(found) or "抽取、检查以后列在这里。", "", ()
        )
    cap = found.cap.as_count if found.cap else None
    groups = {times: len(codes) for times, codes in sorted(found.holders.items())}
    lines = [_line(times, amount, cap) for times, amount in groups.items()]
    lines.append(_total(found))
    return Figure(
        KEY,
        NAME,
        _title(found),
        _note(found),
        "本年检查",
        HEADINGS,
        tuple(lines),
        plot_of([_bar(times, amount, cap) for times, amount in groups.items()]),
        remark=_full_words(scope, found),
    )


def _line(times: int, holders: int, cap: int | None) -> Line:
    cells = (counted(holders, HOLDERS), counted(times * holders, VISITS), _against(times, cap))
    return Line(str(times), f"{times}次", cells)


def _against(times: int, cap: int | None) -> Cell:
    if cap is None or times < cap:
        return Cell(DASH, is_words=True)
    return Cell("已达上限" if times == cap else "超过上限", status="is-due", is_words=True)


def _total(found: Burdens) -> Line:
    visits = sum(map(len, found.visits.values()))
    full = len(found.full)
    words = f"{number(full)}家已达上限" if found.cap else DASH
    cells = (
        counted(len(found.visits), HOLDERS),
        counted(visits, VISITS),
        Cell(words, FULL if full else "", is_words=True, amount=full),
    )
    return Line(EVERY, "合计", cells, is_total=True)


def _title(found: Burdens) -> str:
    said = f"{number(len(found.visits))}家主体受检"
    if found.cap is None:
        return f"{said}，本局没有施行的年度上限"
    return f"{said}，其中{number(len(found.full))}家已达{found.cap.words}上限"


def _note(found: Burdens) -> str:
    clause = f"上限依据：{found.cap.clause}。" if found.cap else ""
    return (
        f"{clause}本局全年已登记的检查和已抽中、尚未登记检查的户次合计；线索核查不计，其他机关的检查不计入本局上限。"
        f"重点检查事项不受上限限制。{_untold(found)}"
    )


def _untold(found: Burdens) -> str:
    if not found.untold:
        return ""
    return f"另有{found.untold}个任务的名单没有公开、本人也没有登记查看，其中未查的户次没有计入。"


def _full_words(scope: Actor, found: Burdens) -> str:
    """The first of them by name."""
    names = _names(scope, found.full[:SHOWN])
    said = "、".join(names[code][0] for code in found.full[:SHOWN])
    more = "等" if len(found.full) > SHOWN else ""
    return f"已达上限：{said}{more}" if said else ""


def _bar(times: int, holders: int, cap: int | None) -> PlotRow:
    tone = "due" if cap is not None and times >= cap else "bar"
    return PlotRow(f"{times}次", ((holders, tone),), f"{number(holders)}家", tone=tone)


def burden_rows(scope: Actor, span: Span, of: str, line: str) -> Rows:
    """The rows behind a number of this figure; without a line those of every holder."""
    found = burdens_of(scope, span)
    by_times = found.holders
    if of == FULL:
        codes = found.full
    elif line in ("", EVERY):
        codes = sorted(found.visits)
    else:
        codes = by_times.get(int(line), []) if line.isdecimal() else []
    if of == VISITS:
        return _visit_rows(scope, found, codes)
    if of in (HOLDERS, FULL):
        return _holder_rows(scope, found, codes)
    raise Unknown("no-such-rows", "没有这样的明细。", title="没有找到")


def _holder_rows(scope: Actor, found: Burdens, codes: Sequence[str]) -> Rows:
    cap = found.cap.as_count if found.cap else None

    def look_up(part: Sequence[Any]) -> list[Row]:
        names = _names(scope, part)
        return [_holder_row(code, names[code], found.visits[code], cap) for code in part]

    headings = ("市场主体", "编码", "乡镇", "本年户次", "已检查", "已抽中未检查", "对照上限")
    return rows_from("本年受检的市场主体", headings, codes, look_up, unit="家")


def _holder_row(
    code: str, named: tuple[str, str, str], visits: Sequence[CountedVisit], cap: int | None
) -> Row:
    name, town, url = named
    done = sum(1 for one in visits if one.day)
    word = _against(len(visits), cap).text
    return Row((name, code, town, len(visits), done, len(visits) - done, word), url)


def _visit_rows(scope: Actor, found: Burdens, codes: Sequence[str]) -> Rows:
    keys = [one for code in codes for one in sorted(found.visits[code], key=lambda one: str(one.day or "9"))]

    def look_up(part: Sequence[Any]) -> list[Row]:
        names = _names(scope, [one.holder for one in part])
        return [_visit_row(one, names[one.holder]) for one in part]

    headings = ("市场主体", "编码", "检查日期", "情况", "来源")
    return rows_from("计入上限的检查", headings, keys, look_up, unit="户次")


def _visit_row(one: CountedVisit, named: tuple[str, str, str]) -> Row:
    name, _, url = named
    word = "已检查" if one.day else "已抽中，未检查"
    return Row((name, one.holder, one.day, word, "、".join(sorted(one.sources))), url)


def _names(scope: Actor, codes: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Name, town and page of each; a code that the register has no more stands for itself."""
    rows = Holder.objects.filter(office_id=scope.office_id, code__in=codes).values_list(
        "code", "name", "town", "pk"
    )
    known = {code: (name, town, reverse("holder_detail", args=[pk])) for code, name, town, pk in rows}
    return {code: known.get(code, (code, "", "")) for code in codes}
