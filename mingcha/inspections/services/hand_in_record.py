"""A record is handed in by who typed it, and confirmed or given back by another officer of the team."""

import datetime
import secrets
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Inspection, InspectionRecord, Material
from mingcha.inspections.policies import can_confirm_record, can_return_record
from mingcha.inspections.queries.contents import digest_of, file_digests
from mingcha.inspections.queries.fitness import licensed, officers, unfit
from mingcha.inspections.queries.forms import answers_of, asked_units, results_of
from mingcha.inspections.queries.records import confirmed_record, coverage_of, open_record
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.files import HANDED
from mingcha.inspections.rules.forms import Attached, Posted, Problem, Told, problems
from mingcha.inspections.rules.hours import reasons_asked
from mingcha.inspections.rules.methods import ON_SITE
from mingcha.inspections.services.keep_record import CLAUSE, require_notice
from mingcha.inspections.services.locked import lock_what_counts, locked_inspection, team_refusal
from mingcha.inspections.services.settle_outcomes import known_on, settle_outcomes
from mingcha.inspections.states import INSPECTION, RECORD, SUBMITTED
from mingcha.law.models import Deadline
from mingcha.law.queries import figure, open_deadlines
from mingcha.law.queries.calendar import calendar_of
from mingcha.law.rules import OFFICERS_PER_VISIT, PUBLISH_RESULT_DAYS
from mingcha.law.rules.keys import LETTER_GAP_FROM, LETTER_GAP_UNTIL
from mingcha.law.services import set_deadline
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

TITLE = "不能提交"
WHEN = "检查时间"
RESULT_DEADLINE = "inspections.result"
TOKEN_BYTES = 12


def submit_record(*, actor: Actor, inspection: UUID, revision: int) -> InspectionRecord:
    """Handed in as it was last saved: whole, without contradiction, by a team that may go. From here on this
    version is never edited. Handed in already it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        seen.may_work(actor).require()
        record = _open(seen)
        if record.state == SUBMITTED and record.typed_by_id == actor.person_id:
            return record
        record.state = RECORD.after("submit", record.state)
        if record.typed_by_id != actor.person_id:
            raise Refusal(
                "not-typed", f"这一版由{record.typed_by.name}填写，由本人提交。", title=f"{TITLE}：不是填写人"
            )
        if record.revision != revision:
            raise Conflict(
                "record-moved",
                "您打开以后又保存过。",
                title=f"{TITLE}：内容已变",
                remedy="请刷新后核对再提交。",
            )
        _require_officer(actor, seen, record)
        found = [
            *team_problems(seen, record),
            *time_problems(seen, record),
            *obstacles(actor, seen, record),
        ]
        if found:
            raise _incomplete(found)
        if confirmed_record(seen.inspection) is None:
            require_notice(seen)
            _require_team(actor, seen, record)
        _fix(seen, record)
        record.save()
        _record("inspections.submit_record", actor, seen, record)
    return record


def confirm_record(*, actor: Actor, inspection: UUID, version: int) -> InspectionRecord:
    """By another officer: the visit is over, its results count, and what follows is listed. Confirmed already
    it stands. `version` is the one that was read."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        lock_what_counts(actor)
        former = confirmed_record(seen.inspection)
        if former is not None and former.n == version:
            return former
        record = _open(seen, version)
        coverage = coverage_of(seen, record)
        can_confirm_record(actor, record, _team_then(record), seen.sight.roster_no).require()
        _require_officer(actor, seen, record)
        record.state = RECORD.after("confirm", record.state)
        if former is not None:
            former.state = RECORD.after("supersede", former.state)
            former.save()
        record.confirmed_by_id, record.confirmed_at = person_of(actor), moments.now()
        record.save()
        row = seen.inspection
        row.state = INSPECTION.after("record", row.state)
        row.done_on = moments.local_day(record.ended_at) if record.ended_at else moments.today()
        row.save()
        rows = [*settle_outcomes(actor, seen, record, former, coverage), *_publish_by(row, record, former)]
        _record(
            "inspections.confirm_record",
            actor,
            seen,
            record,
            *([former] if former else []),
            row,
            *rows,
        )
    return record


