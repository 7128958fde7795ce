"""One row of 检查对象名录库, read by itself."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from mingcha.common.sealing import mask_name
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.common.workbooks.values import (
    read_choice,
    read_document_number,
    read_holder_code,
    read_list,
    read_period,
)
from mingcha.intake.rules import without_identity_numbers
from mingcha.intake.subjects import Parsed
from mingcha.registers.rules.categories import CategoryRule, Definitions
from mingcha.registers.rules.code_forms import form_remark
from mingcha.registers.rules.towns import town_in
from mingcha.registers.rules.words import (
    TARGET_STATES,
    category_of_licence,
    document_number,
    is_natural_person,
    read_risk,
)
from mingcha.registers.subjects.cells import day, has_no_end, is_masked, phones, text, unmasked
from mingcha.registers.subjects.targets.columns import TITLES
from mingcha.registers.subjects.targets.fields import NOTE, FieldReader

NAME_LENGTH = 120
MASKED_NAME = "单位名称是隐去了字的，无法确定是谁。请填写完整名称。"
ENTITY_TYPES = {"个体户": "个体工商户", "个体": "个体工商户"}


class TargetReader:
    """Reads the rows of one file by the categories of an office."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.fields = FieldReader(definitions)

    def __call__(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        """The row's values, or the reason why it cannot be read."""
        parsed = Parsed(number=row.number)
        try:
            parsed.values = _values(row, mapping, parsed.warnings, self)
            parsed.label = _label(parsed.values)
        except CellRefused as refused:
            parsed.refused = refused.sentence
            known = {key: _readable(row, key) for key in ("holder", "entity_type", "name", "code")}
            parsed.label = _label(known)
        return parsed


def _values(
    row: SheetRow, mapping: Mapping[str, Mapped], warnings: list[str], reader: TargetReader
) -> dict[str, Any]:
    values = read_holder(row, warnings, may_be_masked=True)
    values |= {key: text(row, key, 120) for key in ("category", "name", "licence_name")}
    if not values["category"] and "category" not in mapping:
        values["category"] = category_of_licence(values["licence_name"])
    category = _category(values["category"], row, reader.definitions)
    values["category"] = category.name
    values["licence_name"] = values["licence_name"][:64]
    values["licence_no"] = document_number(read_document_number(row["licence_no"], field="许可证号"))[:64]
    warnings += filter(None, [form_remark(category.licence_form, values["licence_no"], "许可证号")])
    values |= {key: day(row, key, TITLES[key]) for key in ("valid_from", "valid_until")}
    values["is_permanent"] = has_no_end(row, "valid_until")
    values |= _validity(row, mapping)
    values["risk_class"] = _risk(row)
    values["state"] = _state(text(row, "state", 32))
    contact = unmasked("、".join(read_list(row["contact"])), TITLES["contact"], warnings)
    values["contact"] = without_identity_numbers(contact)[:64]
    values["phone"] = "、".join(phones(row, "phone", warnings))
    values["details"] = reader.fields.read(row, mapping, category.name, warnings)
    values |= _place(row, mapping, values)
    return _without_names(values) if values["is_person"] else values


def _validity(row: SheetRow, mapping: Mapping[str, Mapped]) -> dict[str, Any]:
    """Both ends from one column; a single day in it is the last one unless the heading asks for both."""
    cell = row["validity"]
    period = read_period(cell)
    if period is not None:
        first, last, is_open = period
        days = {"valid_from": first, "valid_until": last}
        return {key: on.isoformat() for key, on in days.items() if on} | {"is_permanent": is_open}
    last_day = day(row, "validity", TITLES["validity"])
    if last_day and "起" in mapping["validity"].heading:
        raise CellRefused(f"有效期只写了{last_day}一个日期，分不清是起是止，请写明起止两个日期。")
    is_open = has_no_end(row, "validity")
    return {"valid_until": last_day, "is_permanent": is_open} if last_day or is_open else {}


def _without_names(values: dict[str, Any]) -> dict[str, Any]:
    """A natural person's name masked wherever a column kept in clear repeats it (张三临时用地), and no free
    remark: it may name him in other words."""
    details = {key: value for key, value in values["details"].items() if key != NOTE}
    names = [values[key] for key in ("holder", "representative", "contact") if len(values[key]) > 1]
    for name in names:
        for key in ("name", "licence_name", "licence_no", "address", "place", "town"):
            values[key] = values[key].replace(name, mask_name(name))
        details = {key: value.replace(name, mask_name(name)) for key, value in details.items()}
    return values | {"details": details}


def read_holder(row: SheetRow, warnings: list[str], *, may_be_masked: bool = False) -> dict[str, Any]:
    """Who the holder of a row is. A name that `may_be_masked` is looked for in the register
    (`subjects.targets.masked`)."""
    code = read_holder_code(row["code"])
    if code and code.doubt:
        warnings.append(code.doubt)
    name = _name(row)
    if is_masked(name) and not may_be_masked:
        raise CellRefused(MASKED_NAME)
    entity_type = text(row, "entity_type", 32)
    given = code.value if code else ""
    return {
        "uscc": given if code and code.kind == "uscc" else "",
        "register_no": given if code and code.kind != "uscc" else "",
        "holder": name,
        "entity_type": ENTITY_TYPES.get(entity_type, entity_type),
        "is_person": is_natural_person(entity_type=entity_type, code=given, name=name),
        "representative": unmasked(text(row, "representative", 32), TITLES["representative"], warnings),
    }


def _name(row: SheetRow) -> str:
    """The holder's name. One that would be cut could be taken for another's."""
    name = "" if isinstance(row["holder"], bool) else text(row, "holder", NAME_LENGTH + 1)
    if not any(map(str.isalpha, name)):
        raise CellRefused("没有填写单位名称，无法确定是哪一个检查对象。请填写。")
    if len(name) > NAME_LENGTH:
        raise CellRefused(f"单位名称超过{NAME_LENGTH}字，请填写登记的全称，其他说明写在备注中。")
    return name


@lru_cache(maxsize=1000)
def _state(word: str) -> str:
    return read_choice(word, TARGET_STATES, field="状态", default="") or ""


def _risk(row: SheetRow) -> str:
    found = read_risk(text(row, "risk_class", 32))
    if found is None:
        raise CellRefused(f"风险类别“{text(row, 'risk_class', 32)}”认不出来，请填A、B、C或D。")
    return found


def _place(row: SheetRow, mapping: Mapping[str, Mapped], values: Mapping[str, Any]) -> dict[str, Any]:
    """A holder without a code has no registered seat: what stands in its address is where the target lies.
    What the row does not say itself is `inferred`: it describes a new target and changes no known one."""
    address, place, town = text(row, "address", 200), text(row, "place", 200), text(row, "town", 32)
    has_code = bool(values["uscc"] or values["register_no"])
    is_said = {"place": bool(place) or "place" not in mapping, "town": bool(town)}
    return {
        "address": address if has_code else "",
        "place": place or address,
        "town": town or town_in(place, address),
        "inferred": [key for key, said in is_said.items() if not said],
    }


def _category(written: str, row: SheetRow, definitions: Definitions) -> CategoryRule:
    """The category that the row names. A word that the office does not have is never taken for a new one: a
    slip of the pen would leave the target out of every draw."""
    if not written or isinstance(row["category"], bool):
        raise CellRefused("没有填写对象类别，无法确定它属于哪些抽查事项。请填写，例如采矿权、用地项目。")
    found = definitions.find(written)
    if found is None:
        raise CellRefused(_no_such_category(written, definitions))
    return found


def _no_such_category(written: str, definitions: Definitions) -> str:
    near = get_close_matches(written, definitions.names, n=1, cutoff=0.5)
    meant = f"是不是“{near[0]}”？" if near else ""
    return (
        f"对象类别“{written[:32]}”不在本机构的对象类别中。{meant}可填：{'、'.join(definitions.names)}。"
        "确需另设的，由执法监察股在“对象类别”中新增，再重新核对或重新导入。"
    )


def _label(values: Mapping[str, Any]) -> str:
    """Masked words for the preview: who and what, whatever of it can be read."""
    code = values.get("code") or values.get("uscc") or values.get("register_no") or ""
    name = values["holder"] or "（未填单位名称）"
    if is_natural_person(entity_type=values["entity_type"], code=code, name=name):
        name = mask_name(name)
    return without_identity_numbers(" ".join(filter(None, (name, values["name"], code))))


def _readable(row: SheetRow, key: str) -> str:
    try:
        return text(row, key, 60)
    except CellRefused:
        return ""
