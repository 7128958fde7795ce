"""换人: one seat of a visit whose team was not drawn here goes to somebody else. The platform drew anew, or
the leader who sent the team sends another; one person says so with proof, another confirms. In a team that
this system drew nobody is chosen: the protocol draws the seat anew."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.draws.models import ExternalDraw, MemberChange
from mingcha.draws.policies import person_of
from mingcha.draws.queries.external.outcome import present_external_teams
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.rules.changes import BARRED, VACANCY_WORDS
from mingcha.draws.services.as_read import require_as_read
from mingcha.draws.states import MEMBER_CHANGE
from mingcha.inspections.models import Inspection
from mingcha.inspections.policies import can_decide_member_change, can_propose_member_change
from mingcha.inspections.queries.coverage import Place
from mingcha.inspections.queries.fitness import CONFIRMED_ONLY, unfit
from mingcha.inspections.queries.substitutes import Bench, day_of, is_drawn_here, open_change, place_of
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.services.locked import TEAM_CLAUSE, locked_inspection
from mingcha.inspections.states import DRAFT, HANDED_IN, INSPECTION, NOTICED, RECORDED
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.plans.models import ClueCheck
from mingcha.plans.services import change_drawn_teams, change_sent_member
from mingcha.plans.services.planning import lock_plans

TITLE = "不能换人"


@dataclass(frozen=True)
class NewMember:
    """Who takes whose seat and why; when the platform drew anew, or the leader sent somebody else, and under
    which number. `left` is who holds the seat as the page showed it."""

    group: str
    seat: int
    left: str
    inspector: str
    reason: str
    words: str
    made_on: datetime.date
    receipt_no: str = ""
    scan: Scan | None = None


def propose_member_change(*, actor: Actor, inspection: UUID, change: NewMember) -> MemberChange:
    """The first of two people. Said again by the same person it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        row = seen.inspection
        can_propose_member_change(actor, row.campaign, seen.coverage.team, seen.sight.roster_no).require()
        require_not_drawn_here(row)
        if (known := open_change(row)) is not None:
            return _same(known, actor, change)
        _require_before_the_record(row)
        external = final_external_draw(row.campaign_id)
        _check(row, external, change)
        _require_able(actor, seen, change.group, change.seat, change.left, change.inspector)
        _require_cannot_go(actor, seen, change.left, change.reason)
        proofs = keep_scan(actor, change.scan)
        found = MemberChange(
            campaign=row.campaign,
            external=external,
            visit=row.code,
            group=change.group,
            seat=change.seat,
            left=change.left,
            inspector=change.inspector,
            reason=change.reason,
            made_on=change.made_on,
            receipt_no=change.receipt_no.strip()[:64],
            proof=proofs[0],
            proposed_by_id=person_of(actor),
            proposed_at=moments.now(),
        )
        found.ground = change.words.strip()[:200]
        found.save(force_insert=True)
        content = {"campaign": row.campaign.number, "visit": row.code}
        record_act(
            "inspections.propose_member_change", actor=actor, content=content, records=[*proofs, found]
        )
    return found


def confirm_member_change(*, actor: Actor, inspection: UUID, seen_at: int) -> MemberChange:
    """By another person: from now on the new one goes, and the notice is made anew. `seen_at` is the ledger's
    entry of the change that was read."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        found = _open(actor, seen, seen_at)
        lock_plans(actor)
        _require_before_the_record(seen.inspection)
        _require_able(actor, seen, found.group, found.seat, found.left, found.inspector)
        _require_cannot_go(actor, seen, found.left, found.reason)
        _decide(actor, found, "confirm", "")
        _record("inspections.confirm_member_change", actor, seen, found)
        _tell_plans(actor, seen.inspection, found)
    return found


def decline_member_change(*, actor: Actor, inspection: UUID, seen_at: int, words: str) -> MemberChange:
    """By another person, who says why the team stays."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        found = _open(actor, seen, seen_at)
        if not words.strip():
            raise Refusal("decline-words", "不予确认要写明理由。", title=f"{TITLE}：没有理由")
        _decide(actor, found, "decline", words.strip()[:200])
        _record("inspections.decline_member_change", actor, seen, found)
    return found


def require_not_drawn_here(row: Inspection) -> None:
    """Nobody names who goes where this system drew the team."""
    if is_drawn_here(row.campaign):
        raise Conflict(
            "drawn-here",
            "这一户次的检查组由本系统抽取，席位只能按抽取规则用原来的秘密数重新抽定，不能指定由谁接替。",
            title=f"{TITLE}：检查组由本系统抽取",
            clause="抽取规则drawproof/1第6节：抽后变更",
            remedy="请本人在“我的检查任务”申报回避，或者由两人在抽取记录的“抽后变动”登记席位变动。",
        )


def _open(actor: Actor, seen: Seen, seen_at: int) -> MemberChange:
    found = open_change(seen.inspection)
    if found is None:
        raise Unknown("no-member-change", "没有待确认的换人。", title="没有找到", remedy="请刷新页面。")
    team, own = seen.coverage.team, seen.sight.roster_no
    can_decide_member_change(actor, found, team, own).require()
    require_as_read(found, seen_at, TITLE)
    return found


def _same(known: MemberChange, actor: Actor, change: NewMember) -> MemberChange:
    told = (known.group, known.seat, known.left, known.inspector)
    if known.proposed_by_id == actor.person_id and told == (
        change.group,
        change.seat,
        change.left,
        change.inspector,
    ):
        return known
    raise Conflict(
        "member-change-known",
        f"这一户次的换人已由{known.proposed_by.name}提出，等另一人确认。",
        title=f"{TITLE}：已经提出",
        remedy="请先确认或者不予确认那一次，再提出别的。",
    )


