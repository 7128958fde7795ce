"""A team member declares an interest on an own visit, which bars before it is decided (docs/decisions/0011):
that one seat is redrawn by protocol at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.draws.models import Draw, Vacancy
from mingcha.draws.policies import can_see_own_visits
from mingcha.draws.queries.changes import covered_by
from mingcha.draws.queries.own_visits import no_such_visit, own_places
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.services.changes.redrawing import Ground, Place, Redrawing, require_changeable
from mingcha.draws.services.locked import lock_what_changes, locked_draw
from mingcha.draws.services.secret_uses import uses_said
from mingcha.intake.services import Scan
from mingcha.registers.models import Inspector
from mingcha.registers.queries.interests import own_inspector
from mingcha.registers.services import declare_on_visit

TITLE = "不能变动席位"
BARRED = "barred"
CLAUSE = "《中华人民共和国行政处罚法》第四十三条"


@dataclass(frozen=True)
class Interest:
    """What a team member declares: the kind and the relation as in the register of interests. Of several
    `parties` of a visit, by holder code, it says in which."""

    kind: str
    relation: str
    scan: Scan | None = None
    parties: Sequence[str] = ()


def leave_own_seat(*, actor: Actor, draw: Draw, visit: str, interest: Interest) -> Vacancy:
    """A team member declares an interest on an own visit and leaves it. `Unknown` for a visit that is not
    one's own, whether there is one or not. Said again, the same substitution."""
    with uses_said(actor) as opening, transaction.atomic():
        draw = locked_draw(actor, draw)
        lock_what_changes(actor)
        own = own_inspector(actor)
        place = _own_place(draw, own, visit)
        said = _said_before(draw, own, visit)
        if place is None and said is not None:
            return said
        if place is None:
            raise no_such_visit()
        can_see_own_visits(actor, draw.campaign_id, is_disclosed=False).require()
        require_changeable(draw, TITLE)
        check_words(interest.relation)
        if not covered_by(draw)[visit].units:
            raise no_such_visit()
        ground = _declared(actor, draw, own, visit, interest)
        redrawing = Redrawing(actor, draw, opening)
        row = redrawing.vacate(place, BARRED, ground)
        redrawing.finish("draws.leave_own_seat")
    return row


def _declared(actor: Actor, draw: Draw, own: Inspector, visit: str, interest: Interest) -> Ground:
    """An interest in each party that was named, as in the register of interests; the first stands with the
    seat, all with the draw."""
    holders = _named(sorted({holder_of(unit) for unit in covered_by(draw)[visit].units}), interest.parties)
    rows = [
        declare_on_visit(
            actor=actor,
            inspector=own,
            draw_id=draw.draw_id,
            holder_code=holder,
            relation=interest.relation,
            kind=interest.kind,
            scan=interest.scan if number == 0 else None,
        )
        for number, holder in enumerate(holders)
    ]
    return Ground(interest.relation, rows[0])


def _named(holders: Sequence[str], parties: Sequence[str]) -> list[str]:
    """Nobody is said to have an interest in a party that was not named."""
    named = [holder for holder in holders if holder in parties or len(holders) == 1]
    if not named or set(parties) - set(holders):
        raise Refusal(
            "interest-party",
            "这一户次有几个单位，请勾选与哪一个有利害关系。",
            title=f"{TITLE}：没有说明与哪个单位",
            clause=CLAUSE,
        )
    return named


def _own_place(draw: Draw, own: Inspector, visit: str) -> Place | None:
    return next((place for place in own_places(draw, own) if place[0] == visit), None)


def _said_before(draw: Draw, own: Inspector, visit: str) -> Vacancy | None:
    return draw.vacancies.filter(visit=visit, left=own.roster_no).order_by("n").last()


def check_words(words: str) -> None:
    if not words.strip():
        raise Refusal("vacancy-words", "请写明情况。", title=f"{TITLE}：没有说明", clause=CLAUSE)
