"""股、所、室、队 of an office, in a tree."""

from django.db import transaction
from django.db.models import ProtectedError

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.accounts.policies import can_manage_people
from mingcha.accounts.queries import find_section, sections
from mingcha.accounts.rules import makes_loop
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act


def add_section(*, actor: Actor, name: str, parent: Section | None = None, reason: str = "") -> Section:
    """A new section below `parent`, or directly below the office."""
    with transaction.atomic():
        lock(f"accounts.sections:{actor.office_id}")
        can_manage_people(actor).require()
        section = Section(office_id=actor.office_id)
        _arrange(actor, section, name, parent)
        section.save(force_insert=True)
        _record("accounts.add_section", actor, section, reason)
    return section


def change_section(
    *, actor: Actor, section: Section, name: str, parent: Section | None, reason: str = ""
) -> Section:
    """Rename or move; what lies below moves with it."""
    with transaction.atomic():
        lock(f"accounts.sections:{actor.office_id}")
        can_manage_people(actor).require()
        section = find_section(actor, section.pk)
        _arrange(actor, section, name, parent)
        section.save()
        _record("accounts.change_section", actor, section, reason)
    return section


def remove_section(*, actor: Actor, section: Section, reason: str = "") -> None:
    """Take away a section that nothing refers to; its history stays in the ledger."""
    with transaction.atomic():
        lock(f"accounts.sections:{actor.office_id}")
        can_manage_people(actor).require()
        section, gone = find_section(actor, section.pk), find_section(actor, section.pk)
        try:
            section.delete()
        except ProtectedError as error:
            raise Refusal(
                "section-in-use",
                f"{gone.name}还有人员、检查人员或下级股所室队。",
                title="不能撤销：还在使用",
                remedy="请先把他们调整到别的股所室队。",
            ) from error
        record_act(
            "accounts.remove_section", actor=actor, reason=reason, content={"section": gone.name}, gone=[gone]
        )


def _arrange(actor: Actor, section: Section, name: str, parent: Section | None) -> None:
    plain = "".join(name.split())
    if not plain:
        raise Refusal("section-name", "名称要填写。", title="不能保存：没有名称")
    if sections(actor).filter(name=plain).exclude(pk=section.pk).exists():
        raise Conflict("section-twice", f"本机构已有{plain}。", title="不能保存：名称重复")
    parents = dict(sections(actor).values_list("pk", "parent_id"))
    if parent is not None and parent.pk not in parents:
        raise Refusal("section-parent", "上级不是本机构的股所室队。", title="不能保存：上级不对")
    if makes_loop(parents, section.pk, parent.pk if parent else None):
        raise Refusal("section-loop", f"{plain}不能放在自己或自己的下级之下。", title="不能保存：上级不对")
    section.name, section.parent = plain, parent


def _record(act: str, actor: Actor, section: Section, reason: str) -> None:
    record_act(act, actor=actor, reason=reason, content={"section": section.name}, records=[section])
