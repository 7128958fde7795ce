"""Which campaigns were drawn and have names that this viewer may not see yet. A draft whose scope anybody may
narrow to one party must not tell by its counts whether that party was drawn (docs/decisions/0016)."""

from collections.abc import Iterable
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.ledger.models import Entry, Opening
from mingcha.plans.models import EXTERNAL_PREFIX, Campaign

EVERY_NAME = "all"
DISCLOSED, DISCLOSED_ELSEWHERE = "disclosed", "draws.disclose_external_draw"


def embargoed(scope: Actor) -> set[UUID]:
    """The drawn campaigns of the office that are not public and that this login has not opened."""
    drawn = Campaign.objects.filter(office_id=scope.office_id, clue_check=None).exclude(drawn_as="")
    names = dict(drawn.values_list("drawn_as", "pk"))
    opened = {pk for pk in names.values() if f"{EVERY_NAME}:{pk}" in scope.opened}
    public = {names[draw] for draw in _public(names)}
    return {*names.values()} - opened - public


def _public(draws: Iterable[str]) -> set[str]:
    """Those of these draws whose disclosure the log holds."""
    draws = list(draws)
    own = Entry.objects.filter(kind=DISCLOSED, draw__in=draws)
    elsewhere = [draw for draw in draws if draw.startswith(EXTERNAL_PREFIX)]
    told = Opening.objects.filter(act=DISCLOSED_ELSEWHERE).values_list("content", flat=True)
    said = "".join(told) if elsewhere else ""
    return {*own.values_list("draw", flat=True), *(draw for draw in elsewhere if f'"{draw}"' in said)}