def _require_before_the_record(row: Inspection) -> None:
    """What is being typed is of this team; what was handed in names who was there."""
    INSPECTION.after("schedule", row.state if row.state != RECORDED else NOTICED)
    if row.state == RECORDED or row.records.filter(state__in=HANDED_IN).exists():
        raise Conflict(
            "record-handed-in",
            "检查记录已经提交，写明了到场的人，检查组不再变动。",
            title=f"{TITLE}：检查记录已经提交",
            clause=TEAM_CLAUSE,
            remedy="记录有错的，由检查组退回或者申请更正。",
        )
    if row.records.filter(state=DRAFT).exists():
        raise Conflict(
            "record-begun",
            "检查记录已经开始填写，不能在检查中途换人。",
            title=f"{TITLE}：已经开始检查",
            remedy="没有查成的，请先放弃草稿，再换人。",
        )


def _check(row: Inspection, external: ExternalDraw | None, change: NewMember) -> None:
    if change.reason not in VACANCY_WORDS:
        raise Refusal(
            "member-reason",
            "换人须选一个规定的原因。",
            title=f"{TITLE}：没有原因",
            found=[("可选", "、".join(VACANCY_WORDS.values()))],
        )
    if not change.words.strip():
        raise Refusal("member-words", "请写明原来的人为什么不能参加。", title=f"{TITLE}：没有情况说明")
    _check_made_on(row, external, change.made_on)
    if external is not None and not change.receipt_no.strip():
        raise Refusal(
            "member-receipt",
            f"接替的人由{external.platform}重新抽取，要填写平台这次抽取的回执号或者批次号。",
            title=f"{TITLE}：没有平台回执号",
            clause="由上级平台抽取的，换人也由平台抽取，本机构不指定",
            remedy=f"请先在{external.platform}重新抽取，再把结果登记到这里。",
        )
    if change.scan is None:
        what = "平台重新抽取的截图或者纸质回执" if external else "局领导另行派人的批示"
        raise Refusal("member-proof", f"请附上{what}。", title=f"{TITLE}：没有证明材料")


def _check_made_on(row: Inspection, external: ExternalDraw | None, day: datetime.date) -> None:
    first = external.drawn_on if external else _sent_on(row)
    if not first <= day <= moments.today():
        what = "平台重新抽取" if external else "另行派人"
        raise Refusal("member-day", f"{what}的日期应当在{first}至今天之间。", title=f"{TITLE}：日期不对")


def _sent_on(row: Inspection) -> datetime.date:
    clue = ClueCheck.objects.get(campaign=row.campaign_id)
    return moments.local_day(clue.decided_at) if clue.decided_at else moments.today()


def _require_able(actor: Actor, seen: Seen, group: str, seat: int, left: str, inspector: str) -> None:
    place = _held(seen, group, seat, left)
    bench = Bench(actor, seen)
    if why := bench.against(inspector, place):
        raise Refusal(
            "member-not-able",
            f"{bench.name_of(inspector)}不能接替：{'；'.join(why)}。",
            title=f"{TITLE}：接替的人不合要求",
            clause=TEAM_CLAUSE,
            remedy="请换在名录库、当天持证在岗、没有利害关系、符合席位要求的人。",
        )


def _held(seen: Seen, group: str, seat: int, left: str) -> Place:
    place = place_of(seen.coverage, group, seat)
    if place is None or not left or place.inspector != left:
        raise Unknown("no-such-seat", "没有这个席位，或者这个人已不在这个席位上。", title="没有找到")
    return place


def _require_cannot_go(actor: Actor, seen: Seen, left: str, reason: str) -> None:
    """What keeps somebody away is entered in the registers first, where it has its own proof and its own
    people, an illness too: nobody who could go is set aside. An absence is proof once two people said so."""
    found = unfit(actor, seen.coverage, day_of(seen.inspection), CONFIRMED_ONLY)
    one = next((one for one in found if one.roster_no == left), None)
    if one is None or one.is_barred != (reason == BARRED):
        raise Refusal(
            "not-in-the-register",
            f"名录库没有登记这个人当天“{VACANCY_WORDS[reason]}”，或者登记还没有由第二人确认，不能以此换人。",
            title=f"{TITLE}：名录库没有登记",
            clause=TEAM_CLAUSE,
            remedy="患病、请假、外派的，请政策法规在执法检查人员名录库打开这个人的页面，点“登记离岗”，附批准文件，"
            "由政策法规或者局领导的另一人确认；利害关系、执法证变动也先在名录库登记，再换人。",
        )


def _decide(actor: Actor, found: MemberChange, act: str, words: str) -> None:
    found.state = MEMBER_CHANGE.after(act, found.state)
    found.decided_by_id, found.decided_at = person_of(actor), moments.now()
    found.decision_words = words
    found.save()


def _record(act: str, actor: Actor, seen: Seen, found: MemberChange) -> None:
    row = seen.inspection
    content = {"campaign": row.campaign.number, "visit": row.code}
    record_act(act, actor=actor, reason=found.decision_words, content=content, records=[found])


def _tell_plans(actor: Actor, row: Inspection, found: MemberChange) -> None:
    """Who goes to the drawn units, or whom the leader sent."""
    if found.external is None:
        change_sent_member(actor=actor, campaign=row.campaign, left=found.left, inspector=found.inspector)
        return
    teams = present_external_teams(found.external)
    change_drawn_teams(actor=actor, campaign=row.campaign, teams=teams)
