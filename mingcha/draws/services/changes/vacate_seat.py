"""A seat is left, and that one seat is redrawn by protocol. A team member declares an interest on an own
visit, which bars before it is decided (docs/decisions/0011); all else those in charge enter with
proof."""

from dataclasses import dataclass

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.draws.models import Draw, Vacancy
from mingcha.draws.policies import can_enter_vacancy, can_see_own_visits, can_see_seats
from mingcha.draws.queries.changes import covered_by
from mingcha.draws.queries.own_visits import no_such_visit, own_places
from mingcha.draws.rules.changes import VACANCY_WORDS
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.services.changes.redrawing import Ground, Place, Redrawing, require_changeable
from mingcha.draws.services.locked import locked_draw
from mingcha.intake.services import Scan, keep_scan
from mingcha.registers.models import Inspector
from mingcha.registers.queries.interests import own_inspector
from mingcha.registers.services import declare_on_visit

TITLE = "不能变动席位"
BARRED = "barred"
CLAUSE = "《中华人民共和国行政处罚法》第四十三条"


@dataclass(frozen=True)
class Interest:
    """What a team member declares: the kind and the relation as in the register of interests."""

    kind: str
    relation: str
    scan: Scan | None = None


@dataclass(frozen=True)
class Leaving:
    """Why another cannot go: a reason of the protocol, in words, with proof."""

    reason: str
    words: str
    scan: Scan | None = None


def leave_own_seat(*, actor: Actor, draw: Draw, visit: str, interest: Interest) -> Vacancy:
    """A team member declares an interest on an own visit and leaves it. `Unknown` for a visit that is not
    one's own, whether there is one or not. Said again, the same substitution."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        own = own_inspector(actor)
        place = _own_place(draw, own, visit)
        said = _said_before(draw, own, visit)
        if place is None and said is not None:
            return said
        if place is None:
            raise no_such_visit()
        can_see_own_visits(actor, draw.campaign_id, is_disclosed=False).require()
        require_changeable(draw, TITLE)
        _check_words(interest.relation)
        ground = _declared(actor, draw, own, visit, interest)
        redrawing = Redrawing(actor, draw)
        row = redrawing.vacate(place, BARRED, ground)
        redrawing.finish("draws.leave_own_seat")
    return row


def vacate_seat(*, actor: Actor, draw: Draw, place: Place, left: str, leaving: Leaving) -> Vacancy:
    """Those in charge enter with proof that whoever holds a seat (`left`, by roster number) cannot go. `left`
    is asked so that a second press, or somebody quicker, does not send the substitute away too."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_enter_vacancy(actor).require()
        can_see_seats(actor, draw.campaign_id, is_disclosed=False, has_teams=True).require()
        require_changeable(draw, TITLE)
        _check(leaving)
        redrawing = Redrawing(actor, draw)
        holder = redrawing.roster.holder.get(place)
        if holder != left:
            return _left_before(draw, place, left)
        ground = Ground(leaving.words, proofs=keep_scan(actor, leaving.scan))
        row = redrawing.vacate(place, leaving.reason, ground)
        redrawing.finish("draws.vacate_seat")
    return row


def _declared(actor: Actor, draw: Draw, own: Inspector, visit: str, interest: Interest) -> Ground:
    """An interest in each party of the visit, as in the register of interests; the first stands with the
    seat."""
    holders = sorted({holder_of(unit) for unit in covered_by(draw)[visit].units})
    rows = [
        declare_on_visit(
            actor=actor,
            inspector=own,
            holder_code=holder,
            relation=interest.relation,
            kind=interest.kind,
            scan=interest.scan if number == 0 else None,
        )
        for number, holder in enumerate(holders)
    ]
    return Ground(interest.relation, rows[0] if rows else None)


def _own_place(draw: Draw, own: Inspector, visit: str) -> Place | None:
    return next((place for place in own_places(draw, own) if place[0] == visit), None)


def _said_before(draw: Draw, own: Inspector, visit: str) -> Vacancy | None:
    return draw.vacancies.filter(visit=visit, left=own.roster_no).order_by("n").last()


def _left_before(draw: Draw, place: Place, left: str) -> Vacancy:
    visit, group, seat = place
    found = draw.vacancies.filter(visit=visit, group=group, seat=seat, left=left).order_by("n").last()
    if found is None:
        raise Unknown("no-such-seat", "没有这个席位，或者这个人不在这个席位上。", title="没有找到")
    return found


def _check(leaving: Leaving) -> None:
    if leaving.reason not in VACANCY_WORDS:
        raise Refusal(
            "vacancy-reason",
            "退出席位须选一个规定的原因。",
            title=f"{TITLE}：没有原因",
            clause="抽取规则drawproof/1第6节",
            found=[("可选", "、".join(VACANCY_WORDS.values()))],
        )
    _check_words(leaving.words)
    if leaving.scan is None:
        raise Refusal(
            "vacancy-proof",
            "登记他人不能参加检查，要附证明材料（病假条、请假批准、证件注销决定、回避决定等）。",
            title=f"{TITLE}：没有证明",
        )


def _check_words(words: str) -> None:
    if not words.strip():
        raise Refusal("vacancy-words", "请写明情况。", title=f"{TITLE}：没有说明", clause=CLAUSE)
