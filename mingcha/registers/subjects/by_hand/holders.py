"""A holder entered or changed by hand: one code, one holder."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.sealing import fingerprint
from mingcha.intake.subjects import Parsed
from mingcha.ledger.services import record_act
from mingcha.registers.models import COMPANY, NATURAL_PERSON, Holder
from mingcha.registers.policies import can_enter_target
from mingcha.registers.queries import holder_of
from mingcha.registers.rules.towns import town_in
from mingcha.registers.subjects.by_hand.asking import (
    ROW,
    Asked,
    already,
    registering,
    require_current,
    require_reason,
    sheet_row,
)
from mingcha.registers.subjects.cells import text
from mingcha.registers.subjects.targets.columns import COLUMNS
from mingcha.registers.subjects.targets.holders import NEW_ONE, Doubt, Parties
from mingcha.registers.subjects.targets.parse import read_holder
from mingcha.registers.subjects.targets.write import new_holder


def add_holder(*, actor: Actor, cells: Mapping[str, str], reason: str, answer: str = "") -> Holder:
    """A new holder (`code`, `holder`, `entity_type`, `representative`, `address`, `town`). `Conflict` when
    its code, or its name without a code, is registered; `Asked` when a body of the same name is, under
    another code."""
    with registering(actor):
        can_enter_target(actor).require()
        require_reason(reason)
        row = _read(cells)
        row.answer = answer
        party = Parties(actor, [row]).of(row)
        if isinstance(party, Doubt):
            raise Asked(party.reason, party.choices)
        if party.holder is not None:
            raise already("主体", party.holder.name, party.holder.code)
        holder = new_holder(actor, party)
        holder.save(force_insert=True)
        content = {"code": holder.code}
        record_act("registers.add_holder", actor=actor, reason=reason, content=content, records=[holder])
    return holder


def change_holder(
    *, actor: Actor, holder: UUID, cells: Mapping[str, str], reason: str, answer: str = ""
) -> Holder:
    """The holder as `cells` describe it now. A natural person's name, and the representative, stay unless
    something is typed. Its code as a drawn unit never changes. `Conflict` when another holder has the
    credit code."""
    with registering(actor):
        can_enter_target(actor).require()
        require_reason(reason)
        found = holder_of(actor, holder)
        require_current(found)
        row = _read({**cells, "holder": cells.get("holder", "").strip() or found.full_name})
        _require_own_code(found, row.values)
        _ask_about_namesakes(found, row.values, answer)
        before = _facts(found)
        _apply(found, row.values)
        if _facts(found) == before:
            raise Refusal("nothing-changed", "填写的内容与名录库相同，没有要保存的改动。", title="没有改动")
        found.save()
        content = {"code": found.code}
        record_act("registers.change_holder", actor=actor, reason=reason, content=content, records=[found])
    return found


def _read(cells: Mapping[str, str]) -> Parsed:
    row, _ = sheet_row(COLUMNS, cells)
    parsed = Parsed(number=ROW)
    values = read_holder(row, parsed.warnings)
    values["address"] = text(row, "address", 200)
    values["town"] = text(row, "town", 32) or town_in(values["address"])
    parsed.values = values
    return parsed


def _require_own_code(holder: Holder, values: Mapping[str, Any]) -> None:
    given = values["uscc"] or values["register_no"]
    if not given:
        return
    others = Holder.objects.filter(office_id=holder.office_id).exclude(pk=holder.pk)
    other = others.filter(Q(uscc=given) | Q(register_no=given) | Q(code=given)).first()
    if other is not None:
        raise Conflict(
            "code-taken",
            f"代码{given}已登记在“{other.name}”名下，同一代码只能是一个主体。",
            title="不能保存：代码重复",
            found=[("编码", other.code)],
            remedy="确是同一主体的，请在疑似重复中合并；填错的，请改正。",
        )


def _ask_about_namesakes(holder: Holder, values: Mapping[str, Any], answer: str) -> None:
    """A new name that another body bears already is asked about."""
    name = fingerprint(values["holder"])
    if name == holder.name_print or values["is_person"] or answer == NEW_ONE:
        return
    others = Holder.current.filter(office_id=holder.office_id, name_print=name).exclude(pk=holder.pk)
    other = others.first()
    if other is not None:
        raise Asked(
            f"名录库中已有同名主体“{other.name}”（{other.code}）。请核对是不是同一个。",
            [(NEW_ONE, "是两个不同的主体，照样保存")],
        )


def _apply(holder: Holder, values: Mapping[str, Any]) -> None:
    kind = NATURAL_PERSON if values["is_person"] else COMPANY
    is_renamed = fingerprint(values["holder"]) != holder.name_print
    if kind != holder.kind or is_renamed:
        holder.kind = kind
        holder.give_name(values["holder"])
    if values["uscc"] or values["register_no"]:
        holder.uscc = values["uscc"]
        holder.register_no = values["register_no"] or holder.register_no
    holder.entity_type, holder.address, holder.town = values["entity_type"], values["address"], values["town"]
    if values["representative"] and values["representative"] != holder.representative:
        holder.representative = values["representative"]


def _facts(holder: Holder) -> dict[str, Any]:
    return {field.attname: getattr(holder, field.attname) for field in Holder._meta.concrete_fields}
