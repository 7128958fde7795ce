"""A row of a plan's workbook whose items nobody here knows, judged by what its own columns say. Pure."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mingcha.items.rules import Citation, ratio_basis, rounds_basis
from mingcha.items.rules.legality import TO_REGISTER
from mingcha.law.rules import fraction_text
from mingcha.plans.rules.counting import (
    ORDINARY,
    RAISED,
    STRATUM_CODES,
    Floor,
    FloorPart,
    Layer,
    StratumCount,
)
from mingcha.plans.rules.findings import CampaignFacts, Cited, ItemStanding, Seats
from mingcha.plans.rules.plan_arbiter import (
    Figures,
    HolderGroup,
    OwnRounds,
    Place,
    PlannedItem,
    PlannedLine,
    Round,
)
from mingcha.plans.rules.plan_cells import PeriodCell, stratum_named
from mingcha.plans.rules.plan_rows import PlanRow

TEAM = "team"


@dataclass(frozen=True)
class Terms:
    """What rows are held against on the day of the plan: the figures, from which class on is raised, how many
    officers a visit needs."""

    figures: Figures
    high_class: str
    officers: Cited

    @property
    def seats(self) -> tuple[Seats, ...]:
        """A team as the law wants it at least; a workbook says nothing of teams."""
        return (Seats(TEAM, "执法人员", int(self.officers.amount)),)


def rounds_by_row(rows: Sequence[PlanRow]) -> dict[str, str]:
    """The round of each row, by keys: rows of one section, category and unit whose periods overlap are one
    round, be it town by town or item by item, unless they say which round they are."""
    groups: dict[tuple[str, ...], list[_Together]] = defaultdict(list)
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda one: one.period.first if one.period else datetime.date.min):
        kept = groups[row.section, category_of(row), row.unit, row.turn]
        joined = next((one for one in kept if one.takes(row)), None)
        if joined is None:
            joined = _Together(row.key, row.period)
            kept.append(joined)
        joined.take(row)
        found[row.key] = joined.key
    return found


@dataclass
class _Together:
    """Rows of one round and the days that all their periods share; without a period those that have none."""

    key: str
    shared: PeriodCell | None
    subjects: set[tuple[str, ...]] = field(default_factory=set)

    def takes(self, row: PlanRow) -> bool:
        if self.shared is None or row.period is None:
            # Without periods a second row about the same is another round.
            return self.shared is row.period and _subject(row) not in self.subjects
        return row.period.first <= self.shared.last and self.shared.first <= row.period.last

    def take(self, row: PlanRow) -> None:
        self.subjects.add(_subject(row))
        if self.shared and row.period:
            first, last = max(self.shared.first, row.period.first), min(self.shared.last, row.period.last)
            self.shared = PeriodCell(first, last)


def _subject(row: PlanRow) -> tuple[str, ...]:
    return (*sorted(row.items), "/", *sorted(row.scope))


def category_of(row: PlanRow) -> str:
    """Its 抽查类别, else what it inspects."""
    return row.category or "、".join(row.items) or row.title


def own_line(
    row: PlanRow, turn: str, terms: Terms, items: Sequence[ItemStanding], staff: Sequence[frozenset[str]]
) -> PlannedLine:
    """The row as a line of a plan; `turn` names its round."""
    counts = _counts(row)
    rounds = rounds_basis(row.frequency_basis)
    own = OwnRounds(str(rounds.citation), rounds.rounds) if rounds else None
    line = PlannedLine(
        key=row.key,
        title=row.title,
        campaign=CampaignFacts(row.unit, counts, None, terms.seats, terms.officers, items, staff),
        section=row.section,
        category=category_of(row),
        round=turn,
        items=tuple(PlannedItem(label, row.is_general, own) for label in row.items or (row.title,)),
        is_capped=row.is_general is not False,
        ratio=row.ratio.highest if row.ratio and not counts else None,
        own_floor=own_floor(row),
    )
    return told_apart(line, row, terms.high_class)


def told_apart(line: PlannedLine, row: PlanRow, high_class: str) -> PlannedLine:
    """The line with what the row says of the ordinary and of the raised, where it tells them apart."""
    ratio = row.ratio if row.ratio and row.ratio.tells_apart else None
    frequency = row.frequency
    ordinary = ratio.ordinary(high_class) if ratio else ()
    raised = ratio.raised(high_class) if ratio else ()
    only_raised = bool(raised and not ordinary)
    if ratio is None and (share := _share_of(row)):
        whom = stratum_named(row.whom, high_class)
        ordinary = (share,) if whom == ORDINARY else ()
        raised = (share,) if whom == RAISED else ()
    often = frequency.raised(high_class) if frequency and frequency.tells_apart else ()
    usual = frequency.ordinary(high_class) if frequency else ()
    return replace(
        line,
        ordinary_ratios=ordinary,
        raised_ratios=raised,
        only_raised=only_raised,
        times=min(usual or often, default=None),
        raised_times=min(often, default=None),
    )


def _share_of(row: PlanRow) -> Fraction | None:
    """The ratio of a row, else what its number is of its base."""
    if row.ratio is not None:
        return row.ratio.highest
    return min(Fraction(1), Fraction(row.count, row.base)) if row.base and row.count is not None else None


def own_floor(row: PlanRow) -> Cited | None:
    """A 比例依据 of the row with law, article and figure."""
    own = ratio_basis(row.ratio_basis)
    return Cited(own.ratio, str(own.citation), row.ratio_basis) if own else None


def drawn_of(row: PlanRow) -> int | None:
    """The number the row gives, else what its ratio makes of its base: at the most, where classes differ."""
    if row.count is not None:
        return row.count
    if row.ratio is None or row.base is None:
        return None
    return _ceiling(row.ratio.highest * row.base)


def own_rounds(lines: Sequence[PlannedLine], floor: Cited) -> Iterator[Round]:
    """The rounds of rows that say from how many they draw; all rows of a round meet the floor together."""
    together: dict[str, list[PlannedLine]] = defaultdict(list)
    for line in lines:
        if line.counts:
            together[line.round].append(line)
    for same in together.values():
        populations: dict[Cited, int] = defaultdict(int)
        for line in same:
            populations[line.own_floor or floor] += line.campaign.population
        parts = [
            FloorPart(least.amount, count, least.clause, least.quote) for least, count in populations.items()
        ]
        parts.sort(key=lambda part: part.ratio, reverse=True)
        first = same[0]
        named = f"{first.section}“{first.category}”" if len(same) > 1 else f"“{first.title}”"
        yield Round(named, tuple(same), Floor(tuple(parts)))


def own_holders(rows: Sequence[PlanRow]) -> Iterator[HolderGroup]:
    """The holders that rows of one scope inspect all of, or so many of that some must come up again."""
    scopes: dict[tuple[str, ...], list[PlanRow]] = defaultdict(list)
    for row in rows:
        scopes[tuple(sorted(row.scope or row.items or (row.title,)))].append(row)
    for same in scopes.values():
        size = min((row.base for row in same if row.base), default=1)
        places = [place for row in same if (place := _place(row, size))]
        if places:
            yield HolderGroup(size, 0, tuple(places))


def _place(row: PlanRow, size: int) -> Place | None:
    if row.ratio is not None and row.ratio.highest == 1:
        return Place(row.key, size, size)
    drawn = drawn_of(row)
    return Place(row.key, row.base, min(drawn, row.base)) if row.base and drawn else None


def basis_want(text: str, cited: Sequence[Citation], is_registered: Callable[[str], bool]) -> str:
    """Why a 检查依据 of a plan names no law; empty when it does. The article is the list's to name. `cited`
    are its citations as the legal texts know them; a registered text may be named without 《》 too."""
    lawful = [citation for citation in cited if citation.is_law]
    if any(not citation.to_register for citation in lawful):
        return ""
    if lawful:
        return f"《{lawful[0].title}》{TO_REGISTER}"
    if cited:
        return f"《{cited[0].title}》不是法律、法规或规章，不能单独作为检查依据"
    pieces = re.split("[、，,；;和及]", re.sub("第.{1,12}条[^、，,；;]*", "", text))
    if any(is_registered(piece.strip()) for piece in pieces if piece.strip()):
        return ""
    return "检查依据没有用《》写明法律、法规或规章的名称" if text else "没有填写检查依据"


def _counts(row: PlanRow) -> tuple[StratumCount, ...]:
    """The base as one stratum; nothing where base or number is not known."""
    drawn = drawn_of(row)
    if not row.base or drawn is None:
        return ()
    plain = row.ratio.highest if row.ratio and not row.ratio.tells_apart else None
    ratio = plain or min(Fraction(1), Fraction(drawn or 1, row.base))
    layer = Layer(STRATUM_CODES[ORDINARY], ORDINARY, fraction_text(ratio))
    return (StratumCount(layer, row.base, drawn, 0),)


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
