"""Coverage against the floor and the rounds of the year, as the arbiter of plans counts them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.plots import Row as PlotRow
from mingcha.common.plots import plot_of, short_label
from mingcha.common.templatetags.mc import DASH, number, percent
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.outcomes import is_disclosed
from mingcha.draws.queries.results import unit_names
from mingcha.law.rules import ratio_words
from mingcha.oversight.queries.overview.shapes import Cell, Figure, Line, Row, Rows, counted, rows_from
from mingcha.oversight.queries.overview.span import Span, campaigns_in
from mingcha.oversight.queries.overview.visits import HIDDEN, HIDDEN_NOTE
from mingcha.plans.models import Campaign
from mingcha.plans.queries.drawn import drawn_units
from mingcha.plans.queries.year_rounds import (
    Frequency,
    YearRound,
    round_members,
    rounds_listed,
    rounds_of_year,
)
from mingcha.plans.rules.counting import MEASURES, Floor
from mingcha.plans.states import DRAWN

KEY, NAME = "coverage", "覆盖面和轮次"
SCOPE, UNITS, HELD = "scope", "drawn", "rounds"
HEADINGS = ("在册", "应抽", "抽中", "覆盖面", "轮次", "对照下限")
CATEGORY = 4  # signs of it before a bar


def coverage(scope: Actor, span: Span) -> Figure:
    """Each round of each section and category: drawn of those in scope, against the floor; rounds held."""
    found = rounds_of_year(scope, campaigns_in(scope, span))
    turns = {one.key: frequency for frequency in found.frequencies for one in frequency.rounds}
    ratios = {part.ratio for one in found.rounds if one.floor for part in one.floor.parts}
    lines = [_line(span, one, turns[one.key], told=len(ratios) > 1) for one in found.rounds]
    if not lines:
        return Figure(
            KEY, NAME, "还没有抽查任务", "编制年度抽查计划或者抽查任务以后，这里按轮次列出覆盖面。", "", ()
        )
    return Figure(
        KEY,
        NAME,
        _title(found.rounds, found.frequencies),
        _note(found.rounds, found.frequencies),
        "抽查类别、轮次",
        HEADINGS,
        tuple(lines),
        plot_of([_bar(span, one) for one in found.rounds]),
    )


def _line(span: Span, one: YearRound, turns: Frequency, *, told: bool) -> Line:
    """`told` where the rounds are held to different ratios, so that each has to name its own."""
    floor, members = one.floor, one.floor.population if one.floor else None
    cells = (
        Cell(DASH) if members is None else counted(members, SCOPE, unit=one.measure),
        Cell(DASH) if floor is None else _required(floor, told=told),
        counted(one.drawn, UNITS),
        Cell(percent(one.drawn, members)) if members else Cell(DASH),
        _turns(span, turns),
        _standing(span, one),
    )
    return Line(one.key, _named(one), cells, note=_whose(one))


def _named(one: YearRound) -> str:
    return _title_of(one.campaigns)


def _label(one: YearRound) -> str:
    """What stands before the bar: the category as far as there is room, and always which round."""
    category = one.first.category
    if not category:
        return short_label(one.first.title)
    cut = category if len(category) <= CATEGORY else f"{category[: CATEGORY - 1]}…"
    return f"{cut}第{one.first.round}轮"


def _whose(one: YearRound) -> str:
    section = one.first.section.name if one.first.section else "没有定负责股室"
    return section if one.first.plan_id else f"{section}，计划外"


def _required(floor: Floor, *, told: bool) -> Cell:
    ratios = "、".join(ratio_words(part.ratio) for part in floor.parts)
    return Cell(number(floor.required), note=ratios if told else "", value=floor.required)


def _turns(span: Span, turns: Frequency) -> Cell:
    """Rounds held of those required."""
    of, amount = (HELD, int(turns.held)) if turns.held else ("", 0)
    if turns.required is None:
        note = "频次依专门规定" if turns.first.plan_id else "计划外"
        return Cell(f"{turns.held}", of, note=note, amount=amount)
    status = ("is-late" if span.is_over else "is-due") if turns.is_short else ""
    others = (("联合任务", turns.joint), ("导入的", turns.before))
    note = "、".join(f"另有{words}{times}次" for words, times in others if times)
    return Cell(f"{turns.held} / {turns.required.amount}", of, status, note=note, amount=amount)


def _standing(span: Span, one: YearRound) -> Cell:
    if one.floor is None:
        return Cell("只抽加强层，不计下限", status="is-off", is_words=True)
    if not one.drawn and not one.is_drawn and not span.is_over:
        return Cell("未抽取", status="is-next", is_words=True)
    if one.missing:
        return Cell(
            f"还差{number(one.missing)}{one.measure}",
            status="is-late" if span.is_over else "is-due",
            is_words=True,
        )
    return Cell("已达下限", status="is-done", is_words=True)


def _title(rounds: Sequence[YearRound], frequencies: Sequence[Frequency]) -> str:
    owed = [one for one in rounds if one.floor is not None]
    met = sum(1 for one in owed if not one.missing)
    waiting = sum(1 for one in owed if one.missing and not one.is_drawn)
    said = [f"{number(len(owed))}轮抽查中{number(met)}轮已达下限"]
    if short := len(owed) - met - waiting:
        said.append(f"{number(short)}轮低于下限")
    if waiting:
        said.append(f"{number(waiting)}轮还没有抽完")
    behind = sum(one.is_short for one in frequencies)
    if behind:
        said.append(f"{number(behind)}类对象轮次不够")
    return "，".join(said)


def _note(rounds: Sequence[YearRound], frequencies: Sequence[Frequency]) -> str:
    said: dict[str, dict[str, None]] = {}
    for part in (part for one in rounds if one.floor for part in one.floor.parts):
        said.setdefault(part.clause, {})[f"下限{ratio_words(part.ratio)}"] = None
    for turns in frequencies:
        if turns.required:
            words = f"每年不少于{turns.required.amount}次"
            said.setdefault(turns.required.clause, {})[words] = None
    asked = "；".join(f"{'、'.join(words)}（{clause}）" for clause, words in said.items())
    return f"覆盖面 = 抽中 ÷ 在册，竖线为下限，与计划页按同一算法核对。{asked}{'。' if asked else ''}"


def _bar(span: Span, one: YearRound) -> PlotRow:
    members = one.floor.population if one.floor else 0
    share = Fraction(one.drawn, members) if members else Fraction(0)
    limit = Fraction(one.floor.required, members) if one.floor and members else None
    tone = ("late" if span.is_over else "due") if one.missing else "bar"
    words = percent(one.drawn, members) if members else f"{number(one.drawn)}{one.measure}"
    return PlotRow(_label(one), ((share, tone),), words, limit, tone)


def coverage_rows(scope: Actor, span: Span, of: str, line: str) -> Rows:
    """The rows behind a number of this figure; without a line those of all rounds."""
    rounds = [one for one in rounds_listed(campaigns_in(scope, span)) if line in ("", one[0].number)]
    if line and not rounds:
        raise Unknown("no-such-round", "这一年没有这一轮抽查。", title="没有找到")
    if of == UNITS:
        return _unit_rows(scope, [campaign for one in rounds for campaign in one])
    if of == SCOPE and line:
        return _member_rows(scope, rounds[0])
    if of == HELD and line:
        return _held_rows(rounds[0][0], rounds_listed(campaigns_in(scope, span)))
    raise Unknown("no-such-rows", "没有这样的明细。", title="没有找到")


def _unit_rows(scope: Actor, found: Sequence[Campaign]) -> Rows:
    """Every unit that was drawn; where the list is not public and the viewer has not looked, without a name
    and in no order that tells."""
    seen = {one.pk: bool(may_name(scope, one)) for one in found if one.state == DRAWN}
    by_key = {one.pk: one for one in found}
    keys = [
        (campaign.pk, unit.unit if seen[campaign.pk] else "", unit.drawn_on)
        for campaign in found
        if campaign.pk in seen
        for unit in drawn_units(scope, campaign)
    ]

    def look_up(part: Sequence[Any]) -> list[Row]:
        names = unit_names(scope.office_id, [unit for _, unit, _ in part if unit])
        return [_unit_row(by_key[pk], names[unit] if unit else None, on) for pk, unit, on in part]

    note = "" if all(seen.values()) else HIDDEN_NOTE
    headings = ("抽查任务", "任务编号", "检查对象", "编码", "乡镇", "抽取日期")
    return rows_from("抽中的检查对象", headings, keys, look_up, unit="个", note=note)


def may_name(scope: Actor, campaign: Campaign) -> bool:
    """Whether the units that a campaign drew may be named to this viewer now."""
    return bool(can_see_names(scope, campaign.pk, is_disclosed=is_disclosed(campaign), has_teams=True))


def _unit_row(campaign: Campaign, unit: Any, drawn_on: Any) -> Row:
    named = (unit.name, unit.code, unit.town) if unit else (HIDDEN, "", "")
    return Row(
        (campaign.title, campaign.number, *named, drawn_on), reverse("campaign_detail", args=[campaign.pk])
    )


def _member_rows(scope: Actor, group: Sequence[Campaign]) -> Rows:
    """Everybody whom the floor of the round counts."""
    codes = round_members(scope, group)

    def look_up(part: Sequence[Any]) -> list[Row]:
        names = unit_names(scope.office_id, part)
        return [Row((names[code].name, code, names[code].town)) for code in part]

    headings = ("检查对象", "编码", "乡镇")
    unit = MEASURES[group[0].unit]
    return rows_from(f"{_title_of(group)}的在册对象", headings, codes, look_up, unit=unit)


def _held_rows(first: Campaign, rounds: Sequence[Sequence[Campaign]]) -> Rows:
    """The rounds of its section and category that have been drawn."""
    own = (first.plan_id, first.section_id, first.category)
    turns: dict[int, list[Campaign]] = {}
    for group in rounds:
        for one in group:
            if (
                (one.plan_id, one.section_id, one.category) == own
                and one.state == DRAWN
                and not one.only_raised
            ):
                turns.setdefault(one.round, []).append(one)

    def look_up(part: Sequence[Any]) -> list[Row]:
        return [
            Row(
                (f"第{turn}轮", "、".join(one.title for one in turns[turn]), turns[turn][0].starts_on),
                reverse("campaign_detail", args=[turns[turn][0].pk]),
            )
            for turn in part
        ]

    headings = ("轮次", "抽查任务", "检查开始")
    return rows_from(
        f"{first.category or first.title}已抽取的轮次", headings, sorted(turns), look_up, unit="轮"
    )


def _title_of(group: Sequence[Campaign]) -> str:
    first = group[0]
    return f"{first.category}第{first.round}轮" if first.category else first.title
