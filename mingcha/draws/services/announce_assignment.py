"""Announce the assignment in the same sitting: visits of the drawn, people of today, bars committed before.

Nobody is shown the list: it is read here and goes straight into the committed files."""

from django.db import transaction
from django.urls import reverse

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Sitting
from mingcha.draws.policies import can_operate
from mingcha.draws.queries.attempts import (
    file_content,
    final_draw,
    open_attempt,
    selection_of,
)
from mingcha.draws.queries.changes import withdrawn_from
from mingcha.draws.queries.disclosure import awaits_computing, not_computed
from mingcha.draws.rules import committed
from mingcha.draws.rules.shortage import explain
from mingcha.draws.services.announcing import TITLE, Terms, announce, number_attempt
from mingcha.draws.services.freeze_draw import keep_files, make_secret, roster_today
from mingcha.draws.services.locked import give_throws_work, locked_sitting, protocol_refusal
from mingcha.draws.services.recorded import record_step
from mingcha.draws.services.three_people import require_three_people
from mingcha.draws.states import DRAW, FROZEN
from mingcha.ledger.services import sign_checkpoint
from mingcha.plans.queries import assignment_rule, visit_groups
from mingcha.plans.states import READY


def announce_assignment(*, actor: Actor, sitting: Sitting, terms: Terms) -> Draw:
    """The assignment announced, or a `Refusal` that says which seats are short and by how many."""
    # Obligations inspectors-at-random, stand-aside of docs/law/obligations.yml.
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_operate(actor, sitting).require()
        require_three_people(actor, sitting.caller, sitting.witness, TITLE)
        draw = _start(sitting, _selection(sitting))
        files = keep_files(draw, _files(actor, draw))
        secret = make_secret(draw)
        number_attempt(draw)
        draw.state = DRAW.after("announce", draw.state)
        give_throws_work(sitting, reverse("throw_entry", args=[sitting.pk]))
        try:
            record_step(
                "draws.announce_assignment",
                actor=actor,
                sitting=sitting,
                announcing=draw,
                content={"draw": draw.draw_id, "attempt": draw.attempt, "secret": "committed"},
                records=[draw, *files, secret],
                protocol=[lambda at: announce(draw, actor, terms, secret, at)],
            )
        except drawproof.Infeasible as error:
            raise _shortage(draw, error) from error
    sign_checkpoint(origin=sitting.office.log_origin)
    return draw


def _selection(sitting: Sitting) -> Draw:
    """The drawn selection of the campaign, with nothing else open."""
    selection = final_draw(sitting.campaign_id, SELECTION)
    if selection is None:
        raise Conflict(
            "selection-first",
            "检查对象还没有抽出，不能公告人员匹配。",
            title=f"{TITLE}：次序不对",
            remedy="请先抽取检查对象。",
        )
    if selection.disclosed_at is not None:
        raise Conflict(
            "disclosed-without-teams",
            "对象全部退出，检查对象抽取已经公开，不再匹配人员。",
            title=f"{TITLE}：已经公开",
        )
    if open_attempt(sitting.campaign_id, ASSIGNMENT) or final_draw(sitting.campaign_id, ASSIGNMENT):
        raise Conflict("assignment-open", "人员匹配已经公告。", title=f"{TITLE}：已经公告过")
    if awaits_computing(sitting.campaign_id):
        raise not_computed(TITLE)
    if sitting.campaign.state != READY:
        raise Conflict(
            "campaign-not-ready",
            f"抽查任务现在是“{sitting.campaign.get_state_display()}”，定案后才能公告人员匹配。",
            title=f"{TITLE}：抽查任务没有定案",
            remedy="请在抽查任务页定案。",
        )
    return selection


def _start(sitting: Sitting, selection: Draw) -> Draw:
    """Saved only when it is announced: an assignment is never frozen without being announced at once."""
    draw = Draw.objects.create(
        office_id=sitting.office_id,
        campaign=sitting.campaign,
        sitting=sitting,
        kind=ASSIGNMENT,
        state=FROZEN,
        rule=assignment_rule(sitting.campaign),
        frozen_at=moments.now(),
        builds_on=selection,
    )
    draw.office = sitting.office
    return draw


def _files(actor: Actor, draw: Draw) -> dict[str, bytes]:
    selection = selection_of(draw)
    groups = [committed.Group(code, count, requires) for code, count, requires in visit_groups(draw.campaign)]
    left, withdrawn = withdrawn_from(selection)
    if not any(row.is_drawn for row in left):
        raise Refusal(
            "nobody-left",
            "抽中的对象全部退出，递补已经用完，没有可以检查的户次。",
            title=f"{TITLE}：没有对象",
            clause="抽取规则drawproof/1第5节：递补用完的，公布缺额，不再另抽",
            remedy="请由局领导在抽取记录公开：只公开检查对象抽取、退出情况和缺额，以后起草通报、办结任务。",
        )
    try:
        return committed.assignment_files(
            visits=committed.visits_of(left),
            groups=groups,
            roster=roster_today(actor),
            conflicts=committed.read_conflicts(file_content(selection, committed.CONFLICTS)),
            withdrawn=withdrawn,
        )
    except drawproof.DrawproofError as error:
        raise protocol_refusal(error, f"{TITLE}：名册不合抽取规则") from error


def _shortage(draw: Draw, error: drawproof.Infeasible) -> Refusal:
    shortage = explain(
        error.certificate, {group.code: group.title for group in draw.campaign.team_groups.all()}
    )
    return Refusal(
        "no-lawful-plan",
        shortage.sentence,
        title="不能公告人员匹配：人员不够",
        clause="抽取规则drawproof/1第6节：配不齐的不公告",
        remedy=shortage.remedy,
        found=shortage.found,
    )
