"""A bureau with two sections that plan a year together, as the tests of plans need it."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans import services
from mingcha.plans.models import Campaign, Plan, PlanVersion
from mingcha.plans.queries import Settings
from mingcha.plans.queries.settings import Line
from mingcha.plans.tests import cast

MINING, LAND = "矿产管理股", "用途管制股"
COMPLETE = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Planning:
    """The bureau, its sections, an item and the plan of 2026 in draft."""

    bureau: Bureau
    sections: dict[str, Section]
    item: InspectionItem
    plan: Plan

    def clerk(self, section: str = MINING) -> Actor:
        """The business clerk as one of that section."""
        return replace(self.bureau.actor(BUSINESS), section_id=self.sections[section].pk)

    def settings(self, number: str, section: str = MINING, **facts: Any) -> Settings:
        line = Line(section_id=self.sections[section].pk, category="矿业权", **facts.pop("line", {}))
        return replace(cast.settings(self.item), number=number, title=f"抽查{number}", line=line, **facts)

    def propose(self, number: str, section: str = MINING, **facts: Any) -> Campaign:
        return services.propose_campaign(
            actor=self.clerk(section), plan=self.plan, settings=self.settings(number, section, **facts)
        )

    def now(self) -> Plan:
        return Plan.objects.get(pk=self.plan.pk)

    def submitted(self) -> Plan:
        return services.submit_plan(
            actor=self.bureau.actor(ENFORCEMENT), plan=self.now(), complete_from=COMPLETE
        )

    def approved(self) -> Plan:
        self.submitted()
        return services.approve_plan(actor=self.bureau.actor(LEADER), plan=self.now())

    def published(self, document_no: str = "阜自然资发〔2026〕5号") -> PlanVersion:
        self.approved()
        return services.publish_plan(
            actor=self.bureau.actor(ENFORCEMENT), plan=self.now(), document_no=document_no
        )


def planning(*more: dict[str, Any]) -> Planning:
    """With one item on the list, and `more` beside it."""
    bureau = found()
    cast.mines(bureau, 40)
    cast.inspectors(bureau, 4)
    item, *_ = cast.published(bureau, {"frequency_basis": "《某某办法》第五条：每年1次"}, *more)
    sections = {name: Section.objects.create(office=bureau.office, name=name) for name in (MINING, LAND)}
    plan = services.create_plan(actor=bureau.actor(ENFORCEMENT), year=2026, number="2026-JH")
    return Planning(bureau, sections, item, plan)
