"""Everything one page of the ceremony shows, read at once."""

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from drawproof import entries
from drawproof.canonical import shape
from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.qr import qr_svg
from mingcha.draws.models import ASSIGNMENT, SELECTION, AnnulmentProposal, Draw, Sitting
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.attempts import (
    attempts,
    compared_with,
    computed_with_statements,
    current_draw,
    file_content,
    final_draw,
    find_sitting,
    open_annulment,
    own_entries,
    throw_states,
)
from mingcha.draws.queries.computing import Computing, computing_of
from mingcha.draws.queries.facts import FrameFacts, TeamFacts, frame_facts, live_facts, team_facts
from mingcha.draws.queries.recordings import Running, is_filmed, running_of
from mingcha.draws.queries.results import DrawnRow, VisitRow, rows_of, visit_rows_as_drawn
from mingcha.draws.rules.committed import read_result, strata_counts
from mingcha.draws.rules.compared import Compared
from mingcha.draws.rules.events import EVENTS, Event, Throw, Throwing, ThrowState, bits, current
from mingcha.draws.rules.steps import RESULT, SCOPE, TEAMS, Stage, Standing, stages, step_of
from mingcha.draws.states import ANNOUNCED, ANNULLED
from mingcha.law.queries import calendar_of
from mingcha.ledger.queries import entries_of_draws
from mingcha.plans.queries import RecentChanges, campaign_frame, recent_changes
from mingcha.upkeep.queries import over_age

READ_A_PAGE = 16
END_OF_DAY = datetime.timedelta(hours=18)
DIGITS_AT_MOST = 9


@dataclass(frozen=True)
class Board(Throwing):
    """One sitting as it stands. `draw` is the attempt the step is about, `number` which one of its kind.
    Names of the drawn are not in here: the hall shows them only where they are read out (`Reading`)."""

    sitting: Sitting
    draw: Draw | None
    step: str
    stages: tuple[Stage, ...]
    event: Event
    throws: tuple[ThrowState, ...]
    frame: FrameFacts | None
    teams: TeamFacts | None
    proposal: AnnulmentProposal | None
    number: int
    running: Running | None
    is_filmed: bool
    witnessed: tuple[Draw, ...] = ()
    """The computed attempts of this sitting, with what its witness says of each."""
    over_age: tuple[str, ...] = ()
    changes: RecentChanges | None = None
    compared: Compared | None = None
    """With the attempt before this one."""
    computing: Computing | None = None
    """What becomes of the result of an annulled attempt."""

    @property
    def is_frozen(self) -> bool:
        return self.step != SCOPE

    @property
    def event_bits(self) -> int:
        return int(bits(self.draw.event_sources)) if self.draw and self.draw.sources else 0

    @property
    def is_too_late(self) -> bool:
        """The time announced has passed: only an annulment is left. An annulled attempt is computed at any
        time."""
        draw = self.draw
        if draw is None or draw.draw_by is None or draw.drawn_at or draw.is_annulled:
            return False
        return moments.now() > draw.draw_by

    @property
    def may_still_enter(self) -> bool:
        """Throws can be entered now, those of an annulled attempt whose event took place too."""
        return self.draw is not None and may_still_enter(self.draw)


def may_still_enter(draw: Draw) -> bool:
    if draw.observed_at is not None:
        return False
    return draw.state == ANNOUNCED or (draw.state == ANNULLED and computing_of(draw).is_owed)


def board_of(scope: Actor, pk: UUID, wanted: str = "") -> Board:
    """The board of a sitting at the step its state calls for, or at `wanted` where the state allows it."""
    sitting = find_sitting(scope, pk)
    draw = _present(sitting)
    throws = tuple(throw_states(draw)) if draw and draw.sources else ()
    step = step_of(_standing(sitting, draw, throws), wanted)
    selection = final_draw(sitting.campaign_id, SELECTION) or (draw if draw and draw.is_selection else None)
    event = EVENTS[draw.event] if draw and draw.event else EVENTS["dice"]
    teams = bool(draw and draw.kind == ASSIGNMENT)
    return Board(
        sitting=sitting,
        draw=draw,
        step=step,
        stages=stages(step, event.noun, teams=teams),
        event=event,
        throws=throws,
        frame=_frame(scope, sitting, selection, step),
        teams=team_facts(draw) if draw and teams else None,
        proposal=open_annulment(draw) if draw else None,
        number=_number(sitting, draw),
        running=running_of(sitting),
        is_filmed=is_filmed(sitting),
        witnessed=tuple(computed_with_statements(sitting)),
        over_age=tuple(over_age_words(scope)) if step == SCOPE else (),
        changes=recent_changes(scope, sitting.campaign) if step == SCOPE else None,
        compared=compared_with(draw, _before(draw)) if draw else None,
        computing=computing_of(draw) if draw and draw.is_annulled else None,
    )


