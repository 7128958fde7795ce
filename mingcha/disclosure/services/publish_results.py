"""检查结果 made public by the section that inspected; withheld only by law and a leader; the campaign closed
once nothing is left."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import CampaignClosing, Disclosure, Withholding
from mingcha.disclosure.policies import can_decide_withholding, can_publish_result
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.queries.result_lines import (
    SHOWN,
    TO_CORRECT,
    WITHHELD,
    ResultLine,
    find_result,
    publications,
)
from mingcha.disclosure.services.publish_records import publish_record
from mingcha.disclosure.states import WITHHOLDING
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.inspections.services.settle_outcomes import tell_results
from mingcha.intake.rules import without_private_numbers
from mingcha.law.services import close_deadlines
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

TITLE = "不能公示"
BULLETIN_CLAUSE = "局实施方案 二（五）：一抽查一通报"
CLAUSE = "局实施方案 三（二）5：各监管股室对抽查结果的合法性、准确性和及时性负责"
PRIVATE = ("found", "measures")
WITHHOLD_WORK = "disclosure.withhold"


def publish_result(*, actor: Actor, inspection: UUID, is_checked: bool, reason: str = "") -> Disclosure:
    """The result of one visit, as its confirmed record has it now. `is_checked`: the section says that it is
    lawful, right and in time. What is public already is corrected, with a reason; unchanged it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        line = find_result(actor, inspection)
        campaign = line.inspection.campaign
        can_publish_result(actor, campaign).require()
        if line.standing == SHOWN and line.shown is not None:
            return line.shown
        _require_publishable(line, is_checked)
        row = publish_record(actor=actor, kind=find_kind(RESULTS), record=str(inspection), reason=reason)
        tell_results(actor, find_inspection(actor, inspection), line.record)
        met = close_deadlines(office_id=actor.office_id, kind=RESULT_DEADLINE, subject=inspection)
        content = {"campaign": campaign.number, "visit": line.inspection.code}
        record_act("disclosure.sign_result", actor=actor, reason=reason, content=content, records=met)
    return row


def _require_publishable(line: ResultLine, is_checked: bool) -> None:
    if line.withholding is not None:
        raise Conflict(
            "withheld",
            f"这一户次{line.status[0]}。",
            title=f"{TITLE}：不予公示",
            remedy="局领导不批准不予公示的，再公示。",
        )
    if not is_checked:
        raise Refusal(
            "not-checked",
            "公示前须核对结果合法、准确、及时，并勾选。",
            title=f"{TITLE}：没有核对",
            clause=CLAUSE,
        )
    for field in PRIVATE:
        text = str(line.row[field] or "")
        if without_private_numbers(text) != text:
            raise Refusal(
                "private-number",
                "发现的问题或者处理措施里有身份证号或者手机号。",
                title=f"{TITLE}：含个人信息",
                clause="《中华人民共和国个人信息保护法》",
                remedy="请申请更正检查记录，去掉号码以后再公示。",
            )


@dataclass(frozen=True)
class Ground:
    """Why the law keeps a result from the public."""

    reason: str
    clause: str


