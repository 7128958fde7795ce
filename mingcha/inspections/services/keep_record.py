"""The record of a visit is begun and saved by one officer, again and again until it is handed in."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.policies import person_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.queries.records import confirmed_record, open_record
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.forms import MEASURES_LIMIT, WORDS_LIMIT, Answer, Result
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import DRAFT, GIVEN_UP, HANDED_IN, NOTICED, RECORD, RETURNED
from mingcha.ledger.services import record_act

TITLE = "不能填写"
CLAUSE = "《中华人民共和国行政处罚法》第四十二条、第五十五条；国办发〔2024〕54号"


@dataclass(frozen=True)
class Typed:
    """Everything an officer types into a record; empty is not answered."""

    began_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    hours_reason: str = ""
    place: str = ""
    attended: Sequence[str] = ()
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    results: Sequence[Result] = ()
    situation: str = ""
    party: str = ""
    party_post: str = ""
    party_words: str = ""
    signing: str = ""
    refusal_reason: str = ""
    refusal_witness: str = ""


# What is typed as words, and with the times what a column keeps as it is.
WORDS = (
    "hours_reason",
    "place",
    "situation",
    "party",
    "party_post",
    "party_words",
    "signing",
    "refusal_reason",
    "refusal_witness",
)
PLAIN = ("began_at", "ended_at", *WORDS)


def begin_record(*, actor: Actor, inspection: UUID) -> InspectionRecord:
    """The version that is being filled in, begun by whoever comes first of the team. `Conflict` before the
    notice is made, before the day of the visit, and once the record is confirmed."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        seen.may_work(actor).require()
        row = seen.inspection
        if (known := open_record(row)) is not None:
            return known
        last = row.records.filter(state__in=HANDED_IN).order_by("-n").first()
        if last is not None and last.state != RETURNED:
            raise _confirmed()
        if last is None:
            _require_ready(seen)
        record = _begun(actor, seen, last)
        record.save()
        _record("inspections.begin_record", actor, seen, record)
    return record


def _require_ready(seen: Seen) -> None:
    """There is something to visit, the notice that was made is that of this team, and the day has come."""
    row = seen.inspection
    if seen.coverage.is_void:
        raise Conflict("nothing-to-visit", "对象都已退出，递补已用完。", title=f"{TITLE}：没有检查对象")
    require_notice(seen)
    if row.planned_on and row.planned_on > moments.today():
        raise Conflict(
            "before-the-day",
            f"检查安排在{row.planned_on}，还没有到。",
            title=f"{TITLE}：没到检查日期",
            remedy="要提前检查的，请先改日期，重新制作通知书。",
        )


def require_notice(seen: Seen) -> None:
    """A notice was made, and it names the team and the units of now."""
    # Obligation check-notice of docs/law/obligations.yml.
    if seen.inspection.state != NOTICED:
        raise Conflict(
            "not-noticed",
            "还没有制作检查通知书。",
            title=f"{TITLE}：没有检查通知书",
            clause=CLAUSE,
            remedy="请先安排日期、制作通知书，到场出示。",
        )
    if _is_stale(seen):
        raise Conflict(
            "notice-stale",
            "通知书制作以后，检查组或者检查对象有变动。",
            title=f"{TITLE}：通知书与现在不符",
            clause=CLAUSE,
            remedy="请重新制作通知书，写明原因，再检查；检查日期已过的，先放弃草稿、重新安排日期。",
        )


def _is_stale(seen: Seen) -> bool:
    """The notice that was made names another team or other units."""
    made = seen.inspection.notices.order_by("-edition").first()
    now = (list(seen.coverage.team), list(seen.coverage.units))
    return made is not None and now != (made.team, made.units)


def _begun(actor: Actor, seen: Seen, returned: InspectionRecord | None) -> InspectionRecord:
    """Empty, or after a return what was handed in, to be put right. A draft that was given up begins anew
    under its number: nobody outside ever saw it."""
    row = seen.inspection
    record = row.records.filter(state=GIVEN_UP).order_by("-n").first()
    if record is None or (returned is not None and record.n < returned.n):
        record = InspectionRecord(inspection=row, n=returned.n + 1 if returned else 1)
    else:
        record.state = RECORD.after("resume", record.state)
        record.given_up_for, record.revision = "", record.revision + 1
    _say_what(record, returned or InspectionRecord())
    record.reason = (returned.returned_for or returned.reason) if returned else ""
    record.typed_by_id = person_of(actor)
    record.inspection = row
    return record


def copied(last: InspectionRecord) -> InspectionRecord:
    """The next version as a draft that says what the last one said."""
    record = InspectionRecord(inspection=last.inspection, n=last.n + 1, state=DRAFT)
    _say_what(record, last)
    return record


def _say_what(record: InspectionRecord, other: InspectionRecord) -> None:
    for name in (*PLAIN, "attended", "answers", "outcomes"):
        setattr(record, name, getattr(other, name))


