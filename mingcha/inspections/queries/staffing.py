"""Whether a visit can be made at all: whether two officers may go on any day that is left, or could after the
seats were drawn anew or members changed. Only where not is it called off; nobody is skipped that way."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.queries.changes import final_assignment
from mingcha.inspections.models import CallOff, Inspection
from mingcha.inspections.queries.fitness import licensed, unfit
from mingcha.inspections.queries.substitutes import Bench, day_of
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.states import ASKED_OFF, CALLED_OFF
from mingcha.law.queries import figure
from mingcha.law.rules import OFFICERS_PER_VISIT


@dataclass(frozen=True)
class Staffing:
    """What was found: how many officers may go at best, how many the law asks for, how many seats nobody
    holds; and what is to be done instead of calling the visit off, empty where nothing is left."""

    officers: int
    needed: int
    words: str
    clause: str
    open_seats: int
    instead: str

    @property
    def is_lost(self) -> bool:
        """Nobody can make this visit."""
        return not self.instead

    @property
    def found(self) -> str:
        """In words that name nobody."""
        return f"能参加的执法人员{self.officers}名，少于法定的{self.words}，按规则没有可以替补的人"


def staffing_of(scope: Actor, seen: Seen) -> Staffing:
    """As the registers and the draw stand today."""
    row, coverage = seen.inspection, seen.coverage
    rule = figure(scope.office_id, OFFICERS_PER_VISIT, moments.today())
    able = {day: _officers_on(scope, seen, day) for day in _days(row)}
    return Staffing(
        max(able.values()),
        rule.as_count,
        rule.words,
        rule.clause,
        sum(1 for place in coverage.places if not place.inspector),
        _instead(scope, seen, able, rule.as_count),
    )


def _days(row: Inspection) -> list[datetime.date]:
    """The day of the visit, and the last day of its campaign: who is away comes back."""
    last = row.campaign.ends_on or moments.today()
    return list(dict.fromkeys([day_of(row), max(last, moments.today())]))


def _officers_on(scope: Actor, seen: Seen, day: datetime.date) -> int:
    kept_away = {one.roster_no for one in unfit(scope, seen.coverage, day)}
    return len(set(licensed(scope, seen.coverage.team, day)) - kept_away)


def _instead(scope: Actor, seen: Seen, able: dict[datetime.date, int], needed: int) -> str:
    day = day_of(seen.inspection)
    if able[day] >= needed:
        return "检查组现有的执法人员够法定人数，照常检查。"
    if later := next((one for one, count in able.items() if count >= needed), None):
        return f"{later}有足够的执法人员可以参加，请另选日期。"
    if (assignment := final_assignment(seen.inspection.campaign_id)) is not None:
        redraws = assignment.disclosed_at is None and bool(unfit(scope, seen.coverage, day))
        return "请先登记席位变动，由系统按规则重新抽定席位；补不上的，席位空缺以后再申请。" if redraws else ""
    bench = Bench(scope, seen)
    gone = {one.roster_no for one in unfit(scope, seen.coverage, day)}
    open_to = [place for place in seen.coverage.places if place.inspector in gone]
    return "名录库里还有可以接替的人，请先换人。" if any(bench.able(one) for one in open_to) else ""


def call_offs_of(inspection: Inspection) -> list[CallOff]:
    """Every time it was asked, the latest first."""
    people = ("asked_by", "decided_by", "resumed_by", "proof")
    return list(inspection.call_offs.select_related(*people).order_by("-asked_at"))


def standing_call_off(inspection: Inspection) -> CallOff | None:
    """The one that waits for a decision, or by which the visit is not carried out."""
    standing = (ASKED_OFF, CALLED_OFF)
    return next((one for one in call_offs_of(inspection) if one.state in standing), None)
