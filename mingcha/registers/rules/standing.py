"""Standing facts of a holder or a target, and which of them raise the share that is drawn. Pure.

The local plan of 2022, 二（四）: where public concern is high, complaints are many, the risk is high or
there is a record of serious breaches, more is inspected. The founding notice (国办发〔2015〕58号) names the
list of abnormal operations beside them; whether it counts, and what "high" and "many" mean, are dated figures
of the office."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

RISK_CLASS, COMPLAINTS = "risk_class", "complaints"
SERIOUS_RECORD, ABNORMAL_LIST, PUBLIC_CONCERN = "serious_record", "abnormal_list", "public_concern"
NONE = ""
LOCAL_PLAN = "局2022年度“双随机、一公开”监管工作实施方案 二（四）"
FOUNDING_NOTICE = "国办发〔2015〕58号"


@dataclass(frozen=True)
class FactKind:
    """One kind of standing fact. `column` holds its value, `day_column` the day it stands on; a flag has only
    the day: none means that the flag is not set."""

    title: str
    column: str
    day_column: str
    reason: str
    clause: str

    @property
    def is_flag(self) -> bool:
        return not self.column


KINDS: dict[str, FactKind] = {
    RISK_CLASS: FactKind("信用风险分类", "risk_class", "risk_on", "风险等级高", LOCAL_PLAN),
    COMPLAINTS: FactKind("投诉举报", "complaints", "complaints_on", "投诉举报多", LOCAL_PLAN),
    SERIOUS_RECORD: FactKind("严重违法失信名单", "", "serious_record_on", "有严重违法违规记录", LOCAL_PLAN),
    ABNORMAL_LIST: FactKind("经营异常名录", "", "abnormal_list_on", "列入经营异常名录", FOUNDING_NOTICE),
    PUBLIC_CONCERN: FactKind("社会关注", "", "public_concern_on", "社会关注度高", LOCAL_PLAN),
}
LISTED, CLEARED = "listed", "cleared"


class Facts(NamedTuple):
    """The standing facts of one holder or target, in the order in which they are read from the register."""

    risk_class: str = NONE
    complaints: int = 0
    complaints_on: datetime.date | None = None
    serious_record_on: datetime.date | None = None
    abnormal_list_on: datetime.date | None = None
    public_concern_on: datetime.date | None = None


@dataclass(frozen=True)
class Limits:
    """From where on a fact raises, on one day: the lowest class that is high, the number of complaints that
    is many, the first day whose count still speaks of the present, and whether 经营异常名录 counts."""

    high_class: str
    many_complaints: int
    counted_since: datetime.date
    abnormal_raises: bool = True

    @property
    def raising_flags(self) -> tuple[str, ...]:
        """The flags that raise whoever bears them."""
        flags = (kind for kind, fact in KINDS.items() if fact.is_flag)
        return tuple(kind for kind in flags if kind != ABNORMAL_LIST or self.abnormal_raises)


# A register of a hundred thousand targets repeats a few hundred of these.
@lru_cache(maxsize=10_000)
def raising(own: Facts, holder: Facts, limits: Limits) -> tuple[str, ...]:
    """The kinds of fact for which a target is raised, in the order of `KINDS`; what is known of its holder
    counts with it. A class of its own goes before that of its holder."""
    facts = (own, holder)
    risk_class = own.risk_class or holder.risk_class
    found = {
        RISK_CLASS: risk_class >= limits.high_class,
        COMPLAINTS: any(is_much(one, limits) for one in facts),
    }
    for kind in limits.raising_flags:
        found[kind] = any(getattr(one, KINDS[kind].day_column) for one in facts)
    return in_order(kind for kind, is_raising in found.items() if is_raising)


def is_much(facts: Facts, limits: Limits) -> bool:
    """Whether the complaints are many and counted recently enough; a count without a day says nothing."""
    is_recent = facts.complaints_on is not None and facts.complaints_on >= limits.counted_since
    return is_recent and facts.complaints >= limits.many_complaints


def in_order(kinds: Iterable[str]) -> tuple[str, ...]:
    """Each kind once, in the order of `KINDS`."""
    wanted = set(kinds)
    return tuple(kind for kind in KINDS if kind in wanted)


def reason_words(kinds: Iterable[str]) -> str:
    """风险等级高、投诉举报多, in the order of `KINDS`."""
    return "、".join(KINDS[kind].reason for kind in in_order(kinds))


def value_words(kind: str, value: str) -> str:
    """A value as people read it: C类, 4件, 列入, 移出; 无 for none."""
    if kind == RISK_CLASS:
        return f"{value}类" if value else "无"
    if kind == COMPLAINTS:
        return f"{value}件" if value else "无"
    words = ("关注", "不再关注") if kind == PUBLIC_CONCERN else ("列入", "移出")
    return words[0] if value == LISTED else words[1] if value == CLEARED else "无"


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month, or the last day that month has.

    >>> months_before(datetime.date(2026, 3, 31), 1), months_before(datetime.date(2026, 3, 31), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 3, 31))
    """
    whole = day.year * 12 + day.month - 1 - months
    first = datetime.date(whole // 12, whole % 12 + 1, 1)
    following = datetime.date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
