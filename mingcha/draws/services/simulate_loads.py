"""Play the year through a few more times, until there are enough runs."""

import datetime
import os
import time
from functools import lru_cache

from django.db import transaction

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.draws.models import LoadSimulation
from mingcha.draws.policies import can_simulate_loads
from mingcha.draws.queries.simulation import Inputs, kept_tally, simulation_inputs, stamp_of
from mingcha.draws.rules.simulation import RUNS, Tally, play_year
from mingcha.ledger.services import record_act

SUITE = "sha256"
RUNS_A_STEP = 10
LONGEST_STEP = 5.0
RANDOM_BYTES = 32


def simulate_loads(*, actor: Actor, year: int) -> int:
    """Ten more runs on what is planned now, fewer where they take long, from the beginning where that has
    changed; how many there are then. The last step is recorded, so that it is known who looked ahead.
    Complete, it changes nothing."""
    can_simulate_loads(actor).require()
    stamp = stamp_of()
    inputs = _inputs(actor, year, moments.today(), stamp)
    tally = kept_tally(actor, year, inputs)
    had, began = tally.runs, time.monotonic()
    while tally.runs < min(had + RUNS_A_STEP, RUNS):
        tally.add(*play_year(inputs.planned, inputs.roster, inputs.conflicts, _throw_away_seed))
        if time.monotonic() - began > LONGEST_STEP:
            break
    _keep(actor, year, inputs, stamp, tally, had)
    return tally.runs


@lru_cache(maxsize=1)
def _inputs(actor: Actor, year: int, _today: datetime.date, _stamp: int) -> Inputs:
    """Kept from step to step: with a large register they take longer than the runs."""
    return simulation_inputs(actor, year)


def _keep(actor: Actor, year: int, inputs: Inputs, stamp: int, tally: Tally, had: int) -> None:
    """Save the runs, unless another step has done so meanwhile: playing takes no lock."""
    with transaction.atomic():
        lock(f"simulation/{actor.office_id}")
        if kept_tally(actor, year, inputs).runs != had:
            return
        stored = {
            "digest": inputs.digest,
            "stamp": stamp,
            "played_on": moments.today(),
            "runs": tally.runs,
            "loads": tally.stored,
            "short": tally.short,
        }
        LoadSimulation.objects.update_or_create(office_id=actor.office_id, year=year, defaults=stored)
        if tally.runs == RUNS > had:
            record_act("draws.simulate_loads", actor=actor, content={"year": year, "runs": RUNS})


def _throw_away_seed() -> str:
    return drawproof.rehearsal_seed(SUITE, os.urandom(RANDOM_BYTES).hex())
