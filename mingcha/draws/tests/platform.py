"""What the platform of a superior body hands out of a county's draw: three workbooks and a screenshot, each
row of which a test may spoil."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from stdnum.cn import uscc

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.common.workbooks import write_sheet
from mingcha.draws.models import ExternalDraw
from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.draws.services.external import (
    ExternalFacts,
    Workbook,
    confirm_external_draw,
    confirm_external_withdrawal,
    propose_external_withdrawal,
    take_in_external_draw,
)
from mingcha.draws.tests.county import Clock, County
from mingcha.intake.services import Scan
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

PNG = b"\x89PNG\r\n\x1a\nplatform"
DAY = datetime.date(2026, 6, 15)
PARTIES = ("统一社会信用代码", "检查对象名称")
HEADINGS = {BASE: PARTIES, DRAWN: PARTIES, TEAMS: (*PARTIES, "组长", "检查人员")}
PLATFORM, BASIS = "省双随机平台", "冀市监〔2026〕3号第二条"
# Places in the county: none is one from whom the first inspector must stand aside.
DRAWN_PLACES = (1, 2, 7, 11, 19, 4)
Row = Sequence[str]


def credit_code(number: int) -> str:
    """A right credit code."""
    body = f"91130624MA0X{number:05d}"
    return body + str(uscc.calc_check_digit(body))


def give_credit_codes(county: County) -> None:
    """Every holder is known by a right credit code and by its whole name."""
    for number, holder in enumerate(county.holders, start=1):
        holder.uscc = credit_code(number)
        holder.give_name(holder.name)
        holder.save()
    record_act("draws.tests", actor=county.actor(ENFORCEMENT), records=county.holders)


def draw_elsewhere(campaign: Campaign) -> Campaign:
    """The settled campaign says that the provincial platform draws it."""
    campaign.drawing_platform, campaign.drawing_basis = PLATFORM, BASIS
    campaign.save()
    maker = Actor(None, "测试", campaign.office_id, None, frozenset())
    record_act("draws.tests", actor=maker, records=[campaign])
    return campaign


@dataclass
class Platform:
    """The platform's lists of one campaign: everybody it can draw, six drawn, two inspectors each."""

    county: County
    clock: Clock
    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=dict)
    explanation: str = ""
    screenshots: list[bytes] = field(default_factory=lambda: [PNG])

    def __post_init__(self) -> None:
        with transaction.atomic():
            draw_elsewhere(self.county.campaign)
            give_credit_codes(self.county)
        holders = self.county.holders[:-1]
        self.rows = {
            BASE: [(one.uscc, one.name) for one in holders],
            DRAWN: [(one.uscc, one.name) for n in DRAWN_PLACES for one in holders[n : n + 1]],
        }
        self.rows[TEAMS] = [(*row, "检查员2", "检查员2、检查员3") for row in self.rows[DRAWN]]

    @property
    def clerk(self) -> Actor:
        return self.county.actor(ENFORCEMENT)

    @property
    def leader(self) -> Actor:
        return self.county.actor(LEADER)

    @property
    def legal(self) -> Actor:
        return self.county.actor(LEGAL)

    def workbook(self, kind: str) -> Workbook:
        path = self.folder / f"{kind}.xlsx"
        write_sheet(path, LISTS[kind], HEADINGS[kind], self.rows[kind])
        return Workbook(path, f"{LISTS[kind]}.xlsx")

    def take_in(
        self, actor: Actor | None = None, batch_no: str = "SJ2026-0615", drawn_on: datetime.date = DAY
    ) -> ExternalDraw:
        self.clock.advance(seconds=1)
        return take_in_external_draw(
            actor=actor or self.clerk,
            campaign=self.county.campaign,
            facts=ExternalFacts(batch_no, drawn_on, self.explanation),
            workbooks={kind: self.workbook(kind) for kind in LISTS},
            screenshots=[Scan(io.BytesIO(one), "截图.png") for one in self.screenshots],
        )

    def confirmed(self) -> ExternalDraw:
        draw = self.take_in()
        self.clock.advance(minutes=1)
        return confirm_external_draw(actor=self.leader, draw=draw, seen=last_change(draw.pk))

    def withdrawn(self) -> ExternalDraw:
        draw = self.confirmed()
        propose_external_withdrawal(actor=self.clerk, draw=draw, reason="导错了批次")
        self.clock.advance(seconds=1)
        return confirm_external_withdrawal(actor=self.legal, draw=draw, seen=last_change(draw.pk))
