"""A sound plan without a database, to be broken in one place."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from mingcha.plans.rules.counting import (
    ORDINARY,
    RAISED,
    Floor,
    FloorPart,
    Layer,
    StratumCount,
    count_stratum,
)
from mingcha.plans.rules.findings import CampaignFacts, Cited, ItemStanding, Seats
from mingcha.plans.rules.plan_arbiter import Figures, HolderGroup, PlanFacts, PlannedItem, PlannedLine, Round

PLAN = "实施方案 二（四）"
CAP_CLAUSE = "国办发〔2024〕54号"
FIVE = Fraction(1, 20)
FIGURES = Figures(
    floor=Cited(FIVE, PLAN, "不低于5%"),
    rounds=Cited(Fraction(2), PLAN, "每年不少于2次"),
    cap=Cited(Fraction(3), CAP_CLAUSE),
    excess=Cited(Fraction(1, 10), "本机构"),
)
LEAD = frozenset({"lead"})


def counted(
    ordinary: int, raised: int = 0, ratios: tuple[str, str] = ("1/20", "1/5")
) -> tuple[StratumCount, ...]:
    layers = Layer("s1", ORDINARY, ratios[0]), Layer("s2", RAISED, ratios[1])
    return tuple(count_stratum(layer, size) for layer, size in zip(layers, (ordinary, raised), strict=True))


def campaign(counts: Sequence[StratumCount], **facts: Any) -> CampaignFacts:
    usual = CampaignFacts(
        unit="holder",
        counts=counts,
        floor=None,
        seats=(Seats("lead", "组长", 1, LEAD), Seats("member", "组员", 1)),
        officers=Cited(Fraction(2), "行政处罚法第四十二条"),
        items=(ItemStanding("巡查", is_published=True, is_in_force=True),),
        staff=(LEAD, frozenset()),
    )
    return replace(usual, **facts)


def line(key: str, counts: Sequence[StratumCount] | None = None, **facts: Any) -> PlannedLine:
    """A line of the mining section over 100 ordinary and 20 raised holders."""
    usual = PlannedLine(
        key=key,
        title=f"任务{key}",
        campaign=campaign(counted(100, 20) if counts is None else counts),
        section="矿产股",
        category="矿业权",
        round=key,
        first_day=datetime.date(2026, 3, 1),
        last_day=datetime.date(2026, 5, 31),
        items=(PlannedItem("巡查", is_general=True),),
    )
    return replace(usual, **facts)


def only_raised(key: str, raised: int = 20, **facts: Any) -> PlannedLine:
    counts = (count_stratum(Layer("s1", RAISED, "1/5"), raised),)
    return line(key, counts, only_raised=True, **facts)


def one_round(*lines: PlannedLine, population: int = 120, ratio: Fraction = FIVE) -> Round:
    return Round(lines[0].title, lines, Floor((FloorPart(ratio, population, PLAN),)))


def plan(
    lines: Sequence[PlannedLine], holders: Sequence[HolderGroup] = (), rounds: Sequence[Round] | None = None
) -> PlanFacts:
    made = tuple(one_round(one) for one in lines if one.draws_ordinary) if rounds is None else tuple(rounds)
    return PlanFacts(tuple(lines), made, tuple(holders), FIGURES)


def sound() -> list[PlannedLine]:
    """Two rounds of everybody and one more of the raised."""
    return [line("1"), line("2"), only_raised("3")]