def propose_withholding(*, actor: Actor, inspection: UUID, ground: Ground) -> Withholding:
    """Ask a leader not to publish a result. Asked already it stands; what is public is withdrawn instead."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        line = find_result(actor, inspection)
        can_publish_result(actor, line.inspection.campaign).require()
        if line.withholding is not None:
            return line.withholding
        if line.standing in (SHOWN, TO_CORRECT):
            raise Conflict("is-public", "已经公示的，按撤回办理。", title="不能提出：已经公示")
        if not ground.reason.strip() or not ground.clause.strip():
            raise Refusal(
                "withhold-ground",
                "不予公示要写明理由和法律依据。",
                title="不能提出：理由或者依据没有写",
                clause="国办发〔2018〕118号：依法不得公开的除外",
            )
        if actor.person_id is None:
            raise Forbidden("person-needed", "须由登录的人员办理。", title="没有权限")
        row = Withholding.objects.create(
            office_id=actor.office_id,
            kind=RESULTS,
            record=str(inspection),
            reason=ground.reason.strip()[:200],
            clause=ground.clause.strip()[:200],
            proposed_by_id=actor.person_id,
            proposed_at=moments.now(),
        )
        content = {"visit": line.inspection.code}
        record_act("disclosure.propose_withholding", actor=actor, content=content, records=[row])
        _ask_leaders(row, line)
    return row


def decide_withholding(*, actor: Actor, withholding: UUID, approves: bool, words: str = "") -> Withholding:
    """Approved, the result is not published and its clock stops; declined, it has to be published."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        row = Withholding.objects.filter(pk=withholding, office_id=actor.office_id).first()
        if row is None:
            raise Unknown("no-such-withholding", "没有提出过不予公示。", title="没有找到")
        can_decide_withholding(actor, row.proposed_by_id).require()
        if not approves and not words.strip():
            raise Refusal("decline-words", "不批准要写明意见。", title="不能办理：没有意见")
        row.state = WITHHOLDING.after("approve" if approves else "decline", row.state)
        row.decided_by_id, row.decided_at = actor.person_id, moments.now()
        row.decision_words = words.strip()[:200]
        row.save()
        OpenWork.objects.filter(kind=WITHHOLD_WORK, subject=row.pk).delete()
        met = (
            close_deadlines(office_id=actor.office_id, kind=RESULT_DEADLINE, subject=UUID(row.record))
            if approves
            else []
        )
        content = {"state": row.state}
        record_act(
            "disclosure.decide_withholding", actor=actor, reason=words, content=content, records=[row, *met]
        )
    return row


def _ask_leaders(row: Withholding, line: ResultLine) -> None:
    leaders = RoleGrant.objects.filter(person__office=row.office_id, role=LEADER, ended_at=None)
    people = Person.objects.filter(pk__in=leaders.values("person"), is_active=True)
    for person in people.exclude(pk=row.proposed_by_id):
        OpenWork.objects.get_or_create(
            person=person,
            kind=WITHHOLD_WORK,
            subject=row.pk,
            defaults={
                "title": f"决定是否不予公示：{line.inspection}"[:120],
                "why": row.reason,
                "url": reverse("result_detail", args=[row.record]),
                "button": "去决定",
                "due_on": line.due_on,
            },
        )


def close_campaign(*, actor: Actor, campaign: Campaign) -> CampaignClosing:
    """Nothing is left of it: every visit is over, every result public or lawfully withheld, and the bulletin
    of the round is published. Closed already it stands."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        can_publish_result(actor, campaign).require()
        known = CampaignClosing.objects.filter(campaign=campaign).first()
        if known is not None:
            return known
        stands = publications(actor, [campaign], moments.today())[0]
        if not stands.is_complete:
            raise Conflict(
                "results-open",
                f"还有{stands.unvisited}户次没有查完，{stands.open}户次的结果没有公示。",
                title="不能办结：还有结果没有公示",
                clause=CLAUSE,
                remedy="逐户次公示；依法不得公开的，提出不予公示，由局领导批准。",
            )
        if stands.lacks_bulletin:
            raise Conflict(
                "no-bulletin",
                "一次抽查要有一份通报，这个任务的还没有公布。",
                title="不能办结：没有通报",
                clause=BULLETIN_CLAUSE,
                remedy="请在“公示—抽查通报”起草，经局领导批准后公布。",
            )
        row = CampaignClosing.objects.create(
            office_id=actor.office_id,
            campaign=campaign,
            results=stands.counts[SHOWN],
            withheld=stands.counts[WITHHELD],
            closed_by=actor.name,
            closed_at=moments.now(),
        )
        content = {"campaign": campaign.number}
        record_act("disclosure.close_campaign", actor=actor, content=content, records=[row])
    return row
