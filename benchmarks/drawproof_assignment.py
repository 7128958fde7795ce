"""Assignment beside one maximum flow per drawn name: ``python benchmarks/drawproof_assignment.py``.

The peer asks networkx for a maximum flow of the whole network for every name drawn, as a direct reading of
the protocol would; it is timed on a few names and multiplied by the number of names. Figures to reach on two
cores: 300 visits x 40 inspectors in 20 ms, 5,000 x 500 (60 eligible each, lead seats) in 1 s.
"""

import sys
from random import Random
from time import process_time

import networkx as nx

from drawproof import Plan, SeedChooser, build_plan, draw_teams
from drawproof.assignment.plan import bits

SEED = "0" * 64
Row = tuple[str, ...]


def make_plan(visits: int, inspectors: int, eligible: int) -> Plan:
    """Two seats a visit, one of them for a lead; a third of the people lead; some are barred."""
    random = Random(visits)
    regions = inspectors // eligible
    people: list[Row] = []
    for number in range(inspectors):
        tags = [f"r{number % regions:03d}", *(["z-lead"] if random.random() < 0.33 else [])]
        people.append((f"I{number:04d}", ";".join(tags), ""))
    rows: list[Row] = []
    barred: list[Row] = []
    for number in range(visits):
        name, region = f"V{number:05d}", f"r{random.randrange(regions):03d}"
        rows += [(name, "lead", "1", f"{region};z-lead"), (name, "member", "1", region)]
        barred += [(name, f"I{i:04d}", "barred") for i in sorted(random.sample(range(inspectors), 2))]
    return build_plan(people, rows, barred)


def network(plan: Plan) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for number, group in enumerate(plan.groups):
        graph.add_edge("source", f"g{number}", capacity=group.seats)
        for inspector in bits(group.eligible):
            pair = f"v{group.visit}i{inspector}"
            graph.add_edge(f"g{number}", pair, capacity=1)
            graph.add_edge(pair, f"i{inspector}", capacity=1)
    for inspector, cap in enumerate(plan.caps):
        graph.add_edge(f"i{inspector}", "sink", capacity=cap)
    return graph


def peer(plan: Plan, names: int) -> float:
    """Seconds for that many names with one flow each, from a few of them."""
    graph = network(plan)
    sample = 3 if len(plan.groups) < 2000 else 1
    start = process_time()
    for _ in range(sample):
        assert nx.maximum_flow_value(graph, "source", "sink") == plan.seats
    return (process_time() - start) / sample * names


def main() -> int:
    for visits, inspectors, eligible, figure in ((300, 40, 40, 0.020), (5000, 500, 60, 1.0)):
        plan = make_plan(visits, inspectors, eligible)
        times = []
        for _ in range(5):
            start = process_time()
            drawn = draw_teams(plan, "even", SeedChooser(SEED))
            times.append(process_time() - start)
        names = len(drawn.seats) + sum(len(seat.refused) for seat in drawn.seats)
        other = peer(plan, names)
        print(
            f"{visits:,} visits x {inspectors} inspectors: {len(drawn.seats):,} seats, {names:,} names drawn"
        )
        print(f"  drawproof            {min(times) * 1000:12.1f} ms  (figure: {figure * 1000:.0f} ms)")
        print(f"  one flow per name    {other * 1000:12.1f} ms  estimated, {other / min(times):,.0f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
