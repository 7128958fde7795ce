"""The files an attempt commits to (drawproof/1 section 3), built from plain rows. Pure.

Files named `office-….csv` stay with the office: what the neutral ids mean, and why people are barred."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drawproof.canonical import tables
from drawproof.canonical.text import ID
from drawproof.errors import DrawproofError

OFFICE_PREFIX = "office-"
CONFLICTS, ROSTER, STRATA, BARS = (
    "office-conflicts.csv",
    "office-inspectors.csv",
    "office-strata.csv",
    "office-bars.csv",
)
BARRED = "barred"


class Conflict(NamedTuple):
    """A committed conflict of interest: roster number, holder code, id of the declaration."""

    inspector: str
    holder: str
    declaration: str


class Meaning(NamedTuple):
    """What a neutral stratum means, or why a unit stands in it: then `meaning` are the kinds of standing
    fact, and `record` the random id of the unit's record, without which the few possible lines could be tried
    out against the published digest."""

    stratum: str
    meaning: str
    unit: str = ""
    record: str = ""


@dataclass(frozen=True)
class RosterLine:
    """An inspector as committed: tags ascending, and whether he could be drawn on that day."""

    inspector: str
    tags: tuple[str, ...]
    is_eligible: bool


@dataclass(frozen=True)
class Group:
    """Seats of each visit that share requirements, in the campaign's order."""

    code: str
    count: int
    requires: tuple[str, ...]


@dataclass(frozen=True)
class Visit:
    """One visit: its id, its holder, the drawn units it covers."""

    code: str
    holder: str
    units: tuple[str, ...]


class DrawnUnit(NamedTuple):
    """One row of result.csv."""

    stratum: str
    rank: int
    unit: str
    ticket: str
    role: str

    @property
    def is_drawn(self) -> bool:
        return self.role == "drawn"


class Seat(NamedTuple):
    """One row of teams.csv, `refused` as a list."""

    visit: str
    group: str
    seat: int
    inspector: str
    refused: tuple[str, ...]


def selection_files(
    *,
    frame: Iterable[tuple[str, str]],
    excluded: Iterable[tuple[str, str]],
    strata: Iterable[Meaning],
    conflicts: Iterable[Conflict],
    roster: Iterable[RosterLine],
) -> dict[str, bytes]:
    """The committed files of a selection by name; a row that is no id raises `drawproof.DrawproofError`."""
    return {
        "frame.csv": tables.write("frame.csv", frame),
        "excluded.csv": tables.write("excluded.csv", excluded),
        STRATA: _office_table(STRATA, "stratum,meaning,unit,record", strata),
        CONFLICTS: _office_table(
            CONFLICTS, "inspector,holder,declaration", [one for one in conflicts if is_id(one.holder)]
        ),
        ROSTER: _roster(roster),
    }


def assignment_files(
    *,
    visits: Sequence[Visit],
    groups: Sequence[Group],
    roster: Sequence[RosterLine],
    conflicts: Sequence[Conflict],
    withdrawn: Sequence[tuple[str, str, str]] = (),
) -> dict[str, bytes]:
    """The committed files of an assignment: those who may be drawn today, barred by the conflicts that were
    committed with the selection; `withdrawn` are rows of units that left between the two draws."""
    people = [line for line in roster if line.is_eligible]
    bars = list(_bars(visits, {line.inspector for line in people}, conflicts))
    return {
        "inspectors.csv": tables.write(
            "inspectors.csv", [(p.inspector, ";".join(p.tags), "") for p in people]
        ),
        "visits.csv": tables.write("visits.csv", _visit_rows(visits, groups)),
        "barred.csv": tables.write("barred.csv", sorted({(v, i, BARRED) for v, i, _ in bars})),
        "clusters.csv": tables.write("clusters.csv", [(v.code, u) for v in visits for u in v.units]),
        "withdrawn.csv": tables.write("withdrawn.csv", withdrawn),
        BARS: _office_table(BARS, "visit,inspector,declaration", bars),
        ROSTER: _roster(roster),
    }


def visits_of(result: Iterable[DrawnUnit]) -> list[Visit]:
    """One visit for each holder among the drawn units, numbered in the order of the result. The units of one
    holder (`<holder>#01`, `<holder>#02`) are one visit: it is disturbed once."""
    units: dict[str, list[str]] = {}
    for row in result:
        if row.is_drawn:
            units.setdefault(holder_of(row.unit), []).append(row.unit)
    width = max(3, len(str(len(units))))
    return [
        Visit(f"v{number:0{width}d}", holder, tuple(covered))
        for number, (holder, covered) in enumerate(units.items(), start=1)
    ]


