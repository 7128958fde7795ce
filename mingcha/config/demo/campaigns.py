"""Two campaigns of the demo: one settled and ready to be drawn, one still being drafted."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.items.queries import published_items
from mingcha.plans.models import EVEN, HOLDER_UNIT, ORDINARY, RAISED
from mingcha.plans.queries import Settings, suggest_number
from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.findings import Seats
from mingcha.plans.services import create_campaign, settle_campaign
from mingcha.registers.rules.qualifications import LEAD

MINES = ("ZR01", "ZR02", "ZR03", "ZR04")
TEMPORARY_LAND = ("ZR06",)
TEAM = (Seats("lead", "组长", 1, frozenset({LEAD})), Seats("member", "组员", 1))


def plan_campaigns(*, drafter: Actor, leader: Actor, today: datetime.date) -> None:
    """Mines, settled by the leader; temporary land, left in draft."""
    begin = today + datetime.timedelta(days=7)
    layers = (Layer("s1", ORDINARY, "1/10", 1, 2), Layer("s2", RAISED, "1/5", 1, 1))
    mines = _settings(drafter, "矿产资源双随机抽查", MINES, begin, layers)
    settle_campaign(
        actor=leader, campaign=create_campaign(actor=drafter, settings=mines), reason="局长办公会议定"
    )
    later = begin + datetime.timedelta(days=30)
    layers = (Layer("s1", ORDINARY, "1/20", 1, 2), Layer("s2", RAISED, "1/10", 1, 1))
    land = _settings(drafter, "临时用地双随机抽查", TEMPORARY_LAND, later, layers)
    create_campaign(actor=drafter, settings=land)


def _settings(
    drafter: Actor, title: str, codes: tuple[str, ...], begin: datetime.date, layers: tuple[Layer, ...]
) -> Settings:
    items = published_items(drafter, begin).filter(code__in=codes)
    return Settings(
        number=suggest_number(drafter, begin.year),
        title=f"{begin.year}年{title}",
        unit=HOLDER_UNIT,
        item_ids=tuple(items.values_list("pk", flat=True)),
        categories=(),
        towns=(),
        starts_on=begin,
        ends_on=begin + datetime.timedelta(days=45),
        balance=EVEN,
        layers=layers,
        seats=TEAM,
    )
