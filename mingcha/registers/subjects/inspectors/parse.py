"""One row of 执法检查人员名录库, read by itself. A row may name two people, a person may hold two
licences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.common import moments
from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.common.workbooks.values import (
    is_without_end,
    read_choice,
    read_date,
    read_document_number,
    read_each,
    read_in_place,
    read_list,
    read_text,
)
from mingcha.intake.rules import without_private_numbers
from mingcha.intake.subjects import Parsed
from mingcha.registers.models import InspectorLicence
from mingcha.registers.rules.eligibility import reasons_against
from mingcha.registers.rules.words import INSPECTOR_STATES, YES_NO
from mingcha.registers.states import ON_DUTY
from mingcha.registers.subjects.cells import as_date, day, phones, text
from mingcha.registers.subjects.inspectors.columns import LINE_LICENCE

CREDIT_CODE = re.compile(r"[0-9A-Z]{18}|\d{15}")
BRACKETED = re.compile(r"[（(]([^（）()]*)[）)]$")
DECLARED = "名录库填报"
HOURS = re.compile(r"(\d{1,4})")

Licence = dict[str, Any]


def parse_inspectors(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
    """The row's people, or the reason why it cannot be read."""
    parsed = Parsed(number=row.number)
    try:
        names = _names(row)
        parsed.label = "、".join(names)
        parsed.values = _values(row, names, parsed.warnings)
        parsed.warnings += _not_eligible(parsed.values)
    except CellRefused as refused:
        parsed.refused = refused.sentence
    return parsed


def _names(row: SheetRow) -> list[str]:
    names = [name[:32] for name in read_each(row["name"], read_text)]
    if not names or not all(any(map(str.isalpha, name)) for name in names):
        raise CellRefused("没有填写姓名，无法登记这名人员。请填写。")
    return names


def _values(row: SheetRow, names: Sequence[str], warnings: list[str]) -> dict[str, Any]:
    note = text(row, "note", 200)
    shared = {
        "employer": text(row, "employer", 64),
        "section_name": text(row, "section", 32),
        "post": text(row, "post", 32),
        "qualifications": [word[:32] for word in read_list(row["expertise"])],
        "is_expert": read_choice(row["is_expert"], YES_NO, field="是否专家"),
        "can_lead": read_choice(row["can_lead"], YES_NO, field="是否组长"),
        "state": read_choice(row["state"], INSPECTOR_STATES, field="人员状态", default=""),
        "note": note,
    }
    licences = _licences(row, names)
    numbers = _shared_out(phones(row, "phone", warnings), names, warnings)
    conflicts = _conflicts(row, note)
    training = _training(row, warnings)
    people = [
        shared
        | {"name": name, "phone": phone, "licences": held, "conflicts": conflicts, "training": training}
        for name, phone, held in zip(names, numbers, licences, strict=True)
    ]
    return {"people": people}


def _licences(row: SheetRow, names: Sequence[str]) -> list[list[Licence]]:
    """The licences of each person. Several people need one number each; one person may have several."""
    numbers = [number[:32] for number in read_each(row["licence_no"], _licence_number) if number]
    ends = _ends(row["licence_until"], "执法证有效期至")
    titles = [title[:64] for title in _titles(row["licence_name"], len(numbers))]
    line = _line_licence(row)
    if len(names) > 1 and (line or len(numbers) not in (0, len(names))):
        raise CellRefused(
            f"人数与证号个数对不上：{len(names)}人、{len(numbers) + len(line)}个执法证编号，"
            "分不清谁持哪个证。请一人填一行。"
        )
    held = [
        _licence(number, _nth(titles, place, len(numbers)), end)
        for place, (number, end) in enumerate(zip(numbers, _aligned(ends, numbers), strict=True))
    ]
    return [[one] for one in held] if len(names) > 1 and held else [[*held, *line] for _ in names]


def _line_licence(row: SheetRow) -> list[Licence]:
    number = read_document_number(row["line_licence_no"], field="部颁执法证号", strict=True)[:32]
    ends = _ends(row["line_licence_until"], "部证有效期")
    return [_licence(number, LINE_LICENCE, ends[0] if ends else ("", False))] if number else []


