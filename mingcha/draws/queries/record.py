"""The record of one sitting for staff: figures for everybody, names for those who may see them."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, Recording, Sitting
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.attempts import attempts, final_draw, find_sitting, selection_of
from mingcha.draws.queries.facts import FrameFacts, TeamFacts, frame_facts, team_facts
from mingcha.draws.queries.public import PublicAttempt, public_attempt, public_attempts
from mingcha.draws.queries.results import DrawnRow, LoadRow, VisitRow, drawn_rows, load_rows, visit_rows
from mingcha.draws.rules.events import EVENTS
from mingcha.draws.rules.words import share_words
from mingcha.ledger.queries import entries_of_draws
from mingcha.plans.queries.participations import partner_items


@dataclass(frozen=True)
class SheetGroup:
    """The visits of one stratum, with its figures in a line."""

    code: str
    members: int
    drawn: int
    ratio: str
    visits: tuple[VisitRow, ...]

    @property
    def share(self) -> str:
        return share_words(self.ratio)


@dataclass(frozen=True)
class Record:
    """One sitting. `visits`, `rows` and `loads` stay empty when `names` is refused."""

    sitting: Sitting
    selection: PublicAttempt | None
    assignment: PublicAttempt | None
    history: tuple[PublicAttempt, ...]
    frame: FrameFacts | None
    teams: TeamFacts | None
    names: Decision
    rows: tuple[DrawnRow, ...]
    visits: tuple[VisitRow, ...]
    loads: tuple[LoadRow, ...]
    recordings: tuple[Recording, ...]
    log_span: tuple[int, int] | None

    @property
    def item_names(self) -> list[str]:
        """Each name once: the items of one matter differ in what is looked at, and the sheet has one page."""
        campaign = self.sitting.campaign
        own = [one.item.name for one in campaign.campaign_items.all()]
        partners = [f"{one.name}（{one.participation}）" for one in partner_items(campaign)]
        return list(dict.fromkeys([*own, *partners]))

    @property
    def reserves(self) -> dict[str, list[DrawnRow]]:
        """The substitutes of each stratum in their order."""
        found: dict[str, list[DrawnRow]] = {}
        for row in self.rows:
            if not row.is_drawn:
                found.setdefault(row.stratum, []).append(row)
        return found

    @property
    def groups(self) -> list[SheetGroup]:
        """The visits by stratum, as the sheet prints them."""
        strata = self.frame.strata if self.frame else ()
        return [
            SheetGroup(
                stratum.code,
                stratum.members,
                stratum.drawn,
                stratum.ratio,
                tuple(visit for visit in self.visits if visit.stratum == stratum.code),
            )
            for stratum in strata
        ]

    @property
    def seat_titles(self) -> list[str]:
        """The groups of a team as columns, in their order."""
        members = self.visits[0].members if self.visits else ()
        return list(dict.fromkeys(member.title for member in members))

    @property
    def load_range(self) -> tuple[int, int]:
        loads = [row.load for row in self.loads if row.load]
        return (min(loads), max(loads)) if loads else (0, 0)

    @property
    def people(self) -> int:
        return sum(1 for row in self.loads if row.load)

    @property
    def noun(self) -> str:
        """What showed the event: 骰子, 号球."""
        draw = self.selection.draw if self.selection else None
        return EVENTS[draw.event].noun if draw and draw.event else ""

    @property
    def is_disclosed(self) -> bool:
        return bool(self.selection and self.selection.draw.disclosed_at)

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
    names = can_see_names(scope, sitting, is_disclosed=disclosed, has_teams=has_teams)
    shows = bool(names) and basis is not None and basis.is_computed
    seated = bool(names) and assignment is not None and assignment.is_computed
    return Record(
        sitting=sitting,
        selection=_attempt(selection),
        assignment=_attempt(assignment),
        history=tuple(reversed(public_attempts(_every(sitting)))),
        frame=frame_facts(basis) if basis else None,
        teams=team_facts(assignment) if assignment else None,
        names=names,
        rows=tuple(drawn_rows(basis)) if shows and basis else (),
        visits=tuple(visit_rows(assignment)) if seated and assignment else (),
        loads=tuple(load_rows(assignment)) if seated and assignment else (),
        recordings=tuple(sitting.recordings.select_related("attached_by")),
        log_span=_log_span([draw.draw_id for draw in (selection, assignment) if draw]),
    )


def _shown(sitting: Sitting, kind: str) -> Draw | None:
    """The campaign's final draw of the kind, else this sitting's last attempt."""
    final = final_draw(sitting.campaign_id, kind)
    return final or sitting.draws.filter(kind=kind, attempt__isnull=False).order_by("attempt").last()


def _attempt(draw: Draw | None) -> PublicAttempt | None:
    return public_attempt(draw, len(attempts(draw.campaign_id, draw.kind))) if draw else None


def _every(sitting: Sitting) -> list[Draw]:
    return [draw for kind in (SELECTION, ASSIGNMENT) for draw in attempts(sitting.campaign_id, kind)]


def _log_span(draw_ids: list[str]) -> tuple[int, int] | None:
    """First and last place of these draws in the log, counted from 1 as on the pages."""
    places = [entry.index + 1 for entry in entries_of_draws(draw_ids)]
    return (places[0], places[-1]) if places else None
