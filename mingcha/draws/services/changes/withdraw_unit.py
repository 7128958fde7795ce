"""A unit cannot be visited: one person says so with proof, another confirms it, and the next reserve takes
its place; when the reserves are used up, the shortfall stands and nothing more is drawn."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, UnitWithdrawal
from mingcha.draws.policies import (
    can_decide_unit_withdrawal,
    can_propose_unit_withdrawal,
    can_see_names,
    can_see_own_visits,
    person_of,
)
from mingcha.draws.queries.attempts import file_content, final_draw, open_attempt, selection_of
from mingcha.draws.queries.changes import covered_by
from mingcha.draws.queries.own_visits import no_such_visit, own_codes
from mingcha.draws.rules.changes import WITHDRAWAL_WORDS
from mingcha.draws.rules.committed import holder_of, read_frame
from mingcha.draws.services.changes.redrawing import Redrawing, require_changeable
from mingcha.draws.services.locked import lock_what_changes, locked_draw
from mingcha.draws.services.secret_uses import Opening, uses_said
from mingcha.draws.states import CONFIRMED, DECLINED, PROPOSED, WITHDRAWAL
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act, sign_checkpoint
from mingcha.plans.services import replace_drawn_unit
from mingcha.registers.queries.interests import own_inspector

TITLE = "不能办理对象退出"
CLAUSE = "抽取规则drawproof/1第3节、第6节"


@dataclass(frozen=True)
class Gone:
    """Why a unit cannot be visited: a reason of the protocol, in words, with proof."""

    reason: str
    words: str
    scan: Scan | None


def propose_own_withdrawal(*, actor: Actor, draw: Draw, visit: str, unit: str, gone: Gone) -> UnitWithdrawal:
    """By a team member, of a unit of an own visit; `Unknown` for any other, whether there is one or not."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        if visit not in own_codes(draw, own_inspector(actor)):
            raise no_such_visit()
        can_see_own_visits(actor, draw.campaign_id, is_disclosed=False).require()
        require_changeable(draw, TITLE)
        if unit not in covered_by(draw)[visit].units:
            raise no_such_visit()
        return _propose(actor, selection_of(draw), unit, gone)


def propose_unit_withdrawal(*, actor: Actor, draw: Draw, unit: str, gone: Gone) -> UnitWithdrawal:
    """By enforcement, of any unit that could be drawn in the selection `draw`: whether it was drawn is not
    said, and of one that was not nothing will follow."""
    with transaction.atomic():
        draw = locked_draw(actor, draw)
        can_propose_unit_withdrawal(actor).require()
        _require_time(draw)
        assignment = final_draw(draw.campaign_id, ASSIGNMENT)
        if assignment is not None:
            can_see_names(actor, draw.campaign_id, is_disclosed=False, has_teams=True).require()
        if unit not in read_frame(file_content(draw, "frame.csv")):
            raise Unknown(
                "not-in-frame",
                "这次抽取的范围内没有这个编码。",
                title=f"{TITLE}：编码不在范围内",
                remedy="请照名录库填写编码。",
            )
        return _propose(actor, draw, unit, gone)


def confirm_unit_withdrawal(*, actor: Actor, withdrawal: UUID) -> UnitWithdrawal:
    """By another person. After the teams are drawn the next reserve takes the place at once; before, the
    announcement of the assignment takes it into account. Confirmed already, it stands as it is."""
    with uses_said(actor) as opening, transaction.atomic():
        found = _locked(actor, withdrawal)
        can_decide_unit_withdrawal(actor, found).require()
        if found.state == CONFIRMED:
            return found
        state = WITHDRAWAL.after("confirm", found.state)
        assignment = _require_time(found.draw)
        if assignment is not None:
            can_see_names(actor, found.draw.campaign_id, is_disclosed=False, has_teams=True).require()
        _decide(actor, found, state)
        if assignment is None:
            _record("draws.confirm_unit_withdrawal", actor, found)
        elif not _replaced(actor, assignment, found, opening):
            _record("draws.confirm_unit_withdrawal", actor, found)
            # As after a replacement: a public checkpoint that came with drawn units alone would tell them.
            sign_checkpoint(origin=assignment.office.log_origin)
    return found


def decline_unit_withdrawal(*, actor: Actor, withdrawal: UUID, words: str) -> UnitWithdrawal:
    """By another person, who says why the unit is to be visited after all."""
    with transaction.atomic():
        found = _locked(actor, withdrawal)
        can_decide_unit_withdrawal(actor, found).require()
        state = WITHDRAWAL.after("decline", found.state)
        if not words.strip():
            raise Refusal("decline-words", "不予确认要写明理由。", title=f"{TITLE}：没有理由")
        found.decision_words = words.strip()[:200]
        _decide(actor, found, state)
        _record("draws.decline_unit_withdrawal", actor, found, reason=found.decision_words)
    return found


