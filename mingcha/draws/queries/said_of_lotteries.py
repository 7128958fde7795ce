"""An annulled attempt that waited for lotteries: what was said of them, and how far its numbers are."""

from dataclasses import dataclass

from mingcha.draws.models import Draw, EventCorrection
from mingcha.draws.queries.attempts import event_sayings, open_correction, throw_states
from mingcha.draws.queries.computing import Computing, computing_of
from mingcha.draws.rules.events import Throwing, ThrowState


@dataclass(frozen=True)
class SaidOfLotteries(Throwing):
    """`sayings` are empty until something was put right."""

    draw: Draw
    throws: tuple[ThrowState, ...]
    sayings: tuple[str, ...]
    proposal: EventCorrection | None
    computing: Computing


def said_of_lotteries(draw: Draw) -> SaidOfLotteries:
    """The attempt as its page shows it."""
    return SaidOfLotteries(
        draw=draw,
        throws=tuple(throw_states(draw)),
        sayings=tuple(event_sayings(draw)),
        proposal=open_correction(draw) if draw.may_be_corrected else None,
        computing=computing_of(draw),
    )
