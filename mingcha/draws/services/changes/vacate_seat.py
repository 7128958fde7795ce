"""Somebody else says that whoever holds a seat cannot go, with proof; another person confirms it, and that
one seat is redrawn by protocol. Nobody changes a seat of a team alone, and nobody one of the own team."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.models import Draw, Vacancy, VacancyProposal
from mingcha.draws.policies import (
    can_decide_vacancy,
    can_enter_vacancy,
    can_see_names,
    can_see_seats,
    person_of,
)
from mingcha.draws.queries.changes import present_seats
from mingcha.draws.queries.fitness import Fitness
from mingcha.draws.rules.changes import BARRED, VACANCY_WORDS
from mingcha.draws.services.changes.leave_own_seat import TITLE, check_words
from mingcha.draws.services.changes.redrawing import Ground, Place, Redrawing, require_changeable
from mingcha.draws.services.locked import lock_what_changes, locked_draw
from mingcha.draws.services.secret_uses import uses_said
from mingcha.draws.states import CONFIRMED, LEAVING, PROPOSED
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.queries.interests import own_inspector_if_any

# What the registers know of themselves; an illness only a paper tells.
REGISTERED = {BARRED: "利害关系", "absent": "请假或者外派", "not-licensed": "执法证或者培训失效"}


@dataclass(frozen=True)
class Leaving:
    """Why another cannot go: a reason of the protocol, in words, with proof."""

    reason: str
    words: str
    scan: Scan | None = None


def propose_vacancy(
    *, actor: Actor, draw: Draw, place: Place, left: str, leaving: Leaving
) -> VacancyProposal:
    """The first of two people. `left` is who holds the seat as the page showed it, by roster number, so that
    somebody quicker does not send the substitute away too. Said again by the same person it stands."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_enter_vacancy(actor).require()
        _require_seen(actor, draw)
        _check(leaving)
        known = draw.vacancy_proposals.filter(visit=place[0], group=place[1], seat=place[2], state=PROPOSED)
        if (open_one := known.first()) is not None:
            return _same(open_one, actor, left)
        _check_held(draw, place, left)
        _check_outside(actor, draw, place)
        _check_registers(actor, draw, place, left, leaving.reason)
        proofs = keep_scan(actor, leaving.scan)
        proposal = VacancyProposal(
            draw=draw,
            visit=place[0],
            group=place[1],
            seat=place[2],
            left=left,
            reason=leaving.reason,
            proof=proofs[0],
            proposed_by_id=person_of(actor),
            proposed_at=moments.now(),
        )
        proposal.ground = leaving.words.strip()
        proposal.save(force_insert=True)
        content = {"draw": draw.draw_id}
        record_act("draws.propose_vacancy", actor=actor, content=content, records=[*proofs, proposal])
    return proposal


def confirm_vacancy(*, actor: Actor, proposal: UUID) -> Vacancy:
    """By another person: the seat is redrawn at once. Confirmed already, the same substitution."""
    with uses_said(actor) as opening, transaction.atomic():
        found = _locked(actor, proposal)
        can_decide_vacancy(actor, found).require()
        draw = found.draw
        if found.state == CONFIRMED:
            return _of(found)
        found.state = LEAVING.after("confirm", found.state)
        _require_seen(actor, draw)
        _check_held(draw, found.place, found.left)
        _check_outside(actor, draw, found.place)
        _decide(actor, found)
        redrawing = Redrawing(actor, draw, opening, rows=[found])
        row = redrawing.vacate(found.place, found.reason, Ground(found.ground, proofs=[found.proof]))
        redrawing.finish("draws.confirm_vacancy")
    return row


def decline_vacancy(*, actor: Actor, proposal: UUID, words: str) -> VacancyProposal:
    """By another person, who says why this person goes after all."""
    with transaction.atomic():
        found = _locked(actor, proposal)
        can_decide_vacancy(actor, found).require()
        found.state = LEAVING.after("decline", found.state)
        if not words.strip():
            raise Refusal("decline-words", "不予确认要写明理由。", title=f"{TITLE}：没有理由")
        found.decision_words = words.strip()[:200]
        _decide(actor, found)
        content = {"draw": found.draw.draw_id}
        record_act(
            "draws.decline_vacancy",
            actor=actor,
            reason=found.decision_words,
            content=content,
            records=[found],
        )
    return found


