"""Small plans, and a judge that knows nothing but the definitions of protocol section 6.

The judge lists every partial assignment of a plan. F(c), levels, completability and the certificate are read
off that list, without a network, a path or a flow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from drawproof.assignment.plan import Plan, build_plan

Seating = tuple[frozenset[int], ...]
GroupSpec = tuple[str, int, Sequence[str]]  # name, seats, eligible inspectors (letters of a word will do)
Rows = list[tuple[str, ...]]
VisitSpec = tuple[str, Sequence[GroupSpec]]


def rows_of(caps: Mapping[str, int | None], visits: Sequence[VisitSpec]) -> tuple[Rows, Rows, Rows]:
    """The rows of inspectors.csv, visits.csv, barred.csv; every group has a tag of its own."""
    tags: dict[str, list[str]] = {name: [] for name in caps}
    seats: Rows = []
    for visit, groups in visits:
        for group, count, eligible in groups:
            for name in eligible:
                tags[name].append(f"{visit}.{group}")
            seats.append((visit, group, str(count), f"{visit}.{group}"))
    people: Rows = [
        (name, ";".join(sorted(tags[name])), str(cap or "")) for name, cap in sorted(caps.items())
    ]
    return people, sorted(seats, key=lambda row: row[0]), []


def plan_of(caps: Mapping[str, int | None], visits: Sequence[VisitSpec]) -> Plan:
    """The plan of these people and visits."""
    return build_plan(*rows_of(caps, visits))


@dataclass
class Judge:
    """All partial assignments of a small plan, and what follows from them by definition."""

    plan: Plan
    partial: list[tuple[Seating, tuple[int, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        options = []
        for group in self.plan.groups:
            people = [i for i in range(len(self.plan.inspectors)) if group.eligible >> i & 1]
            options.append(
                [frozenset(c) for size in range(group.seats + 1) for c in combinations(people, size)]
            )
        for seating in product(*options):
            if self._one_seat_a_visit(seating):
                self.partial.append((seating, self._loads(seating)))
        self.complete = [(s, loads) for s, loads in self.partial if self.filled(s) == self.plan.seats]

    def _one_seat_a_visit(self, seating: Seating) -> bool:
        for groups in self.plan.groups_of:
            people = [i for at in groups for i in seating[at]]
            if len(people) != len(set(people)):
                return False
        return True

    def _loads(self, seating: Seating) -> tuple[int, ...]:
        return tuple(sum(i in one for one in seating) for i in range(len(self.plan.inspectors)))

    @staticmethod
    def filled(seating: Seating) -> int:
        return sum(map(len, seating))

    def most(self, caps: Sequence[int]) -> int:
        """F(c)."""
        return max(sum(loads) for _, loads in self.partial if all(map(int.__le__, loads, caps)))

    def levels(self) -> list[int]:
        """u of every inspector, by the formula of section 6, 2."""
        own = self.plan.caps
        upper = []
        for inspector, cap in enumerate(own):
            level = 0
            while True:
                caps = [min(one, level) for one in own]
                raised = [level + 1 if i == inspector else one for i, one in enumerate(caps)]
                if self.most(raised) == self.most(caps):
                    break
                level += 1
            upper.append(min(cap, level))
        return upper

    def completable(
        self, fixed: Mapping[tuple[int, int], int], lower: Sequence[int], upper: Sequence[int]
    ) -> bool:
        """Whether some assignment holds the fixed seats {(group, seat): inspector} within the levels."""
        return any(
            all(i in seating[group] for (group, _), i in fixed.items())
            and all(low <= load <= up for low, load, up in zip(lower, loads, upper, strict=True))
            for seating, loads in self.complete
        )

    def certificate(self) -> dict[str, object] | None:
        """The certificate by definition: what can be left unfilled, and whose cap would help."""
        plan = self.plan
        best = self.most(plan.caps)
        if best == plan.seats:
            return None
        lawful = [s for s, loads in self.partial if all(map(int.__le__, loads, plan.caps))]
        groups = [
            at
            for at, group in enumerate(plan.groups)
            if any(self.filled(s) == best and len(s[at]) < group.seats for s in lawful)
        ]
        full = [i for i in range(len(plan.caps)) if self.most(_raise(plan.caps, i)) > best]
        limited: dict[str, int] = {}
        for at_visit in {plan.groups[at].visit for at in groups}:
            open_to = [at for at in groups if plan.groups[at].visit == at_visit]
            for i, name in enumerate(plan.inspectors):
                if i not in full and any(plan.groups[at].eligible >> i & 1 for at in open_to):
                    limited[name] = limited.get(name, 0) + 1
        places = sorted((plan.visits[plan.groups[at].visit], plan.groups[at].name) for at in groups)
        demand = sum(plan.groups[at].seats for at in groups)
        supply = sum(plan.caps[i] for i in full) + sum(limited.values())
        return {
            "blocked": ["/".join(place) for place in places],
            "full": [plan.inspectors[i] for i in full],
            "limited": limited,
            "demand": demand,
            "supply": supply,
            "missing": plan.seats - best,
        }


def _raise(caps: Sequence[int], inspector: int) -> list[int]:
    return [cap + (i == inspector) for i, cap in enumerate(caps)]


def small_plans() -> Iterator[Plan]:
    """Every plan of two visits and three inspectors: one group of one or two seats, or two groups of one."""
    sets = ["".join(one) for size in range(4) for one in combinations("ABC", size)]
    kinds: list[Sequence[GroupSpec]] = [[("team", count, one)] for count in (1, 2) for one in sets]
    kinds += [[("lead", 1, one), ("member", 1, two)] for one in sets for two in sets]
    caps: list[dict[str, int | None]] = [
        {"A": None, "B": None, "C": None},
        {"A": 1, "B": None, "C": None},
        {"A": 1, "B": 1, "C": 2},
    ]
    for number, first in enumerate(kinds):
        for second in kinds[number:]:
            for own in caps:
                yield plan_of(own, [("o1", first), ("o2", second)])
