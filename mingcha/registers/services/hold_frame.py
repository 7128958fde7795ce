"""An announced draw holds what it draws from; for whoever announces, inside that act."""

from collections.abc import Sequence

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.registers.models import FrameHold


def hold_frame(*, actor: Actor, draw: str, categories: Sequence[str], towns: Sequence[str]) -> FrameHold:
    """Nothing of these categories and towns (none named: all) changes its holder until `release_frame`. The
    caller records the row in its own act."""
    return FrameHold.objects.create(
        office_id=actor.office_id,
        draw=draw,
        categories=list(categories),
        towns=list(towns),
        held_at=moments.now(),
    )


def release_frame(*, actor: Actor, draw: str) -> list[FrameHold]:
    """The draw is over or annulled. The caller records the rows in its own act."""
    held = list(FrameHold.objects.filter(office_id=actor.office_id, draw=draw, released_at=None))
    for hold in held:
        hold.released_at = moments.now()
        hold.save()
    return held
