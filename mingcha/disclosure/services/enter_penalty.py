"""行政处罚决定 entered by who inspected, with its paper; put right until somebody checks it, corrected by the
next version after that."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.policies import can_enter_penalty
from mingcha.disclosure.queries.kinds import PENALTIES
from mingcha.disclosure.queries.penalty_lines import ENDED, PENALTY_DEADLINE, find_penalty
from mingcha.disclosure.queries.penalty_origins import section_of
from mingcha.disclosure.queries.result_lines import BACK, SHOWN
from mingcha.disclosure.rules.penalties import names_told, private_in
from mingcha.disclosure.services.fill_penalty import Submitted, fill_penalty, names_of_others, whole
from mingcha.disclosure.services.withhold_records import require_not_withheld
from mingcha.disclosure.states import PENALTY
from mingcha.law.models import Deadline
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import PUBLISH_PENALTY_DAYS, WITHDRAW_PENALTY_DAYS
from mingcha.law.services import close_deadlines, set_deadline
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

MAY_CORRECT = (SHOWN, BACK, ENDED)


def enter_penalty(*, actor: Actor, submitted: Submitted) -> Penalty:
    """The first version of a decision, saved with its paper; until when it has to be public is counted from
    the decision."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        section = section_of(actor, submitted.origin)
        can_enter_penalty(actor, section).require()
        row = Penalty(office_id=actor.office_id, number=1, section_id=section)
        papers = fill_penalty(actor, row, submitted)
        row.save(force_insert=True)
        record_penalty("disclosure.enter_penalty", actor, row, *papers, _publish_by(row))
    return row


def edit_penalty(*, actor: Actor, decision: UUID, revision: int, submitted: Submitted) -> Penalty:
    """The version that nobody has checked yet, written over; `revision` is the one that was read."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        row = line.penalty
        can_enter_penalty(actor, row.section_id).require()
        row.state = PENALTY.after("edit", row.state)
        require_not_withheld(line.withholding, line.status[0])
        require_unmoved(row, revision)
        if row.number > 1:
            require_public_words(row.reason, _names(row, submitted, row))
        papers = fill_penalty(actor, row, submitted, row)
        row.revision, row.words = row.revision + 1, ""
        row.save()
        clock = [_publish_by(row)] if row.number == 1 else []
        record_penalty("disclosure.edit_penalty", actor, row, *papers, *clock)
    return row


def correct_penalty(*, actor: Actor, decision: UUID, submitted: Submitted, reason: str) -> Penalty:
    """The next version of what is public or was so, to be checked by another before anybody reads it."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        former = line.penalty
        can_enter_penalty(actor, former.section_id).require()
        if line.standing not in MAY_CORRECT:
            raise Conflict(
                "not-public",
                f"这件处罚决定{line.status[0]}，没有公示的直接修改。",
                title="不能更正：没有公示",
            )
        row = Penalty(office_id=actor.office_id, decision=decision, section_id=former.section_id)
        require_public_words(reason, _names(row, submitted, former))
        row.number, row.reason = _last_number(decision) + 1, reason.strip()[:200]
        papers = fill_penalty(actor, row, submitted, former)
        row.save(force_insert=True)
        clock = _correct_by(row, is_public=line.standing == SHOWN)
        record_penalty("disclosure.correct_penalty", actor, row, *papers, *clock)
    return row


def void_penalty(*, actor: Actor, decision: UUID, words: str) -> Penalty:
    """An entry made by mistake: it stays in the log and counts no more; a version before it stands."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        row = line.penalty
        can_enter_penalty(actor, row.section_id).require()
        row.state = PENALTY.after("void", row.state)
        require_not_withheld(line.withholding, line.status[0])
        if not words.strip():
            raise Refusal("void-words", "作废录入要写明原因。", title="不能作废：没有原因")
        row.words = words.strip()[:200]
        row.save()
        met = close_deadlines(office_id=actor.office_id, kind=PENALTY_DEADLINE, subject=decision)
        record_penalty("disclosure.void_penalty", actor, row, *met)
    return row


def require_unmoved(row: Penalty, revision: int) -> None:
    """What was read is what stands."""
    if row.revision != revision:
        raise Conflict(
            "penalty-moved",
            "您打开以后又保存过。",
            title="不能办理：内容已变",
            remedy="请刷新后核对再办理。",
        )


def require_public_words(reason: str, names: tuple[str, ...]) -> None:
    """A reason that everybody reads is written, and tells nobody's number or whole name."""
    if not reason.strip():
        raise Refusal("no-reason", "理由随公示页公开，必须写明。", title="不能办理：没有理由")
    for words in private_in(reason, names):
        raise Refusal("private-reason", f"理由里{words}。", title="不能办理：理由含个人信息")


def _names(row: Penalty, submitted: Submitted, former: Penalty) -> tuple[str, ...]:
    """Whom no public text may name: whom this version has and whom another has."""
    return names_told(whole(submitted.told, former), names_of_others(row))


def record_penalty(act: str, actor: Actor, row: Penalty, *others: Record) -> None:
    """One entry of the log for one act on one version."""
    content = {"document_no": row.document_no, "number": row.number}
    reason = row.words or row.reason
    record_act(act, actor=actor, reason=reason, content=content, records=[row, *others])


def _publish_by(row: Penalty, figure_key: str = PUBLISH_PENALTY_DAYS) -> Deadline:
    """Until when it has to be public: the first version from the decision, a later one from today."""
    return set_deadline(
        office_id=row.office_id,
        kind=PENALTY_DEADLINE,
        subject=row.decision,
        title=f"公示行政处罚决定：{row.document_no}",
        starts_on=row.decided_on if row.number == 1 else moments.today(),
        figure_key=figure_key,
        url=reverse("penalty_detail", args=[row.decision]),
    )


def _correct_by(row: Penalty, *, is_public: bool) -> list[Deadline]:
    """What is public and wrong has the days of 行政处罚法第四十八条, where the office works by them."""
    # Obligation withdraw-penalty-days of docs/law/obligations.yml.
    if not is_public:
        return [_publish_by(row)]
    rule = figure_if_any(row.office_id, WITHDRAW_PENALTY_DAYS, moments.today())
    return [_publish_by(row, WITHDRAW_PENALTY_DAYS)] if rule else []


def _last_number(decision: UUID) -> int:
    rows = Penalty.objects.filter(decision=decision)
    return int(rows.aggregate(last=Max("number"))["last"])
