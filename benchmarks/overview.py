"""The overview of a year: 100 campaigns over a register of 100,000 targets, drawn, visited, published.

    .venv/bin/python benchmarks/overview.py [--targets 100000] [--campaigns 100] [--postgres]

Printed are the seconds of the leader's page as a browser gets it, with nothing in memory (the best of three)
and again, with its processor time (what counts on a busy machine); of each of its figures alone; and of the
first page of the rows behind the largest number.

Promise: 2 s."""

import argparse
import datetime
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.plans import draw_up_the_plan, installation, people_the_register, timed  # noqa: E402

PROMISE = 2.0
REPEATS = 3
EACH = 20  # every twentieth unit of a campaign's category is drawn
BATCH = 2000
STATES = ("recorded", "recorded", "recorded", "noticed", "scheduled", "waiting")
CODES = (
    ("none", "未发现问题", "found", "1"),
    ("none", "未发现问题", "found", "1"),
    ("ordered", "发现问题已责令改正", "found", "5"),
    ("closed", "已关闭停业或正在组织清算", "not_checked", ""),
)


def carry_out(office: Any, plan: Any) -> int:
    """Every campaign drawn and approved; of six visits three are recorded, two of three of these public."""
    from mingcha.plans.models import Campaign

    leader, other = _people(office)
    visits = 0
    for place, campaign in enumerate(plan.campaigns.prefetch_related("campaign_items__item")):
        Campaign.objects.filter(pk=campaign.pk).update(state="drawn", drawn_as=f"bureau-{place}")
        campaign.drawn_as = f"bureau-{place}"
        visits += _visits(office, campaign, place, leader, other)
    return visits


def _people(office: Any) -> tuple[Any, Any]:
    from mingcha.accounts.models import Person, RoleGrant
    from mingcha.common import moments

    people = [
        Person.objects.create(office=office, username=f"bench-{role}", name=role, password="!")
        for role in ("leader", "business")
    ]
    RoleGrant.objects.create(person=people[0], role="leader", granted_at=moments.now())
    return people[0], people[1]