def holder_of(unit: str) -> str:
    """The holder's code of a unit: itself, or what stands before `#` when targets are drawn."""
    return unit.partition("#")[0]


def is_id(word: str) -> bool:
    """Whether a word can be an id of the protocol; a declared party whose code is none is in no frame."""
    return re.fullmatch(ID, word) is not None


def groups_of(visits: bytes) -> list[Group]:
    """The seats of each visit as visits.csv commits to them; every visit has the same."""
    rows = {group: (int(count), requires) for _, group, count, requires in tables.read("visits.csv", visits)}
    return [
        Group(code, count, tuple(filter(None, asked.split(";")))) for code, (count, asked) in rows.items()
    ]


def read_result(content: bytes) -> list[DrawnUnit]:
    return [DrawnUnit(s, int(rank), u, t, role) for s, rank, u, t, role in tables.read("result.csv", content)]


def read_frame(content: bytes) -> dict[str, str]:
    """The stratum of each unit that could be drawn."""
    return {row[0]: row[1] for row in tables.read("frame.csv", content)}


def read_excluded(content: bytes) -> dict[str, str]:
    """The public reason of each unit that was left out."""
    return {row[0]: row[1] for row in tables.read("excluded.csv", content)}


def read_teams(content: bytes) -> list[Seat]:
    rows = [line.split(",") for line in content.decode("ascii").splitlines()[1:]]
    return [Seat(v, g, int(p), i, tuple(filter(None, r.split(";")))) for v, g, p, i, r in rows]


def read_clusters(content: bytes) -> dict[str, list[str]]:
    """The units of each visit."""
    units: dict[str, list[str]] = {}
    for visit, unit in tables.read("clusters.csv", content):
        units.setdefault(visit, []).append(unit)
    return units


def read_conflicts(content: bytes) -> list[Conflict]:
    """The conflicts as they were committed with the selection."""
    return [Conflict(*line.split(",")) for line in content.decode("ascii").splitlines()[1:]]


def count_by(name: str, content: bytes, column: int) -> dict[str, int]:
    """How many rows of a committed file hold each value of a column, in the order of the values."""
    counts: dict[str, int] = {}
    for row in tables.read(name, content):
        counts[row[column]] = counts.get(row[column], 0) + 1
    return dict(sorted(counts.items()))


def teams_of_units(clusters: Mapping[str, Sequence[str]], seats: Iterable[Seat]) -> dict[str, list[str]]:
    """Who goes to each unit, by roster number: everybody with a seat of its visit."""
    teams: dict[str, set[str]] = {}
    for seat in seats:
        teams.setdefault(seat.visit, set()).add(seat.inspector)
    return {unit: sorted(teams.get(visit, ())) for visit, units in clusters.items() for unit in units}


def strata_counts(result: Iterable[DrawnUnit]) -> Mapping[str, tuple[int, int]]:
    """Drawn and reserve of each stratum."""
    counts: dict[str, tuple[int, int]] = {}
    for row in result:
        drawn, reserve = counts.get(row.stratum, (0, 0))
        counts[row.stratum] = (drawn + row.is_drawn, reserve + (not row.is_drawn))
    return counts


def _visit_rows(visits: Sequence[Visit], groups: Sequence[Group]) -> list[tuple[str, str, int, str]]:
    return [(v.code, g.code, g.count, ";".join(sorted(g.requires))) for v in visits for g in groups]


def _bars(
    visits: Sequence[Visit], people: set[str], conflicts: Sequence[Conflict]
) -> Iterable[tuple[str, str, str]]:
    by_holder: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_holder.setdefault(conflict.holder, []).append(conflict)
    for visit in visits:
        for conflict in by_holder.get(visit.holder, []):
            if conflict.inspector in people:
                yield visit.code, conflict.inspector, conflict.declaration


def _roster(roster: Iterable[RosterLine]) -> bytes:
    return _office_table(
        ROSTER,
        "inspector,tags,eligible",
        [(line.inspector, ";".join(line.tags), "yes" if line.is_eligible else "no") for line in roster],
    )


def _office_table(name: str, header: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Rows sorted as text, so that the same register always gives the same bytes; other than ASCII is
    refused, as in the public files."""
    lines = [header, *sorted({",".join(row) for row in rows})]
    for number, line in enumerate(lines, start=1):
        if not line.isascii():
            raise DrawproofError("csv-ascii", file=name, line=number)
    return "".join(f"{line}\n" for line in lines).encode("ascii")
