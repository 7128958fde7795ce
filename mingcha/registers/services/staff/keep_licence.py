"""An enforcement licence is entered, renewed or handed in."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import InspectorLicence
from mingcha.registers.services.staff.changing import changing, changing_inspector, require_reason

CLAUSE = "《中华人民共和国行政处罚法》第四十二条"


@dataclass(frozen=True)
class LicenceFacts:
    """What stands on a licence. Without `valid_until` it holds only when it says 长期."""

    number: str
    name: str = ""
    scope: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    is_permanent: bool = False


def add_licence(
    *, actor: Actor, inspector: UUID, facts: LicenceFacts, scan: Scan | None = None, reason: str
) -> InspectorLicence:
    """A further licence of this person. `Conflict` when the number belongs to anybody already."""
    with changing_inspector(actor, inspector) as found:
        require_reason(reason)
        licence = InspectorLicence(inspector=found)
        return _save(actor, "registers.add_licence", licence, facts, scan, reason)


def change_licence(
    *, actor: Actor, licence: UUID, facts: LicenceFacts, scan: Scan | None = None, reason: str
) -> InspectorLicence:
    """The licence as renewed or put right."""
    with changing(actor):
        require_reason(reason)
        return _save(actor, "registers.change_licence", licence_of(actor, licence), facts, scan, reason)


def end_licence(*, actor: Actor, licence: UUID, ended_on: datetime.date, reason: str) -> InspectorLicence:
    """Handed in, withdrawn or lost: from that day on it holds no more."""
    with changing(actor):
        require_reason(reason)
        found = licence_of(actor, licence)
        if found.ended_on is not None:
            raise Conflict(
                "licence-ended", f"这个执法证已于{found.ended_on}注销。", title="不能注销：已经注销"
            )
        found.ended_on = ended_on
        found.save()
        content = {"roster_no": found.inspector.roster_no, "number": found.number}
        record_act("registers.end_licence", actor=actor, reason=reason, content=content, records=[found])
    return found


def licence_of(scope: Actor, licence: UUID) -> InspectorLicence:
    """One licence of the viewer's office, or `Unknown`."""
    found = InspectorLicence.objects.filter(inspector__office=scope.office_id, pk=licence)
    one = found.select_related("inspector").first()
    if one is None:
        raise Unknown("no-such-licence", "没有登记这个执法证。", title="没有找到这个执法证")
    return one


def _save(
    actor: Actor,
    act: str,
    licence: InspectorLicence,
    facts: LicenceFacts,
    scan: Scan | None,
    reason: str,
) -> InspectorLicence:
    _check(actor, licence, facts)
    proofs = keep_scan(actor, scan)
    for name in LicenceFacts.__dataclass_fields__:
        setattr(licence, name, getattr(facts, name))
    licence.proof = proofs[0] if proofs else licence.proof
    licence.save()
    content = {"roster_no": licence.inspector.roster_no, "number": licence.number}
    record_act(act, actor=actor, reason=reason, content=content, records=[*proofs, licence])
    return licence


def _check(actor: Actor, licence: InspectorLicence, facts: LicenceFacts) -> None:
    if not facts.number:
        raise Refusal("licence-number", "没有填写执法证编号。", title="不能登记：没有编号", clause=CLAUSE)
    if not facts.is_permanent and facts.valid_until is None:
        raise Refusal(
            "licence-end",
            "没有填写有效期，也没有注明长期有效。",
            title="不能登记：没有有效期",
            clause=CLAUSE,
            remedy="请对照证件填写有效期至，或勾选长期有效。",
        )
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        raise Refusal("licence-dates", "有效期止早于有效期起。", title="不能登记：日期前后颠倒")
    held = InspectorLicence.objects.filter(inspector__office=actor.office_id, number=facts.number)
    taken = held.exclude(pk=licence.pk).select_related("inspector").first()
    if taken is not None:
        who = f"{taken.inspector.name}（{taken.inspector.roster_no}）"
        raise Conflict(
            "licence-taken", f"执法证编号{facts.number}已登记在{who}名下。", title="不能登记：证号重复"
        )
