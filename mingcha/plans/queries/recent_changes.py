"""The changes of the register shortly before a frame is frozen, within what the campaign draws from: a
register that is put right for the occasion is seen (threats.md: who is taken out just before a draw)."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.law.queries import figure
from mingcha.law.rules import REGISTER_CHANGE_DAYS
from mingcha.plans.models import Campaign
from mingcha.plans.queries.frames import narrowed
from mingcha.plans.queries.settings import inspected, items_of, settings_of
from mingcha.registers.queries import RegisterChange, RegisterChanges

CHANGE_HEADINGS = ("时间", "变动", "对象编码", "对象名称", "对象类别", "乡镇", "状态", "办理人", "理由")


@dataclass(frozen=True)
class RecentChanges:
    """The changes of the last `days` days; `counts` are (act in words, targets), the most frequent first."""

    days: int
    changes: RegisterChanges
    total: int
    counts: tuple[tuple[str, int], ...]


def recent_changes(scope: Actor, campaign: Campaign) -> RecentChanges:
    """What changed in the campaign's scope up to now; a campaign without items draws from nothing."""
    days = change_days(scope)
    settings = settings_of(campaign)
    categories = narrowed(inspected(settings, items_of(settings, scope.office_id)), settings.categories)
    since = moments.now() - datetime.timedelta(days=days)
    changes = RegisterChanges(scope, since, categories or [], settings.towns)
    counts = tuple(changes.counts)
    return RecentChanges(days, changes, sum(number for _, number in counts), counts)


def change_days(scope: Actor) -> int:
    """How far back changes are shown, by the figure of today."""
    return figure(scope.office_id, REGISTER_CHANGE_DAYS, moments.today()).as_count


def change_export_row(change: RegisterChange) -> list[Value]:
    """A change as a row of a workbook."""
    target = [change.code, change.name, change.category, change.town, change.state]
    return [change.at, change.act, *target, change.actor_name, change.reason]
