"""Who of a team may not go on a day: an interest in the party, away, or without a licence in force. Asked
when the day is set, again when the notice is made, and again when the record is handed in."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.queries.coverage import Coverage
from mingcha.registers.models import Inspector
from mingcha.registers.queries import Eligible, conflicts_in_force, eligible_inspectors


@dataclass(frozen=True)
class Unfit:
    """One member who cannot go that day, and why in words; `is_barred` by an interest."""

    roster_no: str
    name: str
    why: str
    is_barred: bool = False


# Since ever: no absence counts that one person alone says. For what sets somebody aside or ends a visit.
CONFIRMED_ONLY = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def unfit(
    scope: Actor, coverage: Coverage, on: datetime.date, sure_since: datetime.datetime | None = None
) -> list[Unfit]:
    """In the order of the team. Of a day that has passed only what was so then counts: that somebody has left
    the office or declared an interest since does not undo a visit. `sure_since` as `eligible_inspectors`."""
    people = {one.inspector.roster_no: one for one in eligible_inspectors(scope, on, sure_since)}
    parties = {holder_of(unit) for unit in coverage.units}
    has_passed = on < moments.today()
    barred = {
        one.inspector.roster_no
        for one in conflicts_in_force(scope, on)
        if one.holder_code in parties and not (has_passed and one.declared_on > on)
    }
    found = []
    for number in coverage.team:
        person = people.get(number)
        name = person.inspector.name if person else number
        if number in barred:
            found.append(Unfit(number, name, "与检查对象有利害关系", is_barred=True))
        elif person is None:
            found.append(Unfit(number, name, "名录库里没有这个人"))
        elif why := _reasons(person, on, has_passed=has_passed):
            found.append(Unfit(number, name, "；".join(why)))
    return found


def _reasons(person: Eligible, on: datetime.date, *, has_passed: bool) -> list[str]:
    if not has_passed:
        return list(person.reasons)
    inspector = person.inspector
    licences, absences = list(inspector.licences.all()), list(inspector.absences.all())
    why = [] if any(one.is_valid(on) for one in licences) or inspector.is_expert else ["当天没有有效执法证"]
    return why + [str(one) for one in absences if one.covers(on)]


def licensed(scope: Actor, team: Iterable[str], on: datetime.date) -> list[str]:
    """Those of the team who hold a licence in force that day and may go, by roster number. An expert assists
    and does not count (行政处罚法第四十二条)."""
    people = {one.inspector.roster_no: one for one in eligible_inspectors(scope, on)}
    has_passed = on < moments.today()
    return [
        number
        for number in team
        if number in people
        and not people[number].inspector.is_expert
        and not _reasons(people[number], on, has_passed=has_passed)
    ]


@dataclass(frozen=True)
class Officer:
    """A member as papers name him."""

    roster_no: str
    name: str
    licence: str
    title: str
    employer: str
    has_account: bool
    is_expert: bool = False


def officers(office_id: UUID, coverage: Coverage, on: datetime.date) -> list[Officer]:
    """The team in its order, with a licence in force that day (else the last one)."""
    return officers_of_visits(office_id, [(coverage, on)])[0]


def officers_of_visits(
    office_id: UUID, visits: Sequence[tuple[Coverage, datetime.date]]
) -> list[list[Officer]]:
    """The team of each visit on its day. Two queries, however many visits there are."""
    wanted = {number for coverage, _ in visits for number in coverage.team}
    rows = Inspector.objects.filter(office_id=office_id, roster_no__in=wanted)
    people = {one.roster_no: one for one in rows.select_related("person").prefetch_related("licences")}
    return [list(_team(people, coverage, on)) for coverage, on in visits]


def _team(people: Mapping[str, Inspector], coverage: Coverage, on: datetime.date) -> Iterator[Officer]:
    titles = {place.inspector: place.title for place in coverage.places}
    for number in coverage.team:
        if number in people:
            yield _officer(people[number], titles[number], on)


def _officer(inspector: Inspector, title: str, on: datetime.date) -> Officer:
    licences = sorted(inspector.licences.all(), key=lambda one: one.is_valid(on))
    return Officer(
        inspector.roster_no,
        inspector.name,
        licences[-1].number if licences else "",
        title,
        inspector.employer,
        inspector.person is not None and inspector.person.is_active,
        inspector.is_expert,
    )
