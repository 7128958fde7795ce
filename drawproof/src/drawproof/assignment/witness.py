"""A witness plan and the search for one alternating path through it (protocol section 6).

The witness is one assignment of people to seats. A change that keeps everything else lawful is a path in the
residual graph of the network source → group → (visit, inspector) → inspector → sink:

- from a group one comes to everybody eligible who is not in the visit's team, and, through somebody who sits
  in another group of the visit, to that group (the person changes seats inside the visit);
- from an inspector one comes to the groups of the seats held, fixed seats excepted;
- from an inspector below the upper level one comes to the pool, and from the pool to everybody above the
  lower level (one takes a seat more, the other one less).

A search that ends without success has found a closed set: nothing leads out of it. It gets a block number of
its own. Later changes run inside one block, for a cycle that left a closed set could not come back, and
fixing a seat only takes edges away; so a closed set stays closed, and a name in another block than its seat
is refused without a search.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from drawproof.assignment.plan import Plan, bits

_POOL = -1


@dataclass
class Search:
    """Where to look: seeds, targets, and whether the pool may be used; filled in while looking.

    ``people`` and ``found_groups`` hold the parent of every inspector and group reached: for an inspector the
    group somebody joins, or the pool; for a group the inspector who leaves it and the group joined instead,
    or ``None``.
    """

    block: int
    targets: int = 0
    target_group: int | None = None
    use_pool: bool = False
    people: dict[int, int | None] = field(default_factory=dict)
    found_groups: dict[int, tuple[int, int | None] | None] = field(default_factory=dict)
    pool_from: int | None = None
    unseen: int = 0
    end: int | None = None
    reached_target_group: bool = False


class Witness:
    """An assignment under construction or in force; ``loads`` count all seats, fixed ones included."""

    def __init__(self, plan: Plan):
        everybody = (1 << len(plan.inspectors)) - 1
        self.plan = plan
        self.loads = [0] * len(plan.inspectors)
        self.teams: list[dict[int, int]] = [{} for _ in plan.visits]
        self.team_bits = [0] * len(plan.visits)
        self.holders = [0] * len(plan.groups)
        self.held: list[set[int]] = [set() for _ in plan.inspectors]
        self.lower = [0] * len(plan.inspectors)
        self.upper = list(plan.caps)
        self.below_upper = sum(1 << number for number, cap in enumerate(plan.caps) if cap)
        self.above_lower = 0
        self.group_block = [0] * len(plan.groups)
        self.block_people = {0: everybody}
        self.pool_block = 0
        self._person_block = [0] * len(plan.inspectors)

    def set_levels(self, lower: Iterable[int], upper: Iterable[int]) -> None:
        """Bind every load between its levels; other edges exist then, so the blocks are forgotten."""
        self.lower, self.upper = list(lower), list(upper)
        for inspector in range(len(self.loads)):
            self._mark(inspector)
        self.forget_blocks()

    def forget_blocks(self) -> None:
        """Put everything into block 0 again."""
        self.group_block = [0] * len(self.group_block)
        self.block_people = {0: (1 << len(self.loads)) - 1}
        self._person_block = [0] * len(self.loads)
        self.pool_block = 0

    def block_of(self, inspector: int) -> int:
        """The block in which an inspector stands."""
        return self._person_block[inspector]

    def join(self, inspector: int, group: int) -> None:
        """Give the inspector a seat of the group."""
        visit = self.plan.groups[group].visit
        self.teams[visit][inspector] = group
        self.team_bits[visit] |= 1 << inspector
        self.holders[group] |= 1 << inspector
        self.held[inspector].add(group)
        self.loads[inspector] += 1
        self._mark(inspector)

    def leave(self, inspector: int, group: int) -> None:
        """Take the inspector's seat of the group away."""
        visit = self.plan.groups[group].visit
        del self.teams[visit][inspector]
        self.team_bits[visit] &= ~(1 << inspector)
        self.holders[group] &= ~(1 << inspector)
        self.held[inspector].remove(group)
        self.loads[inspector] -= 1
        self._mark(inspector)

    def fix(self, inspector: int, group: int) -> None:
        """Make the seat immovable: it leaves the residual graph, its holder keeps the load."""
        self.holders[group] &= ~(1 << inspector)
        self.held[inspector].remove(group)

    def _mark(self, inspector: int) -> None:
        bit, load = 1 << inspector, self.loads[inspector]
        self.below_upper = self.below_upper | bit if load < self.upper[inspector] else self.below_upper & ~bit
        self.above_lower = self.above_lower | bit if load > self.lower[inspector] else self.above_lower & ~bit

    def look(self, search: Search, *, groups: Iterable[int] = (), inspector: int | None = None) -> bool:
        """Search breadth first from groups or an inspector; true when a target was reached."""
        queue: deque[tuple[bool, int]] = deque()
        search.unseen = self.block_people[search.block]
        for group in groups:
            search.found_groups[group] = None
            queue.append((True, group))
        if inspector is not None:
            self._reach_people(search, 1 << inspector, None, queue)
        while queue and search.end is None and not search.reached_target_group:
            is_group, node = queue.popleft()
            if is_group:
                self._expand_group(search, node, queue)
            else:
                self._expand_inspector(search, node, queue)
        return search.end is not None or search.reached_target_group

    def _reach_people(
        self, search: Search, people: int, parent: int | None, queue: deque[tuple[bool, int]]
    ) -> None:
        hit = people & search.targets
        if hit:
            search.end = (hit & -hit).bit_length() - 1
            search.people[search.end] = parent
            return
        search.unseen &= ~people
        for inspector in bits(people):
            search.people[inspector] = parent
            queue.append((False, inspector))

    def _expand_group(self, search: Search, group: int, queue: deque[tuple[bool, int]]) -> None:
        own = self.plan.groups[group]
        new = own.eligible & search.unseen & ~self.team_bits[own.visit]
        if new:
            self._reach_people(search, new, group, queue)
        if len(self.plan.groups_of[own.visit]) > 1:
            for inspector in bits(own.eligible & self.team_bits[own.visit]):
                other = self.teams[own.visit][inspector]
                if other != group and other in self.held[inspector]:
                    self._reach_group(search, other, (inspector, group), queue)

    def _expand_inspector(self, search: Search, inspector: int, queue: deque[tuple[bool, int]]) -> None:
        for group in self.held[inspector]:
            self._reach_group(search, group, (inspector, None), queue)
        if search.use_pool and search.pool_from is None and self._may_enter_pool(search, inspector):
            search.pool_from = inspector
            new = self.above_lower & search.unseen
            if new:
                self._reach_people(search, new, _POOL, queue)

    def _may_enter_pool(self, search: Search, inspector: int) -> bool:
        return self.pool_block == search.block and bool(self.below_upper >> inspector & 1)

    def _reach_group(
        self, search: Search, group: int, parent: tuple[int, int | None], queue: deque[tuple[bool, int]]
    ) -> None:
        if group in search.found_groups or self.group_block[group] != search.block:
            return
        search.found_groups[group] = parent
        if group == search.target_group:
            search.reached_target_group = True
        queue.append((True, group))

    def shift(self, search: Search) -> None:
        """Change the witness along the path that a successful search found."""
        joins: list[tuple[int, int]] = []
        leaves: list[tuple[int, int]] = []
        inspector = search.end
        group = search.target_group if search.reached_target_group else None
        while inspector is not None or group is not None:
            if inspector is not None:
                inspector, group = self._before_person(search, inspector, joins)
            elif group is not None:
                inspector, group = self._before_group(search, group, joins, leaves)
        for left in leaves:
            self.leave(*left)
        for joined in joins:
            self.join(*joined)

    @staticmethod
    def _before_person(
        search: Search, inspector: int, joins: list[tuple[int, int]]
    ) -> tuple[int | None, int | None]:
        parent = search.people[inspector]
        if parent == _POOL:
            return search.pool_from, None
        if parent is not None:
            joins.append((inspector, parent))
        return None, parent

    @staticmethod
    def _before_group(
        search: Search, group: int, joins: list[tuple[int, int]], leaves: list[tuple[int, int]]
    ) -> tuple[int | None, int | None]:
        parent = search.found_groups[group]
        if parent is None:
            return None, None
        inspector, joined = parent
        leaves.append((inspector, group))
        if joined is None:
            return inspector, None
        joins.append((inspector, joined))
        return None, joined

    def close(self, search: Search, block: int) -> int:
        """Give everything an exhausted search reached a block of its own; returns the people in it."""
        reached = self.block_people[search.block] & ~search.unseen
        self.block_people[search.block] = search.unseen
        self.block_people[block] = reached
        for inspector in bits(reached):
            self._person_block[inspector] = block
        for group in search.found_groups:
            self.group_block[group] = block
        if search.pool_from is not None:
            self.pool_block = block
        return reached
