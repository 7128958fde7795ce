"""A round whose visits are all recorded, for the tests of its bulletin."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.rules.bulletins import Figures, hand_numbers
from mingcha.disclosure.services import (
    approve_bulletin,
    draft_bulletin,
    publish_bulletin,
    submit_bulletin,
)
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.outcomes import NONE_FOUND
from mingcha.inspections.services import begin_record
from mingcha.inspections.tests.visiting import Visiting
from mingcha.plans.models import Campaign

WRONG = "越界开采"
NAMING = "越界开采，由张得宝签收"


@dataclass
class Round:
    """A visited round, who writes of it and who decides."""

    visiting: Visiting

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.visiting.campaign_pk)

    @property
    def writer(self) -> Actor:
        return self.visiting.ceremony.county.actor(ENFORCEMENT)

    @property
    def leader(self) -> Actor:
        return self.visiting.ceremony.county.actor(LEADER)

    @property
    def people(self) -> dict[str, Person]:
        return dict(self.visiting.ceremony.county.bureau.people)

    @property
    def figures(self) -> Figures:
        return figures_of(self.campaign)

    def draft(self, reason: str = "") -> Bulletin:
        return draft_bulletin(actor=self.writer, campaign=self.campaign, reason=reason)

    def submitted(self, reason: str = "") -> Bulletin:
        return submit_bulletin(actor=self.writer, bulletin=self.draft(reason))

    def approved(self, reason: str = "") -> Bulletin:
        row = self.submitted(reason)
        seen = hand_numbers(row.text, Figures.revived(row.figures))
        return approve_bulletin(actor=self.leader, bulletin=row, hand_checked=seen)

    def published(self, reason: str = "") -> Bulletin:
        return publish_bulletin(actor=self.writer, bulletin=self.approved(reason))


def visit_all(visiting: Visiting, wrong: int = 1, words: str = WRONG) -> Round:
    """Every visit on one day; the first `wrong` found something that is to be put right, in these words."""
    rows = visiting.rows
    for row in rows:
        visiting.schedule(row)
        visiting.notify(row)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    for place, row in enumerate(rows):
        begin_record(actor=visiting.member(row), inspection=row.pk)
        visiting.hand_in(row, **({"results": ordered(visiting, row, words)} if place < wrong else {}))
        visiting.confirm(row)
    return Round(visiting)


def ordered(visiting: Visiting, row: Inspection, words: str = WRONG) -> tuple[Result, ...]:
    """The first item of each unit with a problem that is to be put right, nothing at the others."""
    coverage = visiting.coverage(row)
    seen = find_inspection(visiting.member(row), row.pk)
    due = datetime.date(2026, 7, 18)
    return tuple(
        Result(unit.code, item.code, "ordered", words, "限期改正", due)
        if place == 0
        else Result(unit.code, item.code, NONE_FOUND, words="" if item.questions else "证照齐全")
        for unit in asked_units(visiting.member(row), seen.inspection, coverage)
        for place, item in enumerate(unit.items)
    )