def _visits(office: Any, campaign: Any, place: int, leader: Any, other: Any) -> int:
    from mingcha.common import moments
    from mingcha.inspections.models import Approval, Inspection, InspectionRecord, Outcome
    from mingcha.law.models import Deadline
    from mingcha.plans.models import DrawnUnit
    from mingcha.plans.rules.exclusions import campaign_source
    from mingcha.registers.models import VisitFact

    now = moments.now()
    day = datetime.date(2026, 1 + place % 10, 20)
    units = list(_units(office, campaign))
    DrawnUnit.objects.bulk_create(
        [
            DrawnUnit(
                campaign=campaign, unit=unit, holder_code=holder.code, drawn_on=day, draw=campaign.drawn_as
            )
            for unit, holder in units
        ],
        batch_size=BATCH,
    )
    Approval.objects.create(
        office=office,
        campaign=campaign,
        state="approved",
        visits=len(units),
        words="检查",
        proposed_by=other,
        proposed_at=now,
        decided_by=leader,
        decided_at=now,
    )
    rows = [
        Inspection(office=office, campaign=campaign, code=f"v{n:05d}", number=n, **_state(n, day, now))
        for n in range(1, len(units) + 1)
    ]
    Inspection.objects.bulk_create(rows, batch_size=BATCH)
    done = [(row, unit) for row, unit in zip(rows, units, strict=True) if row.state == "recorded"]
    records = [
        InspectionRecord(
            inspection=row,
            n=1,
            state="confirmed",
            typed_by=leader,
            confirmed_by=other,
            units=[{"code": unit}],
            team=[],
        )
        for row, (unit, _) in done
    ]
    InspectionRecord.objects.bulk_create(records, batch_size=BATCH)
    Outcome.objects.bulk_create(
        [
            Outcome(
                record=record,
                inspection=row,
                unit=unit,
                item="S01",
                item_name="抽查",
                **dict(zip(("code", "title", "family", "national"), CODES[row.number % 4], strict=True)),
            )
            for record, (row, (unit, _)) in zip(records, done, strict=True)
        ],
        batch_size=BATCH,
    )
    Deadline.objects.bulk_create(
        [
            Deadline(
                office=office,
                kind="inspections.result",
                subject=row.pk,
                title="公示",
                clause="办法",
                starts_on=day,
                count=20,
                unit="working",
                due_on=day + datetime.timedelta(days=28),
                closed_at=_closed(row.number, day),
            )
            for row, _ in done
        ],
        batch_size=BATCH,
    )
    VisitFact.objects.bulk_create(
        [
            VisitFact(
                office=office,
                holder=holder,
                body=office.name,
                visited_on=day,
                item=campaign.number,
                manner="random",
                source=campaign_source(campaign.number),
            )
            for _, (_, holder) in done
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return len(rows)


def _units(office: Any, campaign: Any) -> Iterator[tuple[str, Any]]:
    """Every twentieth target of the campaign's category, or its holder."""
    from mingcha.registers.models import Target

    wanted = [name for one in campaign.campaign_items.all() for name in one.item.target_categories]
    rows = Target.current.filter(office=office, state="active", category__in=wanted).select_related("holder")
    start = int(campaign.number[-3:]) % EACH
    seen = set()
    for target in rows.order_by("code")[start::EACH]:
        unit = target.code if campaign.unit == "target" else target.holder.code
        if unit not in seen:
            seen.add(unit)
            yield unit, target.holder


def _state(number: int, day: datetime.date, now: datetime.datetime) -> dict[str, Any]:
    state = STATES[number % len(STATES)]
    facts: dict[str, Any] = {"state": state}
    if state != "waiting":
        facts |= {"planned_on": day, "method": "on_site"}
    if state in ("noticed", "recorded"):
        facts["noticed_at"] = now
    if state == "recorded":
        facts["done_on"] = day
    return facts


def _closed(number: int, day: datetime.date) -> datetime.datetime | None:
    """In time, late, or not yet."""
    later = (20, 40, None)[number % 3]
    if later is None:
        return None
    return datetime.datetime(day.year, day.month, day.day, 4, tzinfo=datetime.UTC) + datetime.timedelta(later)


def main() -> None:
    parser = argparse.ArgumentParser(description="the overview of a year")
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--campaigns", type=int, default=100)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with installation(asked.postgres):
        measure(asked.targets, asked.campaigns)


def measure(targets: int, campaigns: int) -> None:
    from django.test import Client
    from django.urls import reverse

    from mingcha.accounts.actors import Actor
    from mingcha.accounts.models import Person
    from mingcha.config.services import sole_office
    from mingcha.oversight.queries.overview import FIGURES, span_of
    from mingcha.registers.queries import remembered

    office = sole_office()
    people_the_register(office, targets)
    visits = carry_out(office, draw_up_the_plan(office, campaigns))
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(Person.objects.get(username="bench-leader"))
    page, rows = f"{reverse('overview')}?year=2026", f"{reverse('overview_rows')}?year=2026"

    def afresh(address: str) -> None:
        remembered.forget()
        ask(address)

    def ask(address: str) -> None:
        assert browser.get(address).status_code == 200

    ask(page)  # templates and settings are read once in a process
    print(f"{campaigns} campaigns over {targets:,} targets, {visits:,} visits")
    _said("the page, nothing in memory", *min(timed(lambda: afresh(page)) for _ in range(REPEATS)))
    _said("the page again", *min(timed(lambda: ask(page)) for _ in range(REPEATS)))
    many = f"{rows}&figure=progress&of=visits&line=all"
    _said("first rows of all visits", *min(timed(lambda: ask(many)) for _ in range(REPEATS)))
    actor = Actor.command_line(office)
    span = span_of(actor, "2026", "")
    for key, kind in FIGURES.items():
        make = partial(kind.make, actor, span)
        _said(f"  {key}", *min(timed(make) for _ in range(REPEATS)))


def _said(what: str, seconds: float, used: float) -> None:
    print(f"  {what:30} {seconds:6.2f} s   processor {used:.2f} s   promise {PROMISE} s")


if __name__ == "__main__":
    main()