def default_draw_by(scope: Actor) -> tuple[datetime.datetime, bool]:
    """The end of office hours of the next working day by the office's calendar, and whether that day is
    provisional."""
    day, is_provisional = calendar_of(scope.office_id).add_working_days(moments.today(), 1)
    return moments.day_begins(day) + END_OF_DAY, is_provisional


def over_age_words(scope: Actor) -> list[str]:
    """A neutral sentence for each register and list that is older today than it may be."""
    today = moments.today()
    return [f"{age.words(today)}。" for age in over_age(scope.office_id, today)]


def result_counts(selection: Draw) -> tuple[int, int]:
    """How many are drawn and how many stand in reserve, without any name."""
    counts = strata_counts(read_result(file_content(selection, "result.csv"))).values()
    return sum(drawn for drawn, _ in counts), sum(reserve for _, reserve in counts)


def result_digests(draw: Draw) -> list[tuple[str, str]]:
    """The salted digests of the results as the log holds them, to be read out in place of names."""
    for entry in entries_of_draws([draw.draw_id]):
        if entry.kind == "drawn":
            files = shape.mapping(entries.parse(bytes(entry.body)).fields["files"], "files")
            return [(name, str(digest)) for name, digest in sorted(files.items())]
    return []


@dataclass(frozen=True)
class Read:
    """One line to be read out: a drawn unit, or a visit with its team; without a name until its turn."""

    number: int
    stratum: str
    name: str
    more: str


@dataclass(frozen=True)
class Reading:
    """The reading out of a result, one line after the other: `place` lines have been read, the last of them
    is `now`; `lines` are those around it."""

    place: int
    total: int
    now: Read | None
    lines: tuple[Read, ...]

    @property
    def left(self) -> int:
        return self.total - self.place

    @property
    def former(self) -> int:
        return max(self.place - 1, 0)

    @property
    def following(self) -> int:
        return self.place + 1


def names_to_read(scope: Actor, board: Board) -> Decision:
    """Whether names may stand in the hall now: in a campaign that was marked 当场公开 before its
    announcement, while its people sit there, and later for whoever may see them."""
    draw = board.draw
    if draw is None or board.step not in (RESULT, TEAMS) or not board.sitting.campaign.is_read_out:
        return Decision(False)
    if _is_being_read(draw):
        return Decision(True)
    is_disclosed, has_teams = draw.disclosed_at is not None, board.step == TEAMS
    return can_see_names(scope, draw.campaign_id, is_disclosed=is_disclosed, has_teams=has_teams)


def _is_being_read(draw: Draw) -> bool:
    """From the draw on, until the witness has said of the teams what was seen; at the latest until the day is
    over. A selection is read before its teams are announced."""
    if draw.drawn_at is None or moments.local_day(draw.drawn_at) != moments.today():
        return False
    return draw.is_selection or draw.statement is None


def reading_of(draw: Draw, wanted: str) -> Reading:
    """The reading at the place `wanted`, of what was drawn; a later change is not read out. Whoever shows it
    has asked `names_to_read`."""
    rows: Sequence[Any] = _drawn_only(draw) if draw.is_selection else visit_rows_as_drawn(draw)
    said = unicodedata.normalize("NFKC", wanted).strip()
    place = min(int(said), len(rows)) if said.isdecimal() and len(said) < DIGITS_AT_MOST else 0
    first = max(place - 1, 0) // READ_A_PAGE * READ_A_PAGE
    around = rows[first : first + READ_A_PAGE]
    lines = tuple(_read(number, row) for number, row in enumerate(around, start=first + 1))
    return Reading(
        place=place,
        total=len(rows),
        now=lines[place - 1 - first] if place else None,
        lines=tuple(line if line.number <= place else replace(line, name="", more="") for line in lines),
    )


def _drawn_only(selection: Draw) -> Sequence[DrawnRow]:
    result = read_result(file_content(selection, "result.csv"))
    return rows_of(selection.office_id, [row for row in result if row.is_drawn])


def _read(number: int, row: DrawnRow | VisitRow) -> Read:
    if isinstance(row, DrawnRow):
        return Read(
            number, row.stratum, row.unit.name, "　".join(filter(None, (row.unit.town, row.unit.code)))
        )
    names = "、".join(unit.name for unit in row.units)
    return Read(number, row.stratum, names, "　".join(f"{one.title}{one.name}" for one in row.members))


def announced_where(draw: Draw) -> str:
    """The public page that must show the same digest, where the office has one, else number and digest."""
    page = reverse("public_draw", args=[draw.sitting_id])
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS}{page}?check={draw.digest}"
    return f"明查抽取公告\n编号 {draw.draw_id}\n摘要 {draw.digest}"


