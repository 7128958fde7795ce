"""One visit of the demo that is over: seen from afar today, its record confirmed by the second officer."""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.config.demo.sheets import sheet
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.rules.files import SCREEN
from mingcha.inspections.rules.forms import Answer, AskedItem, AskedUnit, Result
from mingcha.inspections.rules.methods import REMOTE
from mingcha.inspections.rules.signing import NOT_NEEDED
from mingcha.inspections.services import (
    Enclosure,
    Typed,
    VisitPlan,
    attach_file,
    begin_record,
    confirm_record,
    issue_notice,
    save_record,
    schedule_inspection,
    submit_record,
)
from mingcha.intake.services import Scan
from mingcha.items.rules.checklists import answers_of, is_finding

LASTED, SINCE = datetime.timedelta(minutes=40), datetime.timedelta(minutes=5)
TO_PUT_RIGHT = datetime.timedelta(days=30)
PROBLEM, FOUND = "ordered", "抽查的3份测绘成果中有2份没有质量检查记录"
MEASURES = "责令补做质量检查，健全质量管理制度"
SITUATION = "视频查看了资质证书、仪器检定证书、成果质量检查记录和保密台账。"
SEEN = f"{SITUATION}演示数据，企业与人员均为虚构。"


def record_visit(row: Inspection, team: Sequence[Actor], today: datetime.date) -> InspectionRecord:
    """From the day that is set to the confirmation; something is wrong at every unit. `team`: who types and
    who confirms."""
    first, second = team
    plan = VisitPlan(today, time(10), 60, REMOTE)
    schedule_inspection(actor=first, inspection=row.pk, plan=plan)
    issue_notice(actor=first, inspection=row.pk)
    begin_record(actor=first, inspection=row.pk)
    screen = Scan(io.BytesIO(sheet("视频核查截图", SEEN, "png")), "视频核查截图.png")
    attach_file(actor=first, inspection=row.pk, enclosure=Enclosure(SCREEN, screen, "成果质量检查记录"))
    saved = save_record(actor=first, inspection=row.pk, revision=0, typed=_typed(first, row, today))
    submit_record(actor=first, inspection=row.pk, revision=saved.revision)
    return confirm_record(actor=second, inspection=row.pk, version=saved.n)


def _typed(actor: Actor, row: Inspection, today: datetime.date) -> Typed:
    coverage = coverages(row.campaign)[row.code]
    asked = asked_units(actor, row, coverage)
    ended = moments.now() - SINCE
    return Typed(
        began_at=ended - LASTED,
        ended_at=ended,
        place="视频核查",
        attended=coverage.team,
        answers=dict(_answers(asked)),
        results=[
            Result(unit.code, item.code, PROBLEM, FOUND, MEASURES, today + TO_PUT_RIGHT)
            for unit in asked
            for item in unit.items
        ],
        situation=SITUATION,
        party="韩试明",
        party_post="质量负责人",
        signing=NOT_NEEDED,
    )


def _answers(asked: Sequence[AskedUnit]) -> Iterator[tuple[tuple[str, str], Answer]]:
    for unit in asked:
        for item in unit.items:
            yield from (((unit.code, key), answer) for key, answer in _ticked(item).items())


def _ticked(item: AskedItem) -> Mapping[str, Answer]:
    """Everything in order but what the second question asks."""
    found = {}
    for one in item.questions:
        good = next(answer for answer in answers_of(one.question) if not is_finding(one.question, answer))
        found[one.key] = Answer(good)
    wrong = [one for one in item.questions if one.question.finding_answers][1]
    found[wrong.key] = Answer(wrong.question.finding_answers[0], FOUND)
    return found
