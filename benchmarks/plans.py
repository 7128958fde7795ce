"""The arbiter on a year's plan of 100 campaigns over a register of 100,000 targets.

    .venv/bin/python benchmarks/plans.py [--targets 100000] [--campaigns 100] [--postgres]

Printed are the seconds of `examination_of_plan` (the best of three, as a page would ask it) with its
processor time (what counts on a busy machine), and the same as ratios of two peers that give less: a bare SQL
count for each stratum of each campaign, and the frames read one by one, measured on three of the campaigns.

Promise: 2 s."""

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mingcha.config.setup.postgres import private_cluster

ROOT = Path(__file__).resolve().parents[1]
CATEGORIES = ("采矿权", "探矿权", "测绘资质", "地灾资质", "用地项目", "临时用地", "矿山修复", "测绘成果")
TOWNS = ("阜平镇", "龙泉关镇", "平阳镇", "城南庄镇", "天生桥镇", "王林口镇", "大台乡", "史家寨乡", "砂窝镇")
SECTIONS = ("矿产股", "用途管制股", "生态修复股", "测绘地信股")
PROMISE = 2.0
REPEATS = 3


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - used


@contextmanager
def installation(on_postgres: bool) -> Iterator[None]:
    """An empty one, with Django set up for it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MINGCHA_DATA": folder, "DJANGO_SETTINGS_MODULE": "mingcha.config.settings"}
        if not on_postgres:
            _set_up()
            yield
            return
        with private_cluster() as address:
            os.environ["MINGCHA_DATABASE_URL"] = address
            _set_up()
            yield


def _set_up() -> None:
    subprocess.run([sys.executable, "-m", "mingcha.config", "migrate"], check=True, cwd=ROOT)
    import django

    django.setup()


def people_the_register(office: Any, size: int) -> None:
    """Every third holder has two targets, some are not in business, some are complained about or listed."""
    from mingcha.registers.models import Holder, Target

    day = datetime.date(2026, 1, 5)
    holders = {
        number: Holder(office=office, code=f"91130624MA{number:08d}", name=f"第{number}公司")
        for number in {number - (number % 3 == 2) for number in range(size)}
    }
    Holder.objects.bulk_create(holders.values(), batch_size=2000)
    targets = (
        Target(
            office=office,
            holder=holders[number - (number % 3 == 2)],
            code=f"91130624MA{number - (number % 3 == 2):08d}#{1 + (number % 3 == 2):02d}",
            category=CATEGORIES[number % 8],
            town=TOWNS[number % 9],
            risk_class="ABCD"[number * 7 // 3 % 4],
            state="suspended" if number % 11 == 0 else "active",
            complaints=number % 50 // 46 * 3,
            complaints_on=day,
            abnormal_list_on=day if number % 97 == 0 else None,
        )
        for number in range(size)
    )
    Target.objects.bulk_create(targets, batch_size=2000)


def draw_up_the_plan(office: Any, size: int) -> Any:
    """Sections, items, campaigns: a category or two each, some of one town, in every month."""
    from mingcha.accounts.models import Section
    from mingcha.common import moments
    from mingcha.items.models import InspectionItem, ItemList
    from mingcha.plans.models import Campaign, CampaignItem, Plan, Stratum, TeamGroup

    now = moments.now()
    item_list = ItemList.objects.create(
        office=office, number=1, state="published", created_at=now, published_at=now
    )
    items = [
        InspectionItem.objects.create(
            item_list=item_list,
            code=f"S{place:02d}",
            name=f"{category}抽查",
            category=category,
            target_categories=[category],
            basis="《中华人民共和国矿产资源法》第五十七条",
        )
        for place, category in enumerate(CATEGORIES)
    ]
    sections = [Section.objects.create(office=office, name=name) for name in SECTIONS]
    plan = Plan.objects.create(office=office, year=2026, number="2026", created_at=now)
    for number in range(size):
        month = 1 + number % 10
        campaign = Campaign.objects.create(
            office=office,
            plan=plan,
            section=sections[number % 4],
            category=CATEGORIES[number % 8],
            round=1 + number // 8 % 3,
            number=f"2026-{number:03d}",
            title=f"第{number}次抽查",
            year=2026,
            unit="target" if number % 5 == 0 else "holder",
            towns=[TOWNS[number % 9]] if number % 4 == 0 else [],
            starts_on=datetime.date(2026, month, 1),
            ends_on=datetime.date(2026, month + 2, 28),
        )
        CampaignItem.objects.create(campaign=campaign, item=items[number % 8])
        for code, kind, ratio in (("s1", "ordinary", "1/20"), ("s2", "raised", "1/5")):
            Stratum.objects.create(campaign=campaign, code=code, kind=kind, ratio=ratio)
        TeamGroup.objects.create(campaign=campaign, order=1, code="lead", title="组长", count=2)
    return plan


def bare_counts(plan: Any) -> None:
    """What plain SQL needs for N alone: holders in business of each campaign, of high class and others."""
    from django.db.models import Q

    from mingcha.registers.models import Target

    high = Q(risk_class__gte="C")
    for campaign in plan.campaigns.prefetch_related("campaign_items__item"):
        rows = Target.current.filter(office=plan.office_id, state="active")
        wanted = [name for one in campaign.campaign_items.all() for name in one.item.target_categories]
        rows = rows.filter(category__in=wanted)
        if campaign.towns:
            rows = rows.filter(town__in=campaign.towns)
        for one in (rows.filter(high), rows.exclude(high)):
            one.values("holder").distinct().count()


def main() -> None:
    parser = argparse.ArgumentParser(description="a year's plan")
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--campaigns", type=int, default=100)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with installation(asked.postgres):
        measure(asked.targets, asked.campaigns)


def measure(targets: int, campaigns: int) -> None:
    from mingcha.accounts.actors import Actor
    from mingcha.config.services import sole_office
    from mingcha.plans.queries import planned_frame, settings_of
    from mingcha.plans.queries.plan_examination import examination_of_plan
    from mingcha.plans.queries.proposals import draft_overlaps, overlaps_with

    office = sole_office()
    people_the_register(office, targets)
    plan = draw_up_the_plan(office, campaigns)
    actor, found = Actor.command_line(office), []
    own, used = min(timed(lambda: found.append(examination_of_plan(actor, plan))) for _ in range(REPEATS))
    board = list(plan.campaigns.order_by("number"))
    pairs: list[Any] = []
    meeting, _ = min(timed(lambda: pairs.append(draft_overlaps(actor, board))) for _ in range(REPEATS))
    one, _ = min(timed(lambda: overlaps_with(actor, settings_of(board[0]), board[0])) for _ in range(REPEATS))
    bare, _ = min(timed(lambda: bare_counts(plan)) for _ in range(REPEATS))
    some = list(plan.campaigns.order_by("number")[:3])
    wanted = [settings_of(one) for one in some]
    frames = timed(lambda: [planned_frame(actor, one) for one in wanted])[0] / len(some)
    print(f"{campaigns} campaigns over {targets:,} targets: {len(found[-1])} findings")
    print(f"  examination_of_plan          {own:6.2f} s   processor {used:.2f} s   promise {PROMISE} s")
    print(f"  draft_overlaps               {meeting:6.2f} s   {len(pairs[-1]):,} pairs")
    print(f"  overlaps_with one campaign   {one:6.2f} s")
    print(f"  of bare SQL counts of N      {own / bare:6.2f}     ({bare:.2f} s)")
    print(
        f"  of the frames one by one     {own / (frames * campaigns):6.2f}     ({frames * campaigns:.1f} s)"
    )


if __name__ == "__main__":
    main()
