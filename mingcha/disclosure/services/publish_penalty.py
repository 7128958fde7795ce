"""行政处罚决定 checked by a second person and made public by it; given back, withheld, withdrawn."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Disclosure, Penalty, Withholding
from mingcha.disclosure.policies import can_check_penalty, can_enter_penalty, can_withdraw_records
from mingcha.disclosure.queries.disclosed import is_over, snapshot_fields
from mingcha.disclosure.queries.kinds import PENALTIES, find_kind
from mingcha.disclosure.queries.penalties import row_of
from mingcha.disclosure.queries.penalty_lines import PENALTY_DEADLINE, PenaltyLine, find_penalty
from mingcha.disclosure.queries.result_lines import SHOWN
from mingcha.disclosure.rules.fields import kept
from mingcha.disclosure.rules.penalties import MASKED, PARTY_KINDS
from mingcha.disclosure.services.check_publicity import require_publicity
from mingcha.disclosure.services.enter_penalty import record_penalty, require_public_words, require_unmoved
from mingcha.disclosure.services.fill_penalty import first_public_on, names_of_others
from mingcha.disclosure.services.publish_records import publish_record, require_checked, withdraw_record
from mingcha.disclosure.services.withhold_records import (
    Ground,
    Matter,
    ask_to_lift,
    ask_to_withhold,
    require_not_withheld,
)
from mingcha.disclosure.states import CHECKED, PENALTY
from mingcha.draws.policies import person_of
from mingcha.law.services import close_deadlines


def publish_penalty(*, actor: Actor, decision: UUID, revision: int, is_checked: bool) -> Disclosure:
    """A second person says that it is as the paper has it, and it is public. Public already it stands;
    a correction in which nothing public differs leaves what anybody reads as it is."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        row = line.penalty
        can_check_penalty(actor, row.section_id, row.hands).require()
        if line.standing == SHOWN and line.shown is not None:
            return line.shown
        former = _checked(row)
        row.state = PENALTY.after("check", row.state)
        require_unmoved(row, revision)
        require_not_withheld(line.withholding, line.status[0])
        require_checked(is_checked)
        _require_span(row)
        _require_readers(line)
        _require_nothing_to_mask(line)
        row.checked_by_id, row.checked_at = person_of(actor), moments.now()
        if former is not None:
            former.state = PENALTY.after("supersede", former.state)
            former.save()
        row.save()
        met = close_deadlines(office_id=actor.office_id, kind=PENALTY_DEADLINE, subject=decision)
        record_penalty("disclosure.check_penalty", actor, row, *([former] if former else []), *met)
        if line.shown is not None and _tells_the_same(line):
            return line.shown
        return publish_record(actor=actor, kind=find_kind(PENALTIES), record=str(decision), reason=row.reason)


def return_penalty(*, actor: Actor, decision: UUID, revision: int, words: str) -> Penalty:
    """Given back by who would check it, with what is wrong."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        row = find_penalty(actor, decision).penalty
        can_check_penalty(actor, row.section_id, row.hands).require()
        row.state = PENALTY.after("return", row.state)
        require_unmoved(row, revision)
        if not words.strip():
            raise Refusal("return-words", "退回要写明哪里不对。", title="不能退回：没有写明原因")
        row.words = words.strip()[:200]
        row.save()
        record_penalty("disclosure.return_penalty", actor, row)
    return row


def withdraw_penalty(*, actor: Actor, decision: UUID, reason: str) -> Disclosure:
    """Changed, annulled, found illegal or void (行政处罚法第四十八条): nobody reads it any more, and its page
    says why."""
    with transaction.atomic():
        row = find_penalty(actor, decision).penalty
        can_withdraw_records(actor).require()
        require_public_words(reason, (*row.natural_names, *names_of_others(row)))
        return withdraw_record(actor=actor, kind=find_kind(PENALTIES), record=str(decision), reason=reason)


def propose_penalty_withholding(*, actor: Actor, decision: UUID, ground: Ground) -> Withholding:
    """Ask a leader not to publish a decision. Asked already it stands."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        can_enter_penalty(actor, line.penalty.section_id).require()
        if line.withholding is not None:
            return line.withholding
        return ask_to_withhold(actor=actor, matter=_matter(line), ground=ground, is_public=line.is_shown)


def propose_penalty_lifting(*, actor: Actor, decision: UUID, reason: str) -> Withholding:
    """Ask a leader to end the withholding of a decision."""
    with transaction.atomic():
        lock(f"disclosure/{PENALTIES}")
        line = find_penalty(actor, decision)
        can_enter_penalty(actor, line.penalty.section_id).require()
        return ask_to_lift(actor=actor, matter=_matter(line), held=line.withholding, reason=reason)


def _matter(line: PenaltyLine) -> Matter:
    row = line.penalty
    content = {"document_no": row.document_no}
    return Matter(PENALTIES, row.decision, row.document_no, content, line.due_on)


def _checked(row: Penalty) -> Penalty | None:
    """The version that was checked before this one."""
    return Penalty.objects.filter(decision=row.decision, state=CHECKED).exclude(pk=row.pk).first()


def _require_span(row: Penalty) -> None:
    """What was right when it was entered may have become too short since."""
    public_on = first_public_on(row.decision) or moments.today()
    require_publicity(row.office_id, row, public_on)


def _require_readers(line: PenaltyLine) -> None:
    """What is published somebody can read; what ended by itself before may still be put right."""
    until = line.penalty.public_until
    has_ended = line.is_shown and not line.is_read
    if is_over(until, moments.today()) and not has_ended:
        raise Refusal(
            "publicity-over",
            f"公示截止期{until}已经过了，公示以后没有人看得到。",
            title="不能公示：公示截止期已过",
            clause="《中华人民共和国行政处罚法》第四十八条",
            remedy="请退回，改正公示截止期；要取下公示的，按撤回办理。",
        )


def _require_nothing_to_mask(line: PenaltyLine) -> None:
    """A correction tells the old beside the new: a name that should have been masked is taken back first."""
    if not line.is_shown or line.shown is None or not line.penalty.is_masked:
        return
    if line.shown.values["party_kind"] not in {PARTY_KINDS[one] for one in MASKED}:
        raise Refusal(
            "masked-late",
            "公示中的名称没有隐去，更正会把原来的名称一并列出。",
            title="不能更正：名称要隐去",
            clause="《中华人民共和国个人信息保护法》",
            remedy="请先撤回公示，再核对公示新版。",
        )


def _tells_the_same(line: PenaltyLine) -> bool:
    """Nothing of it that is public differs."""
    shown = line.shown
    if shown is None or shown.is_withdrawn:
        return False
    now = kept(snapshot_fields(find_kind(PENALTIES)), row_of(line.penalty))
    return bool(now == shown.values)
