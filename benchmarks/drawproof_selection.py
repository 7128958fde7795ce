"""Selection beside a bare loop over the same ids: ``python benchmarks/drawproof_selection.py [UNITS]``.

The bare loop copies the hash state, updates it with the id and takes the digest, and keeps nothing: less work
is not possible for a draw in which every unit has a ticket. Figure to reach: at most 1.5 times the loop.
"""

import gc
import sys
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from time import process_time

from drawproof.canonical import tables
from drawproof.canonical.csv_form import read_columns
from drawproof.selection import draw, parse_rule

SEED = sha256(b"benchmark").hexdigest()
STRATUM = {"ratio": "0.05", "at_least": 1, "reserve": 20}
RULES = parse_rule({"strata": {"s1": STRATUM, "s2": STRATUM}})
ROUNDS = 5


def bare_loop(units: list[bytes]) -> None:
    start = sha256(f"{SEED}\nticket\n".encode()).copy
    for unit in units:
        running = start()
        running.update(unit)
        running.digest()


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def working_memory(units: list[bytes], strata: list[str]) -> float:
    tracemalloc.start()
    draw(units, strata, RULES, SEED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rows = "".join(f"91130624MA{n:08d},s{1 + n % 2}\n" for n in range(size))
    content = f"unit,stratum\n{rows}".encode()
    start = process_time()
    names, strata = read_columns(tables.TABLES["frame.csv"], content)
    units = [name.encode("ascii") for name in names]
    parsing = process_time() - start
    loop, ours = best(lambda: bare_loop(units)), best(lambda: draw(units, strata, RULES, SEED))
    print(f"units {size:,}  drawn {len(draw(units, strata, RULES, SEED).rows):,}")
    print(f"strict parsing        {parsing:8.3f} s")
    print(f"bare loop             {loop:8.3f} s")
    print(f"drawproof.select      {ours:8.3f} s   {ours / loop:.2f} x the loop (figure: 1.50)")
    written = best(lambda: draw(units, strata, RULES, SEED).result_csv)
    print(f"with result.csv       {written:8.3f} s   {written / loop:.2f} x the loop")
    print(f"working memory        {working_memory(units, strata):8.1f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
