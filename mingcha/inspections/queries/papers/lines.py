"""Which papers a visit has, made or not yet, who may make each, and what would stand on it."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Delivery, Inspection, InspectionRecord, Notice
from mingcha.inspections.policies import can_finish_follow_up
from mingcha.inspections.queries.papers.notices import MATERIALS, material_lines
from mingcha.inspections.queries.papers.records import receipt, result_notice, typed_record
from mingcha.inspections.queries.papers.shared import Content
from mingcha.inspections.queries.papers.sheets import FORMS, blank_checklist, blank_record
from mingcha.inspections.queries.records import confirmed_record
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.states import HANDED_IN, WAITING
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import papers_of
from mingcha.papers.rules.kinds import (
    INSPECTION_FORM,
    INSPECTION_NOTICE,
    INSPECTION_RECORD,
    KINDS,
    RECEIPT,
    RESULT_NOTICE,
)

# What has a document to be edited on, and is handed to the party.
LETTERS = (INSPECTION_NOTICE, RESULT_NOTICE)
BLANK = "blank"
Blank = Callable[[Actor, Seen, str], Content]
BLANKS: dict[str, Blank] = {INSPECTION_FORM: blank_checklist, INSPECTION_RECORD: blank_record, **FORMS}


@dataclass(frozen=True)
class PaperLine:
    """One paper of a visit: its editions, the latest first; who may make it, else why not. `version` is the
    record that it is of."""

    inspection: Inspection
    kind: str
    part: str
    title: str
    editions: tuple[Paper, ...]
    may_be_made: Decision
    version: InspectionRecord | None = None
    is_stale: bool = False
    deliveries: tuple[Delivery, ...] = ()

    @property
    def latest(self) -> Paper | None:
        return self.editions[0] if self.editions else None

    @property
    def is_letter(self) -> bool:
        return self.kind in LETTERS


def paper_lines(scope: Actor, seen: Seen) -> list[PaperLine]:
    """In the order in which a visit needs them."""
    made: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers_of(scope, [seen.inspection.pk]):
        made.setdefault((paper.kind, paper.part), []).insert(0, paper)
    handed = seen.inspection.deliveries.select_related("paper", "proof", "entered_by")
    given: dict[str, list[Delivery]] = {}
    for one in handed.order_by("-delivered_on", "-entered_at"):
        given.setdefault(one.paper.kind, []).append(one)
    return [
        PaperLine(
            seen.inspection,
            kind,
            part,
            title,
            tuple(made.get((kind, part), ())),
            may,
            version,
            kind == INSPECTION_NOTICE and (kind, part) in made and is_notice_stale(seen),
            tuple(given.get(kind, ())),
        )
        for kind, part, title, may, version in _wanted(scope, seen)
    ]


def find_line(scope: Actor, seen: Seen, kind: str, part: str) -> PaperLine:
    """The line of that kind and part, or `Unknown`."""
    for one in paper_lines(scope, seen):
        if (one.kind, one.part) == (kind, part):
            return one
    raise Unknown("no-such-kind", "这一户次没有这种文书。", title="没有这种文书")


def content_of(scope: Actor, seen: Seen, line: PaperLine, number: str, on: datetime.date) -> Content:
    """What would stand on any paper but the notice, which is signed by who issues it."""
    if line.kind == RESULT_NOTICE and line.version is not None:
        return result_notice(scope, seen, line.version, number, on)
    if line.kind == RECEIPT and line.version is not None:
        return receipt(seen, line.version)
    if line.version is not None:
        return typed_record(scope, seen, line.version)
    return BLANKS[line.kind](scope, seen, number)


def is_notice_stale(seen: Seen) -> bool:
    """Whether day, team or units are no more those of the last notice, or what it asks for: the materials of
    a notice that lists them. What a remote check asks for in between is told apart from the notice."""
    last = latest_notice(seen.inspection)
    if last is None:
        return False
    listed = dict(last.paper.content["sections"]).get(MATERIALS)
    if listed is not None and listed != material_lines(seen.inspection):
        return True
    now = (seen.inspection.planned_on, list(seen.coverage.team), list(seen.coverage.units))
    return now != (last.visit_on, last.team, last.units)


def latest_notice(inspection: Inspection) -> Notice | None:
    return Notice.objects.filter(inspection=inspection).order_by("edition").select_related("paper").last()


Wanted = tuple[str, str, str, Decision, InspectionRecord | None]


def _wanted(scope: Actor, seen: Seen) -> Iterator[Wanted]:
    team = seen.may_work(scope)
    before = team if seen.inspection.state != WAITING else Decision(False, "安排检查日期以后才能制作。")
    yield INSPECTION_NOTICE, "", KINDS[INSPECTION_NOTICE].title, before, None
    for kind in (INSPECTION_FORM, INSPECTION_RECORD):
        title = f"{KINDS[kind].title}（空白，现场填写）"
        yield kind, BLANK, title, before, None
    for record in _handed_in(seen.inspection):
        words = f"第{record.n}版"
        may = may_give(scope, seen)
        yield INSPECTION_RECORD, f"v{record.n}", f"{KINDS[INSPECTION_RECORD].title}{words}", may, record
        yield RECEIPT, f"v{record.n}", f"{KINDS[RECEIPT].title}{words}", may, record
    confirmed = confirmed_record(seen.inspection)
    may = may_give(scope, seen) if confirmed else Decision(False, "检查记录经两人确认以后才能制作。")
    yield RESULT_NOTICE, "", KINDS[RESULT_NOTICE].title, may, confirmed
    for kind in FORMS:
        yield kind, BLANK, f"{KINDS[kind].title}（空白，需要时填写）", before, None


def may_give(scope: Actor, seen: Seen) -> Decision:
    """What is handed to the party afterwards: the team, or who is in charge of its papers."""
    team = seen.may_work(scope)
    return team if team else can_finish_follow_up(scope, seen.inspection.campaign)


def _handed_in(inspection: Inspection) -> list[InspectionRecord]:
    """Every version that was handed in, the first one first."""
    rows = InspectionRecord.objects.filter(inspection=inspection, state__in=HANDED_IN)
    found = list(rows.exclude(digest="").select_related("typed_by").order_by("n"))
    for one in found:
        one.inspection = inspection
    return found
