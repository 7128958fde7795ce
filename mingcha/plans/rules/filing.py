"""To whom a published plan must be reported, and how far that is done. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SUPERIOR, JUSTICE, OTHER_BODY = "superior", "justice", "other"
ADDRESSEES = [(SUPERIOR, "上级主管部门"), (JUSTICE, "司法局"), (OTHER_BODY, "其他")]
# Short as in the sentence of a page.
SHORT = {SUPERIOR: "上级", JUSTICE: "司法局"}


@dataclass(frozen=True)
class Body:
    """An addressee: the superior or the justice bureau by what it is, any other by its name."""

    addressee: str
    name: str = ""

    @property
    def title(self) -> str:
        return self.name or dict(ADDRESSEES)[self.addressee]

    @property
    def short(self) -> str:
        return self.name or SHORT[self.addressee]

    def is_meant(self, addressee: str, name: str) -> bool:
        return self.addressee == addressee and (not self.name or self.name == name.strip())


# What holds until an office says otherwise: 县级 plans go to the superior and to the justice bureau.
DEFAULT_BODIES = (Body(SUPERIOR), Body(JUSTICE))


@dataclass(frozen=True)
class Sent:
    """A filing: to whom, and whether its receipt is here."""

    addressee: str
    name: str
    has_receipt: bool


@dataclass(frozen=True)
class Reported:
    """A body that must have the plan: `was_sent`, and whether the receipt is kept too."""

    body: Body
    was_sent: bool
    has_receipt: bool

    @property
    def status_class(self) -> str:
        return "is-done" if self.has_receipt else "is-due"

    @property
    def status_word(self) -> str:
        if self.has_receipt:
            return "已报送"
        return "待附回执" if self.was_sent else "待报送"


def reported_to(required: Sequence[Body], sent: Iterable[Sent]) -> list[Reported]:
    """Each body that must have the plan, with what was sent to it; one filing with its receipt is enough."""
    filings = list(sent)
    found = []
    for body in required:
        own = [one for one in filings if body.is_meant(one.addressee, one.name)]
        found.append(Reported(body, bool(own), any(one.has_receipt for one in own)))
    return found


def is_filed(reported: Sequence[Reported]) -> bool:
    """Every body that must have the plan has it, each with its receipt."""
    return all(one.has_receipt for one in reported)


def filing_words(reported: Sequence[Reported]) -> str:
    """How far the reporting is, in words.

    >>> filing_words(reported_to(DEFAULT_BODIES, [Sent("superior", "保定市自然资源和规划局", True)]))
    '已报上级，待报司法局'
    >>> filing_words(reported_to(DEFAULT_BODIES, [Sent("justice", "阜平县司法局", False)]))
    '已报司法局、回执待附，待报上级'
    """
    done = "、".join(one.body.short for one in reported if one.has_receipt)
    halfway = "、".join(one.body.short for one in reported if one.was_sent and not one.has_receipt)
    left = "、".join(one.body.short for one in reported if not one.was_sent)
    parts = (
        f"已报{done}" if done else "",
        f"已报{halfway}、回执待附" if halfway else "",
        f"待报{left}" if left else "",
    )
    return "，".join(part for part in parts if part)
