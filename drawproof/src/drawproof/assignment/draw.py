"""Names from a hat, with look-ahead (protocol section 6, 3 and 4).

Visits are called in an order fixed by the seed. For each seat the names of all permitted inspectors with a
free place go into a hat, and one is drawn. A drawn name is put aside only if taking it would make it
impossible to staff all remaining seats lawfully; each such refusal is published.

>>> rows = (b"inspector,tags,cap\\nA,,\\nB,,\\n", b"visit,group,count,requires\\no1,team,1,\\no2,team,1,\\n")
>>> barred = b"visit,inspector,reason\\no2,A,barred\\n"
>>> drawn = assign(*rows, barred, {"balance": "even"}, "0" * 64)
>>> [(seat.visit, seat.inspector, seat.refused) for seat in drawn.seats]
[('o1', 'A', ('B',)), ('o2', 'B', ())]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from drawproof.assignment.balance import even_levels
from drawproof.assignment.certificate import check_feasible
from drawproof.assignment.plan import Plan, build_plan, parse_balance
from drawproof.assignment.witness import Search, Witness
from drawproof.canonical import tables
from drawproof.canonical.text import check_hex64
from drawproof.digest import H, hasher

TEAMS_HEADER = "visit,group,seat,inspector,refused"


class Chooser(Protocol):
    """Where chance comes from: the seed in a draw, every possibility in a proof of fairness."""

    def order(self, visits: Sequence[str]) -> Sequence[str]:
        """All visits in the order in which they are called."""
        ...

    def choose(self, visit: str, group: str, seat: int, attempt: int, names: int) -> int:
        """Which of ``names`` names in the hat is drawn, 0 for the first by id."""
        ...


class SeedChooser:
    """The chooser of a draw: order and picks are digests of the seed."""

    def __init__(self, seed: str, suite: str = "sha256"):
        self._seed = check_hex64(seed, "seed")
        self._suite = suite
        self._start = hasher(suite, f"{seed}\nseat\n".encode("ascii")).copy

    def order(self, visits: Sequence[str]) -> Sequence[str]:
        """Visits ascending by (H(S, "order", visit), visit)."""
        return sorted(visits, key=lambda visit: (H(self._suite, self._seed, "order", visit), visit))

    def choose(self, visit: str, group: str, seat: int, attempt: int, names: int) -> int:
        """int(H(S, "seat", visit, group, p, a), 16) mod the number of names."""
        running = self._start()
        running.update(f"{visit}\n{group}\n{seat}\n{attempt}".encode("ascii"))
        return int.from_bytes(running.digest(), "big") % names


class Seat(NamedTuple):
    """One row of ``teams.csv``; ``refused`` in the order of drawing."""

    visit: str
    group: str
    seat: int
    inspector: str
    refused: tuple[str, ...]


class Level(NamedTuple):
    """One row of ``levels.csv``: the published level and the seats drawn."""

    inspector: str
    level: int
    load: int


@dataclass(frozen=True)
class Assignment:
    """The seats in draw order and everybody's level and load."""

    seats: tuple[Seat, ...]
    levels: tuple[Level, ...]

    @property
    def teams_csv(self) -> bytes:
        """The canonical bytes of ``teams.csv``, in draw order."""
        lines = [f"{s.visit},{s.group},{s.seat},{s.inspector},{';'.join(s.refused)}\n" for s in self.seats]
        return "".join([TEAMS_HEADER, "\n", *lines]).encode("ascii")

    @property
    def levels_csv(self) -> bytes:
        """The canonical bytes of ``levels.csv``."""
        return tables.write("levels.csv", self.levels)


def assign(
    inspectors: bytes,
    visits: bytes,
    barred: bytes,
    rule: object,
    seed: str,
    *,
    suite: str = "sha256",
) -> Assignment:
    """Draw from the bytes of the three canonical files; :class:`drawproof.Infeasible` if nobody could."""
    plan = build_plan(
        tables.read("inspectors.csv", inspectors),
        tables.read("visits.csv", visits),
        tables.read("barred.csv", barred),
    )
    return draw_teams(plan, parse_balance(rule), SeedChooser(seed, suite))


