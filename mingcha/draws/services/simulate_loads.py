"""Play the year through a few more times, until there are enough runs."""

import os

from django.db import transaction

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.draws.models import LoadSimulation
from mingcha.draws.policies import can_simulate_loads
from mingcha.draws.queries.simulation import Inputs, kept_tally, simulation_inputs
from mingcha.draws.rules.simulation import RUNS, Tally, play_year
from mingcha.ledger.services import record_act

SUITE = "sha256"
RUNS_A_STEP = 10
RANDOM_BYTES = 32


def simulate_loads(*, actor: Actor, year: int) -> int:
    """Ten more runs on what is planned now, from the beginning where that has changed; how many there are
    then. The last step is recorded, so that it is known who looked ahead. Complete, it changes nothing."""
    can_simulate_loads(actor).require()
    inputs = simulation_inputs(actor, year)
    tally = kept_tally(actor, year, inputs)
    had = tally.runs
    for _ in range(min(RUNS_A_STEP, RUNS - had)):
        tally.add(*play_year(inputs.planned, inputs.roster, inputs.conflicts, _throw_away_seed))
    if tally.runs > had:
        _keep(actor, year, inputs, tally, had)
    return tally.runs


def _keep(actor: Actor, year: int, inputs: Inputs, tally: Tally, had: int) -> None:
    """Save the runs, unless another step has done so meanwhile: playing takes no lock."""
    with transaction.atomic():
        lock(f"simulation/{actor.office_id}")
        if kept_tally(actor, year, inputs).runs != had:
            return
        stored = {"digest": inputs.digest, "runs": tally.runs, "loads": tally.stored, "short": tally.short}
        LoadSimulation.objects.update_or_create(office_id=actor.office_id, year=year, defaults=stored)
        if tally.runs == RUNS:
            record_act("draws.simulate_loads", actor=actor, content={"year": year, "runs": RUNS})


def _throw_away_seed() -> str:
    return drawproof.rehearsal_seed(SUITE, os.urandom(RANDOM_BYTES).hex())
