"""Which papers a sitting has, made or not yet, and what would stand on each."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Sitting
from mingcha.draws.queries.attempts import attempts, final_draw
from mingcha.draws.queries.changes import last_change
from mingcha.draws.queries.papers.announcements import announcement_content
from mingcha.draws.queries.papers.sheets import assignment_content, attendance_content, result_content
from mingcha.draws.queries.papers.visits import visits_content
from mingcha.draws.queries.papers.volume import volume_content, volume_papers
from mingcha.draws.queries.record import Record, record_of
from mingcha.papers.models import DocumentNumber, Paper
from mingcha.papers.queries.issued import papers_of
from mingcha.papers.rules.kinds import ANNOUNCEMENT, ATTENDANCE, KINDS, RESULT, VISITS, VOLUME
from mingcha.papers.rules.kinds import ASSIGNMENT as TEAMS
from mingcha.papers.services import Draft

NAMED_KINDS = (RESULT, TEAMS, VISITS)


@dataclass(frozen=True)
class PaperLine:
    """One paper of a sitting: its editions, the latest first, or why there is none yet. `draw` is the attempt
    that an announcement is of."""

    subject: UUID
    kind: str
    part: str
    title: str
    editions: tuple[Paper, ...]
    may_be_made: Decision
    may_be_read: Decision
    draw: Draw | None = None
    changed_at: datetime.datetime | None = None

    @property
    def latest(self) -> Paper | None:
        return self.editions[0] if self.editions else None

    @property
    def is_stale(self) -> bool:
        """Whether a seat or a unit on it changed after its last edition."""
        return bool(self.latest and is_older(self.kind, self.latest.made_at, self.changed_at))


def is_older(kind: str, made_at: datetime.datetime, changed_at: datetime.datetime | None) -> bool:
    """Whether an edition of this kind tells of teams and units as they were before a change."""
    return kind in NAMED_KINDS and changed_at is not None and made_at < changed_at


def paper_lines(scope: Actor, record: Record) -> list[PaperLine]:
    """Every paper of this sitting, in the order of an archive."""
    made: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers_of(scope, [record.sitting.pk, record.campaign.pk]):
        made.setdefault((paper.kind, paper.part), []).insert(0, paper)
    changed_at = last_change(record.campaign.pk)
    return [
        PaperLine(
            record.campaign.pk if kind == VOLUME else record.sitting.pk,
            kind,
            part,
            title,
            tuple(made.get((kind, part), ())),
            may,
            record.names if KINDS[kind].names else Decision(True),
            draw,
            changed_at,
        )
        for kind, part, title, may, draw in [*_wanted(record), _volume(scope, record)]
    ]


def find_line(scope: Actor, record: Record, kind: str, part: str) -> PaperLine:
    """The line of that kind and part; `Refusal` where the sitting has no such paper."""
    found = [one for one in paper_lines(scope, record) if (one.kind, one.part) == (kind, part)]
    if not found:
        raise Refusal("no-such-kind", "这次抽取会没有这种文书。", title="没有这种文书")
    return found[0]


def draft_of(
    scope: Actor, record: Record, line: PaperLine, document_no: str, number: DocumentNumber | None = None
) -> Draft:
    """What would be issued now."""
    sitting = record.sitting
    if line.draw is not None:
        content = announcement_content(line.draw, document_no)
        on = moments.local_day(line.draw.announced_at) if line.draw.announced_at else moments.today()
    elif line.kind == VOLUME:
        papers = volume_papers(scope, record.campaign)
        content, on = volume_content(record.campaign, papers), moments.today()
    elif line.kind == ATTENDANCE:
        announced = next(iter(announced_in(sitting)), None)
        content = attendance_content(sitting, announced, document_no)
        on = moments.local_day(sitting.opened_at)
    else:
        content = _named(scope, record, line.kind, document_no)
        drawn = record.assignment.draw.drawn_at if record.assignment else None
        is_later = line.latest is not None or line.changed_at is not None
        on = moments.local_day(drawn) if drawn and not is_later else moments.today()
    return Draft(line.kind, line.subject, content["title"], content, on, line.part, number)


def announced_in(sitting: Sitting) -> list[Draw]:
    """The attempts that this sitting announced, selections first."""
    every = (draw for kind in (SELECTION, ASSIGNMENT) for draw in attempts(sitting.campaign_id, kind))
    return [draw for draw in every if draw.sitting_id == sitting.pk]


def is_announced(sitting_id: UUID) -> bool:
    return Draw.objects.filter(sitting_id=sitting_id, attempt__isnull=False).exists()


Wanted = tuple[str, str, str, Decision, Draw | None]


def _volume(scope: Actor, record: Record) -> Wanted:
    """The volume closes over papers that are all made."""
    may = record.names if _is_held_alone(record) else _may_name(record)
    if may and (missing := _not_made(scope, record)):
        may = Decision(False, f"还有{len(missing)}份文书没有制作：{'、'.join(missing)}。")
    return VOLUME, "", f"{KINDS[VOLUME].title}（本任务全部文书，连续编页）", may, None


def _is_held_alone(record: Record) -> bool:
    """It drew the selection, which is public without teams: no paper with names will ever be made."""
    own = record.selection is not None and record.selection.draw.sitting_id == record.sitting.pk
    return own and bool(record.left)


def _not_made(scope: Actor, record: Record) -> list[str]:
    """Titles of what could be made of the campaign's sittings and was not, or not since the last change."""
    changed_at = last_change(record.campaign.pk)
    others = record.campaign.sittings.exclude(pk=record.sitting.pk).order_by("number")
    missing: list[str] = []
    for one in (record, *(record_of(scope, pk) for pk in others.values_list("pk", flat=True))):
        made = {(paper.kind, paper.part): paper.made_at for paper in papers_of(scope, [one.sitting.pk])}
        of = "" if one is record else f"第{one.sitting.number}次会的"
        for kind, part, title, may, _ in _wanted(one):
            if may and (kind, part) not in made:
                missing.append(f"{of}{title}")
            elif may and is_older(kind, made[kind, part], changed_at):
                missing.append(f"{of}{title}（抽后有变动，请重新制作）")
    return missing


def _wanted(record: Record) -> Iterator[Wanted]:
    for draw in announced_in(record.sitting):
        title = f"{KINDS[ANNOUNCEMENT].title}：{draw.get_kind_display()}第{draw.attempt}次"
        yield ANNOUNCEMENT, draw.draw_id, title, Decision(True), draw
    yield ATTENDANCE, "", KINDS[ATTENDANCE].title, Decision(True), None
    for kind in NAMED_KINDS:
        yield kind, "", KINDS[kind].title, _may_name(record), None


def _may_name(record: Record) -> Decision:
    if final_draw(record.campaign.pk, ASSIGNMENT) is None:
        return Decision(False, "检查人员抽出以后才能制作。")
    if not (
        record.selection and record.assignment and record.assignment.draw.sitting_id == record.sitting.pk
    ):
        return Decision(False, "检查人员在另一次会上抽出，在那次会的记录里制作。")
    return record.names


def _named(scope: Actor, record: Record, kind: str, document_no: str) -> dict[str, Any]:
    if kind == RESULT:
        return result_content(record, document_no)
    if kind == TEAMS:
        return assignment_content(record, document_no)
    return visits_content(scope, record, document_no)
