"""Carry an attempt as far as what is stored allows, after a crash or in one go."""

import datetime
import time

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import Draw
from mingcha.draws.services.conduct_draw import conduct_draw
from mingcha.draws.services.observe_draw import observe_draw

# The log's times are whole seconds, and `drawn` stands strictly after `observed` (drawproof/1 section 7).
PAUSE, PAUSES = 0.2, 10


def resume_draw(*, actor: Actor, draw: Draw) -> Draw:
    """Log the event if it is not logged, then compute if it is not computed. Both ask again who may, and both
    leave alone what is done, so this may be called at any time and any number of times."""
    observed = observe_draw(actor=actor, draw=draw)
    if not observed.is_computed and observed.observed_at is not None:
        _wait_past(observed.observed_at)
    return conduct_draw(actor=actor, draw=observed)


def _wait_past(moment: datetime.datetime) -> None:
    """At most two seconds, outside any transaction; if the clock stands still, `conduct_draw` refuses."""
    for _ in range(PAUSES):
        if moments.now() > moment:
            return
        time.sleep(PAUSE)
