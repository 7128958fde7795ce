"""Work on the platforms of superior bodies: what was decided or drawn here and does not stand there yet."""

import datetime
from collections.abc import Iterator
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.draws.queries.platforms import not_entered
from mingcha.law.queries import holds
from mingcha.law.rules import PROVINCIAL_PLATFORM
from mingcha.oversight.rules import Due
from mingcha.plans.queries.platforms import plans_not_entered
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.rules import (
    CREDIT,
    DRAW,
    NATIONAL,
    PLAN,
    PLATFORMS,
    PLATFORMS_OF,
    PROVINCIAL,
    SUBJECTS,
    Subject,
)

SHORT = {PROVINCIAL: "省平台", NATIONAL: "国家公示系统", CREDIT: "信用中国"}


def entries_to_record(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Plans and draws that lack in one of the platforms, as long as the office works by that duty: each once,
    with the platforms in which it lacks."""
    if not can_record_entry(scope) or not holds(scope.office_id, PROVINCIAL_PLATFORM, today):
        return
    lacking: dict[UUID, tuple[Subject, list[str]]] = {}
    for kind, found in ((PLAN, plans_not_entered), (DRAW, not_entered)):
        for platform in PLATFORMS_OF[kind]:
            for subject in found(scope, platform):
                lacking.setdefault(subject.pk, (subject, []))[1].append(platform)
    for subject, platforms in lacking.values():
        names = "、".join(PLATFORMS[platform] for platform in platforms)
        why = f"{SUBJECTS[subject.kind]}录入{names}后，登记日期、编号和回执。"
        short = "、".join(SHORT[platform] for platform in platforms)
        yield Due(f"录入{short}：{subject.title}", why, subject.url, "去登记")
