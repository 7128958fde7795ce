"""Whose target a row is: by code, else by name; a doubt is a question (threats T6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.sealing import fingerprint
from mingcha.intake.subjects import Parsed
from mingcha.registers.models import Holder
from mingcha.registers.subjects.cells import is_masked
from mingcha.registers.subjects.targets.masked import know_by_mask
from mingcha.registers.subjects.targets.parse import MASKED_NAME

CHUNK = 2000
SAME, NEW_ONE = "=", "new"
Choices = list[tuple[str, str]]


@dataclass
class Party:
    """A holder of the register or one that the file brings. `key` names it within the file; `first` is the
    number of the row that describes it, whose holder columns count."""

    key: str
    name_print: str
    is_person: bool
    has_code: bool
    first: int
    holder: Holder | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Doubt:
    """Why a row's holder is not certain, and what may be answered."""

    reason: str
    choices: Choices


class Parties:
    """The holders that a file speaks of. Reads the register in a fixed number of queries per two thousand
    rows."""

    def __init__(self, scope: Actor, rows: Sequence[Parsed]) -> None:
        know_by_mask(scope, rows)
        self.by_code: dict[str, Holder] = {}
        self.by_name: dict[str, list[Holder]] = {}
        self.known: dict[str, Party] = {}
        self.named: dict[str, list[Party]] = {}
        self.prints = {row.number: fingerprint(row.values["holder"]) for row in rows}
        holders = _holders(scope, rows, self.prints.values())
        self._follow(rows, [holder for holder in holders if holder.merged_into_id])
        for holder in _once(holder.survivor for holder in holders):
            for code in filter(None, (holder.uscc, holder.register_no)):
                self.by_code[code] = holder
            self.by_name.setdefault(holder.name_print, []).append(holder)
        self._expect(rows)

    def _follow(self, rows: Sequence[Parsed], merged: Sequence[Holder]) -> None:
        """A row that speaks of a holder by a code or name it had before it was merged speaks of the one that
        stands for it now."""
        by_code = {code: one for one in merged for code in (one.uscc, one.register_no) if code}
        by_name = {one.name_print: one for one in merged}
        for row in rows if merged else ():
            name = self.prints[row.number]
            former = by_code.get(_code(row)) or (None if _code(row) else by_name.get(name))
            if former is None:
                continue
            now = former.survivor
            row.values |= {"uscc": now.uscc, "register_no": "" if now.uscc else now.register_no}
            if name == former.name_print:
                row.values["holder"] = now.full_name
                self.prints[row.number] = now.name_print

    def _expect(self, rows: Sequence[Parsed]) -> None:
        """Names that a later row gives a code to: a row without one above must ask as well."""
        self.coming: dict[str, str] = {}
        for row in rows:
            code = _code(row)
            if code and not row.values["is_person"]:
                self.coming.setdefault(self.prints[row.number], code)

    def of(self, row: Parsed) -> Party | Doubt:
        """The holder of a row, or the question who it is. Rows are asked in the order of the sheet."""
        if is_masked(row.values["holder"]):
            return Doubt(MASKED_NAME, [])
        code = _code(row)
        party = self._coded(row, code) if code else self._uncoded(row)
        if isinstance(party, Party) and not party.facts:
            party.facts = row.values
        return party

    def _coded(self, row: Parsed, code: str) -> Party | Doubt:
        if code in self.known:
            return self.known[code]
        holder = self.by_code.get(code)
        if holder is None:
            holder = self._namesake(row)
            if holder is not None and row.answer == "":
                return _who(row, [holder], f"代码{code}在名录库中没有，但已有同名主体")
            if holder is not None and row.answer != SAME + holder.code:
                holder = None
        return self._remember(code, row, holder)

    def _namesake(self, row: Parsed) -> Holder | None:
        """A body of the same name that may be this one: it has no code, or only the older number."""
        if row.values["is_person"]:
            return None
        older = [
            h for h in self.by_name.get(self.prints[row.number], []) if not h.uscc and not h.is_natural_person
        ]
        return older[0] if older else None

    def _uncoded(self, row: Parsed) -> Party | Doubt:
        name = self.prints[row.number]
        in_file = self.named.get(name, [])
        holders = [h for h in self.by_name.get(name, []) if h.is_natural_person == row.values["is_person"]]
        if row.answer:
            return self._answered(row, name, holders)
        coded = [holder for holder in holders if holder.uscc or holder.register_no]
        if not row.values["is_person"] and (coded or name in self.coming):
            return self._has_code_elsewhere(row, coded)
        if in_file:
            return in_file[0]
        uncoded = [holder for holder in holders if holder not in coded]
        return self._remember(f"name:{name}", row, uncoded[0] if uncoded else None)

    def _answered(self, row: Parsed, name: str, holders: Sequence[Holder]) -> Party:
        chosen = row.answer.removeprefix(SAME).split("#", 1)[0] if row.answer.startswith(SAME) else ""
        if chosen in self.known:
            return self.known[chosen]
        for holder in [*holders, *self.by_code.values()]:
            if chosen and chosen in (holder.code, holder.uscc, holder.register_no):
                return self._remember(_code_of(holder) or f"name:{name}", row, holder)
        if chosen and chosen == self.coming.get(name):
            return self._remember(chosen, row, None)
        if not row.values["is_person"]:
            uncoded = [holder for holder in holders if not _code_of(holder)]
            return self._remember(f"name:{name}", row, uncoded[0] if uncoded else None)
        return self._remember(f"name:{name}:{row.number}", row, None)

    def _has_code_elsewhere(self, row: Parsed, coded: Sequence[Holder]) -> Doubt:
        if coded:
            return _who(row, coded, "表中没有代码，而名录库已有同名主体")
        code = self.coming[self.prints[row.number]]
        choices = [(SAME + code, f"是代码为{code}的主体"), (NEW_ONE, "是另一个没有代码的主体")]
        return Doubt(
            f"这一行没有代码，而表中另有同名单位的代码{code}。请核对是否同一主体，并补填代码。", choices
        )

    def _remember(self, key: str, row: Parsed, holder: Holder | None) -> Party:
        if key not in self.known:
            name = self.prints[row.number]
            party = Party(
                key=key,
                name_print=name,
                is_person=row.values["is_person"],
                has_code=not key.startswith("name:"),
                first=row.number,
                holder=holder,
            )
            self.known[key] = party
            if not party.has_code:
                self.named.setdefault(name, []).append(party)
        return self.known[key]


