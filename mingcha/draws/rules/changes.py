"""Changes after a draw (drawproof/1 section 6, Changes after the draw; section 3, withdrawn.csv). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from mingcha.draws.rules.committed import DrawnUnit

# Who sees what of a campaign's names: everything, who sits where, or the own visits.
ALL, SEATS, OWN = "all", "seats", "own"
LOOKS: dict[str, str] = {ALL: "全部名单", SEATS: "席位和人员", OWN: "本人户次"}
LOOK_MINUTES = 30

BARRED = "barred"
# drawproof/1 section 6; the code goes into the file, the word on the screens.
VACANCY_WORDS: dict[str, str] = {
    BARRED: "回避",
    "ill": "患病",
    "absent": "不能到场",
    "not-licensed": "执法资格不符",
}
# What everybody may read of a change of a member: neither an illness nor an interest of anybody.
PUBLIC_VACANCY_WORDS: dict[str, str] = {
    BARRED: "依法不能参加",
    "not-licensed": "依法不能参加",
    "ill": "因故不能到场",
    "absent": "因故不能到场",
}
WITHDRAWAL_WORDS: dict[str, str] = {
    "closed": "已停业关闭",
    "moved": "已迁出辖区",
    "not-found": "查无下落",
    "otherwise-handled": "另案处理",
}
SUBSTITUTIONS, REPLACEMENTS = "substitutions.csv", "replacements.csv"


class ReplacementRow(NamedTuple):
    """One row of replacements.csv."""

    n: int
    visit: str
    unit: str
    reason: str
    substitute: str


class WithdrawnRow(NamedTuple):
    """One row of withdrawn.csv."""

    unit: str
    reason: str
    substitute: str


@dataclass
class Reserves:
    """The reserves of each stratum in their order, less those that are used."""

    stratum: Mapping[str, str]
    waiting: dict[str, list[str]]

    @classmethod
    def of(cls, result: Sequence[DrawnUnit], used: Iterable[str] = ()) -> "Reserves":
        gone, waiting = set(used), dict[str, list[str]]()
        for row in result:
            if not row.is_drawn and row.unit not in gone:
                waiting.setdefault(row.stratum, []).append(row.unit)
        return cls({row.unit: row.stratum for row in result}, waiting)

    def take_for(self, unit: str) -> str:
        """The next reserve of the unit's stratum, used from now on; "" when none is left."""
        waiting = self.waiting.get(self.stratum.get(unit, ""), [])
        return waiting.pop(0) if waiting else ""


def withdraw_before(
    result: Sequence[DrawnUnit], reasons: Mapping[str, str]
) -> tuple[list[DrawnUnit], list[WithdrawnRow]]:
    """The result with the units of `reasons` taken out before the teams are drawn, and the rows of
    withdrawn.csv. A reserve that is withdrawn itself is passed on to the next one; of a unit that neither was
    drawn nor takes a place nothing is said."""
    reserves, role = Reserves.of(result), {row.unit: row.role for row in result}
    rows: list[WithdrawnRow] = []
    leaving = [row.unit for row in result if row.is_drawn and row.unit in reasons]
    while leaving:
        unit = leaving.pop(0)
        substitute = reserves.take_for(unit)
        rows.append(WithdrawnRow(unit, reasons[unit], substitute))
        role[unit] = "withdrawn"
        if substitute:
            role[substitute] = "drawn"
        if substitute in reasons:
            leaving.append(substitute)
    return [row._replace(role=role[row.unit]) for row in result], rows


@dataclass(frozen=True)
class Covered:
    """What one visit covers after the changes: `units` now, and those that left it."""

    units: tuple[str, ...]
    gone: tuple[ReplacementRow, ...] = ()

    @property
    def ever(self) -> tuple[str, ...]:
        """The units it covers or has covered."""
        return (*self.units, *(row.unit for row in self.gone))


def clusters_after(
    clusters: Mapping[str, Sequence[str]], rows: Iterable[ReplacementRow]
) -> dict[str, Covered]:
    """The units of each visit after the replacements; a visit may be left without any."""
    found = {visit: Covered(tuple(units)) for visit, units in clusters.items()}
    for row in rows:
        old = found[row.visit]
        units = tuple(filter(None, (row.substitute if one == row.unit else one for one in old.units)))
        found[row.visit] = replace(old, units=units, gone=(*old.gone, row))
    return found


def shortfalls(stratum: Mapping[str, str], rows: Iterable[ReplacementRow | WithdrawnRow]) -> dict[str, int]:
    """How many units of each stratum left without a substitute, its reserves being used up."""
    counts: dict[str, int] = {}
    for row in rows:
        if not row.substitute:
            code = stratum.get(row.unit, "")
            counts[code] = counts.get(code, 0) + 1
    return dict(sorted(counts.items()))
