"""What the lists of a platform come to: findings, and what would be kept of them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.external.outcome import drawn_of, seats_of
from mingcha.draws.queries.external.sheets import Matched, Sheet, match_sheets
from mingcha.draws.queries.results import units_gone
from mingcha.draws.rules.committed import DrawnUnit, Seat, holder_of, visits_of
from mingcha.draws.rules.external.findings import (
    Facts,
    Finding,
    Least,
    ListsRefused,
    Person,
    difference,
    examine,
)
from mingcha.draws.rules.external.lists import (
    BaseLine,
    Seating,
    base_lines,
    drawn_units,
    team_seats,
    write_lines,
)
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS
from mingcha.law.queries import figure
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Frame, campaign_frame, owed_to_the_round, settings_of
from mingcha.plans.rules.exclusions import EXCLUSION_WORDS
from mingcha.plans.rules.forms import LEAD
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors


@dataclass(frozen=True)
class Judged:
    """Lists without a finding that blocks: the lines of the base list, the drawn units, the seats."""

    base: list[BaseLine]
    drawn: list[DrawnUnit]
    seats: list[Seat]
    findings: list[Finding]

    @property
    def members(self) -> int:
        return sum(1 for line in self.base if line.is_member)

    @property
    def visits(self) -> int:
        return len(visits_of(self.drawn))

    @property
    def units(self) -> list[tuple[str, str]]:
        """(unit, holder code) of each drawn one."""
        return [(row.unit, holder_of(row.unit)) for row in self.drawn]

    @property
    def contents(self) -> dict[str, str]:
        """The three lists as they are kept."""
        return {
            BASE: write_lines((one.unit, one.stratum, one.standing) for one in self.base),
            DRAWN: write_lines((row.stratum, row.rank, row.unit) for row in self.drawn),
            TEAMS: write_lines((seat.visit, seat.group, seat.seat, seat.inspector) for seat in self.seats),
        }


def judge_sheets(
    scope: Actor, campaign: Campaign, drawn_on: datetime.date, sheets: Mapping[str, Sheet]
) -> Judged:
    """The lists against the registers of today and the people as they stood on the day of the draw.
    `ListsRefused` with every finding that blocks."""
    frame = campaign_frame(scope, campaign)
    matched = match_sheets(scope, dict(sheets), frame)
    strata, facts = dict(frame.rows), _facts(scope, campaign, drawn_on, matched, frame)
    findings = examine(facts)
    blocking = [one for one in findings if one.blocks]
    if blocking:
        raise ListsRefused(blocking)
    missing, _, _ = difference(matched.base, strata)
    drawn = drawn_units(matched.drawn, strata)
    seats = team_seats(drawn, matched.seats, facts.groups, facts.tags)
    return Judged(base_lines(matched.base, strata, missing), drawn, seats, findings)


def _facts(
    scope: Actor,
    campaign: Campaign,
    drawn_on: datetime.date,
    matched: Matched,
    frame: Frame,
) -> Facts:
    officers = figure(scope.office_id, OFFICERS_PER_VISIT, drawn_on)
    conflicts = conflicts_in_force(scope, drawn_on)
    return Facts(
        base=matched.base,
        drawn=matched.drawn,
        seats=matched.seats,
        strata=dict(frame.rows),
        left_out={unit: EXCLUSION_WORDS[reason] for unit, reason in frame.excluded},
        people=_people(scope, drawn_on),
        barred=frozenset((one.inspector.roster_no, one.holder_code) for one in conflicts),
        groups=_groups(campaign),
        officers=Least(officers.as_count, officers.clause),
        quota=frame.drawn,
        floor=_floor(scope, campaign, frame),
        partner_strata=frame.partner_strata,
        measure=frame.measure,
        day=f"{drawn_on.year}年{drawn_on.month}月{drawn_on.day}日",
        holders=matched.holders,
    )


def _people(scope: Actor, on: datetime.date) -> dict[str, Person]:
    return {
        one.inspector.roster_no: Person(one.inspector.name, frozenset(one.tags), tuple(one.reasons))
        for one in eligible_inspectors(scope, on)
    }


def _floor(scope: Actor, campaign: Campaign, frame: Frame) -> Least | None:
    """Of a campaign by itself; one of a plan meets the floor with its round, whose others draw what they
    draw."""
    if not frame.floor.parts:
        return None
    least = frame.floor.required
    if campaign.plan_id is not None:
        owed = owed_to_the_round(scope, settings_of(campaign), frame.counts)
        least = max(0, frame.drawn_for_floor + owed) if owed is not None else 0
    return Least(least, "；".join(_clauses(frame)))


def _clauses(frame: Frame) -> Iterable[str]:
    return dict.fromkeys(part.clause for part in frame.floor.parts)


def _groups(campaign: Campaign) -> list[Seating]:
    return [
        Seating(
            row.code, row.title, row.count, frozenset(row.requires), row.code == LEAD or LEAD in row.requires
        )
        for row in campaign.team_groups.all()
    ]


def no_longer_able(scope: Actor, draw: ExternalDraw) -> list[str]:
    """Who was drawn or seated and is gone from the registers, and who of the teams may not go, as they say
    today of the day of the draw."""
    drawn, seats = drawn_of(draw), seats_of(draw)
    people = _people(scope, draw.drawn_on)
    gone = [seat.inspector for seat in seats if seat.inspector not in people]
    conflicts = conflicts_in_force(scope, draw.drawn_on)
    barred = {(one.inspector.roster_no, one.holder_code) for one in conflicts}
    holders = {visit.code: visit.holder for visit in visits_of(drawn)}
    return [
        *(f"检查对象{unit}已不在名录库" for unit in units_gone(scope.office_id, [row.unit for row in drawn])),
        *(f"检查人员{roster_no}已不在名录库" for roster_no in dict.fromkeys(gone)),
        *(
            f"{people[seat.inspector].name}{'；'.join(people[seat.inspector].unfit) or '应当回避'}"
            for seat in seats
            if seat.inspector in people
            and (people[seat.inspector].unfit or (seat.inspector, holders[seat.visit]) in barred)
        ),
    ]
