"""Which holder of the register a row of another list means: by code, else by its whole name. Nothing is added
to the register from such lists."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.sealing import fingerprint, mask_name
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import SheetRow
from mingcha.common.workbooks.values import read_holder_code
from mingcha.intake.rules import without_identity_numbers
from mingcha.intake.subjects import Parsed
from mingcha.registers.models import Holder
from mingcha.registers.rules.numbering import OWN_NUMBER
from mingcha.registers.rules.words import is_natural_person
from mingcha.registers.subjects.cells import is_masked, text

CHUNK = 2000
OWN_CODE = re.compile(rf"{OWN_NUMBER}\d{{6,}}")
"""The number that the register gave a holder without a code: its exports have it in the column of codes."""


def read_party(row: SheetRow, warnings: list[str]) -> dict[str, Any]:
    """Code and name of a row; neither is a `CellRefused`."""
    own = OWN_CODE.fullmatch(text(row, "code", 32))
    code = None if own else read_holder_code(row["code"])
    if code and code.doubt:
        warnings.append(code.doubt)
    given = own[0] if own else code.value if code else ""
    name = "" if isinstance(row["holder"], bool) else text(row, "holder", 120)
    if not given and not name:
        raise CellRefused("没有填写统一社会信用代码，也没有单位名称，无法确定是哪一个主体。请填写。")
    if not given and is_masked(name):
        raise CellRefused("单位名称是隐去了字的，又没有代码，无法确定是谁。请填写代码或完整名称。")
    return {"code": given, "holder": name}


def party_label(values: dict[str, Any]) -> str:
    """Masked words for the preview."""
    code, name = str(values.get("code", "")), str(values.get("holder", ""))
    if is_natural_person(entity_type="", code=code, name=name):
        name = mask_name(name)
    return without_identity_numbers(" ".join(filter(None, (name, code))))


class KnownHolders:
    """The holders that the rows of a file mean. Reads the register in a fixed number of queries per two
    thousand rows."""

    def __init__(self, scope: Actor, rows: Sequence[Parsed]) -> None:
        self.prints = {row.number: fingerprint(row.values["holder"]) for row in rows}
        self.by_code: dict[str, Holder] = {}
        self.by_name: dict[str, dict[Any, Holder]] = {}
        for part in _chunks(sorted({row.values["code"] for row in rows} - {""})):
            fits = Q(code__in=part) | Q(uscc__in=part) | Q(register_no__in=part)
            coded = Holder.objects.filter(fits, office_id=scope.office_id).select_related("merged_into")
            for holder in coded:
                names = filter(None, (holder.code, holder.uscc, holder.register_no))
                self.by_code |= dict.fromkeys(names, holder.survivor)
        uncoded = {self.prints[row.number] for row in rows if not row.values["code"]}
        for part in _chunks(sorted(uncoded - {""})):
            named = Holder.objects.filter(office_id=scope.office_id, name_print__in=part)
            for holder in named.select_related("merged_into"):
                self.by_name.setdefault(holder.name_print, {})[holder.survivor.pk] = holder.survivor

    def all(self) -> list[Holder]:
        """Every holder that some row may mean."""
        named = [holder for found in self.by_name.values() for holder in found.values()]
        return list({holder.pk: holder for holder in (*self.by_code.values(), *named)}.values())

    def of(self, row: Parsed) -> Holder | str:
        """The holder, or why none can be told, in Chinese."""
        if code := row.values["code"]:
            return self._coded(row, code)
        found = list(self.by_name.get(self.prints[row.number], {}).values())
        if len(found) == 1:
            return found[0]
        if found:
            return f"名录库中有{len(found)}个同名主体，没有代码分不清是哪一个。请补填代码。"
        return "名录库中没有这个名称的主体。请核对名称，或先把它导入检查对象名录库。"

    def _coded(self, row: Parsed, code: str) -> Holder | str:
        holder = self.by_code.get(code)
        if holder is None:
            return f"名录库中没有代码为{code}的主体。请核对代码，或先把它导入检查对象名录库。"
        name = self.prints[row.number]
        is_other = bool(name and holder.name_print) and name != holder.name_print
        if is_other and row.values["holder"] != holder.name:
            row.warnings.append(f"名录库中这个代码的单位名称是“{holder.name}”，按代码认定")
        return holder


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
