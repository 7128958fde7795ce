"""A joint campaign with a partner bureau that takes part by file, as the tests of partners need it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.intake.services import Outcome, import_file
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans import services
from mingcha.plans.exports import ITEMS, PEOPLE, answer_book
from mingcha.plans.models import Campaign, Participation, PartnerItem
from mingcha.plans.queries import find_campaign
from mingcha.plans.queries.participations import find_participation
from mingcha.plans.queries.settings import Line
from mingcha.plans.subjects import PARTNER_ITEMS, PARTNER_RESULTS
from mingcha.plans.tests import cast
from mingcha.registers.models import Borrowing, Inspector, InspectorLicence, Partner, Training
from mingcha.registers.services.borrowings import add_partner, decide_borrowing
from mingcha.registers.subjects import PARTNERS

NAME, TAG = "阜平县市场监督管理局", "dept:market"
FIRST, LAST = datetime.date(2026, 6, 20), datetime.date(2026, 9, 30)
ITEM: dict[str, Any] = {
    "任务编号": "2026-01",
    "检查机关": NAME,
    "抽查事项": "矿山企业登记事项",
    "抽查内容": "登记事项与实际是否一致",
    "检查对象": cast.MINE,
    "事项类别": "一般",
    "检查方式": "现场检查",
    "抽查比例": "",
    "加强层比例": "",
    "检查依据": "《市场主体登记管理条例》第三十八条",
}


@dataclass
class Joint:
    """Our mines and parcels, our item on mines, the campaign and its partner."""

    bureau: Bureau
    item: InspectionItem
    campaign: Campaign
    partner: Partner
    folder: Path

    @property
    def clerk(self) -> Actor:
        return self.bureau.actor(BUSINESS)

    @property
    def operator(self) -> Actor:
        return self.bureau.actor(ENFORCEMENT)

    def now(self) -> Campaign:
        return find_campaign(self.clerk, self.campaign.pk)

    @property
    def part(self) -> Participation:
        return find_participation(self.clerk, Participation.objects.get(partner=self.partner).pk)

    def invite(self) -> Participation:
        return services.invite_partner(actor=self.clerk, campaign=self.campaign, partner=self.partner.pk)

    def answer(self, fill: Callable[[openpyxl.Workbook], None]) -> Path:
        """The workbook that the partner got, filled in."""
        path = self.folder / "回执.xlsx"
        path.write_bytes(answer_book(self.clerk, self.part))
        book = openpyxl.load_workbook(path)
        fill(book)
        book.save(path)
        return path

    def send_people(self, count: int = 2) -> Outcome:
        def fill(book: openpyxl.Workbook) -> None:
            for place in range(count):
                append(
                    book,
                    PEOPLE,
                    {"姓名": f"市试{place}", "工作单位": NAME, "执法证编号": f"SJ{place}"} | VALID,
                )

        path = self.answer(fill)
        return import_file(actor=self.bureau.actor(LEGAL), subject=PARTNERS, path=path, sheet=PEOPLE)

    def send_items(self, *rows: dict[str, Any], role: str = BUSINESS) -> Outcome:
        def fill(book: openpyxl.Workbook) -> None:
            for row in rows or ({},):
                append(book, ITEMS, ITEM | row)

        path = self.answer(fill)
        return import_file(actor=self.bureau.actor(role), subject=PARTNER_ITEMS, path=path, sheet=ITEMS)

    def borrow(self) -> Borrowing:
        asked = services.borrow_roster(actor=self.operator, participation=self.part)
        leader = self.bureau.actor(LEADER)
        return decide_borrowing(actor=leader, borrowing=asked.pk, approve=True, reason="同意")

    def answered(self) -> Participation:
        """Invited, with two people and an item, borrowed, the answer accepted: without a workbook."""
        part = self.invite()
        rows: list[Record] = [self._item(part)]
        for place in range(2):
            rows += self._person(place)
        record_act("plans.tests", actor=self.operator, records=rows)
        self.borrow()
        return services.accept_answer(actor=self.clerk, participation=self.part)

    def _item(self, part: Participation) -> PartnerItem:
        return PartnerItem.objects.create(
            participation=part,
            code="市场监管01",
            name=ITEM["抽查事项"],
            contents=ITEM["抽查内容"],
            target_categories=[cast.MINE],
            methods=["现场检查"],
            basis=ITEM["检查依据"],
        )

    def _person(self, place: int) -> list[Record]:
        person = Inspector.objects.create(
            office=self.bureau.office,
            partner=self.partner,
            department=TAG,
            roster_no=f"SJ{place}",
            name=f"市试{place}",
        )
        until = datetime.date(2030, 12, 31)
        return [
            person,
            InspectorLicence.objects.create(inspector=person, number=f"SJ{place}", valid_until=until),
            Training.objects.create(inspector=person, course="执法轮训", valid_until=until),
        ]

    def drawn(self, *numbers: int, without: int = 0) -> list[str]:
        """The campaign as if it had drawn the holders of these numbers, today, and for each of them two of
        ours and everybody whom the partner has sent so far; nobody of it for the last `without` of them."""
        services.settle_campaign(actor=self.bureau.actor(LEADER), campaign=self.campaign)
        codes = [cast.holder(self.bureau, number).code for number in numbers]
        theirs = Inspector.objects.filter(partner=self.partner).values_list("roster_no", flat=True)
        team = ["P000", "P001", *theirs]
        teams = dict.fromkeys(codes, team) | dict.fromkeys(codes[len(codes) - without :], team[:2])
        services.mark_campaign_drawn(
            actor=self.operator,
            campaign=self.campaign,
            draw="d",
            units=[(code, code) for code in codes],
            teams=teams,
        )
        return codes

    def handed(self, *numbers: int, without: int = 0) -> list[str]:
        """Everything up to the sheets in the hands of the partner."""
        self.answered()
        codes = self.drawn(*numbers, without=without)
        services.hand_sheets(actor=self.operator, participation=self.part, to="王收件")
        return codes

    def result(self, unit: str, **cells: Any) -> dict[str, Any]:
        return {
            "任务编号": "2026-01",
            "检查机关": NAME,
            "对象编码": unit,
            "检查事项": ITEM["抽查事项"],
            "检查日期": "2026-06-16",
            "检查结果": "未发现问题",
            "发现问题": "",
            "检查实施人员": "市试0、市试1",
            "公示位置": "国家企业信用信息公示系统：市监公示〔2026〕8号",
            "公示日期": "2026-06-16",
        } | cells

    def return_results(self, *rows: dict[str, Any], role: str = ENFORCEMENT) -> Outcome:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
        path = self.folder / "结果.xlsx"
        book.save(path)
        return import_file(actor=self.bureau.actor(role), subject=PARTNER_RESULTS, path=path)


VALID = {"执法证有效期至": "2030-12-31", "培训合格有效期至": "2030-12-31"}


def append(book: openpyxl.Workbook, sheet: str, cells: dict[str, Any]) -> None:
    """A row under the headings of a sheet, which stand in its second line."""
    page = book[sheet]
    page.append([cells.get(str(cell.value), "") for cell in page[2]])


def joint(folder: Path) -> Joint:
    bureau = found()
    cast.mines(bureau, 20)
    for number in range(10):
        cast.target(bureau, number, category=cast.PARCEL)
    cast.mines(bureau, 4, category=cast.PARCEL)
    cast.inspectors(bureau, 4, leads=2)
    (item,) = cast.published(bureau, {"target_categories": [cast.MINE]})
    line = Line(category="矿业权", partner_departments=(NAME,))
    wanted = cast.settings(item, starts_on=FIRST, ends_on=LAST, layers=cast.layers("1/10", "1/5"), line=line)
    campaign = cast.campaign(bureau, wanted)
    partner = add_partner(actor=bureau.actor(LEGAL), name=NAME, tag=TAG)
    return Joint(bureau, item, campaign, partner, folder)
