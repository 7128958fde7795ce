"""A published result and the people who object to it, answer and decide, for tests."""

import datetime
import io
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.disclosure.models import Objection
from mingcha.disclosure.rules.objections import UPHOLD
from mingcha.disclosure.services import (
    Answer,
    Letter,
    Said,
    answer_objection,
    decide_objection,
    enter_objection,
    publish_result,
    take_objection,
)
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.services import allow_change, ask_change
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.services import Scan
from mingcha.law.rules import ANSWER_OBJECTION_DAYS
from mingcha.law.tests.cast import amend_figure

NAME, GROUND, PHONE = "王守信（矿长）", "越界面积写错，应为0.3亩", "0312-7220000"
SAID = Said(NAME, GROUND, PHONE)
PAPER = b"%PDF-1.7 letter"
PUBLISHED_ON = datetime.date(2026, 6, 18)


def paper(content: bytes = PAPER) -> Scan:
    return Scan(io.BytesIO(content), "来信.pdf")


@dataclass
class Objecting:
    """One visit whose result is public: something was found, and its party has the receipt."""

    visiting: Visiting

    @property
    def row(self) -> Inspection:
        return self.visiting.first

    @property
    def token(self) -> str:
        return InspectionRecord.objects.get(inspection=self.row, n=1).token

    @property
    def section(self) -> Actor:
        return self.visiting.ceremony.county.actor(ENFORCEMENT)

    @property
    def leader(self) -> Actor:
        return self.visiting.ceremony.county.actor(LEADER)

    def client(self, role: str = "") -> Client:
        client = Client()
        if role:
            client.force_login(self.visiting.ceremony.county.bureau.people[role])
        return client

    def page(self, token: str = "") -> str:
        return Client().get(reverse("public_objection", args=[token or self.token])).content.decode()

    def post(self, client: Client | None = None, **typed: Any) -> Any:
        told = {"objector": NAME, "ground": GROUND, "contact": PHONE, **typed}
        return (client or Client()).post(reverse("public_objection", args=[self.token]), told)

    def count_days(self) -> None:
        """The office works by the figure."""
        amend_figure(
            actor=self.leader,
            key=ANSWER_OBJECTION_DAYS,
            in_force_from=datetime.date(2026, 6, 1),
            clause="省社会信用信息条例（测试）",
            reason="核实过",
            value="3",
        )

    def object(self, said: Said = SAID) -> Objection:
        return take_objection(token=self.token, said=said)

    def enter(self, on: datetime.date = PUBLISHED_ON, content: bytes = PAPER) -> Objection:
        letter = Letter(Said(NAME, GROUND, PHONE, paper(content)), on)
        return enter_objection(actor=self.section, inspection=self.row.pk, letter=letter)

    def answer(
        self, row: Objection, verdict: str = UPHOLD, words: str = "经复核，面积应为0.3亩。"
    ) -> Objection:
        return answer_objection(actor=self.section, objection=row.pk, answer=Answer(verdict, words))

    def approve(self, row: Objection, *, is_met: bool = False) -> Objection:
        return decide_objection(actor=self.leader, objection=row.pk, approves=True, is_met=is_met)

    def upheld(self) -> Objection:
        return self.approve(self.answer(self.object()))

    def correct_record(self) -> None:
        """Version 2, in the way every correction goes."""
        ask_change(
            actor=self.visiting.member(self.row), inspection=self.row.pk, reason="经异议核实，面积写错"
        )
        allow_change(actor=self.visiting.reader(ENFORCEMENT), inspection=self.row.pk)
        self.visiting.clock.advance(hours=1)
        self.visiting.hand_in(self.row, results=found(self.visiting, "越界0.3亩"))
        self.visiting.confirm(self.row, 2)

    def publish(self, reason: str = "") -> None:
        publish_result(actor=self.section, inspection=self.row.pk, is_checked=True, reason=reason)


def found(visiting: Visiting, words: str) -> list[Result]:
    day = datetime.date(2026, 7, 18)
    return [
        Result(one.unit, one.item, "ordered", words, "责令退回批准范围", day)
        for one in visiting.typed(visiting.first).results
    ]


def begin_objecting(visiting: Visiting) -> Objecting:
    """The first visit's result is public: 越界3亩."""
    visiting.whole(visiting.first, results=found(visiting, "越界3亩"))
    objecting = Objecting(visiting)
    objecting.publish()
    return objecting
