"""What anybody may read about draws: counts, check numbers, events, all attempts; names once disclosed."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length

from mingcha.accounts.models import Office
from mingcha.common.errors import Unknown
from mingcha.draws.models import (
    ASSIGNMENT,
    BUNDLE,
    SELECTION,
    Draw,
    DrawFile,
    ExternalDraw,
    Sitting,
)
from mingcha.draws.queries.attempts import PEOPLE, attempts, compared_with, event_sayings, selection_of
from mingcha.draws.queries.ceremony import result_counts
from mingcha.draws.queries.changes import ChangeCounts, change_counts, counts_without_teams
from mingcha.draws.queries.computing import Computing, computing_of
from mingcha.draws.queries.facts import FrameFacts, TeamFacts, frame_facts, team_facts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.recording_story import Story, story_of
from mingcha.draws.queries.results import DrawnRow, LeftBefore, drawn_rows, left_before_teams
from mingcha.draws.rules.compared import Compared
from mingcha.draws.rules.events import from_stored, throws_of
from mingcha.draws.states import EXTERNAL_PUBLIC
from mingcha.ledger.queries import office_vkey


@dataclass(frozen=True)
class PublicAttempt:
    """One attempt as the public sees it. `values` are the event's, one text for each throw."""

    draw: Draw
    of: int
    values: tuple[str, ...]
    drawn: int
    reserve: int
    size: int
    teams: TeamFacts | None
    compared: Compared | None = None
    """With the attempt before."""
    sayings: tuple[str, ...] = ()
    """What two people said of its lotteries, where they said something else later."""

    computing: Computing | None = None
    """What becomes of the result of an annulled attempt."""

    @property
    def has_no_result(self) -> bool:
        return self.computing is not None and not self.computing.has_result

    @property
    def bundle_name(self) -> str:
        return f"{self.draw.draw_id}.draw"

    @property
    def team_words(self) -> str:
        """What came of an assignment. How many visits there are tells, where one holder has many units,
        something of who was drawn: it waits for the disclosure."""
        if self.teams is None or not self.draw.is_computed:
            return "已作废，没有结果" if self.has_no_result else "还没有结果"
        if self.draw.disclosed_at is None:
            return "已匹配，户次和席位数检查结束后公开"
        visits, seats = (f"{count:,}" for count in (self.teams.visits, self.teams.seats))
        return f"{visits}户次，{seats}个席位，{self.teams.inspectors:,}名检查人员参加匹配"


@dataclass(frozen=True)
class PublicSitting:
    """One sitting with both its draws and every attempt of its campaign."""

    sitting: Sitting
    selection: PublicAttempt | None
    assignment: PublicAttempt | None
    history: tuple[PublicAttempt, ...]
    shown: PublicAttempt | None
    """The selection whose frame and units are shown: the one that counts, else the last of this sitting."""
    frame: FrameFacts | None
    rows: Named[DrawnRow]
    story: Story
    changes: ChangeCounts | None
    left: tuple[LeftBefore, ...]
    """Who left, where the selection was disclosed without teams."""
    elsewhere: tuple[ExternalDraw, ...]
    """What platforms drew for the same campaign."""

    @property
    def bundles(self) -> list[PublicAttempt]:
        return [one for one in (self.selection, self.assignment) if one and one.size]

    @property
    def is_disclosed(self) -> bool:
        return bool(self.rows)

    @property
    def is_only_computed(self) -> bool:
        """What is shown was annulled: it would have been drawn, and was not."""
        return bool(self.shown and self.shown.draw.is_annulled)

    @property
    def counting(self) -> Draw | None:
        """The selection that counts where it was made in another sitting."""
        found = next((one.draw for one in self.history if one.draw.is_selection and one.draw.is_final), None)
        return found if found and found.sitting_id != self.sitting.pk else None

    @property
    def rows_title(self) -> str:
        draw = self.shown.draw if self.shown else None
        return f"本来会抽中的（第{draw.attempt}次，已作废）" if draw and draw.is_annulled else "抽中名单"


@dataclass(frozen=True)
class PublicListed:
    """A line of the public list: an attempt of our own, or what a platform drew."""

    own: PublicAttempt | None = None
    external: ExternalDraw | None = None


def public_keys() -> "QuerySet[Any, Any]":
    """(key, whether a platform drew) of every announced attempt, annulled ones too, and of every external
    draw that was confirmed; the latest first."""
    own = Draw.objects.filter(attempt__isnull=False)
    own_keys = own.order_by().annotate(elsewhere=Value(0), at=F("announced_at"))
    external = ExternalDraw.objects.filter(state__in=EXTERNAL_PUBLIC)
    external_keys = external.order_by().annotate(elsewhere=Value(1), at=F("decided_at"))
    columns = ("pk", "elsewhere", "at")
    found = own_keys.values_list(*columns).union(external_keys.values_list(*columns), all=True)
    return found.order_by("-at")


