"""换人 on a visit whose team was not drawn here: say so, confirm or decline it, its proof."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.draws.views.as_read import seen_by
from mingcha.inspections import policies
from mingcha.inspections.forms.members import MemberForm, key_of
from mingcha.inspections.queries.fitness import officers
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.substitutes import Bench, day_of, find_change
from mingcha.inspections.queries.visible import Seen, find_inspection
from mingcha.inspections.services import confirm_member_change, decline_member_change, propose_member_change
from mingcha.inspections.services.change_member import require_not_drawn_here
from mingcha.inspections.views.small_form import answer_small_form
from mingcha.intake.views.proofs import proof_answer

WHY = (
    "接替的人由{who}，不由办理的人挑选；由一人提出、组外的另一人确认以后生效。"
    "已经制作的通知书随之作废，须重新制作。"
)


@require_http_methods(["GET", "POST"])
def member_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say who takes whose seat."""
    seen = find_inspection(request.actor, pk)
    row = seen.inspection
    own, team = seen.sight.roster_no, seen.coverage.team
    policies.can_propose_member_change(request.actor, row.campaign, team, own).require()
    require_not_drawn_here(row)
    platform = row.campaign.drawing_platform
    form = MemberForm(
        request.POST or None,
        request.FILES or None,
        seats=_seats(seen),
        people=_people(request, seen),
        is_platforms=bool(platform),
    )
    who = f"{platform}重新抽取" if platform else "派出检查组的局领导另行派出"
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        "换人",
        lambda: propose_member_change(actor=request.actor, inspection=pk, change=form.change),
        why=WHY.format(who=who),
    )


@require_POST
def member_change_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another person confirms, or says why not. The look at the names ends with the change."""
    campaign = find_inspection(request.actor, pk).inspection.campaign_id
    if "decline" in request.POST:
        words = request.POST.get("words", "").replace("\x00", "")
        decline_member_change(actor=request.actor, inspection=pk, seen_at=seen_by(request), words=words)
        messages.success(request, "已不予确认，检查组不变。")
    else:
        confirm_member_change(actor=request.actor, inspection=pk, seen_at=seen_by(request))
        messages.success(request, "已换人，记入留痕日志。请检查组重新制作检查通知书。")
    return redirect("campaign_inspections", campaign)


@require_GET
def member_change_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper behind a change: for who may propose or confirm one."""
    seen, change = find_change(request.actor, pk)
    own, team = seen.sight.roster_no, seen.coverage.team
    may = policies.can_propose_member_change(request.actor, seen.inspection.campaign, team, own)
    (may or policies.can_decide_member_change(request.actor, change, team, own)).require()
    return proof_answer(change.proof)


def _seats(seen: Seen) -> list[tuple[str, str]]:
    office, today = seen.inspection.office_id, day_of(seen.inspection)
    names = {one.roster_no: one.name for one in officers(office, seen.coverage, today)}
    return [
        (key_of(one), f"{one.title}：{names.get(one.inspector, one.inspector)}")
        for one in seen.coverage.places
        if one.inspector
    ]


def _people(request: StaffRequest, seen: Seen) -> list[tuple[str, str]]:
    bench = Bench(request.actor, seen)
    able = {
        one.inspector.roster_no: one.inspector for place in seen.coverage.places for one in bench.able(place)
    }
    return [
        (number, f"{one.name}（{one.employer or one.section_name or number}）")
        for number, one in sorted(able.items())
    ]
