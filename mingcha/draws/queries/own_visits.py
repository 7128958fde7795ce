"""我的检查任务: the visits of one's own in draws whose names are not public, and nothing else of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.draws.models import ASSIGNMENT, Draw
from mingcha.draws.policies import NamesDecision, can_see_own_visits
from mingcha.draws.queries.attempts import draws
from mingcha.draws.queries.changes import Place, covered_by, final_assignments, present_seats
from mingcha.draws.queries.results import VisitRow, unit_names, visit_rows
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.states import DRAWN
from mingcha.registers.models import Inspector
from mingcha.registers.queries.interests import own_inspector


@dataclass(frozen=True)
class OwnVisit:
    """One visit of one's own, by its code in the draw."""

    code: str
    row: VisitRow


@dataclass(frozen=True)
class OwnDraw:
    """An assignment with seats of one's own: how many visits; which ones, once looked at."""

    draw: Draw
    count: int
    names: NamesDecision
    visits: tuple[OwnVisit, ...]


def own_draws(scope: Actor) -> list[OwnDraw]:
    """The drawn assignments in which the viewer has visits now, the latest first; none without a role."""
    if not scope.roles:
        return []
    own = own_inspector(scope)
    found = draws(scope).filter(kind=ASSIGNMENT, state=DRAWN).order_by("-drawn_at")
    return [_own_draw(scope, draw, codes) for draw, codes in with_own_codes(found, own)]


def with_own_codes(found: Iterable[Draw], own: Inspector) -> list[tuple[Draw, list[str]]]:
    """Those of the drawn assignments in which this person has visits now, with their codes; as many queries
    for a hundred as for one."""
    draws_found = list(found)
    standing = final_assignments([draw.campaign_id for draw in draws_found])
    codes = [
        (
            draw,
            sorted({one.visit for one in standing[draw.campaign_id].seats if one.inspector == own.roster_no}),
        )
        for draw in draws_found
        if draw.campaign_id in standing
    ]
    return [(draw, mine) for draw, mine in codes if mine]


def _own_draw(scope: Actor, draw: Draw, codes: list[str]) -> OwnDraw:
    names = can_see_own_visits(scope, draw.campaign_id, is_disclosed=False)
    return OwnDraw(draw, len(codes), names, tuple(_named(draw, codes)) if names else ())


def own_visit(scope: Actor, draw: Draw, code: str) -> OwnVisit:
    """One visit of the viewer's own, or `Unknown`; to be looked at first."""
    if code not in own_codes(draw, own_inspector(scope)):
        raise no_such_visit()
    can_see_own_visits(scope, draw.campaign_id, is_disclosed=draw.disclosed_at is not None).require()
    return _named(draw, [code])[0]


def own_codes(draw: Draw, own: Inspector) -> list[str]:
    return sorted({place[0] for place in own_places(draw, own)})


def own_places(draw: Draw, own: Inspector) -> list[Place]:
    """The seats this person holds now; none in an attempt that does not count, nor in a selection."""
    seats = present_seats(draw) if draw.kind == ASSIGNMENT and draw.is_final else []
    return [(one.visit, one.group, one.seat) for one in seats if one.inspector == own.roster_no]


def units_of_visit(draw: Draw, code: str) -> tuple[str, ...]:
    """The units a visit covers now, by their codes."""
    return covered_by(draw)[code].units


def own_parties(scope: Actor, draw: Draw, code: str) -> list[tuple[str, str]]:
    """The parties of one visit of the viewer's own, by code and name; none for any other visit."""
    if code not in own_codes(draw, own_inspector(scope)):
        return []
    holders = sorted({holder_of(unit) for unit in units_of_visit(draw, code)})
    names = unit_names(draw.office_id, holders)
    return [(holder, names[holder].name) for holder in holders]


def no_such_visit() -> Unknown:
    """Said of every visit that is not one's own, whether there is one or not."""
    return Unknown(
        "not-an-own-visit",
        "这不是您的检查任务。只能申报、反映本人现有的户次。",
        title="没有找到",
        remedy="请从“我的检查任务”进入。",
    )


def _named(draw: Draw, codes: list[str]) -> list[OwnVisit]:
    rows = visit_rows(draw, only=frozenset(codes))
    return [OwnVisit(code, row) for code, row in zip(codes, rows, strict=True)]
