"""Work on the platforms of superior bodies: what was decided or drawn here and does not stand there yet."""

import datetime
from collections.abc import Iterator

from mingcha.accounts.actors import Actor
from mingcha.draws.queries.platforms import not_entered
from mingcha.law.queries import holds
from mingcha.law.rules import PROVINCIAL_PLATFORM
from mingcha.oversight.rules import Due
from mingcha.plans.queries.platforms import plans_not_entered
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.rules import SUBJECTS


def entries_to_record(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Plans and draws not yet in the provincial platform, as long as the office works by that duty."""
    if not can_record_entry(scope) or not holds(scope.office_id, PROVINCIAL_PLATFORM, today):
        return
    for subject in (*plans_not_entered(scope), *not_entered(scope)):
        why = f"{SUBJECTS[subject.kind]}录入省双随机平台后，登记日期、编号和回执。"
        yield Due(f"录入省平台：{subject.title}", why, subject.url, "去登记")
