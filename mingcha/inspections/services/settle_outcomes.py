"""What a confirmed record brings about: rows that count, the visit among the facts of the register, and what
has to be done afterwards. Part of confirming: the caller holds the transaction and records the rows."""

import datetime
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.inspections.models import FollowUp, Inspection, InspectionRecord, ItemOutcome, Outcome
from mingcha.inspections.queries.coverage import Coverage
from mingcha.inspections.queries.forms import asked_units, kind_of, results_of
from mingcha.inspections.queries.records import coverage_of
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.forms import AskedUnit, Result
from mingcha.inspections.rules.outcomes import BY_CODE, FollowUpRule, OutcomeKind
from mingcha.inspections.states import DONE, OPEN
from mingcha.law.queries import figure
from mingcha.law.queries.calendar import calendar_of
from mingcha.law.rules.calendar import unit_of
from mingcha.ledger.models import Record
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.plans.services import note_clue_visit
from mingcha.registers.models import CLUE, RANDOM, TOLD_IN_PUBLIC, Holder, Target
from mingcha.registers.services.record_visits import Visit, restate_visits

NOT_CHECKED_ITEM = "（无法检查）"
REPLACED = "更正后的检查记录不再有这一结果"


def settle_outcomes(
    actor: Actor,
    seen: Seen,
    record: InspectionRecord,
    former: InspectionRecord | None,
    coverage: Coverage,
) -> list[Record]:
    """The rows that are new or changed; `coverage` is what was visited."""
    asked = asked_units(actor, seen.inspection, coverage)
    rows = [_outcome(seen, record, asked, one) for one in results_of(record)]
    Outcome.objects.bulk_create(rows)
    _record_visits(actor, seen, record, asked, former)
    return [*rows, *_close_former(actor, former), *follow_ups_of(seen, record, rows)]


def _outcome(seen: Seen, record: InspectionRecord, asked: Sequence[AskedUnit], told: Result) -> Outcome:
    kind = kind_called(seen.inspection.office_id, told.code)
    names = {item.code: item.name for unit in asked if unit.code == told.unit for item in unit.items}
    return Outcome(
        record=record,
        inspection=seen.inspection,
        unit=told.unit,
        item=told.item,
        item_name=names.get(told.item, "")[:120],
        code=told.code,
        title=kind.title,
        family=kind.family,
        national=kind.national,
        words=told.words,
        measures=told.measures,
        due_on=told.due_on,
    )


def kind_called(office_id: UUID, code: str) -> OutcomeKind:
    """The kind of that code, of the table or the office's own, a retired one too."""
    return BY_CODE.get(code) or kind_of(ItemOutcome.objects.get(office_id=office_id, code=code))


def _record_visits(
    actor: Actor,
    seen: Seen,
    record: InspectionRecord,
    asked: Sequence[AskedUnit],
    former: InspectionRecord | None,
) -> None:
    """The facts by which caps, rounds and recency are counted. What came of it they say once it is public:
    many read the register."""
    row = seen.inspection
    visits = _visits(row, record, asked, None)
    codes = [unit.code for unit in asked] + [one["code"] for one in (former.units if former else ())]
    concerned = {holder for code in codes for holder, _ in _parties(row.office_id, code)}
    _note_clue(actor, row, visits, TOLD_IN_PUBLIC)
    source = source_of(row)
    restate_visits(actor=actor, holders=concerned, source=source, visits=visits, reason=record.reason)


def tell_results(actor: Actor, seen: Seen, record: InspectionRecord, *, is_public: bool = True) -> None:
    """The result was made public as this record has it: from now on the register says it as well; taken back,
    it says it no more. Part of publishing: the caller holds the transaction and the locks of
    `lock_what_counts`."""
    row = seen.inspection
    asked = asked_units(actor, row, coverage_of(seen, record), with_retired=True)
    rows = list(Outcome.objects.filter(record=record).order_by("unit", "item", "code"))
    visits = _visits(row, record, asked, rows if is_public else [])
    holders = {one.holder for one in visits}
    said = "；".join(dict.fromkeys(one.title for one in rows))
    _note_clue(actor, row, visits, said if is_public else TOLD_IN_PUBLIC)
    restate_visits(actor=actor, holders=holders, source=source_of(row), visits=visits)


