"""The record of one sitting for staff: figures for everybody, names for those who may see them."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Sitting
from mingcha.draws.policies import NamesDecision, can_see_names, can_see_seats
from mingcha.draws.queries.attempts import attempts, final_draw, find_sitting, selection_of
from mingcha.draws.queries.changes import (
    ChangeCounts,
    counts_shown,
    counts_without_teams,
    is_nobody_left,
)
from mingcha.draws.queries.facts import TeamFacts, frame_facts, team_facts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.outcomes import Outcome
from mingcha.draws.queries.public import PublicAttempt, public_attempt, public_attempts
from mingcha.draws.queries.recording_story import Story, story_of
from mingcha.draws.queries.results import LeftBefore, drawn_rows, left_before_teams, load_rows, visit_rows
from mingcha.draws.rules.events import EVENTS
from mingcha.ledger.queries import entries_of_draws


@dataclass(frozen=True)
class Record(Outcome):
    """One sitting. `visits`, `rows` and `loads` stay empty when `names` is refused."""

    sitting: Sitting
    selection: PublicAttempt | None
    assignment: PublicAttempt | None
    history: tuple[PublicAttempt, ...]
    teams: TeamFacts | None
    names: NamesDecision
    story: Story
    changes: ChangeCounts | None
    left: tuple[LeftBefore, ...]
    """Who left, where the selection was disclosed without teams."""
    log_span: tuple[int, int] | None

    @property
    def noun(self) -> str:
        """What showed the event: 骰子, 号球."""
        draw = self.selection.draw if self.selection else None
        return EVENTS[draw.event].noun if draw and draw.event else ""

    @property
    def is_disclosed(self) -> bool:
        return bool(self.selection and self.selection.draw.disclosed_at)

    @property
    def is_selected(self) -> bool:
        return bool(
            self.selection and self.selection.draw.is_computed and not self.selection.draw.is_annulled
        )

    @property
    def is_nobody_left(self) -> bool:
        """Drawn, without teams, and nobody is left to visit: for who may disclose it."""
        selection = self.selection.draw if self.selection else None
        if selection is None or not selection.is_final or selection.disclosed_at or self.is_drawn:
            return False
        return is_nobody_left(selection)

    @property
    def is_drawn(self) -> bool:
        return bool(self.assignment and self.assignment.draw.is_computed)


def record_of(scope: Actor, pk: UUID) -> Record:
    """The record as this viewer may see it."""
    sitting = find_sitting(scope, pk)
    selection, assignment = (_shown(sitting, kind) for kind in (SELECTION, ASSIGNMENT))
    basis = selection or (selection_of(assignment) if assignment else None)
    has_teams = final_draw(sitting.campaign_id, ASSIGNMENT) is not None
    disclosed = bool(basis and basis.disclosed_at)
    names = can_see_names(scope, sitting.campaign_id, is_disclosed=disclosed, has_teams=has_teams)
    shows = bool(names) and basis is not None and basis.is_computed
    seated = bool(names) and assignment is not None and assignment.is_computed
    return Record(
        campaign=sitting.campaign,
        sitting=sitting,
        selection=_attempt(selection),
        assignment=_attempt(assignment),
        history=tuple(reversed(public_attempts(_every(sitting)))),
        frame=frame_facts(basis) if basis else None,
        teams=team_facts(assignment) if assignment else None,
        names=names,
        rows=drawn_rows(basis) if shows and basis else Named(),
        visits=visit_rows(assignment) if seated and assignment else Named(),
        loads=tuple(load_rows(assignment)) if seated and assignment else (),
        story=story_of(sitting),
        changes=_changes(scope, assignment, names, has_teams=has_teams)
        if assignment
        else counts_without_teams(selection),
        left=tuple(left_before_teams(selection)) if selection else (),
        log_span=_log_span([draw.draw_id for draw in (selection, assignment) if draw]),
    )


def _changes(scope: Actor, assignment: Draw, names: NamesDecision, *, has_teams: bool) -> ChangeCounts | None:
    if not assignment.is_computed:
        return None
    disclosed = assignment.disclosed_at is not None
    seats = can_see_seats(scope, assignment.campaign_id, is_disclosed=disclosed, has_teams=has_teams)
    return counts_shown(assignment, names=bool(names), seats=bool(seats))


def _shown(sitting: Sitting, kind: str) -> Draw | None:
    """The campaign's final draw of the kind, else this sitting's last attempt."""
    final = final_draw(sitting.campaign_id, kind)
    return final or sitting.draws.filter(kind=kind, attempt__isnull=False).order_by("attempt").last()


def _attempt(draw: Draw | None) -> PublicAttempt | None:
    return public_attempt(draw, len(attempts(draw.campaign_id, draw.kind))) if draw else None


def _every(sitting: Sitting) -> list[Draw]:
    return [draw for kind in (SELECTION, ASSIGNMENT) for draw in attempts(sitting.campaign_id, kind)]


def _log_span(draw_ids: list[str]) -> tuple[int, int] | None:
    """First and last place of these draws in the log, counted from 1 as on the pages. One that grew with a
    change after the draw would tell of it."""
    found = entries_of_draws(draw_ids)
    places = [entry.index + 1 for entry in found if entry.kind != "substituted"]
    return (places[0], places[-1]) if places else None