def _require_seen(actor: Actor, draw: Draw) -> None:
    can_see_seats(actor, draw.campaign_id, is_disclosed=False, has_teams=True).require()
    require_changeable(draw, TITLE)


def _same(known: VacancyProposal, actor: Actor, left: str) -> VacancyProposal:
    if known.proposed_by_id == actor.person_id and known.left == left:
        return known
    raise Conflict(
        "vacancy-known",
        f"这个席位的变动已由{known.proposed_by.name}提出，等另一人确认。",
        title=f"{TITLE}：已经提出",
    )


def _check_held(draw: Draw, place: Place, left: str) -> None:
    held = {(one.visit, one.group, one.seat): one.inspector for one in present_seats(draw)}
    if not left or held.get(place) != left:
        raise Unknown("no-such-seat", "没有这个席位，或者这个人已不在这个席位上。", title="没有找到")


def _check_outside(actor: Actor, draw: Draw, place: Place) -> None:
    """Nobody has a hand in who is in the own team; an interest of one's own is declared as such."""
    own = own_inspector_if_any(actor)
    team = {one.inspector for one in present_seats(draw) if one.visit == place[0]}
    if own is not None and own.roster_no in team:
        raise Forbidden(
            "own-team",
            "本组人员不提出、不确认本组的席位变动。自己有利害关系的，在“我的检查任务”申报；其他情况请他人办理。",
            title=f"{TITLE}：本人在这个检查组",
        )


def _check_registers(actor: Actor, draw: Draw, place: Place, left: str, reason: str) -> None:
    """What the registers know is entered there first, where it has its own proof and its own people. The
    answer about an interest tells the party and is for who may see the names."""
    if reason not in REGISTERED:
        return
    fitness = Fitness(actor, draw)
    if reason == BARRED:
        can_see_names(actor, draw.campaign_id, is_disclosed=False, has_teams=True).require()
        against = fitness.against(left, place[0])
    else:
        against = fitness.kept_away(left)
    if against is None or against.reason != reason:
        raise Refusal(
            "not-in-the-register",
            f"名录库没有登记这个人的{REGISTERED[reason]}，不能以“{VACANCY_WORDS[reason]}”退出席位。",
            title=f"{TITLE}：名录库没有登记",
            clause="抽取规则drawproof/1第6节",
            remedy=f"请先在执法检查人员名录库登记{REGISTERED[reason]}，再提出席位变动。",
        )


def _locked(actor: Actor, pk: UUID) -> VacancyProposal:
    known = VacancyProposal.objects.filter(pk=pk, draw__office=actor.office_id)
    found = known.select_related("draw").first()
    if found is None:
        raise Unknown("no-such-proposal", "没有提出过这项席位变动。", title="没有找到")
    draw = locked_draw(actor, found.draw)
    lock_what_changes(actor)
    found = known.select_related("proof", "proposed_by").get()
    found.draw = draw
    return found


def _of(proposal: VacancyProposal) -> Vacancy:
    rows = proposal.draw.vacancies.filter(
        visit=proposal.visit, group=proposal.group, seat=proposal.seat, left=proposal.left
    )
    return rows.latest("n")


def _decide(actor: Actor, proposal: VacancyProposal) -> None:
    proposal.decided_by_id, proposal.decided_at = person_of(actor), moments.now()
    proposal.save()


def _check(leaving: Leaving) -> None:
    if leaving.reason not in VACANCY_WORDS:
        raise Refusal(
            "vacancy-reason",
            "退出席位须选一个规定的原因。",
            title=f"{TITLE}：没有原因",
            clause="抽取规则drawproof/1第6节",
            found=[("可选", "、".join(VACANCY_WORDS.values()))],
        )
    check_words(leaving.words)
    if leaving.scan is None:
        raise Refusal(
            "vacancy-proof",
            "登记他人不能参加检查，要附证明材料（病假条、请假批准、证件注销决定、回避决定等）。",
            title=f"{TITLE}：没有证明",
        )