def _note_clue(actor: Actor, row: Inspection, visits: Sequence[Visit], said: str) -> None:
    """A clue check says on its own page, which many read, when its visit was and what came of it."""
    if hasattr(row.campaign, "clue_check"):
        day = visits[0].visited_on if visits else moments.today()
        note_clue_visit(actor=actor, campaign=row.campaign, visited_on=day, result=said)


def source_of(inspection: Inspection) -> str:
    """What the register names as the origin of a visit's facts."""
    campaign = inspection.campaign
    return campaign.title if hasattr(campaign, "clue_check") else campaign_source(campaign.number)


def _visits(
    row: Inspection, record: InspectionRecord, asked: Sequence[AskedUnit], rows: Sequence[Outcome] | None
) -> list[Visit]:
    """An item at a unit each; without `rows` nothing is said of the result."""
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    return [
        Visit(
            holder=holder,
            target=target,
            body=row.office.name,
            visited_on=day,
            item=item.name,
            manner=CLUE if hasattr(row.campaign, "clue_check") else RANDOM,
            result=None if rows is None else _result_of(rows, unit.code, item.code),
            source=source_of(row),
        )
        for unit in asked
        for item in unit.items
        for holder, target in _parties(row.office_id, unit.code)
    ]


def _parties(office_id: UUID, unit: str) -> Iterator[tuple[UUID, UUID | None]]:
    """Holder and target of a unit, those who stand for it today; none where the register has it no more."""
    if "#" not in unit:
        for holder in Holder.objects.filter(office_id=office_id, code=unit).select_related("merged_into"):
            yield holder.survivor.pk, None
        return
    for target in Target.objects.filter(office_id=office_id, code=unit).select_related(
        "merged_into", "holder"
    ):
        yield target.survivor.holder_id, target.survivor.pk


def _result_of(rows: Sequence[Outcome], unit: str, item: str) -> str:
    titles = [one.title for one in rows if one.unit == unit and one.item in ("", item)]
    return "；".join(titles)[:120]


def _close_former(actor: Actor, former: InspectionRecord | None) -> list[Record]:
    """What the former version asked to be done and was not: the new one asks anew what still holds."""
    rows: list[Record] = []
    for one in FollowUp.objects.filter(record=former, state=OPEN) if former else ():
        one.state, one.done_on, one.done_by_id = DONE, moments.today(), actor.person_id
        one.done_words = REPLACED
        one.save()
        rows.append(one)
    return rows


def follow_ups_of(seen: Seen, record: InspectionRecord, rows: Sequence[Outcome]) -> list[FollowUp]:
    """What these results ask to be done, each with its day."""
    # Obligation report-unreachable-days of docs/law/obligations.yml, and file-case-days.
    found = []
    for row in rows:
        rule = kind_called(seen.inspection.office_id, row.code).follow_up
        if rule is not None:
            found.append(
                FollowUp.objects.create(
                    inspection=seen.inspection,
                    record=record,
                    unit=row.unit,
                    outcome=row.title,
                    words=rule.words,
                    due_on=_due_on(seen, record, row, rule),
                )
            )
    return found


def known_on(row: Inspection, record: InspectionRecord) -> datetime.date:
    """When the result could be known: at the end of the visit, or when the second letter had come back."""
    ended = moments.local_day(record.ended_at) if record.ended_at else moments.today()
    codes = {one["code"] for one in record.outcomes}
    if not any(kind_called(row.office_id, code).needs_letters for code in codes):
        return ended
    back: datetime.date | None = row.letters.aggregate(last=Max("returned_on"))["last"]
    return max(ended, back) if back else ended


def _due_on(seen: Seen, record: InspectionRecord, row: Outcome, rule: FollowUpRule) -> datetime.date | None:
    if rule.at_due:
        return row.due_on
    if not rule.days:
        return None
    day = known_on(seen.inspection, record)
    span = figure(seen.inspection.office_id, rule.days, day)
    calendar = calendar_of(seen.inspection.office_id)
    return calendar.last_day(day, span.as_count, unit_of(span.unit)).day