def give_up_record(*, actor: Actor, inspection: UUID, reason: str) -> InspectionRecord:
    """What was begun by mistake, or a change that was asked for, is not gone on with: by who types it.
    Nothing that was handed in is given up. The visit may be set anew, and a record begun again. Given up
    already it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        record = open_record(seen.inspection)
        if record is None:
            return _given_up(actor, seen)
        after = RECORD.after("give_up", record.state)
        if record.typed_by_id != actor.person_id:
            _own_draft(actor, seen)
        if not reason.strip():
            raise Refusal("give-up-reason", "放弃要写明原因。", title="不能放弃：没有原因")
        record.inspection = seen.inspection
        record.state, record.given_up_for = after, reason.strip()[:200]
        record.save()
        _record("inspections.give_up_record", actor, seen, record, record.given_up_for)
    return record


def _given_up(actor: Actor, seen: Seen) -> InspectionRecord:
    found = seen.inspection.records.filter(state=GIVEN_UP, typed_by=actor.person_id).order_by("-n").first()
    if found is None:
        raise Conflict("no-draft", "没有正在填写的检查记录。", title="不能放弃：没有草稿")
    return found


def save_record(*, actor: Actor, inspection: UUID, revision: int, typed: Typed) -> InspectionRecord:
    """The draft as typed. `revision` is the one the page was opened with: where somebody saved since, nothing
    is overwritten (`Conflict`). The same again, as by a double click, is the same."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        record, is_taken_over = _own_draft(actor, seen)
        if _says(record, typed) and not is_taken_over:
            return record
        if record.revision != revision:
            raise Conflict(
                "record-moved",
                f"您打开以后，这一版已经另外保存过（第{record.revision}次保存）。您填写的还在页面上，没有存入。",
                title="不能保存：已有更新的内容",
                remedy="请另开页面看现在的内容，把您填写的补进去再保存。",
            )
        fill(record, typed)
        record.revision += 1
        record.save()
        _record("inspections.save_record", actor, seen, record)
    return record


def fill(record: InspectionRecord, typed: Typed) -> None:
    """What was typed, within the lengths of the columns."""
    for name in PLAIN:
        setattr(record, name, _value(typed, name))
    record.attended = sorted(typed.attended)
    record.answers = plain_answers(typed.answers)
    record.outcomes = plain_results(typed.results)


def _value(typed: Typed, name: str) -> Any:
    value = getattr(typed, name)
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without what no column takes."""
    return text.replace("\x00", "").strip()


def _says(record: InspectionRecord, typed: Typed) -> bool:
    told = {name: _value(typed, name) for name in PLAIN}
    return (
        all(getattr(record, name) == value for name, value in told.items())
        and record.attended == sorted(typed.attended)
        and record.answers == plain_answers(typed.answers)
        and record.outcomes == plain_results(typed.results)
    )


def plain_answers(answers: Mapping[tuple[str, str], Answer]) -> dict[str, Any]:
    """As the column keeps them; what is empty is left out."""
    kept: dict[str, Any] = {}
    for (unit, question), told in sorted(answers.items()):
        if told.answer.strip() or told.note.strip():
            kept.setdefault(unit, {})[question] = {
                "answer": _clean(told.answer)[:WORDS_LIMIT],
                "note": _clean(told.note)[:WORDS_LIMIT],
            }
    return kept


def plain_results(results: Sequence[Result]) -> list[dict[str, str]]:
    """As the column keeps them, by unit, item and code."""
    return [
        {
            "unit": one.unit,
            "item": one.item,
            "code": _clean(one.code),
            "words": _clean(one.words)[:WORDS_LIMIT],
            "measures": _clean(one.measures)[:MEASURES_LIMIT],
            "due_on": one.due_on.isoformat() if one.due_on else "",
        }
        for one in sorted(results, key=lambda one: (one.unit, one.item, one.code))
    ]


def _own_draft(actor: Actor, seen: Seen) -> tuple[InspectionRecord, bool]:
    """The draft that the actor types, and whether it is taken over from one who goes no more."""
    seen.may_work(actor).require()
    record = open_record(seen.inspection)
    if record is None:
        raise (
            _confirmed()
            if confirmed_record(seen.inspection)
            else Conflict("no-draft", "还没有开始填写。", title=TITLE, remedy="请从检查页面开始填写。")
        )
    RECORD.after("save", record.state)
    is_taken_over = record.typed_by_id != actor.person_id
    if is_taken_over:
        if still_types(record, seen):
            raise Forbidden(
                "another-types",
                f"这一版由{record.typed_by.name}填写，提交后由您确认。",
                title=f"{TITLE}：由另一人填写",
            )
        record.typed_by_id = person_of(actor)
    record.inspection = seen.inspection
    return record, is_taken_over


def still_types(record: InspectionRecord, seen: Seen) -> bool:
    """Whether its typist is in office and on the team."""
    number = getattr(getattr(record.typed_by, "inspector", None), "roster_no", "")
    return record.typed_by.is_active and number in seen.coverage.team


def _confirmed() -> Conflict:
    return Conflict(
        "record-confirmed",
        "检查记录已经两人确认，不能再改。",
        title=f"{TITLE}：已经确认",
        clause=CLAUSE,
        remedy="确有错误的，请申请更正：写明原因，批准后填写新的一版，原来的一版保留。",
    )


def _record(act: str, actor: Actor, seen: Seen, record: InspectionRecord, reason: str = "") -> None:
    row = seen.inspection
    content = {"campaign": row.campaign.number, "visit": row.code, "version": record.n}
    record_act(act, actor=actor, reason=reason, content=content, records=[record])