def levels_of(plan: Plan, balance: str) -> tuple[Witness, list[int], list[int]]:
    """A complete witness within the levels, and the levels l and u (section 6, 2)."""
    witness = check_feasible(plan)
    if balance == "cap":
        return witness, [0] * len(plan.caps), list(plan.caps)
    upper = even_levels(witness)
    return witness, [max(0, level - 1) for level in upper], upper


def draw_teams(plan: Plan, balance: str, chooser: Chooser) -> Assignment:
    """Draw every seat of a plan with any chooser."""
    witness, lower, upper = levels_of(plan, balance)
    witness.set_levels(lower, upper)
    hat = _Hat(witness, chooser)
    number = {visit: at for at, visit in enumerate(plan.visits)}
    seats = [
        hat.draw(group, seat)
        for visit in chooser.order(plan.visits)
        for group in plan.groups_of[number[visit]]
        for seat in range(1, plan.groups[group].seats + 1)
    ]
    printed = plan.printed_caps if balance == "cap" else upper
    return Assignment(tuple(seats), tuple(map(Level, plan.inspectors, printed, hat.taken)))


class _Hat:
    """Draws one seat after the other and keeps the witness lawful."""

    def __init__(self, witness: Witness, chooser: Chooser):
        self._witness = witness
        self._chooser = chooser
        self._blocks = 0
        self._fixed_team = [0] * len(witness.plan.visits)
        self._full = sum(1 << i for i, level in enumerate(witness.upper) if not level)
        self.taken = [0] * len(witness.loads)

    def draw(self, group: int, seat: int) -> Seat:
        """Fix the next seat of the group; somebody can always take it, for the witness holds it."""
        plan = self._witness.plan
        own = plan.groups[group]
        visit = plan.visits[own.visit]
        hat = self._candidates(group)
        refused: list[int] = []
        while True:
            drawn = hat.pop(self._chooser.choose(visit, own.name, seat, len(refused), len(hat)))
            if self._completable(group, drawn):
                break
            refused.append(drawn)
        self._fix(group, drawn)
        names = plan.inspectors
        return Seat(visit, own.name, seat, names[drawn], tuple(names[i] for i in refused))

    def _candidates(self, group: int) -> list[int]:
        own = self._witness.plan.groups[group]
        out = (self._full | self._fixed_team[own.visit]) & own.eligible
        if not out:
            return list(own.members)
        return [inspector for inspector in own.members if not out >> inspector & 1]

    def _fix(self, group: int, inspector: int) -> None:
        self._witness.fix(inspector, group)
        self._fixed_team[self._witness.plan.groups[group].visit] |= 1 << inspector
        self.taken[inspector] += 1
        if self.taken[inspector] == self._witness.upper[inspector]:
            self._full |= 1 << inspector

    def _completable(self, group: int, inspector: int) -> bool:
        """Whether the fixed seats plus this one can be completed; if so the witness holds it afterwards."""
        witness = self._witness
        if witness.holders[group] >> inspector & 1:
            return True
        sits_in = witness.teams[witness.plan.groups[group].visit].get(inspector)
        block = witness.group_block[group]
        if block != (witness.block_of(inspector) if sits_in is None else witness.group_block[sits_in]):
            return False
        if sits_in is None and self._exchange(group, inspector):
            return True
        return self._rearrange(group, inspector, sits_in, block)

    def _exchange(self, group: int, inspector: int) -> bool:
        """The shortest change: a holder above the lower level hands the seat over."""
        witness = self._witness
        spare = witness.holders[group] & witness.above_lower
        if not spare or not witness.below_upper >> inspector & 1:
            return False
        witness.leave((spare & -spare).bit_length() - 1, group)
        witness.join(inspector, group)
        return True

    def _rearrange(self, group: int, inspector: int, sits_in: int | None, block: int) -> bool:
        """Look for a path from the person drawn back to the group."""
        witness = self._witness
        search = Search(block=block, targets=witness.holders[group], target_group=group, use_pool=True)
        start = None if sits_in is not None else inspector
        if witness.look(search, groups=() if sits_in is None else (sits_in,), inspector=start):
            if search.end is not None:
                witness.leave(search.end, group)
            witness.shift(search)
            if sits_in is not None:
                witness.leave(inspector, sits_in)
            witness.join(inspector, group)
            return True
        self._blocks += 1
        witness.close(search, self._blocks)
        return False
