"""What of the demo lies with others: a campaign that the platform drew, and the partner bureau's answer."""

import datetime
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.common.workbooks import write_sheet
from mingcha.config.demo.campaigns import TEAM
from mingcha.config.demo.sheets import sheet
from mingcha.config.demo.staff import PARTNER
from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.draws.services.external import (
    ExternalFacts,
    Workbook,
    confirm_external_draw,
    take_in_external_draw,
)
from mingcha.intake.services import Scan
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.ledger.queries import last_change
from mingcha.plans.models import EVEN, HOLDER_UNIT, ORDINARY, RAISED, Campaign
from mingcha.plans.queries import Frame, Settings, campaign_frame, suggest_number
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import Layer
from mingcha.plans.services import accept_answer, create_campaign, invite_partner, settle_campaign
from mingcha.registers.models import Holder, Partner
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors
from mingcha.registers.rules.qualifications import LEAD

PLATFORM = "河北省双随机监管平台（演示）"
BASIS = "省级部门统一部署的抽查由省平台抽取（演示）"
ITEMS = ("ZR10",)
PARTIES = ("统一社会信用代码", "检查对象名称")


def answer_partner(*, drafter: Actor) -> None:
    """The partner was invited to the joint line of the plan and sends its people."""
    campaign = Campaign.objects.get(office_id=drafter.office_id, partner_departments=[PARTNER])
    partner = Partner.objects.get(office_id=drafter.office_id, name=PARTNER)
    invited = invite_partner(actor=drafter, campaign=campaign, partner=partner.pk)
    accept_answer(actor=drafter, participation=invited, remark="只派人员参加，不另报事项")


def draw_elsewhere(*, drafter: Actor, clerk: Actor, leader: Actor, today: datetime.date) -> Campaign:
    """Surveyors, drawn by the platform today and accepted by the leader."""
    campaign = create_campaign(actor=drafter, settings=_settings(drafter, today))
    settle_campaign(actor=leader, campaign=campaign, reason="省级部门统一部署")
    frame = campaign_frame(clerk, campaign)
    parties = {one.code: one for one in Holder.objects.filter(office_id=clerk.office_id)}
    base = [(parties[code].uscc, parties[code].full_name) for code, _ in frame.rows]
    codes = _some(frame)
    drawn = [(parties[code].uscc, parties[code].full_name) for code in codes]
    team = _team(clerk, today, codes)
    rows: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
        BASE: (PARTIES, base),
        DRAWN: (PARTIES, drawn),
        TEAMS: ((*PARTIES, "组长", "检查人员"), [(*one, team[0], "、".join(team)) for one in drawn]),
    }
    with tempfile.TemporaryDirectory() as folder:
        books = {}
        for kind, (headings, cells) in rows.items():
            path = Path(folder) / f"{kind}.xlsx"
            write_sheet(path, LISTS[kind], headings, cells)
            books[kind] = Workbook(path, f"{LISTS[kind]}.xlsx")
        draw = take_in_external_draw(
            actor=clerk,
            campaign=campaign,
            facts=ExternalFacts(f"SJ{today:%Y-%m%d}", today),
            workbooks=books,
            screenshots=[Scan(io.BytesIO(_picture(len(base), len(drawn), today)), "省平台抽取结果.png")],
        )
    confirm_external_draw(actor=leader, draw=draw, seen=last_change(draw.pk))
    return Campaign.objects.get(pk=campaign.pk)


def _settings(drafter: Actor, today: datetime.date) -> Settings:
    items = published_items(drafter, today).filter(code__in=ITEMS)
    return Settings(
        number=suggest_number(drafter, today.year),
        title=f"{today.year}年测绘资质单位省级抽查",
        unit=HOLDER_UNIT,
        item_ids=tuple(items.values_list("pk", flat=True)),
        categories=(),
        towns=(),
        starts_on=today,
        ends_on=today + datetime.timedelta(days=30),
        balance=EVEN,
        layers=(Layer("s1", ORDINARY, "1/10"), Layer("s2", RAISED, "1/4")),
        seats=TEAM,
        line=Line(section_id=_section(items), drawing_platform=PLATFORM, drawing_basis=BASIS),
    )


def _section(items: "QuerySet[InspectionItem]") -> UUID:
    """The section that answers for the items."""
    item = items[0]
    return Section.objects.get(office=item.item_list.office_id, name=item.section_name).pk


def _some(frame: Frame) -> list[str]:
    """As many of each stratum as are to be drawn; the platform says whom, here the first."""
    found = []
    for count in frame.counts:
        found += [code for code, stratum in frame.rows if stratum == count.layer.code][: count.drawn]
    return found


def _team(clerk: Actor, today: datetime.date, parties: Sequence[str]) -> tuple[str, str]:
    """One who may lead and one more, neither of whom stands aside from a party; who can log in first."""
    barred = {one.inspector_id for one in conflicts_in_force(clerk, today) if one.holder_code in parties}
    able = [one for one in eligible_inspectors(clerk, today) if not one.reasons]
    free = [one for one in able if one.inspector.pk not in barred]
    free.sort(key=lambda one: one.inspector.person_id is None)
    lead = next(one for one in free if LEAD in one.tags)
    other = next(one for one in free if one is not lead)
    return lead.inspector.name, other.inspector.name


def _picture(base: int, drawn: int, today: datetime.date) -> bytes:
    """What a screenshot of the platform would show."""
    words = f"抽取日期{today}，基数{base}家，抽中{drawn}家。演示数据，企业与人员均为虚构。"
    return sheet(PLATFORM, words, "png")