def _replaced(actor: Actor, assignment: Draw, withdrawal: UnitWithdrawal, opening: Opening) -> bool:
    """The unit's place taken by the next reserve that is there, and whoever of the team has an interest in
    that one leaves. False where no visit covers the unit."""
    visit = _visit_of(assignment, withdrawal.unit)
    if visit is None:
        return False
    redrawing = Redrawing(actor, assignment, opening, rows=[withdrawal])
    waiting = _replace(redrawing, visit, withdrawal)
    while (gone := _known_gone(withdrawal.draw, waiting)) is not None:
        waiting = _replace(redrawing, visit, gone)
    if waiting:
        redrawing.stand_aside(visit, holder_of(waiting))
    redrawing.finish("draws.confirm_unit_withdrawal")
    return True


def _replace(redrawing: Redrawing, visit: str, withdrawal: UnitWithdrawal) -> str:
    """The reserve that takes the unit's place in the draw and in what the campaign counts; "" once they are
    used up."""
    unit = redrawing.replace(withdrawal, visit).substitute
    replace_drawn_unit(
        actor=redrawing.actor,
        campaign=redrawing.draw.campaign,
        unit=withdrawal.unit,
        substitute=(unit, holder_of(unit)) if unit else None,
    )
    return unit


def _known_gone(selection: Draw, unit: str) -> UnitWithdrawal | None:
    """The withdrawal of a reserve that was confirmed before its turn came."""
    return selection.withdrawals.filter(unit=unit, state=CONFIRMED).first() if unit else None


def _visit_of(assignment: Draw, unit: str) -> str | None:
    return next((visit for visit, one in covered_by(assignment).items() if unit in one.units), None)


def _propose(actor: Actor, selection: Draw, unit: str, gone: Gone) -> UnitWithdrawal:
    _check(gone)
    known = selection.withdrawals.filter(unit=unit).exclude(state=DECLINED).first()
    if known is not None and known.proposed_by_id == actor.person_id and known.state == PROPOSED:
        return known
    if known is not None:
        raise Conflict(
            "withdrawal-known", "这个对象的退出已经提出过。", title=f"{TITLE}：已经提出", clause=CLAUSE
        )
    proofs = keep_scan(actor, gone.scan)
    withdrawal = UnitWithdrawal.objects.create(
        draw=selection,
        unit=unit,
        reason=gone.reason,
        words=gone.words.strip()[:200],
        proof=proofs[0],
        proposed_by_id=person_of(actor),
        proposed_at=moments.now(),
    )
    content = {"draw": selection.draw_id}
    record_act("draws.propose_unit_withdrawal", actor=actor, content=content, records=[*proofs, withdrawal])
    return withdrawal


def _check(gone: Gone) -> None:
    if gone.reason not in WITHDRAWAL_WORDS:
        raise Refusal(
            "withdrawal-reason",
            "对象退出须选一个规定的原因。",
            title=f"{TITLE}：没有原因",
            clause=CLAUSE,
            found=[("可选", "、".join(WITHDRAWAL_WORDS.values()))],
        )
    if not gone.words.strip():
        raise Refusal("withdrawal-words", "请写明现场情况或核实经过。", title=f"{TITLE}：没有说明")
    if gone.scan is None:
        raise Refusal(
            "withdrawal-proof",
            "对象退出要附证明：现场照片、注销或迁出登记、另案立案决定等。",
            title=f"{TITLE}：没有证明",
            clause=CLAUSE,
        )


def _require_time(selection: Draw) -> Draw | None:
    """The final assignment, or None before one is announced. `Conflict` while one is under way, and once all
    is public."""
    if open_attempt(selection.campaign_id, ASSIGNMENT) is not None:
        raise Conflict(
            "assignment-under-way",
            "人员匹配已经公告，正在抽取。",
            title=f"{TITLE}：正在匹配人员",
            remedy="请在检查人员抽出后办理。",
        )
    require_changeable(selection, TITLE)
    return final_draw(selection.campaign_id, ASSIGNMENT)


def _decide(actor: Actor, withdrawal: UnitWithdrawal, state: str) -> None:
    withdrawal.state = state
    withdrawal.decided_by_id, withdrawal.decided_at = person_of(actor), moments.now()
    withdrawal.save()


def _record(act: str, actor: Actor, withdrawal: UnitWithdrawal, *, reason: str = "") -> None:
    content = {"draw": withdrawal.draw.draw_id}
    record_act(act, actor=actor, reason=reason, content=content, records=[withdrawal])


def _locked(actor: Actor, pk: UUID) -> UnitWithdrawal:
    found = UnitWithdrawal.objects.filter(pk=pk, draw__office=actor.office_id, draw__kind=SELECTION).first()
    if found is None:
        raise Unknown("no-such-withdrawal", "没有提出过这项退出。", title="没有找到")
    locked_draw(actor, found.draw)
    lock_what_changes(actor)
    return UnitWithdrawal.objects.select_related("draw", "draw__campaign").get(pk=pk)
