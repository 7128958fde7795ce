"""What the pages of a rehearsal show."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from drawproof.canonical import tables
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.draws.models import Rehearsal
from mingcha.draws.queries.ceremony import READ_A_PAGE, Read, Reading
from mingcha.draws.queries.facts import FrameFacts, StratumFacts, TeamFacts, live_facts
from mingcha.draws.rules.committed import Conflict, Group, RosterLine
from mingcha.draws.rules.events import EVENTS, Event, Throw, Throwing, ThrowState, bits, judge, throws_of
from mingcha.draws.rules.rehearsals import EVENT_OF, PERSON, STEP_WORDS, UNIT, following, loads_of
from mingcha.draws.rules.simulation import Planned
from mingcha.draws.rules.steps import RESULT, SIGN, TEAMS, THROWS_TEAMS, Stage, stages
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Frame, campaign_frame, protocol_rule, visit_groups
from mingcha.plans.states import DRAFT, READY
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors


@dataclass(frozen=True)
class Material:
    """What a rehearsal is played with: the campaign, roster and conflicts of this moment."""

    frame: FrameFacts
    planned: Planned | None
    roster: tuple[RosterLine, ...]
    conflicts: tuple[Conflict, ...]
    titles: dict[str, str]


def rehearsable_campaigns(scope: Actor) -> "QuerySet[Campaign]":
    """Campaigns drawn here that are being planned or wait to be drawn: a rehearsal needs no settled one."""
    found = Campaign.objects.filter(office_id=scope.office_id, drawing_platform="", state__in=(DRAFT, READY))
    return found.order_by("-year", "number")


def open_rehearsals(scope: Actor) -> "QuerySet[Rehearsal]":
    """The rehearsals under way in this office, the latest first."""
    people = ("operator__section", "caller__section", "witness__section", "campaign", "office")
    return Rehearsal.objects.filter(office_id=scope.office_id).select_related(*people)


def find_rehearsal(scope: Actor, pk: UUID) -> Rehearsal:
    """The rehearsal, or `Unknown` when there is none in the viewer's office any more."""
    rehearsal = open_rehearsals(scope).filter(pk=pk).first()
    if rehearsal is None:
        raise Unknown("no-such-rehearsal", "没有这次演练，可能已经结束。演练结束后不保留。", title="没有找到")
    return rehearsal


def material_of(scope: Actor, campaign: Campaign) -> Material:
    """Everything read once, when the rehearsal begins."""
    frame = campaign_frame(scope, campaign)
    today = moments.today()
    people = eligible_inspectors(scope, today)
    return Material(
        frame=live_facts(frame),
        planned=_planned(campaign, frame) if frame.rows else None,
        roster=tuple(RosterLine(one.inspector.roster_no, tuple(one.tags), not one.reasons) for one in people),
        conflicts=tuple(
            Conflict(one.inspector.roster_no, one.holder_code, str(one.pk))
            for one in conflicts_in_force(scope, today)
        ),
        titles={group.code: group.title for group in campaign.team_groups.all()},
    )


def _planned(campaign: Campaign, frame: Frame) -> Planned:
    return Planned(
        number=campaign.number,
        frame=tables.write("frame.csv", frame.rows),
        rule=protocol_rule(frame),
        balance=campaign.balance,
        groups=tuple(Group(*group) for group in visit_groups(campaign)),
    )


def frame_as_stored(facts: FrameFacts) -> dict[str, Any]:
    """The counts of a frame as JSON keeps them."""
    return {"strata": [asdict(stratum) for stratum in facts.strata], "excluded": facts.excluded}


def frame_of(rehearsal: Rehearsal) -> FrameFacts:
    """The counts as they were when the rehearsal began."""
    strata = tuple(StratumFacts(**stratum) for stratum in rehearsal.frame["strata"])
    return FrameFacts(strata, tuple((word, count) for word, count in rehearsal.frame["excluded"]))


@dataclass(frozen=True)
class RehearsalBoard(Throwing):
    """One rehearsal as it stands, shown by the pages of a sitting. `sitting` is the rehearsal, whose three
    people have the same names; there is no attempt, so `draw` and `number` stay empty."""

    sitting: Rehearsal
    step: str
    stages: tuple[Stage, ...]
    event: Event
    throws: tuple[ThrowState, ...]
    frame: FrameFacts
    teams: TeamFacts
    draw: None = None
    number: int = 0
    is_frozen: bool = False

    @property
    def event_bits(self) -> int:
        return int(bits(self.event.sources))

    @property
    def drawn(self) -> int:
        return len(self.sitting.played["drawn"])

    @property
    def missing(self) -> int:
        """Seats that no lawful plan fills with the people of this moment."""
        return int(self.sitting.played["missing"])

    @property
    def check_groups(self) -> list[str]:
        return self.sitting.number.split()

    @property
    def is_last(self) -> bool:
        return self.step == SIGN

    @property
    def following(self) -> str:
        """The step to come in words; nothing after the last."""
        after = following(self.step)
        return STEP_WORDS[after] if after else ""


def rehearsal_board(rehearsal: Rehearsal) -> RehearsalBoard:
    """The board at the step the rehearsal has reached."""
    teams = rehearsal.played["teams"]
    event, step = EVENTS[rehearsal.event], rehearsal.step
    return RehearsalBoard(
        sitting=rehearsal,
        step=step,
        stages=stages(step, event.noun, teams=step in (THROWS_TEAMS, TEAMS, SIGN)),
        event=event,
        throws=rehearsed_throws(rehearsal),
        frame=frame_of(rehearsal),
        teams=TeamFacts(len(teams), sum(map(len, teams)), len(loads_of(teams)), 0),
    )


def rehearsed_throws(rehearsal: Rehearsal) -> tuple[ThrowState, ...]:
    """How each throw of the event at this step stands; none at a step without event."""
    event = EVENT_OF.get(rehearsal.step)
    if event is None:
        return ()
    return tuple(
        judge(throw, *(_entered(rehearsal, event, throw, place) for place in (0, 1)))
        for throw in throws_of(EVENTS[rehearsal.event].sources)
    )


def _entered(rehearsal: Rehearsal, event: int, throw: Throw, place: int) -> Sequence[Sequence[int]]:
    return [values for *key, values in rehearsal.entries if key == [event, throw.number, place]]


def rehearsed_reading(board: RehearsalBoard, place: int) -> Reading | None:
    """The reading out at `place`, of numbered units and people; None at a step without result."""
    played = board.sitting.played
    if board.step == RESULT:
        names = [(stratum, f"{UNIT}{number}", "") for number, stratum in enumerate(played["drawn"], start=1)]
    elif board.step == TEAMS and not board.missing:
        names = [
            ("", f"第{number}户次", "　".join(f"{title}{PERSON}{person}" for title, person in team))
            for number, team in enumerate(played["teams"], start=1)
        ]
    else:
        return None
    place = min(max(place, 0), len(names))
    first = max(place - 1, 0) // READ_A_PAGE * READ_A_PAGE
    lines = tuple(
        Read(number, stratum, name, more) if number <= place else Read(number, stratum, "", "")
        for number, (stratum, name, more) in enumerate(names[first : first + READ_A_PAGE], start=first + 1)
    )
    return Reading(place, len(names), lines[place - 1 - first] if place else None, lines)
