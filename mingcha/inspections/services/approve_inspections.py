"""检查审批: the section asks, a leader decides, and with the approval each visit can be arranged."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.draws.policies import person_of
from mingcha.draws.queries.changes import without_visits
from mingcha.inspections.models import Approval, Inspection
from mingcha.inspections.policies import can_decide_approval, can_propose_approval
from mingcha.inspections.queries.coverage import Coverage, coverages
from mingcha.inspections.states import APPROVAL, APPROVED, PROPOSED, RETURNED
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.queries import find_campaign
from mingcha.plans.states import SENT

TITLE = "不能报批"
CLAUSE = "国办发〔2024〕54号：实施行政检查须经行政机关负责人批准"
APPROVAL_WORK = "inspections.approval"


def propose_approval(*, actor: Actor, campaign: Campaign, words: str) -> Approval:
    """Ask the leader to approve the visits of a drawn campaign. Said again it stands. Of an urgent clue check
    the leader has decided already when the team was sent: its visit is open at once."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        can_propose_approval(actor, campaign).require()
        known = Approval.objects.filter(campaign=campaign).first()
        if known is not None and known.state != RETURNED:
            return known
        covered = _drawn(campaign)
        if not words.strip():
            raise Refusal(
                "approval-words",
                "请写明检查怎样安排：时间、方式、分组、注意事项。",
                title=f"{TITLE}：没有检查安排",
                clause=CLAUSE,
            )
        row = known or Approval(office_id=actor.office_id, campaign=campaign)
        row.state, row.visits, row.words = PROPOSED, len(covered), words.strip()
        row.proposed_by_id, row.proposed_at = person_of(actor), moments.now()
        row.decided_by, row.decided_at, row.decision_words = None, None, ""
        if campaign.state == SENT:
            _decided_before(row)
        row.save()
        opened = _open(row, covered.values()) if row.state == APPROVED else []
        _record("inspections.propose_approval", actor, row, [row, *opened])
        if row.state == PROPOSED:
            _ask_leaders(row)
    return row


def approve_inspections(*, actor: Actor, approval: Approval, words: str = "") -> Approval:
    """The visits may be arranged: one row for each. Approved already it stands."""
    with transaction.atomic():
        row = _decide(actor, approval, "approve", words)
        if row is None:
            return approval
        covered = _drawn(row.campaign)
        row.visits = len(covered)
        row.save()
        _record("inspections.approve_visits", actor, row, [row, *_open(row, covered.values())], words)
    return row


def return_approval(*, actor: Actor, approval: Approval, words: str) -> Approval:
    """Back to the section, with what has to be changed."""
    with transaction.atomic():
        if not words.strip():
            raise Refusal("return-words", "退回要写明怎样修改。", title="不能退回：没有意见")
        row = _decide(actor, approval, "return", words)
        if row is None:
            return approval
        row.save()
        _record("inspections.return_approval", actor, row, [row], words)
    return row


def _decide(actor: Actor, approval: Approval, act: str, words: str) -> Approval | None:
    """The row with the decision, not saved; None where it stands as this act would leave it."""
    _locked(actor, approval.campaign)
    row = Approval.objects.select_related("campaign").get(pk=approval.pk)
    can_decide_approval(actor, row).require()
    if row.state == APPROVAL.acts[act][2]:
        return None
    row.state = APPROVAL.after(act, row.state)
    row.decided_by_id, row.decided_at = person_of(actor), moments.now()
    row.decision_words = words.strip()[:200]
    OpenWork.objects.filter(kind=APPROVAL_WORK, subject=row.pk).delete()
    return row


def _decided_before(row: Approval) -> None:
    """The decision of the leader who sent the team of an urgent clue check, taken over."""
    clue = row.campaign.clue_check
    row.state, row.decided_by_id, row.decided_at = APPROVED, clue.decider, clue.decided_at
    row.proposed_by_id = clue.proposer
    row.decision_words = clue.urgent_reason


def _open(row: Approval, covered: Iterable[Coverage]) -> list[Record]:
    """A row for each visit; those that are there stay."""
    known = set(Inspection.objects.filter(campaign=row.campaign).values_list("code", flat=True))
    fresh = [
        Inspection(office_id=row.office_id, campaign=row.campaign, code=one.code, number=one.number)
        for one in covered
        if one.code not in known
    ]
    row.campaign.visits_begun = True
    row.campaign.save(update_fields=["visits_begun"])
    return [row.campaign, *Inspection.objects.bulk_create(fresh, batch_size=500)]


def _drawn(campaign: Campaign) -> dict[str, Coverage]:
    covered = coverages(campaign)
    if without_visits([campaign.pk]):
        raise Conflict(
            "nobody-left",
            "抽中的对象和递补在匹配检查人员以前全部退出，没有检查户次，不用报批。",
            title=f"{TITLE}：没有户次",
        )
    if not covered:
        raise Conflict(
            "nobody-drawn",
            "检查对象和检查人员还没有抽出。",
            title=f"{TITLE}：还没有抽取",
            remedy="抽取完成后再报批。",
        )
    return covered


def _ask_leaders(row: Approval) -> None:
    """Every leader but who asked finds it on the home page."""
    leaders = RoleGrant.objects.filter(person__office=row.office_id, role=LEADER, ended_at=None)
    people = Person.objects.filter(pk__in=leaders.values("person"), is_active=True)
    url = reverse("approval_decide", args=[row.pk])
    for person in people.exclude(pk=row.proposed_by_id):
        OpenWork.objects.get_or_create(
            person=person,
            kind=APPROVAL_WORK,
            subject=row.pk,
            defaults={
                "title": f"审批检查：{row.campaign.title}"[:120],
                "why": "批准后检查组才能安排日期、制作通知书。",
                "url": url,
                "button": "去审批",
                "due_on": row.campaign.starts_on,
            },
        )


def _record(act: str, actor: Actor, row: Approval, rows: list[Record], reason: str = "") -> None:
    content = {"campaign": row.campaign.number, "visits": row.visits}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=rows)


def _locked(actor: Actor, campaign: Campaign) -> Campaign:
    found = find_campaign(actor, campaign.pk)
    lock(f"draws.campaign.{found.pk}")
    return find_campaign(actor, found.pk)
