"""A leader lets somebody else decide on interests, or that a clue is urgent: in writing, for some days."""

import datetime
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.queries import find_person, open_roles
from mingcha.accounts.rules import ADMINISTRATORS, AUDITOR
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.registers.models import Delegation
from mingcha.registers.policies import can_delegate
from mingcha.registers.rules.staff import ON_INTERESTS
from mingcha.registers.services.staff.changing import require_reason


def give_delegation(
    *,
    actor: Actor,
    person: UUID,
    document_no: str,
    from_on: datetime.date,
    until_on: datetime.date,
    matter: str = ON_INTERESTS,
    reason: str = "",
) -> Delegation:
    """The delegation. `Refusal` without a document, with dates that run backwards, or to somebody who only
    looks on or administers."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_delegate(actor, matter).require()
        found = find_person(actor, person)
        roles = open_roles(found)
        if not found.is_active or not roles or roles & (ADMINISTRATORS | {AUDITOR}):
            raise Refusal("delegate", "被授权人要是在岗的业务人员。", title="不能授权：人选不合适")
        if not document_no.strip():
            raise Refusal("document-missing", "没有填写授权文号。", title="不能授权：没有书面依据")
        if until_on < from_on:
            raise Refusal("delegation-dates", "止期早于起期。", title="不能授权：日期前后颠倒")
        delegation = Delegation.objects.create(
            office_id=actor.office_id,
            person=found,
            matter=matter,
            document_no=document_no.strip()[:64],
            from_on=from_on,
            until_on=until_on,
            given_by=actor.name,
        )
        content = {"person": found.name, "matter": matter, "until_on": until_on.isoformat()}
        record_act(
            "registers.give_delegation", actor=actor, reason=reason, content=content, records=[delegation]
        )
    return delegation


def withdraw_delegation(*, actor: Actor, delegation: UUID, reason: str) -> Delegation:
    """From tomorrow on it holds no more."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        found = Delegation.objects.filter(office_id=actor.office_id, pk=delegation).first()
        can_delegate(actor, found.matter if found else ON_INTERESTS).require()
        if found is None:
            raise Unknown("no-such-delegation", "本机构没有这项授权。", title="没有找到")
        require_reason(reason, "不能收回：没有理由")
        if found.until_on <= moments.today():
            raise Conflict("delegation-over", "这项授权已经期满。", title="不能收回：已经期满")
        found.until_on = max(moments.today(), found.from_on)
        found.save()
        record_act("registers.withdraw_delegation", actor=actor, reason=reason, records=[found])
    return found