def _licence(number: str, title: str, end: tuple[str, bool]) -> Licence:
    return {"number": number, "name": title, "valid_until": end[0], "is_permanent": end[1]}


def _licence_number(cell: Cell) -> str:
    return read_document_number(cell, field="执法证编号", strict=True)


def _ends(cell: Cell, title: str) -> list[tuple[str, bool]]:
    """(ISO date, 长期) for each value of a cell; a sign for nothing keeps its place."""
    found = read_in_place(cell, lambda value: (read_date(value, field=title), is_without_end(value)))
    pairs = (one or (None, False) for one in found)
    return [(day.isoformat() if day else "", is_open) for day, is_open in pairs]


def _aligned(ends: Sequence[tuple[str, bool]], numbers: Sequence[str]) -> list[tuple[str, bool]]:
    if len(ends) == len(numbers):
        return list(ends)
    ends = [end for end in ends if any(end)]
    if len(ends) <= 1:
        return [ends[0] if ends else ("", False)] * len(numbers)
    raise CellRefused(
        f"有{len(numbers)}个执法证编号、{len(ends)}个有效期，分不清哪个证哪天到期。请按相同次序分行填写。"
    )


def _titles(cell: Cell, count: int) -> list[str]:
    """What the licences are called: one a line where there are as many lines as numbers, / for no name."""
    each = [read_text(line) for line in str(cell or "").splitlines()]
    return each if len(each) == count else read_list(cell)


def _nth(titles: Sequence[str], place: int, count: int) -> str:
    if len(titles) == count:
        return titles[place]
    return titles[0] if titles else ""


def _shared_out(numbers: Sequence[str], names: Sequence[str], warnings: list[str]) -> list[str]:
    """Phone numbers to people: all to the only one, one each, or none when that cannot be told."""
    if len(names) == 1:
        return ["、".join(numbers)]
    if len(numbers) == len(names):
        return list(numbers)
    if numbers:
        warnings.append("电话未登记：电话个数与人数不同")
    return [""] * len(names)


def read_parties(cell: Cell) -> list[tuple[str, str]]:
    """Every party of a cell with the words in brackets behind it, which say why."""
    found = []
    for entry in map(without_private_numbers, read_list(cell)):
        said = BRACKETED.search(entry)
        is_relation = said is not None and not said[1].endswith("公司")
        found.append((BRACKETED.sub("", entry).strip(), said[1]) if said and is_relation else (entry, ""))
    return found


def _conflicts(row: SheetRow, note: str) -> list[dict[str, str]]:
    """Companies to stand aside from, by code or name; words in brackets, else the remark, say why."""
    found = []
    for party, said in read_parties(row["conflicts"]):
        code = re.sub(r"\s", "", party).upper()
        is_code = bool(CREDIT_CODE.fullmatch(code))
        relation = (said or note or DECLARED)[:64]
        found.append(
            {"code": code if is_code else "", "name": "" if is_code else party, "relation": relation}
        )
    return found


def _training(row: SheetRow, warnings: list[str]) -> dict[str, Any] | None:
    """The last training a row speaks of; None when it has no date, since hours alone hold for no day."""
    until, on = day(row, "training_until", "培训合格有效期至"), day(row, "training_on", "培训合格日期")
    hours = HOURS.match(read_text(row["training_hours"]))
    if not until and not on:
        if hours:
            warnings.append("培训未登记：没有填写培训合格日期或有效期")
        return None
    return {
        "valid_until": until,
        "completed_on": on,
        "hours": int(hours[1]) if hours else 0,
        "certificate_no": text(row, "training_no", 64),
        "course": text(row, "training_course", 120),
    }


def _not_eligible(values: Mapping[str, Any]) -> list[str]:
    """Taken in, but not assignable as things stand today."""
    found = []
    for person in values["people"]:
        licences = [
            InspectorLicence(
                number=one["number"],
                valid_until=as_date(one["valid_until"]),
                is_permanent=one["is_permanent"],
            )
            for one in person["licences"]
        ]
        reasons = reasons_against(
            state=person["state"] or ON_DUTY, has_left=False, licences=licences, on=moments.today()
        )
        found += [f"{reason}，不能参加匹配" for reason in reasons]
    return found