def _publish_by(row: Inspection, record: InspectionRecord, former: InspectionRecord | None) -> list[Deadline]:
    """Until when the result has to be public: counted from the end of the visit, or from the day on which two
    letters had come back. A correction of what is public has its own clock; one that runs goes on."""
    # Obligation publish-result-days of docs/law/obligations.yml.
    if former is not None and (_tells_the_same(record, former) or _clock_runs(row)):
        return []
    return [
        set_deadline(
            office_id=row.office_id,
            kind=RESULT_DEADLINE,
            subject=row.pk,
            title=f"公示检查结果：{row}",
            starts_on=moments.today() if former else known_on(row, record),
            figure_key=PUBLISH_RESULT_DAYS,
            url=reverse("inspection_detail", args=[row.pk]),
        )
    ]


def _clock_runs(row: Inspection) -> bool:
    return open_deadlines(row.office_id, RESULT_DEADLINE).filter(subject=row.pk).exists()


def _tells_the_same(record: InspectionRecord, former: InspectionRecord) -> bool:
    """Nothing of it that is public differs."""
    if record.ended_at is None or former.ended_at is None:
        return False
    same_day = moments.local_day(record.ended_at) == moments.local_day(former.ended_at)
    same_team = _named(record) == _named(former)
    return same_day and same_team and (record.outcomes, record.units) == (former.outcomes, former.units)


def _named(record: InspectionRecord) -> list[tuple[str, ...]]:
    return [(one["roster"], one["name"], one["licence"], one["title"]) for one in record.team]


