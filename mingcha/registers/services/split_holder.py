"""Targets that do not belong to a holder go to another one, to one that was merged, or to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import read_holder_code, read_text
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.models import COMPANY, NATURAL_PERSON, SPLIT, Holder, Target
from mingcha.registers.queries import holder_of
from mingcha.registers.rules.numbering import OWN_NUMBER, next_number, numbered
from mingcha.registers.rules.words import is_natural_person
from mingcha.registers.services.carry_standing import give_back_standing, merged_above
from mingcha.registers.services.identity import begin, require_free
from mingcha.registers.services.merge_holders import move_targets

TITLE = "不能拆分"


@dataclass(frozen=True)
class NewHolder:
    """A holder that the register does not have yet; without a code the register gives it a number."""

    name: str
    code: str = ""


def split_holder(
    *, actor: Actor, holder: UUID, targets: Sequence[UUID], to: UUID | NewHolder, reason: str
) -> Holder:
    """Move the chosen targets; returns the holder they belong to now. One that was merged into `holder`
    stands for itself again, with or without targets, and what was known of it alone goes back. `Conflict`
    while an announced frame holds them."""
    with transaction.atomic():
        reason = begin(actor, TITLE, reason)
        source = holder_of(actor, holder)
        require_free(actor, TITLE, [source])
        chosen = list(source.targets.filter(pk__in=targets, merged_into=None).order_by("code"))
        receiver = _new(actor, to) if isinstance(to, NewHolder) else _known(actor, source, to)
        restored = receiver.merged_into_id is not None
        _require_choice(source, receiver, chosen, may_be_none=restored)
        above = merged_above(receiver)
        receiver.merged_into = None
        receiver.save()
        moved: list[Record] = move_targets(actor, chosen, receiver, SPLIT, reason)
        moved += give_back_standing(actor, receiver, above, reason)
        record_act(
            "registers.split_holder",
            actor=actor,
            reason=reason,
            content={"from": source.code, "to": receiver.code, "targets": [one.code for one in chosen]},
            records=[receiver, *moved],
        )
    return receiver


def _known(actor: Actor, source: Holder, to: UUID) -> Holder:
    receiver = holder_of(actor, to)
    if receiver.survivor.pk != source.pk:
        require_free(actor, TITLE, [receiver])
    return receiver


def _require_choice(source: Holder, receiver: Holder, chosen: list[Target], *, may_be_none: bool) -> None:
    if receiver.pk == source.pk:
        raise Refusal("same-holder", "接收的主体就是原主体。", title=f"{TITLE}：没有变化")
    if not chosen and not may_be_none:
        raise Refusal(
            "nothing-chosen", "没有选中要移走的对象。", title=f"{TITLE}：没有选择", remedy="请至少勾选一个。"
        )


def _new(actor: Actor, new: NewHolder) -> Holder:
    name = read_text(new.name)
    if not name:
        raise Refusal("name-missing", "没有填写新主体的名称。", title=f"{TITLE}：缺少名称")
    try:
        code = read_holder_code(new.code)
    except CellRefused as refused:
        raise Refusal("code-wrong", refused.sentence, title=f"{TITLE}：代码不对") from refused
    given = code.value if code else ""
    is_uscc = code is not None and code.kind == "uscc"
    is_person = is_natural_person(entity_type="", code=given, name=name)
    holder = Holder(office_id=actor.office_id, kind=NATURAL_PERSON if is_person else COMPANY)
    holder.uscc, holder.register_no = (given, "") if is_uscc else ("", given)
    holder.code = given or _own_number(actor)
    holder.give_name(name[:120])
    known = Holder.objects.filter(office_id=actor.office_id, code=holder.code).first()
    if known is not None:
        raise Conflict(
            "holder-known",
            f"名录库中已有代码为{holder.code}的主体“{known.name}”。",
            title=f"{TITLE}：代码已登记",
            remedy="请改选“移到已有主体”。",
        )
    return holder


def _own_number(actor: Actor) -> str:
    own = Holder.objects.filter(office_id=actor.office_id, code__startswith=OWN_NUMBER)
    return numbered(OWN_NUMBER, next_number(own.values_list("code", flat=True)))
