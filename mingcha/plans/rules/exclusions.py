"""Who is left out of a frame although in business: the cap is reached, or it was drawn before. Pure."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from mingcha.plans.rules.counting import Member

CAP, DRAWN_BEFORE = "cap", "drawn-before"

# drawproof/1 section 3: neutral on purpose, the true ground stays with the office.
EXCLUSION_WORDS: dict[str, str] = {
    CAP: "本年度已达检查次数上限",
    DRAWN_BEFORE: "本轮已抽过",
    "not-active": "已不在册或停产",
    "otherwise-handled": "已另行处理",
}


class HeldMember(Member, Protocol):
    """A member whose holder is known."""

    @property
    def holder_code(self) -> str: ...


def at_the_cap(members: Iterable[HeldMember], visits: Mapping[str, int], cap: int) -> dict[str, str]:
    """The members whose holder has had as many visits this year as the cap allows; `visits` by holder."""
    return {member.code: CAP for member in members if visits.get(member.holder_code, 0) >= cap}


def drawn_before(members: Iterable[HeldMember], drawn: frozenset[str]) -> dict[str, str]:
    """The members drawn in an earlier campaign of the cycle, as a unit or as part of their holder. A raised
    member may be drawn again: it is to be inspected more often (local plan of 2022, 二（四）)."""
    return {
        member.code: DRAWN_BEFORE
        for member in members
        if not member.raised and (member.code in drawn or member.holder_code in drawn)
    }


def campaign_source(number: str) -> str:
    """How a visit of this campaign is marked among the visit facts."""
    return f"抽查任务{number}"
