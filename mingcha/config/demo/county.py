"""The register of targets of a county that looks like 阜平县 and in which no holder exists."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.config.demo import names, places
from mingcha.config.demo.categories import (
    CATEGORIES,
    CODE_KINDS,
    COMPANY,
    COOPERATIVE,
    ENTITY_TYPES,
    HOLDERS,
    OLD_COMPANY,
    RISK,
    SELF_EMPLOYED,
    Category,
)
from mingcha.config.demo.chooser import Chooser
from mingcha.config.demo.codes import AREA, credit_code, register_number
from mingcha.config.demo.details import Details, details_of

SEED = "fuping"


@dataclass(frozen=True)
class HolderEntry:
    """A holder as the office's workbook has it. `code` is a credit code or an older register number."""

    kind: str
    code: str
    name: str
    representative: str
    phone: str
    town: str
    address: str

    @property
    def entity_type(self) -> str:
        return ENTITY_TYPES[self.kind]


@dataclass(frozen=True)
class TargetEntry:
    """One row of the register."""

    holder: HolderEntry
    category: str
    name: str
    licence: str
    licence_no: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    town: str
    place: str
    risk_class: str
    state: str
    details: Details


def county(today: datetime.date, seed: str = SEED) -> list[TargetEntry]:
    """Every target, category by category. Holders are served in turn, so each has at least one."""
    chooser = Chooser(seed)
    turns = {kind: _turns(chooser, kind) for kind in HOLDERS}
    return [
        _target(chooser, category, number, turns, today)
        for category in CATEGORIES
        for number in range(category.count)
    ]


def holders(seed: str = SEED) -> dict[str, list[HolderEntry]]:
    """Every holder by kind."""
    chooser = Chooser(seed)
    return {
        kind: [_holder(chooser, kind, number) for number in range(count)] for kind, count in HOLDERS.items()
    }


def _turns(chooser: Chooser, kind: str) -> Iterator[HolderEntry]:
    """First everybody once, then again and again by lot."""
    entries = [_holder(chooser, kind, number) for number in range(HOLDERS[kind])]
    yield from entries
    turn = 0
    while True:
        yield chooser.one_of(entries, "again", kind, turn)
        turn += 1


def _holder(chooser: Chooser, kind: str, number: int) -> HolderEntry:
    serial = list(HOLDERS).index(kind) * 2000 + number + 1
    town = places.town(chooser, "holder", serial)
    representative = names.person(chooser, "representative", serial)
    return HolderEntry(
        kind=kind,
        code=register_number(serial) if kind == OLD_COMPANY else credit_code(CODE_KINDS[kind], serial),
        name=_holder_name(kind, number, town, representative),
        representative=representative,
        phone=names.phone(serial),
        town=town,
        address=f"河北省保定市阜平县{town}{places.village(chooser, 'holder', serial)}",
    )


def _holder_name(kind: str, number: int, town: str, representative: str) -> str:
    stem = names.stem(number)
    if kind == SELF_EMPLOYED:
        return f"阜平县{town}{representative}{number + 1}号经营部"
    if kind == COOPERATIVE:
        return f"阜平县{stem}演示种植专业合作社"
    trade = _trade(number) if kind == COMPANY else "实业"
    round_mark = "" if number < 900 else "新"
    return f"阜平县{stem}演示{round_mark}{trade}有限公司"


def _trade(number: int) -> str:
    """What the `number`-th company does: the category in which it is served first."""
    for category in CATEGORIES:
        number -= category.count * category.held_by.count(COMPANY) // len(category.held_by)
        if number < 0:
            return category.trades[number % len(category.trades)]
    return "商贸"


def _target(
    chooser: Chooser,
    category: Category,
    number: int,
    turns: dict[str, Iterator[HolderEntry]],
    today: datetime.date,
) -> TargetEntry:
    asked = (category.name, number)
    holder = next(turns[category.held_by[number % len(category.held_by)]])
    town = places.town(chooser, "target", *asked)
    place = places.village(chooser, "target", *asked)
    kind = chooser.number(0, len(category.things) - 1, "thing", *asked)
    detail = (category.detail, category.details[kind % len(category.details)])
    starts, ends = _validity(chooser, category, number, today)
    return TargetEntry(
        holder=holder,
        category=category.name,
        name=f"{place.removesuffix('村')}{category.things[kind]}{number + 1:03d}号",
        licence=category.licence,
        licence_no=_licence_no(category, number, starts),
        valid_from=starts,
        valid_until=ends,
        town=town,
        place=f"{town}{place}",
        risk_class=chooser.weighted(RISK, "risk", *asked),
        state=chooser.weighted({"有效": 96, "停产": 3, "注销": 1}, "state", *asked),
        details=details_of(chooser, category.name, number, town, detail),
    )


def _validity(
    chooser: Chooser, category: Category, number: int, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """From some years ago to some years on; about one permit in fifty has just run out."""
    if not category.span:
        return None, None
    days = category.span * 365
    left = chooser.number(-days // 40, days, "left", category.name, number)
    ends = today + datetime.timedelta(days=left)
    return ends - datetime.timedelta(days=days), ends


def _licence_no(category: Category, number: int, starts: datetime.date | None) -> str:
    if starts is None:
        return ""
    if category.prefix in ("C", "T"):
        return f"{category.prefix}{AREA}{starts:%Y%m}7130{number + 1:06d}"
    if category.prefix.endswith("测资字"):
        return f"{category.prefix}1399{number + 1:04d}"
    return f"{category.prefix}〔{starts.year}〕{number + 1}号"
