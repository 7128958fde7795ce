"""A penalty decision as it is handed in, and the people who enter and check it, for tests."""

import datetime
import io
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.disclosure.models import Disclosure, Penalty
from mingcha.disclosure.queries.penalty_lines import PenaltyLine, find_penalty
from mingcha.disclosure.rules.penalties import COMPANY, PenaltyFacts
from mingcha.disclosure.services import (
    Submitted,
    correct_penalty,
    edit_penalty,
    enter_penalty,
    publish_penalty,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.intake.services import Scan

PAPER = b"%PDF-1.7 decision"
DECIDED_ON = datetime.date(2026, 6, 16)
FACTS = PenaltyFacts(
    document_no="阜自然资罚〔2026〕3号",
    decided_on=DECIDED_ON,
    party_kind=COMPANY,
    party="阜平试石材有限公司",
    uscc="91130624MA0XP0001H",
    representative="张得宝",
    breach="超出采矿权登记的开采区域开采矿产资源",
    facts="当事人在矿区北侧越界开采石料12立方米。",
    basis="《中华人民共和国矿产资源法》第六十四条",
    categories=("罚款", "没收违法所得"),
    content="罚款5000.01元，没收违法所得1234.56元",
    fine=500_001,
    confiscated=123_456,
)


def paper(name: str = "决定书.pdf") -> Scan:
    return Scan(io.BytesIO(PAPER), name)


@dataclass
class Penalizing:
    """Enforcement enters, the leader is the second person."""

    ceremony: Ceremony
    told: PenaltyFacts = field(default=FACTS)

    @property
    def enterer(self) -> Actor:
        return self.ceremony.county.actor(ENFORCEMENT)

    @property
    def checker(self) -> Actor:
        return self.ceremony.county.actor(LEADER)

    def submitted(self, *, origin: UUID | None = None, **changes: Any) -> Submitted:
        return Submitted(replace(self.told, **changes), paper(), origin)

    def enter(self, *, origin: UUID | None = None, **changes: Any) -> Penalty:
        submitted = self.submitted(origin=origin, **changes)
        return enter_penalty(actor=self.enterer, submitted=submitted)

    def edit(self, row: Penalty, **changes: Any) -> Penalty:
        now = self.line(row).penalty.revision
        submitted = replace(self.submitted(**changes), scan=None)
        return edit_penalty(actor=self.enterer, decision=row.decision, revision=now, submitted=submitted)

    def publish(self, row: Penalty) -> Disclosure:
        now = self.line(row).penalty.revision
        return publish_penalty(actor=self.checker, decision=row.decision, revision=now, is_checked=True)

    def published(self, **changes: Any) -> Penalty:
        row = self.enter(**changes)
        self.publish(row)
        return row

    def correct(self, row: Penalty, reason: str = "录入有误", **changes: Any) -> Penalty:
        return correct_penalty(
            actor=self.enterer,
            decision=row.decision,
            submitted=self.submitted(**changes),
            reason=reason,
        )

    def line(self, row: Penalty, scope: Actor | None = None) -> PenaltyLine:
        return find_penalty(scope or self.checker, row.decision)
