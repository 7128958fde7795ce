"""A small register, a published list and a campaign, as the tests of plans need them."""

import datetime
from dataclasses import replace
from typing import Any

from mingcha.accounts.rules import BUSINESS, LEADER
from mingcha.items.models import InspectionItem
from mingcha.items.tests import cast as items
from mingcha.law.tests.cast import Bureau
from mingcha.ledger.models import Record
from mingcha.plans import services
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Settings
from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.findings import Seats
from mingcha.registers.models import Holder, Inspector, InspectorLicence, Target, Training

DAY = datetime.date(2026, 6, 1)
MINE, PARCEL = "采矿权", "用地项目"


def holder(bureau: Bureau, number: int) -> Holder:
    found = Holder.objects.filter(office=bureau.office, code=_code(number)).first()
    if found is None:
        found = _company(bureau, number)
        found.save()
    return found


def target(bureau: Bureau, number: int, **facts: Any) -> Target:
    """A mine of holder `number` in business, except as told."""
    owner = holder(bureau, number)
    found = _mine(owner, Target.objects.filter(holder=owner).count() + 1, facts)
    found.save()
    return found


def mines(bureau: Bureau, count: int, **facts: Any) -> list[Target]:
    """One mine each for `count` holders."""
    first = Holder.objects.filter(office=bureau.office).count()
    owners = [_company(bureau, first + place) for place in range(count)]
    found = [_mine(owner, 1, facts) for owner in owners]
    rows: list[Record] = [*owners, *found]
    for row in rows:
        row.derive()
    Holder.objects.bulk_create(owners)
    return Target.objects.bulk_create(found)


def _company(bureau: Bureau, number: int) -> Holder:
    return Holder(office=bureau.office, code=_code(number), name=f"试{number}公司")


def _code(number: int) -> str:
    return f"91130624MA{number:05d}"


def _mine(owner: Holder, place: int, facts: dict[str, Any]) -> Target:
    given = {"category": MINE, "town": "平阳镇", "risk_class": "A", "state": "active"} | facts
    return Target(office=owner.office, holder=owner, code=f"{owner.code}#{place:02d}", **given)


def inspectors(bureau: Bureau, count: int, *, leads: int = 1) -> None:
    """Inspectors on duty with a licence in force, the first `leads` of whom may lead."""
    for place in range(count):
        person = Inspector.objects.create(
            office=bureau.office, roster_no=f"P{place:03d}", name=f"试{place}", can_lead=place < leads
        )
        InspectorLicence.objects.create(
            inspector=person, number=f"1300{place:04d}", valid_until=datetime.date(2030, 1, 1)
        )
        Training.objects.create(inspector=person, course="执法轮训", valid_until=datetime.date(2030, 1, 1))


def published(bureau: Bureau, *items_wanted: dict[str, Any]) -> list[InspectionItem]:
    """The items of a list that is in force, in this order."""
    item_list = items.draft(bureau)
    wanted = items_wanted or ({},)
    made = [
        items.item(bureau, item_list, **({"contents": f"内容{place}"} | one))
        for place, one in enumerate(wanted)
    ]
    items.publish(bureau, item_list)
    return made


def settings(*chosen: InspectionItem, **facts: Any) -> Settings:
    """Holders of the items' categories, 5 % and 5 %, a leader and a member, except as told."""
    usual = Settings(
        number="2026-01",
        title="矿业权抽查",
        unit="holder",
        item_ids=tuple(item.pk for item in chosen),
        categories=(),
        towns=(),
        starts_on=DAY,
        ends_on=datetime.date(2026, 9, 30),
        balance="even",
        layers=(Layer("s1", "ordinary", "1/20"), Layer("s2", "raised", "1/20")),
        seats=(Seats("lead", "组长", 1, frozenset({"lead"})), Seats("member", "组员", 1)),
    )
    return replace(usual, **facts)


def layers(ordinary: str, raised: str, *, at_least: int = 1, reserve: int = 0) -> tuple[Layer, ...]:
    return (
        Layer("s1", "ordinary", ordinary, at_least, reserve),
        Layer("s2", "raised", raised, at_least, reserve),
    )


def campaign(bureau: Bureau, wanted: Settings) -> Campaign:
    return services.create_campaign(actor=bureau.actor(BUSINESS), settings=wanted)


def settled(bureau: Bureau, wanted: Settings) -> Campaign:
    return services.settle_campaign(actor=bureau.actor(LEADER), campaign=campaign(bureau, wanted))
