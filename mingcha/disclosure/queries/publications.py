"""What of a campaign is still to be published: results of its visits, penalties that came from them, its
bulletin."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.disclosure.models import CampaignClosing
from mingcha.disclosure.queries.bulletins.rounds import lacks_bulletin
from mingcha.disclosure.queries.objections import open_objections
from mingcha.disclosure.queries.penalty_lines import open_penalties
from mingcha.disclosure.queries.result_lines import OPEN, ResultLine, result_lines
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.states import OVER
from mingcha.plans.models import Campaign


@dataclass(frozen=True)
class Publication:
    """One campaign: how many results stand how, how many visits have none yet, what is late, and how many
    penalty decisions that came from it are neither public nor withheld, how many objections are open."""

    campaign: Campaign
    counts: Counter[str]
    unvisited: int
    late: int
    first_due: datetime.date | None
    closing: CampaignClosing | None
    open_penalties: int
    objections: int

    @property
    def open(self) -> int:
        return sum(self.counts[one] for one in OPEN)

    @property
    def is_complete(self) -> bool:
        """Every visit is over, every result and penalty public or lawfully withheld; a withdrawn one stays
        withdrawn."""
        return not (self.open or self.unvisited or self.open_penalties)

    @cached_property
    def lacks_bulletin(self) -> bool:
        """It is a round, and its bulletin is not public yet."""
        return lacks_bulletin(self.campaign)

    @property
    def may_close(self) -> bool:
        """Nothing is left of it."""
        is_left = not self.is_complete or self.objections or self.lacks_bulletin
        return self.closing is None and not is_left


def publications(scope: Actor, campaigns: Sequence[Campaign], today: datetime.date) -> list[Publication]:
    """One for each campaign."""
    by_campaign: dict[UUID, list[ResultLine]] = {one.pk: [] for one in campaigns}
    for line in result_lines(scope, campaigns):
        by_campaign[line.inspection.campaign_id].append(line)
    closings = {one.campaign_id: one for one in CampaignClosing.objects.filter(campaign__in=campaigns)}
    penalties, objected = open_penalties(campaigns), open_objections(campaigns)
    return [
        _publication(
            one, by_campaign[one.pk], closings.get(one.pk), (penalties[one.pk], objected[one.pk]), today
        )
        for one in campaigns
    ]


def _publication(
    campaign: Campaign,
    lines: Sequence[ResultLine],
    closing: CampaignClosing | None,
    beside: tuple[int, int],
    today: datetime.date,
) -> Publication:
    """`beside` the results: open penalties and objections."""
    due = [line.due_on for line in lines if line.is_open and line.due_on]
    return Publication(
        campaign,
        Counter(line.standing for line in lines),
        0 if closing else unvisited(campaign),
        sum(1 for day in due if day < today),
        min(due, default=None),
        closing,
        *beside,
    )


def unvisited(campaign: Campaign) -> int:
    """Visits that are not over; those that cover nothing any more are none."""
    rows = Inspection.objects.filter(campaign=campaign).exclude(state__in=OVER)
    codes = list(rows.values_list("code", flat=True))
    covered = coverages(campaign) if codes else {}
    return sum(1 for code in codes if code not in covered or not covered[code].is_void)
