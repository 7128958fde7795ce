"""One sitting of a large campaign, step by step: how long the hall waits.

    .venv/bin/python benchmarks/sitting.py [--holders 6000] [--inspectors 60] [--postgres]

Printed are the seconds of each step that the operator presses, with their processor time, and the same as
ratios of a peer that gives less: `drawproof.verify_bundle` on the published file of that draw, which
recomputes it and knows no database.

Promise: the second announcement is ready within a minute of the drawn targets."""

import argparse
import datetime
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.plans import installation, timed  # noqa: E402

PROMISE = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(description="one sitting, step by step")
    parser.add_argument("--holders", type=int, default=6000)
    parser.add_argument("--inspectors", type=int, default=60)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with installation(asked.postgres):
        measure(asked.holders, asked.inspectors)


def measure(holders: int, inspectors: int) -> None:
    from mingcha.draws.models import ASSIGNMENT, BUNDLE, SELECTION, DrawFile
    from mingcha.draws.queries.results import drawn_rows
    from mingcha.draws.tests.county import DICE, begin, make_county
    from mingcha.registers.tests.cast import make_office

    clock = _clock()
    county = make_county(make_office("fuping-nr", "阜平县"), holders=holders, inspectors=inspectors)
    ceremony = begin(county, clock)
    steps = {}
    steps["freeze and first announcement"] = timed(ceremony.announce), SELECTION
    ceremony.throw_all()
    steps["targets drawn"] = timed(ceremony.compute), SELECTION
    steps["second announcement"] = timed(ceremony.announce_teams), ASSIGNMENT
    ceremony.throw_all(list(reversed(DICE)))
    steps["inspectors drawn"] = timed(ceremony.compute), ASSIGNMENT
    ceremony.disclose()
    bundles = {one.draw.kind: bytes(one.content) for one in DrawFile.objects.filter(role=BUNDLE)}
    peers = {kind: _verified(content) for kind, content in bundles.items()}
    drawn = len(drawn_rows(ceremony.last(SELECTION)))
    print(f"{holders:,} holders, {inspectors} inspectors, {drawn:,} drawn")
    for step, ((seconds, used), kind) in steps.items():
        ratio = used / peers[kind]
        print(f"  {step:30} {seconds:6.2f} s   processor {used:6.2f} s   {ratio:5.2f} of verifying the draw")
    print(f"  promise for the second announcement: {PROMISE:.0f} s")


def _verified(bundle: bytes) -> float:
    """Seconds of the processor that verifying takes, the best of three."""
    import drawproof

    return min(timed(lambda: drawproof.verify_bundle(bundle))[1] for _ in range(3))


def _clock() -> Any:
    """Steps take their time, the waiting between them none."""
    from django.utils import timezone

    from mingcha.draws.tests.county import Clock

    clock = Clock(datetime.datetime(2026, 6, 16, 1, tzinfo=datetime.UTC))
    timezone.now = clock
    time.sleep = lambda seconds: clock.advance(seconds=float(seconds))
    return clock


if __name__ == "__main__":
    main()