def public_listing(keys: "list[tuple[UUID, int, Any]]") -> list[PublicListed]:
    """The lines of these keys, in their order."""
    own = Draw.objects.filter(pk__in=[pk for pk, is_external, _ in keys if not is_external])
    attempts_of = {
        one.draw.pk: one for one in public_attempts(list(own.select_related("campaign", "office", "sitting")))
    }
    external = ExternalDraw.objects.select_related("campaign").in_bulk(
        [pk for pk, elsewhere, _ in keys if elsewhere]
    )
    return [PublicListed(attempts_of.get(pk), external.get(pk)) for pk, _, _ in keys]


def public_attempts(draws: list[Draw]) -> list[PublicAttempt]:
    """The attempts with how many there are of their campaign and kind."""
    totals: dict[tuple[UUID, str], int] = {}
    for draw in draws:
        key = (draw.campaign_id, draw.kind)
        totals.setdefault(key, len(attempts(*key)))
    return [public_attempt(draw, totals[draw.campaign_id, draw.kind]) for draw in draws]


def announced_as(sitting: Sitting, digest: str) -> Draw | None:
    """The attempt of this sitting whose announcement has that digest, as a code in the hall tells it."""
    return sitting.draws.filter(digest=digest).exclude(digest="").first()


def public_sitting(pk: UUID) -> PublicSitting:
    """The sitting if it has announced anything, else `Unknown`."""
    sitting = Sitting.objects.filter(pk=pk).select_related(*PEOPLE).first()
    if sitting is None or not sitting.draws.filter(attempt__isnull=False).exists():
        raise Unknown("no-such-sitting", "没有公告过这次抽取。", title="没有找到")
    selection, assignment = (_last(sitting, kind) for kind in (SELECTION, ASSIGNMENT))
    every = [draw for kind in (SELECTION, ASSIGNMENT) for draw in attempts(sitting.campaign_id, kind)]
    shown = selection.draw if selection else selection_of(assignment.draw) if assignment else None
    return PublicSitting(
        sitting=sitting,
        selection=selection,
        assignment=assignment,
        history=tuple(reversed(public_attempts(every))),
        shown=_attempt(shown) if shown else None,
        frame=frame_facts(shown) if shown else None,
        rows=drawn_rows(shown) if shown and shown.disclosed_at and shown.is_computed else Named(),
        story=story_of(sitting),
        changes=_changes(assignment) or counts_without_teams(shown),
        left=tuple(left_before_teams(shown)) if shown else (),
        elsewhere=tuple(sitting.campaign.external_draws.filter(state__in=EXTERNAL_PUBLIC).order_by("number")),
    )


def public_attempt(draw: Draw, of: int) -> PublicAttempt:
    """One attempt; nothing of its result beyond numbers."""
    drawn, reserve = result_counts(draw) if draw.is_selection and draw.is_computed else (0, 0)
    return PublicAttempt(
        draw=draw,
        of=of,
        values=event_values(draw),
        drawn=drawn,
        reserve=reserve,
        size=_size(draw),
        teams=None if draw.is_selection else team_facts(draw),
        compared=compared_with(draw, draw.replaces),
        sayings=tuple(event_sayings(draw)),
        computing=computing_of(draw) if draw.is_annulled else None,
    )


def _size(draw: Draw) -> int:
    """Bytes of the published file, without reading it; 0 before there is one."""
    found = DrawFile.objects.filter(draw=draw, role=BUNDLE).annotate(bytes=Length("content"))
    return sum(found.values_list("bytes", flat=True))


def event_values(draw: Draw) -> tuple[str, ...]:
    """The event as it was logged, one text per throw; empty before."""
    if not draw.entropy:
        return ()
    sources = from_stored(draw.sources)
    seen = [source["values"] for source in json.loads(bytes(draw.entropy))]
    return tuple(
        _joined(seen[throw.source][throw.first - 1 : throw.first - 1 + throw.size], throw.high)
        for throw in throws_of(sources)
    )


def bundle(draw_id: str) -> DrawFile:
    """The published file of a disclosed attempt, else `Unknown`."""
    found = DrawFile.objects.filter(Q(draw__draw_id=draw_id), role=BUNDLE).first()
    if found is None:
        raise Unknown("no-such-bundle", "没有公开过这个抽取文件。", title="没有找到")
    return found


def office_keys() -> list[str]:
    """The verifier keys with which checkpoints of this installation's log are signed."""
    return [office_vkey(office.log_origin) for office in Office.objects.order_by("founded_at")]


def _joined(values: list[int], high: int) -> str:
    return "".join(map(str, values)) if high < 10 else " ".join(f"{value:02d}" for value in values)


def _changes(assignment: PublicAttempt | None) -> ChangeCounts | None:
    """Only once all is public: how many changed tells, of a unit known to be gone, whether it was drawn."""
    drawn = assignment.draw if assignment and assignment.draw.disclosed_at else None
    return change_counts(drawn) if drawn and not drawn.is_annulled else None


def _last(sitting: Sitting, kind: str) -> PublicAttempt | None:
    draw = sitting.draws.filter(kind=kind, attempt__isnull=False).order_by("attempt").last()
    return _attempt(draw) if draw else None


def _attempt(draw: Draw) -> PublicAttempt:
    return public_attempt(draw, len(attempts(draw.campaign_id, draw.kind)))