def announcement_qr(draw: Draw) -> SafeString:
    """What the hall takes home of an announcement."""
    return qr_svg(announced_where(draw), f"公告{draw.draw_id}的二维码")


def check_numbers(sitting: Sitting) -> list[str]:
    """The check numbers of the campaign's final draws, selection first."""
    finals = (final_draw(sitting.campaign_id, kind) for kind in (SELECTION, ASSIGNMENT))
    return [draw.check_number for draw in finals if draw]


@dataclass(frozen=True)
class CallerView:
    """What one caller sees: the own entries, and both values only where they disagree."""

    sitting: Sitting
    draw: Draw | None
    place: int
    throws: tuple[ThrowState, ...]
    own: dict[int, list[list[int]]]
    event: Event
    is_open: bool
    results: tuple[Draw, ...]
    """What is computed, for the witness to confirm."""

    @property
    def awaits_statement(self) -> bool:
        """The witness has still to say something of a result."""
        return any(draw.statement is None and draw.disclosed_at is None for draw in self.results)

    @property
    def asked(self) -> Throw | None:
        """The throw whose entry is asked for from this person now."""
        state = current(self.throws)
        return state.throw if state and self.is_open and state.awaits(self.place) else None

    @property
    def is_closed(self) -> bool:
        """Annulled, and nothing is to be entered any more."""
        return self.draw is not None and self.draw.is_annulled and not computing_of(self.draw).has_result

    @property
    def all_agreed(self) -> bool:
        return bool(self.throws) and current(self.throws) is None

    @property
    def disagreement(self) -> ThrowState | None:
        state = current(self.throws)
        return state if state and state.pair else None

    @property
    def lines(self) -> list[tuple[Throw, list[int], str, str]]:
        """Throw, own last entry, and how it stands in words with its class."""
        return [self._line(state) for state in self.throws]

    def _line(self, state: ThrowState) -> tuple[Throw, list[int], str, str]:
        mine = self.own.get(state.throw.number, [])
        last = mine[-1] if mine else []
        if state.is_agreed:
            return state.throw, last, "两人一致", "is-done"
        if state.pair:
            return state.throw, last, "不一致，重录", "is-late"
        if state.entered[self.place] > min(state.entered):
            return state.throw, last, "已录，等另一人", "is-now"
        return state.throw, last, "未录", "is-next"


def caller_view(scope: Actor, pk: UUID) -> CallerView:
    """The sitting as the acting caller sees it."""
    board = board_of(scope, pk)
    return _caller_view(scope, board.sitting, board.draw, board.throws, board.event)


def attempt_view(scope: Actor, draw: Draw) -> CallerView:
    """One attempt as its caller sees it, whatever its sitting has drawn since."""
    return _caller_view(scope, draw.sitting, draw, tuple(throw_states(draw)), EVENTS[draw.event])


def _caller_view(
    scope: Actor, sitting: Sitting, draw: Draw | None, throws: tuple[ThrowState, ...], event: Event
) -> CallerView:
    opened = bool(draw and may_still_enter(draw) and draw.event_at and moments.now() >= draw.event_at)
    own = own_entries(draw, scope.person_id) if draw and scope.person_id else {}
    place = int(scope.person_id == sitting.witness_id)
    results = tuple(reversed(computed_with_statements(sitting))) if place else ()
    return CallerView(sitting, draw, place, throws, own, event, opened, results)


def _frame(scope: Actor, sitting: Sitting, selection: Draw | None, step: str) -> FrameFacts | None:
    if step == SCOPE:
        return live_facts(campaign_frame(scope, sitting.campaign))
    return frame_facts(selection) if selection else None


def _present(sitting: Sitting) -> Draw | None:
    """The sitting's own attempt; without one the campaign's drawn selection, made in an earlier sitting."""
    return current_draw(sitting) or final_draw(sitting.campaign_id, SELECTION)


def _standing(sitting: Sitting, draw: Draw | None, throws: tuple[ThrowState, ...]) -> Standing:
    return Standing(
        kind=draw.kind if draw else "",
        state=draw.state if draw else "",
        begun=any(state.is_begun for state in throws),
        selected=final_draw(sitting.campaign_id, SELECTION) is not None,
        assigned=final_draw(sitting.campaign_id, ASSIGNMENT) is not None,
    )


def _before(draw: Draw) -> Draw | None:
    """The attempt before; of a frozen one the last that was announced."""
    if draw.attempt is not None:
        return draw.replaces
    return next(iter(reversed(attempts(draw.campaign_id, draw.kind))), None)


def _number(sitting: Sitting, draw: Draw | None) -> int:
    """Which attempt of its kind this is, or would be."""
    if draw and draw.attempt:
        return draw.attempt
    kind = draw.kind if draw else SELECTION
    return len(attempts(sitting.campaign_id, kind)) + 1
