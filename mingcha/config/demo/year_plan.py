"""The demo's plan of the year: eight campaigns that four sections proposed, still being drafted. One ratio is
too low, so that the board has something to say."""

import datetime
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.config.demo.campaigns import TEAM
from mingcha.config.demo.staff import PARTNER
from mingcha.items.queries import published_items
from mingcha.plans.models import EVEN, HOLDER_UNIT, ORDINARY, RAISED
from mingcha.plans.queries import Settings, suggest_number
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import Layer
from mingcha.plans.services import create_plan, propose_campaign


@dataclass(frozen=True)
class Proposal:
    """One line: whose, what, which items, in which months, with which two ratios."""

    section: str
    title: str
    category: str
    items: tuple[str, ...]
    months: tuple[int, int]
    ratios: tuple[str, str]
    round: int = 1
    partners: tuple[str, ...] = ()


MINING, LAND, RESTORING, SURVEYING = "矿产管理股", "用途管制股", "生态修复股", "测绘地信股"
MINES, USES, SURVEYS, HAZARDS = "矿产资源监管", "土地利用监管", "测绘地理信息监管", "地质灾害防治监管"
PROPOSALS: tuple[Proposal, ...] = (
    Proposal(MINING, "采矿权人履行法定义务", MINES, ("ZR01", "ZR02"), (3, 5), ("1/10", "1/4")),
    Proposal(LAND, "用地项目批后监管", USES, ("ZR05", "ZR07", "ZR09"), (3, 5), ("1/20", "1/5")),
    Proposal(LAND, "临时用地批后监管", USES, ("ZR06",), (4, 6), ("3/100", "3/100")),
    Proposal(RESTORING, "矿山生态修复", MINES, ("ZR04",), (5, 6), ("1/20", "1/10")),
    Proposal(MINING, "矿业权第二轮", MINES, ("ZR01", "ZR02"), (9, 11), ("1/10", "1/4"), round=2),
    Proposal(LAND, "用地项目第二轮", USES, ("ZR05", "ZR07", "ZR09"), (8, 10), ("1/20", "1/5"), round=2),
    Proposal(RESTORING, "地质灾害防治资质单位", HAZARDS, ("ZR12",), (7, 8), ("1/5", "1/2")),
    Proposal(
        SURVEYING,
        "测绘资质单位联合",
        SURVEYS,
        ("ZR10",),
        (9, 10),
        ("1/5", "1/2"),
        partners=(PARTNER,),
    ),
)


def plan_the_year(*, drafter: Actor, today: datetime.date) -> None:
    """The plan of this year in draft with its eight lines."""
    plan = create_plan(actor=drafter, year=today.year, number=f"{today.year}-JH")
    sections = {section.name: section for section in Section.objects.filter(office_id=drafter.office_id)}
    for proposal in PROPOSALS:
        settings = _settings(drafter, proposal, today.year, sections[proposal.section])
        propose_campaign(actor=drafter, plan=plan, settings=settings)


def _settings(drafter: Actor, proposal: Proposal, year: int, section: Section) -> Settings:
    first, last = proposal.months
    begin = datetime.date(year, first, 1)
    items = published_items(drafter, begin).filter(code__in=proposal.items)
    ordinary, raised = proposal.ratios
    return Settings(
        number=suggest_number(drafter, year),
        title=proposal.title,
        unit=HOLDER_UNIT,
        item_ids=tuple(items.values_list("pk", flat=True)),
        categories=(),
        towns=(),
        starts_on=begin,
        ends_on=datetime.date(year, last + 1, 1) - datetime.timedelta(days=1),
        balance=EVEN,
        layers=(Layer("s1", ORDINARY, ordinary), Layer("s2", RAISED, raised)),
        seats=TEAM,
        line=Line(
            section_id=section.pk,
            category=proposal.category,
            round=proposal.round,
            frequency="2次/年",
            methods=("现场检查",),
            partner_departments=proposal.partners,
        ),
    )
