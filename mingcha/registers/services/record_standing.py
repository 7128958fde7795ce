"""A standing fact is set, changed or cleared by hand: the event and the value in force in one act."""

import datetime
import re
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.intake.models import ProofFile
from mingcha.intake.rules import without_private_numbers
from mingcha.intake.services import keep_proof
from mingcha.intake.services.keep_proof import Readable
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.policies import can_record_standing
from mingcha.registers.queries import following_targets, holder_of, last_said_on, target_of
from mingcha.registers.rules.standing import CLEARED, COMPLAINTS, KINDS, LISTED, RISK_CLASS, value_words
from mingcha.registers.rules.words import read_risk

TITLE = "不能登记"
COUNT = re.compile(r"[0-9]{1,5}", re.ASCII)
EXPECTED = {RISK_CLASS: "请填A、B、C或D。", COMPLAINTS: "请填件数，例如3。"}


def record_standing(
    *,
    actor: Actor,
    thing: UUID,
    of_holder: bool,
    kind: str,
    value: str,
    stands_on: datetime.date,
    source: str,
    reason: str,
    document_no: str = "",
    proof: tuple[Readable, str] | None = None,
) -> StandingEvent:
    """`thing` is a target, or a holder when `of_holder`; a holder's class becomes that of all its targets
    whose own is not newer. `value` as typed: a class, a number of complaints, listed, cleared. `proof` is an
    open file with its name.

    `Refusal` without reason, source or evidence, for a future day or a value that cannot be read; `Conflict`
    when a newer result is known already or nothing would change."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_record_standing(actor).require()
        bearer: Target | Holder = holder_of(actor, thing) if of_holder else target_of(actor, thing)
        wanted = _read(kind, value)
        _require_words(reason, source, has_evidence=bool(document_no.strip() or proof))
        _require_day(actor, bearer, kind, stands_on)
        _require_change(bearer, kind, wanted, stands_on)
        kept = keep_proof(actor=actor, file=proof[0], file_name=proof[1]) if proof else None
        event = StandingEvent(
            kind=kind,
            value=wanted,
            stands_on=stands_on,
            source=without_private_numbers(source.strip())[:64],
            document_no=without_private_numbers(document_no.strip())[:64],
            proof=kept,
            reason=without_private_numbers(reason.strip())[:200],
        )
        records = put_fact(actor, bearer, event)
        event.save(force_insert=True)
        _act(actor, bearer, event, [*records, *_kept(kept)])
    return event


def put_fact(actor: Actor, bearer: Target | Holder, event: StandingEvent) -> list[Record]:
    """Complete the event for its bearer, write the value in force, and return the event and every row
    changed. The event itself is saved by the caller."""
    event.office_id, event.person_id, event.person_name = actor.office_id, actor.person_id, actor.name
    event.recorded_at = moments.now()
    event.former = present_value(bearer, event.kind)
    if isinstance(bearer, Target):
        event.target, event.holder_id = bearer, bearer.holder_id
    else:
        event.holder = bearer
    followers = following_targets(bearer, event.kind, event.stands_on)
    for row in (bearer, *followers):
        set_fact(row, event.kind, event.value, event.stands_on)
        row.save()
    return [event, bearer, *followers]


def set_fact(bearer: Target | Holder, kind: str, value: str, day: datetime.date) -> None:
    """The value in force, not saved. A flag that is cleared has no day any more."""
    fact = KINDS[kind]
    if fact.column:
        setattr(bearer, fact.column, value if kind == RISK_CLASS else int(value))
    setattr(bearer, fact.day_column, None if fact.is_flag and value == CLEARED else day)


def present_value(bearer: Target | Holder, kind: str) -> str:
    """The value in force in the words of the events; empty where nothing was ever said."""
    fact = KINDS[kind]
    if fact.is_flag:
        return LISTED if getattr(bearer, fact.day_column) else ""
    return str(getattr(bearer, fact.column)) if getattr(bearer, fact.day_column) else _undated(bearer, kind)


def _undated(bearer: Target | Holder, kind: str) -> str:
    return bearer.risk_class if kind == RISK_CLASS else ""


def _read(kind: str, value: str) -> str:
    text = value.strip()
    if kind not in KINDS:
        raise Unknown("no-such-fact", "没有这种登记。", title=TITLE)
    if kind == RISK_CLASS and (found := read_risk(text)):
        return found
    if kind == COMPLAINTS and COUNT.fullmatch(text):
        return str(int(text))
    if KINDS[kind].is_flag and text in (LISTED, CLEARED):
        return text
    raise Refusal(
        "standing-value",
        f"“{text}”不是{KINDS[kind].title}的结果。",
        title=f"{TITLE}：结果认不出来",
        remedy=EXPECTED.get(kind, "请选择列入或移出。"),
    )


def _require_words(reason: str, source: str, *, has_evidence: bool) -> None:
    if not reason.strip() or not source.strip():
        raise Refusal(
            "reason-missing",
            "没有写明来源和理由。登记会改变抽查力度，须说明由谁认定、为什么登记。",
            title=f"{TITLE}：没有来源或理由",
            remedy="请填写来源（例如河北省信用风险分类系统、12345热线）和理由。",
        )
    if not has_evidence:
        raise Refusal(
            "evidence-missing",
            "没有依据。登记须有文号，或附上依据材料。",
            title=f"{TITLE}：没有依据",
            remedy="请填写文书的文号，或附上扫描件（PDF、JPG、PNG）。",
        )


def _require_day(actor: Actor, bearer: Target | Holder, kind: str, day: datetime.date) -> None:
    if day > moments.today():
        raise Refusal(
            "standing-day", f"日期{day}还没有到。", title=f"{TITLE}：日期在将来", remedy="请核对日期。"
        )
    days = (last_said_on(actor, [bearer]).get((bearer.pk, kind)), getattr(bearer, KINDS[kind].day_column))
    known = max(filter(None, days), default=None)
    if known is not None and known > day:
        raise Conflict(
            "standing-older",
            f"已经登记了{known}的{KINDS[kind].title}，比所填的{day}新。",
            title=f"{TITLE}：已有更新的结果",
            remedy="请核对日期；更早的结果不改变现在的登记。",
        )


def _require_change(bearer: Target | Holder, kind: str, wanted: str, day: datetime.date) -> None:
    present = present_value(bearer, kind)
    is_same_day = getattr(bearer, KINDS[kind].day_column) == day or KINDS[kind].is_flag
    if (wanted == present and is_same_day) or (wanted == CLEARED and not present):
        raise Conflict(
            "standing-same",
            f"{KINDS[kind].title}现在就是“{value_words(kind, present)}”。",
            title=f"{TITLE}：没有变化",
            remedy="请刷新页面，查看现在的登记。",
        )


def _act(actor: Actor, bearer: Target | Holder, event: StandingEvent, records: Sequence[Record]) -> None:
    content = {"code": bearer.code, "fact": event.kind, "old": event.former, "new": event.value}
    record_act(
        "registers.record_standing", actor=actor, reason=event.reason, content=content, records=records
    )


def _kept(proof: ProofFile | None) -> list[Record]:
    return [proof] if proof else []
