"""A rehearsal 演练: the steps of a sitting played through with a seed that can never be that of a draw
(drawproof/1 section 4.3). Who comes out of it is named by numbers only. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import drawproof
from mingcha.draws.rules.committed import Conflict, RosterLine, assignment_files, read_result, visits_of
from mingcha.draws.rules.simulation import Planned
from mingcha.draws.rules.steps import READ, READ_TEAMS, RESULT, SCOPE, SIGN, TEAMS, THROWS, THROWS_TEAMS

ORDER = (SCOPE, READ, THROWS, RESULT, READ_TEAMS, THROWS_TEAMS, TEAMS, SIGN)
STEP_WORDS = {
    SCOPE: "说明范围",
    READ: "公布承诺",
    THROWS: "公开事件",
    RESULT: "抽取对象",
    READ_TEAMS: "第二次公告",
    THROWS_TEAMS: "第二次公开事件",
    TEAMS: "匹配人员",
    SIGN: "签字",
}
# The two events of a sitting, by the step at which they are entered.
EVENT_OF = {THROWS: 1, THROWS_TEAMS: 2}
UNIT, PERSON = "演练对象", "演练人员"


def following(step: str) -> str | None:
    """The step after this one; None after the last."""
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else None


def play(
    planned: Planned,
    roster: Sequence[RosterLine],
    conflicts: Sequence[Conflict],
    titles: dict[str, str],
    seed: Callable[[], str],
) -> dict[str, Any]:
    """What a sitting would come to, without anybody's name: `drawn` the stratum of each drawn unit, `reserve`
    how many substitutes, `teams` of each visit the seats as [title, number of a person], `missing` how many
    seats no lawful plan fills. `titles` names the groups; `seed` gives a fresh rehearsal seed."""
    selection = drawproof.select(planned.frame, planned.rule, seed())
    result = read_result(selection.result_csv)
    drawn = [row.stratum for row in result if row.is_drawn]
    files = assignment_files(
        visits=visits_of(result), groups=planned.groups, roster=roster, conflicts=conflicts
    )
    people, seats, bars = (files[name] for name in ("inspectors.csv", "visits.csv", "barred.csv"))
    facts = {"drawn": drawn, "reserve": len(result) - len(drawn), "missing": 0, "teams": []}
    try:
        assignment = drawproof.assign(people, seats, bars, {"balance": planned.balance}, seed())
    except drawproof.Infeasible as error:
        return {**facts, "missing": int(str(error.certificate["missing"]))}
    return {**facts, "teams": _nameless(assignment.seats, titles)}


def loads_of(teams: Sequence[Sequence[tuple[str, int]]]) -> Counter[int]:
    """How many visits each numbered person has."""
    return Counter(person for team in teams for _, person in team)


def _nameless(seats: Sequence[drawproof.Seat], titles: dict[str, str]) -> list[list[tuple[str, int]]]:
    """The teams by visit, each person a number in the order in which it was first drawn."""
    numbers: dict[str, int] = {}
    teams: dict[str, list[tuple[str, int]]] = {}
    for seat in seats:
        number = numbers.setdefault(seat.inspector, len(numbers) + 1)
        teams.setdefault(seat.visit, []).append((titles.get(seat.group, seat.group), number))
    return [teams[visit] for visit in sorted(teams)]
