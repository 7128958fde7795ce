"""Changes after the draw: who takes a vacated seat (protocol section 6, Changes after the draw).

All other seats stay. Candidates are the eligible, ascending by id, who never sat in this seat, are not in
the team and have fewer seats than their own cap at that time; the pick is
``int(H(S, "vacancy", visit, group, p, event), 16) mod`` their number.

>>> from drawproof.assignment.plan import build_plan
>>> plan = build_plan([("A", "", ""), ("B", "", "")], [("o1", "team", "1", "")], [])
>>> roster = Roster.after(plan, [Seat("o1", "team", 1, "A", ())])
>>> vacancy(roster, "0" * 64, visit="o1", group="team", seat=1, reason="ill").inspector
'B'
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from drawproof.assignment.draw import Seat
from drawproof.assignment.plan import Plan
from drawproof.canonical import tables
from drawproof.digest import H
from drawproof.errors import DrawproofError

Place = tuple[str, str, int]


class Substitution(NamedTuple):
    """One row of ``substitutions.csv``; ``inspector`` is empty when the seat stays open."""

    n: int
    visit: str
    group: str
    seat: int
    event: int
    left: str
    reason: str
    inspector: str


@dataclass
class Roster:
    """Who sits where after some changes. ``holder`` maps a seat to its person, empty when open."""

    plan: Plan
    holder: dict[Place, str]
    seated_before: dict[Place, list[str]] = field(default_factory=dict)
    rows: list[Substitution] = field(default_factory=list)

    @classmethod
    def after(cls, plan: Plan, seats: Iterable[Seat], rows: Iterable[Substitution] = ()) -> "Roster":
        """The roster of a draw after the given substitutions, taken as recorded."""
        roster = cls(plan, {(seat.visit, seat.group, seat.seat): seat.inspector for seat in seats})
        for row in rows:
            roster.record(row)
        return roster

    def record(self, row: Substitution) -> None:
        """Take over one substitution."""
        place = (row.visit, row.group, row.seat)
        self.seated_before.setdefault(place, []).append(row.left)
        self.holder[place] = row.inspector
        self.rows.append(row)

    def candidates(self, place: Place) -> list[str]:
        """Who may take the seat of ``place``, whose holder is leaving, ascending by id."""
        visit, group, _ = place
        team = {who for at, who in self.holder.items() if at[0] == visit}
        loads: dict[str, int] = {}
        for who in self.holder.values():
            loads[who] = loads.get(who, 0) + 1
        out = team.union(self.seated_before.get(place, ()))
        eligible = self._eligible(visit, group)
        return [name for name, cap in eligible.items() if name not in out and loads.get(name, 0) < cap]

    def _eligible(self, visit: str, group: str) -> Mapping[str, int]:
        for own in self.plan.groups:
            if own.name == group and self.plan.visits[own.visit] == visit:
                return {self.plan.inspectors[i]: self.plan.caps[i] for i in own.members}
        raise DrawproofError("seat-unknown", visit=visit, group=group)


def vacancy(
    roster: Roster, seed: str, *, visit: str, group: str, seat: int, reason: str, suite: str = "sha256"
) -> Substitution:
    """The substitution that follows when the present holder of a seat leaves; the roster is not changed."""
    if reason not in tables.VACANCIES:
        raise DrawproofError("reason-unknown", where="reason")
    place = (visit, group, seat)
    left = roster.holder.get(place)
    if not left:
        code = "seat-unknown" if left is None else "seat-open"
        raise DrawproofError(code, visit=visit, group=group)
    event = len(roster.seated_before.get(place, ())) + 1
    names = roster.candidates(place)
    picked = ""
    if names:
        picked = names[int(H(suite, seed, "vacancy", visit, group, seat, event), 16) % len(names)]
    return Substitution(len(roster.rows) + 1, visit, group, seat, event, left, reason, picked)


def parse_substitutions(content: bytes) -> list[Substitution]:
    """The rows of ``substitutions.csv``, strictly read."""
    return [
        Substitution(int(n), visit, group, int(seat), int(event), left, reason, inspector)
        for n, visit, group, seat, event, left, reason, inspector in tables.read("substitutions.csv", content)
    ]


def substitutions_csv(rows: Iterable[Substitution]) -> bytes:
    """The canonical bytes of ``substitutions.csv``."""
    return tables.write("substitutions.csv", rows)
