"""A certificate of special knowledge is entered or ends."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import Qualification
from mingcha.registers.services.staff.changing import changing, changing_inspector, require_reason


@dataclass(frozen=True)
class QualificationFacts:
    """What stands on a certificate."""

    name: str
    certificate_no: str = ""
    valid_until: datetime.date | None = None
    is_permanent: bool = False


def add_qualification(
    *, actor: Actor, inspector: UUID, facts: QualificationFacts, scan: Scan | None = None, reason: str
) -> Qualification:
    """The certificate; its words give the tags that the assignment compares. `Refusal` without any proof."""
    with changing_inspector(actor, inspector) as found:
        require_reason(reason)
        _check(found.pk, facts, has_scan=scan is not None)
        proofs = keep_scan(actor, scan)
        held = Qualification(inspector=found, proof=proofs[0] if proofs else None)
        for name in QualificationFacts.__dataclass_fields__:
            setattr(held, name, getattr(facts, name))
        held.save(force_insert=True)
        content = {"roster_no": found.roster_no, "name": held.name}
        record_act(
            "registers.add_qualification",
            actor=actor,
            reason=reason,
            content=content,
            records=[*proofs, held],
        )
    return held


def end_qualification(
    *, actor: Actor, qualification: UUID, ended_on: datetime.date, reason: str
) -> Qualification:
    """From that day on it gives no tag any more."""
    with changing(actor):
        require_reason(reason)
        held = qualification_of(actor, qualification)
        if held.ended_on is not None:
            raise Conflict(
                "qualification-ended", f"这项资格已于{held.ended_on}注销。", title="不能注销：已经注销"
            )
        held.ended_on = ended_on
        held.save()
        content = {"roster_no": held.inspector.roster_no, "name": held.name}
        record_act("registers.end_qualification", actor=actor, reason=reason, content=content, records=[held])
    return held


def qualification_of(scope: Actor, qualification: UUID) -> Qualification:
    """One certificate of the viewer's office, or `Unknown`."""
    found = Qualification.objects.filter(inspector__office=scope.office_id, pk=qualification)
    one = found.select_related("inspector").first()
    if one is None:
        raise Unknown("no-such-qualification", "没有登记这项资格。", title="没有找到这项资格")
    return one


def _check(inspector: UUID, facts: QualificationFacts, *, has_scan: bool) -> None:
    if not facts.name:
        raise Refusal("qualification-name", "没有填写资格名称。", title="不能登记：没有名称")
    if not facts.certificate_no and not has_scan:
        raise Refusal(
            "qualification-proof",
            "没有证书编号，也没有附证书扫描件，资格无从核对。",
            title="不能登记：没有证明",
            remedy="请填写证书编号，或附上证书扫描件。",
        )
    if not facts.is_permanent and facts.valid_until is None:
        raise Refusal(
            "qualification-end",
            "没有填写有效期，也没有注明长期有效。",
            title="不能登记：没有有效期",
            remedy="请填写有效期至，或勾选长期有效。",
        )
    same = Qualification.objects.filter(
        inspector=inspector, name=facts.name, certificate_no=facts.certificate_no, ended_on=None
    )
    if same.exists():
        raise Conflict("qualification-once", "这名人员的同一证书已经登记。", title="不能登记：已登记过")
