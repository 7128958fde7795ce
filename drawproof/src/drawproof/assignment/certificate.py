"""Why a plan cannot be staffed: the seats and people that block it (protocol section 6, Certificate).

>>> from drawproof.assignment.plan import build_plan
>>> plan = build_plan([("A", "", "1")], [("o1", "team", "1", ""), ("o2", "team", "1", "")], [])
>>> try:
...     _ = check_feasible(plan)
... except Infeasible as blocked:
...     blocked.certificate["blocked"], blocked.certificate["full"], blocked.certificate["missing"]
(['o1/team', 'o2/team'], ['A'], 1)
"""

from drawproof.assignment.balance import fill
from drawproof.assignment.plan import Plan, bits
from drawproof.assignment.witness import Search, Witness
from drawproof.errors import Infeasible


def check_feasible(plan: Plan) -> Witness:
    """A complete witness of the plan, or :class:`Infeasible` with the certificate."""
    witness, open_groups = fill(plan)
    if open_groups:
        raise Infeasible(_certificate(witness, open_groups))
    return witness


def _certificate(witness: Witness, open_groups: list[int]) -> dict[str, object]:
    plan = witness.plan
    search = Search(block=0)
    witness.look(search, groups=open_groups)
    blocked = sorted(search.found_groups, key=lambda at: _place(plan, at))
    full = ((1 << len(plan.inspectors)) - 1) & ~search.unseen
    limited = _limited(plan, blocked, full)
    demand = sum(plan.groups[at].seats for at in blocked)
    supply = sum(plan.caps[i] for i in bits(full)) + sum(limited.values())
    return {
        "blocked": ["/".join(_place(plan, at)) for at in blocked],
        "full": [plan.inspectors[i] for i in bits(full)],
        "limited": limited,
        "demand": demand,
        "supply": supply,
        "missing": demand - supply,
    }


def _place(plan: Plan, group: int) -> tuple[str, str]:
    own = plan.groups[group]
    return plan.visits[own.visit], own.name


def _limited(plan: Plan, blocked: list[int], full: int) -> dict[str, int]:
    """For each inspector outside ``full`` the visits with a blocked group open to that inspector."""
    open_to: dict[int, int] = {}
    for at in blocked:
        own = plan.groups[at]
        open_to[own.visit] = open_to.get(own.visit, 0) | own.eligible
    counts: dict[str, int] = {}
    for eligible in open_to.values():
        for inspector in bits(eligible & ~full):
            name = plan.inspectors[inspector]
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))
