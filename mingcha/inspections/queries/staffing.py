"""Whether a visit can be made at all: whether two officers may go on any day that is left, or could after the
seats were drawn anew or members changed. Only where not is it called off; nobody is skipped that way."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.queries.changes import final_assignment
from mingcha.inspections.models import CallOff, Inspection
from mingcha.inspections.queries.fitness import CONFIRMED_ONLY, unfit
from mingcha.inspections.queries.substitutes import Bench, Staff, day_of, is_drawn_here
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.states import ASKED_OFF, CALLED_OFF
from mingcha.law.queries import calendar_of, figure
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.law.rules.calendar import days_between

# However soon its campaign ends, who is away for some days comes back.
AHEAD = datetime.timedelta(days=30)


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
    """As the registers and the draw stand today, on every day that is left; a day on which it can be made
    ends the search. No absence counts that one person alone says."""
    rule = figure(scope.office_id, OFFICERS_PER_VISIT, moments.today())
    staff = Staff(scope, seen.inspection.campaign, CONFIRMED_ONLY)
    is_drawn = is_drawn_here(seen.inspection.campaign)
    best, instead = 0, ""
    for day in _days(seen.inspection):
        bench = Bench(scope, seen, day, staff)
        best = max(best, bench.officers)
        if bench.officers >= rule.as_count:
            instead = _go(scope, seen, day, rule.as_count)
        elif not is_drawn and bench.can_help:
            instead = _change(seen, day)
        if instead:
            break
    if not instead and is_drawn:
        instead = _redraw(scope, seen, rule.as_count)
    open_seats = sum(1 for place in seen.coverage.places if not place.inspector)
    return Staffing(best, rule.as_count, rule.words, rule.clause, open_seats, instead)


def _days(row: Inspection) -> list[datetime.date]:
    """The day of the visit, and every working day from today to the end of its campaign: who is away for some
    days comes back. At least of the next weeks, since a visit that is late is still made."""
    today, calendar = moments.today(), calendar_of(row.office_id)
    last = max(row.campaign.ends_on or today, today + AHEAD)
    return [day_of(row), *(day for day in days_between(today, last) if calendar.is_working_day(day))]


def _go(scope: Actor, seen: Seen, day: datetime.date, needed: int) -> str:
    if Bench(scope, seen, day).officers < needed:
        return (
            "名录库里有暂离岗位的登记还没有由第二人确认，不能作为不再实施的依据。"
            "请政策法规或者局领导的另一人在检查人员页面确认；不属实的，请撤销登记。"
        )
    if day == day_of(seen.inspection):
        return "检查组现有的执法人员够法定人数，照常检查。"
    return f"{day}有足够的执法人员可以参加，请另选日期。"


def _change(seen: Seen, day: datetime.date) -> str:
    when = "名录库里" if day == day_of(seen.inspection) else f"{day}名录库里"
    return f"{when}还有可以接替的人，请先换人。"


def _redraw(scope: Actor, seen: Seen, needed: int) -> str:
    """A seat that somebody holds who cannot go is drawn anew. Once the secret is public it cannot be; that it
    was told early makes no visit one that nobody can make, if its seats had enough people."""
    assignment = final_assignment(seen.inspection.campaign_id)
    if assignment is None or not unfit(scope, seen.coverage, day_of(seen.inspection)):
        return ""
    if assignment.disclosed_at is None:
        return "请先登记席位变动，由系统按规则重新抽定席位；补不上的，席位空缺以后再申请。"
    if Bench(scope, seen).seated < needed:
        return ""
    return (
        "抽取文件在检查结束以前已经公开，席位不能再重新抽定；席位本来可以重新抽定的，不因提前公开而不再实施。"
        "请等原检查组的人返岗、续证以后安排日期检查；近期不能检查的，户次保留，向局领导说明。"
    )


def call_offs_of(inspection: Inspection) -> list[CallOff]:
    """Every time it was asked, the latest first."""
    people = ("asked_by", "decided_by", "resumed_by", "proof")
    return list(inspection.call_offs.select_related(*people).order_by("-asked_at"))


def standing_call_off(inspection: Inspection) -> CallOff | None:
    """The one that waits for a decision, or by which the visit is not carried out."""
    standing = (ASKED_OFF, CALLED_OFF)
    return next((one for one in call_offs_of(inspection) if one.state in standing), None)