def _code(row: Parsed) -> str:
    return str(row.values["uscc"] or row.values["register_no"])


def _code_of(holder: Holder) -> str:
    return holder.uscc or holder.register_no


def _who(row: Parsed, holders: Sequence[Holder], why: str) -> Doubt:
    choices = [(SAME + h.code, f"是同一主体“{h.name}”（{_code_of(h) or '无代码'}）") for h in holders[:5]]
    return Doubt(
        f"{why}“{holders[0].name}”，不能自行合并。请核对是否同一主体。", [*choices, (NEW_ONE, "是另一个主体")]
    )


def _holders(scope: Actor, rows: Sequence[Parsed], prints: Iterable[str]) -> list[Holder]:
    """The holders of the office that the rows may mean."""
    codes = sorted({code for row in rows if (code := _code(row))})
    found: dict[Any, Holder] = {}
    for part in _chunks(codes):
        fits = Q(uscc__in=part) | Q(register_no__in=part)
        coded = Holder.objects.filter(fits, office_id=scope.office_id).select_related("merged_into")
        found |= {h.pk: h for h in coded}
    for part in _chunks(sorted(set(prints))):
        named = Holder.objects.filter(office_id=scope.office_id, name_print__in=part).order_by()
        found |= {h.pk: h for h in named.select_related("merged_into")}
    return sorted(found.values(), key=lambda holder: holder.code)


def _once(holders: Iterable[Holder]) -> list[Holder]:
    """Each holder once, by code."""
    found = {holder.pk: holder for holder in holders}
    return sorted(found.values(), key=lambda holder: holder.code)


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
