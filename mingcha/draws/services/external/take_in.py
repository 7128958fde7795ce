"""Bring in what a platform drew: three lists and its screenshots, whole or not at all."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import ExternalDraw, ExternalList, ExternalScreenshot
from mingcha.draws.policies import can_take_in_external, person_of
from mingcha.draws.queries.external.judging import Judged, judge_sheets
from mingcha.draws.queries.external.obstacles import TITLE, obstacle_to_take_in
from mingcha.draws.queries.external.sheets import Sheet, read_sheet
from mingcha.draws.rules.external.findings import rules_of
from mingcha.draws.rules.external.lists import strata_counts
from mingcha.draws.rules.external.words import LISTS
from mingcha.draws.services.announce_draw import FRAME_KINDS
from mingcha.draws.services.locked import lock_campaign
from mingcha.draws.states import WAITING
from mingcha.intake.private import without_numbers
from mingcha.intake.services import Scan, keep_proof, rely_on_imports
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import EXTERNAL_PREFIX, Campaign
from mingcha.plans.queries import find_campaign
from mingcha.plans.queries.board import first_settled_at
from mingcha.plans.rules.joint import AT_RANDOM
from mingcha.plans.services import hold_campaign
from mingcha.plans.services.planning import lock_plans

ID_LENGTH = 47
SCREENSHOTS_AT_MOST = 20


@dataclass(frozen=True)
class ExternalFacts:
    """What the platform says of the draw besides its lists; `explanation` is asked for where they differ from
    what the registers give."""

    batch_no: str
    drawn_on: datetime.date
    explanation: str = ""


@dataclass(frozen=True)
class Workbook:
    """A file as it was handed in, on disk for the moment."""

    path: Path
    file_name: str


def take_in_external_draw(
    *,
    actor: Actor,
    campaign: Campaign,
    facts: ExternalFacts,
    workbooks: Mapping[str, Workbook],
    screenshots: Sequence[Scan],
) -> ExternalDraw:
    """The result, waiting for another person; its campaign is held meanwhile. `WorkbookRefused` for a file
    that cannot be read, `ListsRefused` with every finding that blocks: then nothing is stored."""
    # Obligation provincial-platform of docs/law/obligations.yml.
    can_take_in_external(actor).require()
    _require_told(facts, workbooks, screenshots)
    sheets = {kind: read_sheet(kind, workbooks[kind].path, workbooks[kind].file_name) for kind in LISTS}
    with transaction.atomic():
        lock_campaign(campaign.pk)
        lock_plans(actor)
        campaign = find_campaign(actor, campaign.pk)
        _require_free(campaign)
        _require_settled_before(campaign, facts.drawn_on)
        judged = judge_sheets(actor, campaign, facts.drawn_on, sheets)
        draw = _draw(actor, campaign, facts, judged)
        records = _keep(actor, draw, sheets, judged, screenshots)
        hold_campaign(actor=actor, campaign=campaign, draw=draw.draw_id)
        rely_on_imports(actor=actor, kinds=FRAME_KINDS, title=f"平台抽取结果{draw.draw_id}已导入")
        content = {
            "campaign": campaign.number,
            "draw": draw.draw_id,
            "platform": draw.platform,
            "files": {sheet.file_name: sheet.sha256 for sheet in sheets.values()},
            "findings": dict(rules_of(judged.findings)),
        }
        record_act("draws.take_in_external_draw", actor=actor, content=content, records=[draw, *records])
    return draw


def _require_told(
    facts: ExternalFacts, workbooks: Mapping[str, Workbook], screenshots: Sequence[Scan]
) -> None:
    missing = [title for kind, title in LISTS.items() if kind not in workbooks]
    wants = (
        (not missing, "list-missing", f"没有附{'、'.join(missing)}。"),
        (bool(facts.batch_no.strip()), "batch-missing", "没有填写平台的批次号或任务号。"),
        (bool(screenshots), "screenshot-missing", "没有附平台的截图，不能证明名单出自平台。"),
        (len(screenshots) <= SCREENSHOTS_AT_MOST, "screenshots-many", f"截图最多{SCREENSHOTS_AT_MOST}份。"),
        (facts.drawn_on <= moments.today(), "drawn-later", f"平台抽取日期{facts.drawn_on}还没有到。"),
    )
    for holds, code, sentence in wants:
        if not holds:
            raise Refusal(code, sentence, title=TITLE, remedy="请补齐后再导入。")


def _require_free(campaign: Campaign) -> None:
    obstacle = obstacle_to_take_in(campaign)
    if obstacle is not None:
        raise obstacle


def _require_settled_before(campaign: Campaign, drawn_on: datetime.date) -> None:
    """People are judged on that day, and before somebody settled it nobody had decided whom to inspect. The
    first settlement counts: a campaign may be settled anew to say that a platform drew it."""
    settled_at = first_settled_at(campaign)
    if settled_at is not None and drawn_on < moments.local_day(settled_at):
        raise Refusal(
            "drawn-before-settled",
            f"平台抽取日期{drawn_on}早于抽查任务定案的日期{moments.local_day(settled_at)}。",
            title=f"{TITLE}：抽取早于定案",
            clause=AT_RANDOM,
            remedy="请对照截图核对平台抽取日期；抽取确在定案之前的，这次结果不能用于这个任务，请在平台重新抽取。",
        )


def _draw(actor: Actor, campaign: Campaign, facts: ExternalFacts, judged: Judged) -> ExternalDraw:
    earlier = ExternalDraw.objects.filter(campaign=campaign)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    draw_id = f"{EXTERNAL_PREFIX}{campaign.office.code}-{campaign.number}-{number}"
    if len(draw_id) > ID_LENGTH:
        raise Refusal(
            "draw-id-long",
            f"机构代码和任务编号合起来太长，抽取编号“{draw_id}”超过{ID_LENGTH}位。",
            title=f"{TITLE}：编号太长",
            remedy="请把抽查任务的编号改短。",
        )
    return ExternalDraw.objects.create(
        office_id=actor.office_id,
        campaign=campaign,
        number=number,
        draw_id=draw_id,
        state=WAITING,
        platform=campaign.drawing_platform,
        basis=campaign.drawing_basis,
        batch_no=facts.batch_no.strip(),
        drawn_on=facts.drawn_on,
        members=judged.members,
        drawn=len(judged.drawn),
        visits=judged.visits,
        seats=len(judged.seats),
        strata=strata_counts(judged.base, judged.drawn),
        findings=[one.plain() for one in judged.findings],
        explanation=without_numbers(facts.explanation.strip())[:500],
        taken_in_by_id=person_of(actor),
        taken_in_at=moments.now(),
    )


def _keep(
    actor: Actor,
    draw: ExternalDraw,
    sheets: Mapping[str, Sheet],
    judged: Judged,
    screenshots: Sequence[Scan],
) -> list[Record]:
    """The lists and the screenshots, saved."""
    contents = judged.contents
    lists = [
        ExternalList(
            draw=draw,
            kind=kind,
            file_name=sheet.file_name,
            sha256=sheet.sha256,
            sheet_name=sheet.sheet_name,
            rows=len(sheet.rows),
            content=contents[kind],
        )
        for kind, sheet in sheets.items()
    ]
    proofs = [keep_proof(actor=actor, file=scan.file, file_name=scan.file_name) for scan in screenshots]
    shown = [
        ExternalScreenshot(draw=draw, number=number, proof=proof)
        for number, proof in enumerate(proofs, start=1)
    ]
    ExternalList.objects.bulk_create(lists)
    ExternalScreenshot.objects.bulk_create(shown)
    return [*lists, *proofs, *shown]
