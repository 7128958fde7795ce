"""Public penalty decisions as what is entered into the platforms of superior bodies (双公示)."""

import datetime
from collections.abc import Iterator

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.disclosure.queries.penalty_lines import PenaltyLine, penalty_lines
from mingcha.law.queries import figure_if_any
from mingcha.law.queries.calendar import calendar_of
from mingcha.law.rules.calendar import Counted, unit_of
from mingcha.law.rules.keys import PENALTY_ON_SYSTEM_DAYS
from mingcha.upkeep.queries import entered_subjects
from mingcha.upkeep.rules import PENALTY, PLATFORMS_OF, Subject


def entered_penalty(line: PenaltyLine, url: str) -> Subject:
    """`Conflict` before the decision is public."""
    if not line.is_read:
        raise Conflict(
            "nothing-to-enter",
            "这件处罚决定没有在公示。",
            title="不能登记平台录入：没有公示",
            remedy="请先公示，再录入平台。",
        )
    row = line.penalty
    return Subject(PENALTY, row.decision, row.document_no, f"{url}#platforms", row.decided_on)


def penalties_not_entered(scope: Actor) -> Iterator[tuple[PenaltyLine, list[str]]]:
    """(decision, the platforms in which it lacks) of those that lack any; one corrected since it was entered
    does. A fixed number of queries."""
    read = [line for line in penalty_lines(scope) if line.is_read]
    changed = {line.penalty.decision: line.shown.disclosed_at for line in read if line.shown}
    entered = {
        platform: entered_subjects(scope, PENALTY, platform, changed) for platform in PLATFORMS_OF[PENALTY]
    }
    for line in read:
        if lacking := [key for key, known in entered.items() if line.penalty.decision not in known]:
            yield line, lacking


def enter_by(scope: Actor, decided_on: datetime.date) -> Counted | None:
    """Until when a decision of that day has to stand in the national system; None where the office does not
    work by that duty."""
    rule = figure_if_any(scope.office_id, PENALTY_ON_SYSTEM_DAYS, decided_on)
    if rule is None:
        return None
    return calendar_of(scope.office_id).last_day(decided_on, rule.as_count, unit_of(rule.unit))
