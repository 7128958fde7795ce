"""Sections ask for items; enforcement, which compiles the list, takes over or declines with a reason."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.accounts.rules import ENFORCEMENT
from mingcha.accounts.services.ask_role import ask_role, finish_work
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.items.models import InspectionItem, ItemList, ItemProposal
from mingcha.items.policies import can_answer_proposals, can_propose_item, can_withdraw_proposal
from mingcha.items.queries import current_item, drafted_list, find_proposal, proposed_values
from mingcha.items.rules import FIELD_TITLES
from mingcha.items.rules.proposals import ADD, LEAVE_OUT
from mingcha.items.services.edit_items import cite, codes_ever, fill, free_code, take_away
from mingcha.items.services.start_list import lock_items, start_list
from mingcha.items.states import PROPOSAL
from mingcha.law.queries import shelf_of
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

PROPOSAL_WORK = "items.take_over_proposal"


def propose_item(
    *, actor: Actor, kind: str, values: Mapping[str, Any], reason: str, code: str = ""
) -> ItemProposal:
    """A section's wish for the next version. `values` are fields of the list in JSON form (dates in ISO);
    `code` names the item that is to be changed or left out. `Refusal` without reason or known item."""
    with transaction.atomic():
        lock_items(actor)
        can_propose_item(actor).require()
        if not reason.strip():
            raise Refusal("reason-missing", "请写明为什么这样调整。", title="不能提出：没有理由")
        item = None if kind == ADD else _current(actor, code)
        section = section_name(actor)
        proposal = ItemProposal(
            office_id=actor.office_id,
            kind=kind,
            code=item.code if item else "",
            name=values.get("name") or (item.name if item else ""),
            values={} if kind == LEAVE_OUT else _plain(values),
            reason=reason.strip(),
            section_name=section,
            proposer=actor.person_id,
            proposed_by=actor.name,
            proposed_at=moments.now(),
        )
        proposal.save(force_insert=True)
        content = {"kind": kind, "code": proposal.code, "name": proposal.name}
        record_act("items.propose_item", actor=actor, reason=reason, content=content, records=[proposal])
        ask_role(
            office_id=actor.office_id,
            role=ENFORCEMENT,
            kind=PROPOSAL_WORK,
            subject=proposal.pk,
            title=f"答复清单建议：{proposal}",
            why=f"{section or actor.name}提出：{reason.strip()}",
            url=reverse("proposal_detail", args=[proposal.pk]),
            button="去答复",
        )
    return proposal


def withdraw_proposal(*, actor: Actor, proposal: ItemProposal) -> ItemProposal:
    """Taken back by whoever proposed it, before it is answered."""
    with transaction.atomic():
        proposal = _locked(actor, proposal)
        can_withdraw_proposal(actor, proposal).require()
        proposal.state = PROPOSAL.after("withdraw", proposal.state)
        proposal.save()
        record_act(
            "items.withdraw_proposal", actor=actor, content={"name": proposal.name}, records=[proposal]
        )
        finish_work(kind=PROPOSAL_WORK, subject=proposal.pk)
    return proposal


def decline_proposal(*, actor: Actor, proposal: ItemProposal, reason: str) -> ItemProposal:
    """Not taken over, and why; the section reads it on its proposal."""
    with transaction.atomic():
        proposal = _locked(actor, proposal)
        can_answer_proposals(actor).require()
        if not reason.strip():
            raise Refusal(
                "reason-missing", "不采纳要写明理由，提出的股室能看到。", title="不能答复：没有理由"
            )
        _answer(actor, proposal, "decline", reason)
        content = {"kind": proposal.kind, "name": proposal.name}
        record_act("items.decline_proposal", actor=actor, reason=reason, content=content, records=[proposal])
    return proposal


def take_over_proposal(*, actor: Actor, proposal: ItemProposal, reason: str = "") -> ItemProposal:
    """Written into the draft, which is begun when there is none. `Conflict` while a version waits for the
    leader, or when the item is no longer in the draft."""
    with transaction.atomic():
        proposal = _locked(actor, proposal)
        can_answer_proposals(actor).require()
        PROPOSAL.after("take_over", proposal.state)
        item_list = drafted_list(actor) or start_list(actor=actor)
        item = _item_meant(proposal, item_list)
        records: list[Record] = []
        gone: list[Record] = []
        if proposal.kind == LEAVE_OUT:
            gone = take_away(item)
        else:
            _write(actor, item, proposal)
            records.append(item)
        _answer(actor, proposal, "take_over", reason)
        record_act(
            "items.take_over_proposal",
            actor=actor,
            reason=reason,
            content={"kind": proposal.kind, "name": proposal.name, "number": item_list.number},
            records=[*records, proposal],
            gone=gone,
        )
    return proposal


def section_name(actor: Actor) -> str:
    """The section of whoever proposes, empty for one without."""
    found = Section.objects.filter(pk=actor.section_id).first() if actor.section_id else None
    return found.name[:32] if found else ""


def _locked(actor: Actor, proposal: ItemProposal) -> ItemProposal:
    lock_items(actor)
    return find_proposal(actor, proposal.pk)


def _answer(actor: Actor, proposal: ItemProposal, act: str, reason: str) -> None:
    proposal.state = PROPOSAL.after(act, proposal.state)
    proposal.remark = reason.strip()
    proposal.decided_by, proposal.decided_at = actor.name, moments.now()
    proposal.save()
    finish_work(kind=PROPOSAL_WORK, subject=proposal.pk)


def _current(actor: Actor, code: str) -> InspectionItem:
    """The item of the draft, else of the published version, that a proposal is about."""
    item = current_item(actor, code)
    if item is None:
        raise Refusal(
            "no-such-item",
            f"清单中没有编码为“{code}”的事项。",
            title="不能提出：没有这个事项",
            remedy="请从清单中选择要修改或去掉的事项；新的事项请选“新增”。",
        )
    return item


def _item_meant(proposal: ItemProposal, item_list: ItemList) -> InspectionItem:
    """The item of the draft that the proposal changes, or a new one."""
    if proposal.kind == ADD:
        return InspectionItem(item_list=item_list)
    item = item_list.items.filter(code=proposal.code).first()
    if item is None:
        raise Conflict(
            "item-gone",
            f"{item_list}中已经没有编码为“{proposal.code}”的事项。",
            title="不能采纳：事项已不在清单中",
            remedy="请写明理由答复不采纳。",
        )
    return item


def _write(actor: Actor, item: InspectionItem, proposal: ItemProposal) -> None:
    values = proposed_values(proposal)
    if proposal.kind == ADD:
        values["code"] = free_code(codes_ever(actor))
    fill(item, values)
    cite(item, shelf_of(actor.office_id))
    item.save()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON: days in ISO; unknown fields and the code are not a section's to set."""
    return {
        field: value.isoformat() if isinstance(value, datetime.date) else value
        for field, value in values.items()
        if field in FIELD_TITLES and field != "code"
    }
