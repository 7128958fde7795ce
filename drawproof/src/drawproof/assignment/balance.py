"""A complete plan, the levels, and what blocks a plan that cannot be staffed (protocol section 6, 1 and 2).

Levels without a flow for each C: take a complete plan whose loads cannot be evened any further, that is, from
nobody with load L leads an alternating path to somebody with load L − 2 or less and a place free. Its loads,
cut off at C, fill as many seats as any plan in which nobody exceeds C: all F(c) at once. Raising entry i then
fills one seat more exactly when a path leads to i from somebody with more than C. So

    u_i = min(cap_i, the largest load from which a path leads to i, the own one included).

Going down the loads, a search that finds nobody to relieve has closed a set, and everyone in it who was not
in an earlier set has that load as level.
"""

from drawproof.assignment.plan import Plan, bits
from drawproof.assignment.witness import Search, Witness

_DEAD = 1


def fill(plan: Plan) -> tuple[Witness, list[int]]:
    """A witness that fills as many seats as can be, and the groups with unfilled seats, ascending."""
    witness = Witness(plan)
    open_groups: list[int] = []
    for group in sorted(range(len(plan.groups)), key=lambda at: len(plan.groups[at].members)):
        missing = _seat_least_loaded(witness, group)
        while missing and _seat_by_path(witness, group):
            missing -= 1
        if missing:
            open_groups.append(group)
    witness.forget_blocks()
    return witness, sorted(open_groups)


def _seat_least_loaded(witness: Witness, group: int) -> int:
    """Seat the least loaded people directly; returns how many seats stay open."""
    own = witness.plan.groups[group]
    loads = witness.loads
    for taken in range(own.seats):
        free = own.eligible & witness.below_upper & ~witness.team_bits[own.visit]
        if not free:
            return own.seats - taken
        people = own.members if free == own.eligible else bits(free)
        witness.join(min(people, key=loads.__getitem__), group)
    return 0


def _seat_by_path(witness: Witness, group: int) -> bool:
    search = Search(block=0, targets=witness.below_upper)
    found = witness.look(search, groups=(group,))
    if found:
        witness.shift(search)
    else:
        witness.close(search, _DEAD)
    return found


def even_levels(witness: Witness) -> list[int]:
    """Even out a complete witness and return u of every inspector (see the head of this file)."""
    upper = [0] * len(witness.loads)
    block = 0
    for load in range(max(witness.loads, default=0), 0, -1):
        low = _below(witness, load - 1)
        for inspector in [number for number, own in enumerate(witness.loads) if own == load]:
            while witness.loads[inspector] == load and not witness.block_of(inspector):
                search = Search(block=0, targets=low)
                if witness.look(search, inspector=inspector):
                    witness.shift(search)
                    low &= ~_risen(witness, search.end, load - 1)
                    continue
                block += 1
                for member in bits(witness.close(search, block)):
                    upper[member] = min(witness.plan.caps[member], load)
    return upper


def _risen(witness: Witness, end: int | None, load: int) -> int:
    """The one who got a seat, if that person no longer counts as low."""
    if end is None or witness.loads[end] < min(load, witness.plan.caps[end]):
        return 0
    return 1 << end


def _below(witness: Witness, load: int) -> int:
    """Everybody with less than ``load`` and below the own cap."""
    caps = witness.plan.caps
    return sum(1 << i for i, own in enumerate(witness.loads) if own < load and own < caps[i])