def return_record(*, actor: Actor, inspection: UUID, version: int, words: str) -> InspectionRecord:
    """Given back by another officer, who says what is wrong: this version stays as it is, and the next begins
    with what it said."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        record = _open(seen, version)
        can_return_record(actor, record, _team_then(record), seen.sight.roster_no).require()
        record.state = RECORD.after("return", record.state)
        if not words.strip():
            raise Refusal("return-words", "退回要写明哪里不对。", title="不能退回：没有写明原因")
        record.returned_by_id, record.returned_for = person_of(actor), words.strip()[:200]
        record.save()
        _record("inspections.return_record", actor, seen, record)
    return record


def obstacles(actor: Actor, seen: Seen, record: InspectionRecord) -> list[Problem]:
    """What is missing or contradicts itself, in the order of the form."""
    row = seen.inspection
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    gap = tuple(figure(row.office_id, key, day).as_count for key in (LETTER_GAP_FROM, LETTER_GAP_UNTIL))
    files = row.files.filter(void_reason="").values_list("kind", "unit", "question_id")
    handed = Material.objects.filter(request__inspection=row, request__void_reason="").count()
    told = Told(
        method=row.method,
        answers=answers_of(record),
        results=results_of(record),
        signing=record.signing,
        party=record.party,
        refusal_reason=record.refusal_reason,
        refusal_witness=record.refusal_witness,
        situation=record.situation,
        files=[
            *(Attached(kind, unit, str(question or "")) for kind, unit, question in files),
            *[Attached(HANDED, "", "")] * handed,
        ],
        letters=[Posted(*one) for one in row.letters.values_list("unit", "sent_on", "returned_on")],
        letter_gap=(gap[0], gap[1]),
    )
    return problems(asked_units(actor, row, coverage_of(seen)), told)


def time_problems(seen: Seen, record: InspectionRecord) -> Iterator[Problem]:
    """What is wrong with when it was; hours out of the ordinary ask for a word."""
    row = seen.inspection
    began, ended = record.began_at, record.ended_at
    if began is None or ended is None:
        yield Problem(WHEN, "请填写检查日期、开始和结束时间")
        return
    if ended <= began:
        yield Problem(WHEN, "结束时间应晚于开始时间")
    if ended > moments.now():
        yield Problem(WHEN, "结束时间还没有到")
    noticed = _noticed_at(seen)
    # Typed to the minute, and so compared.
    if noticed and began < noticed.replace(second=0, microsecond=0) and row.method == ON_SITE:
        made = moments.wall_time(noticed)
        yield Problem(WHEN, f"检查开始于{moments.wall_time(began)}，早于通知书制作的{made}")
    if row.method == ON_SITE and row.planned_on and row.planned_minutes and not record.hours_reason.strip():
        for reason in reasons_asked(
            moments.local_time(began),
            moments.local_time(ended),
            planned_on=row.planned_on,
            planned_minutes=row.planned_minutes,
            is_day_of_rest=not calendar_of(row.office_id).is_working_day(moments.local_day(began)),
        ):
            yield Problem("时间说明", f"检查{reason}，请写明原因")


def _noticed_at(seen: Seen) -> datetime.datetime | None:
    """When the party was first told of those who went, and of what they looked at."""
    row, went = seen.inspection, coverage_of(seen)
    editions = row.notices.order_by("edition")
    told = [one for one in editions if (one.team, one.units) == (list(went.team), list(went.units))]
    return told[0].issued_at if told else row.noticed_at


def team_problems(seen: Seen, record: InspectionRecord) -> Iterator[Problem]:
    """Everybody who was drawn was there and nobody else: nobody stands in for another without a draw."""
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    went = coverage_of(seen)
    if not set(record.attended) <= set(went.team):
        yield Problem("检查组", "勾选了不在检查组的人，请刷新页面重新勾选")
    for one in officers(seen.inspection.office_id, went, day):
        if one.roster_no not in record.attended:
            yield Problem(
                "检查组", f"没有勾选{one.name}到场；没有到场的不能用别人代替，先按规则重新抽定席位再检查"
            )


def _require_officer(actor: Actor, seen: Seen, record: InspectionRecord) -> None:
    """Who types and who confirms is an officer; an expert assists."""
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    if not licensed(actor, [seen.sight.roster_no], day):
        raise Forbidden(
            "not-an-officer",
            "检查记录由持有效执法证的检查人员填写、确认；专家只协助检查。",
            title=f"{TITLE}：不是执法人员",
        )


def _require_team(actor: Actor, seen: Seen, record: InspectionRecord) -> None:
    """Everybody could go that day, and enough of them hold a licence."""
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    if found := unfit(actor, seen.coverage, day):
        raise team_refusal(TITLE, found, seen.inspection.campaign)
    rule = figure(actor.office_id, OFFICERS_PER_VISIT, day)
    able = licensed(actor, seen.coverage.team, day)
    if len(able) < rule.as_count:
        raise Refusal(
            "too-few-officers",
            f"持有效执法证的{len(able)}名，少于{rule.as_count}名。",
            title=f"{TITLE}：执法人员不足",
            clause=rule.clause,
        )


def _fix(seen: Seen, record: InspectionRecord) -> None:
    """What it is from now on, with its digest and the address of its receipt."""
    row, coverage = seen.inspection, coverage_of(seen)
    day = moments.local_day(record.began_at) if record.began_at else moments.today()
    record.team = [
        {
            "roster": one.roster_no,
            "name": one.name,
            "licence": one.licence,
            "title": one.title,
            "expert": one.is_expert,
        }
        for one in officers(row.office_id, coverage, day)
    ]
    record.units = [{"code": unit} for unit in coverage.units]
    record.files = file_digests(row)
    record.submitted_at = moments.now()
    record.token = secrets.token_hex(TOKEN_BYTES)
    record.digest = digest_of(record)


def _team_then(record: InspectionRecord) -> list[str]:
    """Who was there: an officer whose seat was redrawn later may still confirm what he saw."""
    return [one["roster"] for one in record.team]


def _open(seen: Seen, version: int | None = None) -> InspectionRecord:
    record = open_record(seen.inspection)
    if record is None or version not in (None, record.n):
        raise Unknown(
            "no-open-record", "没有正在办理的这一版检查记录。", title="没有找到", remedy="请刷新页面。"
        )
    record.inspection = seen.inspection
    return record


def _incomplete(found: list[Problem]) -> Refusal:
    return Refusal(
        "record-incomplete",
        f"还有{len(found)}处要填写或者核对。已经填写的都已保存。",
        title=f"{TITLE}：检查记录不完整",
        clause=CLAUSE,
        found=[(one.where, one.sentence) for one in found],
    )


def _record(act: str, actor: Actor, seen: Seen, record: InspectionRecord, *rows: Record) -> None:
    row = seen.inspection
    content = {
        "campaign": row.campaign.number,
        "visit": row.code,
        "version": record.n,
        "digest": record.digest,
    }
    record_act(act, actor=actor, reason=record.reason, content=content, records=[record, *rows])
