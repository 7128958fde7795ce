"""A joint campaign: who must be on each visit, and which items of partners count. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.items.rules.fields import GENERAL
from mingcha.plans.rules.findings import ASK, PEOPLE, Finding, Seats
from mingcha.registers.rules.qualifications import OWN

JOINT_CLAUSE = "局2022年度“双随机、一公开”监管工作实施方案 三（二）1"
AT_RANDOM = "国办发〔2015〕58号；局2022年度“双随机、一公开”监管工作实施方案 二（二）"
JOINT_QUOTE = "对同一监管巡查对象的多个检查事项，原则上应一次性完成"
TITLE_LENGTH = 32
DEPARTMENT = "dept:"


@dataclass(frozen=True)
class PartnerCover:
    """An item of a partner: the categories it inspects, its own ratios (p/q) where it has them, and whether
    it is general or key. Its form asks no more, so that it concerns enterprises as an item usually does."""

    code: str
    name: str
    target_categories: tuple[str, ...]
    ratio: str = ""
    raised_ratio: str = ""
    kind: str = GENERAL
    body: str = ""
    concerns_enterprises: bool = True

    @property
    def label(self) -> str:
        """Its name with whose it is."""
        return f"{self.name}（{self.body}）"


def joint_seats(seats: Sequence[Seats], departments: Mapping[str, str]) -> tuple[Seats, ...]:
    """The seats of each visit with those of every department (tag → name): the office's own seats are for its
    own people, and each partner has one. Without partners they stay as they are."""
    own = [group for group in seats if not group.code.startswith(DEPARTMENT)]
    if not departments:
        return tuple(own)
    ours = [replace(group, requires=group.requires | {OWN}) for group in own]
    theirs = [Seats(tag, name[:TITLE_LENGTH], 1, frozenset({tag})) for tag, name in departments.items()]
    return (*ours, *theirs)


def unanswered(missing: Sequence[str], waiting: Sequence[str]) -> Iterator[Finding]:
    """At most one: departments named in the plan line that were not invited, or have not answered."""
    told = [f"{name}还没有邀请" for name in missing] + [f"{name}还没有回执" for name in waiting]
    if told:
        yield Finding(
            "partner-unanswered",
            ASK,
            f"{len(told)}个配合部门的人员和事项还没有到",
            "；".join(told),
            "检查组有各部门的人员，抽中的一次完成各部门的事项",
            JOINT_CLAUSE,
            JOINT_QUOTE,
            "请在“协同部门”页邀请并登记回执；不联合的，从配合部门中去掉它。",
            "plan",
            PEOPLE,
        )
