"""An objection is answered by the section, approved by a leader, and settled by what is corrected or taken
back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.policies import can_answer_objection, can_decide_objection
from mingcha.disclosure.queries.kinds import RESULTS
from mingcha.disclosure.queries.objections import (
    OBJECTION_DEADLINE,
    change_since,
    find_objection,
    has_gone,
)
from mingcha.disclosure.rules.objections import (
    ANSWER_LIMIT,
    CLAUSE,
    DISMISS,
    UPHOLD,
    VERDICTS,
    VERIFIED,
    verified_reason,
)
from mingcha.disclosure.states import OBJECTION, RECEIVED, UPHELD
from mingcha.draws.policies import person_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.states import CONFIRMED
from mingcha.intake.private import require_no_numbers
from mingcha.law.services import close_deadlines
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

TITLE = "不能答复"
CHANGE_WORK = "disclosure.objection-change"
ACTS = {UPHOLD: "uphold", DISMISS: "dismiss"}


@dataclass(frozen=True)
class Answer:
    """Whether the objection holds, and the words that whoever objected will read."""

    verdict: str
    words: str


def answer_objection(*, actor: Actor, objection: UUID, answer: Answer) -> Objection:
    """What the section found, for the leader to approve. The same answer again stands; once returned it is
    sent anew."""
    # Obligation answer-objection-days of docs/law/obligations.yml.
    with transaction.atomic():
        row = _locked(actor, objection)
        went = has_gone(actor, row.inspection)
        can_answer_objection(actor, row.inspection.campaign, went=went).require()
        words = answer.words.strip()[:ANSWER_LIMIT]
        same = (row.verdict, row.answer, row.answered_by_id) == (answer.verdict, words, actor.person_id)
        if same and row.state != RECEIVED:
            return row
        row.state = OBJECTION.after("answer", row.state)
        _require_answer(answer.verdict, words)
        row.verdict, row.answer, row.decision_words = answer.verdict, words, ""
        row.answered_by_id, row.answered_at = person_of(actor), moments.now()
        row.save()
        _note("disclosure.answer_objection", actor, row)
    return row


def _require_answer(verdict: str, words: str) -> None:
    if verdict not in VERDICTS:
        raise Refusal("verdict", "请选择异议成立还是不成立。", title=f"{TITLE}：没有结论", clause=CLAUSE)
    if not words:
        raise Refusal(
            "answer-words",
            "请写明核查的情况和理由，提出异议的人会看到。",
            title=f"{TITLE}：没有内容",
            clause=CLAUSE,
        )
    require_no_numbers([("答复", words)], title=TITLE)


def decide_objection(
    *, actor: Actor, objection: UUID, approves: bool, words: str = "", is_met: bool = False
) -> Objection:
    """Approved, whoever objected reads the answer and the clock stops; where it holds, the team is asked to
    put the record right. `is_met`: the leader says that what was corrected or taken back meanwhile already
    meets it. Returned, it is answered anew."""
    # Obligation answer-objection-days of docs/law/obligations.yml.
    with transaction.atomic():
        row = _locked(actor, objection)
        went = has_gone(actor, row.inspection)
        can_decide_objection(actor, row.answered_by_id, went=went).require()
        if not approves:
            return _returned(actor, row, words)
        row.state = OBJECTION.after(ACTS.get(row.verdict, DISMISS), row.state)
        row.decided_by_id, row.decided_at = person_of(actor), moments.now()
        row.decision_words = words.strip()[:200]
        if is_met:
            _settle(row, _change_that_meets(row))
        row.save()
        met = close_deadlines(office_id=row.office_id, kind=OBJECTION_DEADLINE, subject=row.pk)
        _note("disclosure.approve_objection_answer", actor, row, words, met)
        if row.state == UPHELD:
            _ask_team(row)
    return row


def _returned(actor: Actor, row: Objection, words: str) -> Objection:
    state = OBJECTION.after("return", row.state)
    if not words.strip():
        raise Refusal("return-words", "退回要写明怎样修改。", title="不能退回：没有意见")
    row.state, row.decision_words = state, words.strip()[:200]
    row.save()
    _note("disclosure.return_objection_answer", actor, row, words)
    return row


def _change_that_meets(row: Objection) -> Disclosure:
    changed = change_since(row)
    if changed is None:
        raise Conflict(
            "not-changed",
            "提出异议以后，公示的内容没有更正，也没有撤回。",
            title="不能办结：公示没有变化",
            remedy="请不勾选“已经更正”；批准以后由股室更正或者撤回公示。",
        )
    return changed


def _settle(row: Objection, outcome: Disclosure) -> None:
    row.state = OBJECTION.after("settle", row.state)
    row.outcome, row.settled_at = outcome, moments.now()


def reason_of_change(inspection: UUID, reason: str) -> str:
    """Why a public result is corrected or withdrawn, which says so where an objection was upheld."""
    is_upheld = Objection.objects.filter(inspection=inspection, state=UPHELD).exists()
    return verified_reason(reason) if is_upheld else reason


def settle_objections(actor: Actor, inspection: UUID, outcome: Disclosure) -> list[Objection]:
    """Those that were upheld are met by this correction or withdrawal. Part of another verb, which holds the
    transaction."""
    rows = Objection.objects.filter(inspection=inspection, state=UPHELD)
    settled = list(rows.select_related("inspection__campaign").order_by("number"))
    for row in settled:
        _settle(row, outcome)
        row.save()
        OpenWork.objects.filter(kind=CHANGE_WORK, subject=row.pk).delete()
        _note("disclosure.settle_objection", actor, row)
    return settled


def _locked(actor: Actor, objection: UUID) -> Objection:
    lock(f"disclosure/{RESULTS}")
    return find_objection(actor, objection)


def _ask_team(row: Objection) -> None:
    """Whoever wrote the record is told to ask for its correction, without a word of who objected."""
    found = InspectionRecord.objects.filter(inspection=row.inspection_id, state=CONFIRMED)
    hands = {one for pair in found.values_list("typed_by", "confirmed_by") for one in pair if one}
    for person in Person.objects.filter(pk__in=hands, is_active=True):
        OpenWork.objects.get_or_create(
            person=person,
            kind=CHANGE_WORK,
            subject=row.pk,
            defaults={
                "title": f"申请更正检查记录：{row.inspection}"[:120],
                "why": f"{VERIFIED}，公示的结果要更正：{row.answer}"[:200],
                "url": reverse("change_ask", args=[row.inspection_id]),
                "button": "去申请",
            },
        )


def _note(act: str, actor: Actor, row: Objection, reason: str = "", met: Sequence[Record] = ()) -> None:
    content = {"campaign": row.inspection.campaign.number, "visit": row.inspection.code, "number": row.number}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=[row, *met])
