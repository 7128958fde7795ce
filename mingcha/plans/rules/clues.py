"""Clue checks: where clues come from, the one layer and the seats of such a check, the share of all visits.
Pure."""

from dataclasses import dataclass

from mingcha.plans.rules.counting import ORDINARY, STRATUM_CODES, Layer
from mingcha.plans.rules.findings import Seats
from mingcha.plans.rules.forms import GROUP_TITLES, LEAD, MEMBER
from mingcha.plans.states import CANCELLED, DRAFT, DRAWN, READY, SENT

SOURCES = {
    "complaint": "投诉举报",
    "transfer": "转办交办",
    "monitoring": "数据监测",
    "request": "企业申请",
    "other": "其他",
}
CLUE_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 二（二）"
CLUE_QUOTE = "除有初步证据或线索证明明显涉嫌违法的外，均需通过随机方式"
# How the states of its campaign read on a clue check: class and word.
STANDINGS = {
    DRAFT: ("is-due", "待决定"),
    READY: ("is-due", "待抽取检查组"),
    DRAWN: ("is-done", "检查组已抽出"),
    SENT: ("is-done", "未经抽取派出"),
    CANCELLED: ("is-off", "不核查"),
}
# The one party named is drawn for certain; only the team is left to chance.
CLUE_LAYER = Layer(STRATUM_CODES[ORDINARY], ORDINARY, "1")


def clue_seats(members: int) -> tuple[Seats, ...]:
    """One who may lead, and so many members."""
    return (
        Seats(LEAD, GROUP_TITLES[LEAD], 1, frozenset({LEAD})),
        Seats(MEMBER, GROUP_TITLES[MEMBER], members),
    )


@dataclass(frozen=True)
class ClueShare:
    """A year's clue checks: decided on, of those without a drawn team, and the visits beside all visits."""

    year: int
    checks: int
    at_once: int
    visits: int
    all_visits: int

    @property
    def share(self) -> str:
        """The share of the visits with one decimal, rounded half up; a dash where nobody was visited.

        >>> ClueShare(2026, 3, 0, 1, 16).share, ClueShare(2026, 0, 0, 0, 0).share
        ('6.3%', '—')
        """
        if not self.all_visits:
            return "—"
        tenths = (2000 * self.visits + self.all_visits) // (2 * self.all_visits)
        return f"{tenths // 10}.{tenths % 10}%"
