"""Enough of it: the floor of each round, rounds a year, the raised more often than the others. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.findings import (
    ASK,
    FLOOR,
    RAISED_CLAUSE,
    RAISED_MORE,
    RAISED_QUOTE,
    REFUSED,
    ROUNDS,
    Cited,
    Finding,
    floor_findings,
    raised_ratio_findings,
)
from mingcha.plans.rules.plan_arbiter.facts import PlanFacts, PlannedItem, PlannedLine


class Turn(Protocol):
    """What counting rounds asks of a line, planned or drawn."""

    @property
    def round(self) -> str: ...
    @property
    def times(self) -> Fraction | None: ...
    @property
    def raised_times(self) -> Fraction | None: ...
    @property
    def draws_ordinary(self) -> bool: ...


def floors(facts: PlanFacts) -> Iterator[Finding]:
    """Σ drawn of each round against the floor over the scope of all its items."""
    for one in facts.rounds:
        drawn = sum(line.drawn_for_floor for line in one.lines)
        rows = tuple(line.key for line in one.lines)
        yield from floor_findings(one.floor, drawn, one.lines[0].measure, what=one.title, rows=rows)
    judged = {line.key for one in facts.rounds for line in one.lines}
    for line in facts.lines:
        least = line.own_floor or facts.figures.floor
        if line.key not in judged and line.ratio is not None and line.ratio < least.amount:
            yield _ratio_below(line, line.ratio, least)


def _ratio_below(line: PlannedLine, ratio: Fraction, floor: Cited) -> Finding:
    least = ratio_words(floor.amount)
    return Finding(
        "below-floor",
        REFUSED,
        f"“{line.title}”的抽查比例{ratio_words(ratio)}，低于下限{least}",
        f"抽查比例{ratio_words(ratio)}",
        f"不低于{least}",
        floor.clause,
        floor.quote,
        f"请把比例提高到{least}以上；法律另定比例的，请在“比例依据”写明条款和比例。",
        "strata",
        FLOOR,
        (line.key,),
    )


def rounds_a_year(facts: PlanFacts) -> Iterator[Finding]:
    """Every section inspects each of its categories often enough, or as often as a law of its own says."""
    for (section, category), lines in _by_category(facts.lines).items():
        planned = rounds_of([*lines, *_joint_lines(facts.lines, (section, category))])
        before = facts.brought_in.get((section, category), Fraction(0))
        required = required_rounds([item for line in lines for item in line.items], facts.figures.rounds)
        if planned is None or required is None or planned + before >= required.amount:
            continue
        named = "".join(filter(None, (section, f"“{category}”" if category else "")))
        yield Finding(
            "too-few-rounds",
            REFUSED,
            f"{named}全年只抽查{times_words(planned + before)}，少于{times_words(required.amount)}",
            f"全年{times_words(planned + before)}" + (f"，其中导入的{times_words(before)}" if before else ""),
            f"每年不少于{times_words(required.amount)}",
            required.clause,
            required.quote,
            "请增加轮次；法律法规规章另定频次的，请在事项的“频次依据”写明名称、条款和次数。",
            "rounds",
            ROUNDS,
            tuple(line.key for line in lines),
        )


@dataclass(frozen=True)
class ListedCategory:
    """The items of the published list of one section and 抽查类别."""

    section: str
    category: str
    items: tuple[PlannedItem, ...]


def categories_left_out(
    listed: Iterable[ListedCategory], planned: Collection[str], usual: Cited
) -> Iterator[Finding]:
    """What the list has to be inspected every year and no line inspects. It is asked about, since a year may
    have begun elsewhere."""
    for one in listed:
        required = required_rounds(one.items, usual)
        if one.category in planned or required is None or required.amount < 1:
            continue
        yield Finding(
            "category-left-out",
            ASK,
            f"{one.section}“{one.category}”全年没有列入抽查",
            "计划中没有这个抽查类别的任务",
            f"每年不少于{times_words(required.amount)}",
            required.clause,
            required.quote,
            "请增加这个抽查类别的任务；本年度确不抽查的，由局领导决定。",
            "rounds",
            ROUNDS,
        )


def rounds_of(lines: Sequence[Turn], *, raised: bool = False) -> Fraction | None:
    """How often a year these lines inspect: lines of one round count once. None when one does not say.
    `raised` asks for those of the raised, else of everybody else."""
    times: dict[str, Fraction] = {}
    for line in lines:
        said = line.raised_times if raised and line.raised_times is not None else line.times
        if said is None:
            return None
        if raised or line.draws_ordinary:
            times[line.round] = max(times.get(line.round, Fraction(0)), said)
    return sum(times.values(), Fraction(0))


def times_words(times: Fraction) -> str:
    """2次; ½ a year reads 1/2次."""
    return f"{times}次"


def required_rounds(items: Sequence[PlannedItem], usual: Cited) -> Cited | None:
    """The strictest that binds any of the items of a section's category. None where laws of their own bind
    all of them and say no number."""
    own = [item.own_rounds for item in items if item.own_rounds]
    cited = [Cited(one.least, one.clause) for one in own if one.least is not None]
    if not items or len(own) < len(items):
        cited.append(usual)
    return max(cited, key=lambda one: one.amount, default=None)


def raised_more(facts: PlanFacts) -> Iterator[Finding]:
    """The raised above the others in ratio and in rounds. The ratios of strata are examined campaign by
    campaign; here those that a row only names by class."""
    for line in facts.lines:
        yield from raised_ratio_findings(line.ordinary_ratios, line.raised_ratios, rows=(line.key,))
    for (section, category), lines in _by_category(facts.lines).items():
        yield from _raised_rows(lines)
        yield from _raised_rounds(section, category, lines)


def _raised_rows(lines: Sequence[PlannedLine]) -> Iterator[Finding]:
    """Rows that draw from the raised alone against those that draw from the others alone."""
    ordinary = [line for line in lines if line.ordinary_ratios and not line.raised_ratios]
    for line in lines:
        if line.raised_ratios and not line.ordinary_ratios:
            others = [ratio for one in ordinary for ratio in one.ordinary_ratios]
            rows = (line.key, *(one.key for one in ordinary))
            yield from raised_ratio_findings(others, line.raised_ratios, rows=rows)


def _raised_rounds(section: str, category: str, lines: Sequence[PlannedLine]) -> Iterator[Finding]:
    ordinary, raised = rounds_of(lines), rounds_of(lines, raised=True)
    told = [line for line in lines if line.raised_population or line.raised_times is not None]
    everybody = all(line.whole_ordinary for line in lines if line.draws_ordinary and line.counts)
    if not told or ordinary is None or raised is None or raised > ordinary:
        return
    if everybody and raised == ordinary and any(line.counts for line in lines):
        return
    named = "".join(filter(None, (section, f"“{category}”" if category else "")))
    yield Finding(
        "raised-not-oftener",
        REFUSED,
        f"{named}加强层的抽查次数不多于一般层",
        f"全年加强层{times_words(raised)}，一般层{times_words(ordinary)}",
        f"加强层多于{times_words(ordinary)}",
        RAISED_CLAUSE,
        RAISED_QUOTE,
        "请另列一轮只抽加强层的任务。",
        "rounds",
        RAISED_MORE,
        tuple(line.key for line in lines),
    )


def _joint_lines(lines: Sequence[PlannedLine], category: tuple[str, str]) -> list[PlannedLine]:
    """Lines of another section or category that inspect its items: a joint campaign is a round of each."""
    others = (line for line in lines if (line.section, line.category) != category)
    return [line for line in others if is_listed(line.items, category)]


def is_listed(items: Iterable[PlannedItem], category: tuple[str, str]) -> bool:
    """Whether any of these items stands in the list under that section and 抽查类别."""
    return any(item.listed_under == category for item in items)


def _by_category(lines: Sequence[PlannedLine]) -> dict[tuple[str, str], list[PlannedLine]]:
    """The lines of each section and 抽查类别, in their order."""
    found: dict[tuple[str, str], list[PlannedLine]] = defaultdict(list)
    for line in lines:
        found[line.section, line.category].append(line)
    return found
