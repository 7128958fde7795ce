"""Papers of what a platform drew: the lists of visits for each team, and the volume. Nothing was announced or
drawn here, so there is nothing else to sign."""

from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.external.outcome import member_changes_of
from mingcha.draws.queries.external.record import ExternalRecord
from mingcha.draws.queries.papers.shared import external_frame_of
from mingcha.draws.queries.papers.visits import VISITS_HEADING, visits_sheet
from mingcha.draws.queries.papers.volume import external_volume
from mingcha.draws.states import EXTERNAL_FINAL
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import papers_of
from mingcha.papers.rules.kinds import KINDS, VISITS, VOLUME
from mingcha.papers.services import Draft


@dataclass(frozen=True)
class ExternalPaper:
    """One paper of an external draw: its editions, the latest first, and whether it may be made."""

    kind: str
    title: str
    editions: tuple[Paper, ...]
    may_be_made: Decision
    is_stale: bool = False

    @property
    def latest(self) -> Paper | None:
        return self.editions[0] if self.editions else None


def external_papers(scope: Actor, record: ExternalRecord) -> list[ExternalPaper]:
    """The lists, then the volume, which closes over them."""
    made: dict[str, list[Paper]] = {VISITS: [], VOLUME: []}
    for paper in papers_of(scope, [record.draw.pk]):
        made[paper.kind].insert(0, paper)
    may = _may(record)
    is_stale = bool(made[VISITS]) and _is_stale(record.draw, made[VISITS][0])
    return [
        ExternalPaper(VISITS, KINDS[VISITS].title, tuple(made[VISITS]), may, is_stale),
        ExternalPaper(
            VOLUME, KINDS[VOLUME].title, tuple(made[VOLUME]), _may_close(may, made[VISITS], is_stale=is_stale)
        ),
    ]


def _may_close(may: Decision, lists: list[Paper], *, is_stale: bool) -> Decision:
    if may and not lists:
        return Decision(False, f"还没有制作{KINDS[VISITS].title}。")
    if may and is_stale:
        return Decision(False, f"{KINDS[VISITS].title}制作以后更换过检查人员，请先重新制作。")
    return may


def _is_stale(draw: ExternalDraw, paper: Paper) -> bool:
    """A member was changed since it was made."""
    return any(row.decided_at and row.decided_at > paper.made_at for row in member_changes_of(draw))


def find_external_paper(scope: Actor, record: ExternalRecord, kind: str) -> ExternalPaper:
    """The line of that kind; `Refusal` where what a platform drew has no such paper."""
    found = [one for one in external_papers(scope, record) if one.kind == kind]
    if not found:
        raise Refusal("no-such-kind", "平台抽取没有这种文书。", title="没有这种文书")
    return found[0]


def external_draft(scope: Actor, record: ExternalRecord, kind: str) -> Draft:
    """What would be issued now."""
    draw = record.draw
    if kind == VOLUME:
        papers = papers_of(scope, [draw.pk]).filter(kind=VISITS).order_by("edition")
        content = external_volume(draw, list(papers))
    else:
        content = visits_sheet(scope, record, external_frame_of(draw, VISITS_HEADING))
    return Draft(kind, draw.pk, content["title"], content, moments.today())


def is_external(paper: Paper) -> bool:
    return ExternalDraw.objects.filter(pk=paper.subject).exists()


def _may(record: ExternalRecord) -> Decision:
    if record.draw.state not in EXTERNAL_FINAL:
        return Decision(False, "平台抽取还没有确认接收，或者已经退回、撤回。")
    return record.names
