"""The three lists as matched against the registers, and as they are kept: lines of codes, so that what a
platform drew has the shape of what we draw. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingcha.draws.rules.committed import DrawnUnit, Seat, visits_of

# What each inspector has of what groups require, by roster number.
Tags = Mapping[str, frozenset[str]]
# The stratum of who stood in the platform's list and would not have stood in ours.
OUTSIDE = "外"
LISTED, MISSING, EXTRA, UNKNOWN = "", "missing", "extra", "unknown"
STANDINGS = {MISSING: "平台少列", EXTRA: "平台多列", UNKNOWN: "平台多列，名录库没有"}


@dataclass(frozen=True)
class Listed:
    """A row of the base list or of the drawn list. `unit` and `holder` are codes of the register, empty where
    `problem` says why there is none; `is_unread` when the row says too little to be looked up; `doubt` is
    what was taken for granted."""

    row: int
    label: str
    unit: str = ""
    holder: str = ""
    problem: str = ""
    doubt: str = ""
    is_unread: bool = False


@dataclass(frozen=True)
class ListedSeat:
    """One person of one row of the list of teams; `inspector` is the roster number."""

    row: int
    label: str
    person: str
    holder: str = ""
    inspector: str = ""
    leads: bool = False
    problem: str = ""
    is_unread: bool = False


@dataclass(frozen=True)
class Seating:
    """Seats of each visit that share requirements, in the campaign's order; `leads` for the leader's."""

    code: str
    title: str
    count: int
    requires: frozenset[str]
    leads: bool


@dataclass(frozen=True)
class BaseLine:
    """A kept line of the base list: a unit that the platform listed, or that it should have."""

    unit: str
    stratum: str
    standing: str

    @property
    def is_member(self) -> bool:
        return self.standing != MISSING


def seat_teams(
    groups: Sequence[Seating], seats: Sequence[ListedSeat], tags: Tags
) -> list[tuple[Seating, tuple[str, ...]]]:
    """Who of one team takes the seats of each group: leaders those of the leader; of the others first those
    who meet what a group requires, then the rest in the order of the list; who is left over sits in the last
    group."""
    leaders = list(dict.fromkeys(seat.inspector for seat in seats if seat.leads))
    others = [one for one in dict.fromkeys(seat.inspector for seat in seats) if one not in leaders]
    if not any(group.leads for group in groups):
        leaders, others = [], [*leaders, *others]
    taken = _seat_the_required(groups, others, tags)
    for group, people in zip(groups, taken, strict=True):
        pool = leaders if group.leads else others
        free = group.count - len(people)
        people.extend(pool[:free])
        del pool[:free]
    taken[-1] += [*leaders, *others]
    return [(group, tuple(people)) for group, people in zip(groups, taken, strict=True)]


def _seat_the_required(groups: Sequence[Seating], pool: list[str], tags: Tags) -> list[list[str]]:
    """Takes from the pool, for each group that requires something, those who meet it; who would fit fewer
    such groups goes before who would fit more, so that nobody takes the only seat of another."""
    asking = [group for group in groups if group.requires and not group.leads]
    fits = {one: [group for group in asking if group.requires <= tags[one]] for one in pool}
    taken = []
    for group in groups:
        able = sorted((one for one in pool if group in fits[one]), key=lambda one: len(fits[one]))
        taken.append(able[: group.count])
        pool[:] = [one for one in pool if one not in taken[-1]]
    return taken


def base_lines(base: Iterable[Listed], strata: Mapping[str, str], missing: Iterable[str]) -> list[BaseLine]:
    """Every unit once: those the platform listed in their order, then those it left off."""
    lines: dict[str, BaseLine] = {}
    for row in base:
        unit = row.unit or f"?{row.row}"
        standing = LISTED if unit in strata else EXTRA if row.unit else UNKNOWN
        lines.setdefault(unit, BaseLine(unit, strata.get(unit, OUTSIDE), standing))
    return [*lines.values(), *(BaseLine(unit, strata[unit], MISSING) for unit in missing)]


def drawn_units(drawn: Iterable[Listed], strata: Mapping[str, str]) -> list[DrawnUnit]:
    """The drawn list as rows of a result, each stratum ranked in the order of the list, without a ticket."""
    ranks: dict[str, int] = defaultdict(int)
    found = []
    for row in drawn:
        stratum = strata.get(row.unit, OUTSIDE)
        ranks[stratum] += 1
        found.append(DrawnUnit(stratum, ranks[stratum], row.unit, "", "drawn"))
    return found


def team_seats(
    units: Sequence[DrawnUnit], seats: Iterable[ListedSeat], groups: Sequence[Seating], tags: Tags
) -> list[Seat]:
    """The list of teams as rows of an assignment."""
    by_holder: dict[str, list[ListedSeat]] = defaultdict(list)
    for seat in seats:
        by_holder[seat.holder].append(seat)
    return [
        Seat(visit.code, group.code, place, inspector, ())
        for visit in visits_of(units)
        for group, taken in seat_teams(groups, by_holder[visit.holder], tags)
        for place, inspector in enumerate(taken, start=1)
    ]


def strata_counts(base: Iterable[BaseLine], drawn: Iterable[DrawnUnit]) -> list[list[Any]]:
    """[code, N, n] of each stratum as the platform listed and drew it."""
    members = Counter(line.stratum for line in base if line.is_member)
    taken = Counter(row.stratum for row in drawn)
    return [[code, members[code], taken[code]] for code in sorted(members)]


def write_lines(rows: Iterable[Sequence[object]]) -> str:
    return "".join(f"{','.join(map(str, row))}\n" for row in rows)


def read_base(content: str) -> list[BaseLine]:
    return [BaseLine(*cells) for cells in _cells(content)]


def read_drawn(content: str) -> list[DrawnUnit]:
    return [DrawnUnit(stratum, int(rank), unit, "", "drawn") for stratum, rank, unit in _cells(content)]


def read_seats(content: str) -> list[Seat]:
    return [Seat(visit, group, int(place), who, ()) for visit, group, place, who in _cells(content)]


def _cells(content: str) -> Iterator[list[str]]:
    return (line.split(",") for line in content.splitlines())
