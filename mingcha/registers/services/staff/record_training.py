"""A training round is entered for the people who passed it, in one act; one entered by mistake is voided."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import Inspector, Training
from mingcha.registers.queries import inspectors_of, training_end
from mingcha.registers.services.staff.changing import changing, require_reason


@dataclass(frozen=True)
class TrainingFacts:
    """What was taught and passed. Without `valid_until` the office's own rule says until when it holds."""

    course: str
    completed_on: datetime.date
    hours: int = 0
    valid_until: datetime.date | None = None
    certificate_no: str = ""


def record_training(
    *,
    actor: Actor,
    inspectors: Sequence[UUID],
    facts: TrainingFacts,
    scan: Scan | None = None,
    reason: str = "",
) -> list[Training]:
    """One training for each of these people. `Refusal` when nobody is named or the dates are wrong; `Unknown`
    when anybody is not of this office."""
    with changing(actor):
        people = _people(actor, inspectors)
        until = _checked_end(actor, facts)
        proofs = keep_scan(actor, scan)
        trainings = [
            Training(
                inspector=inspector,
                course=facts.course,
                hours=facts.hours,
                completed_on=facts.completed_on,
                valid_until=until,
                certificate_no=facts.certificate_no,
                proof=proofs[0] if proofs else None,
            )
            for inspector in people
        ]
        Training.objects.bulk_create(trainings)
        record_act(
            "registers.record_training",
            actor=actor,
            reason=reason,
            content={"name": facts.course, "people": len(people), "until_on": until.isoformat()},
            records=[*proofs, *trainings],
        )
    return trainings


def void_training(*, actor: Actor, training: UUID, reason: str) -> Training:
    """Entered by mistake: it stays on record and counts no more."""
    with changing(actor):
        require_reason(reason)
        found = training_of(actor, training)
        if found.is_void:
            raise Conflict("training-void", "这次培训登记已经作废。", title="不能作废：已经作废")
        found.is_void = True
        found.save()
        content = {"roster_no": found.inspector.roster_no, "name": found.course}
        record_act("registers.void_training", actor=actor, reason=reason, content=content, records=[found])
    return found


def training_of(scope: Actor, training: UUID) -> Training:
    """One training of the viewer's office, or `Unknown`."""
    found = Training.objects.filter(inspector__office=scope.office_id, pk=training)
    one = found.select_related("inspector").first()
    if one is None:
        raise Unknown("no-such-training", "没有登记这次培训。", title="没有找到这次培训")
    return one


def _people(actor: Actor, inspectors: Sequence[UUID]) -> list[Inspector]:
    people = list(inspectors_of(actor).filter(pk__in=inspectors))
    if not people:
        raise Refusal("nobody", "没有选择参加培训的人员。", title="不能登记：没有人员")
    if len(people) != len(set(inspectors)):
        raise Unknown("no-such-inspector", "所选人员中有的不属于本机构。", title="没有找到人员")
    return people


def _checked_end(actor: Actor, facts: TrainingFacts) -> datetime.date:
    if not facts.course:
        raise Refusal("training-course", "没有填写培训内容。", title="不能登记：没有培训内容")
    if facts.completed_on > moments.today():
        raise Refusal(
            "training-date",
            "合格日期在今天之后，培训还没有结束。",
            title="不能登记：培训未结束",
            remedy="请在培训合格后登记。",
        )
    until = facts.valid_until or training_end(actor.office_id, facts.completed_on)
    if until < facts.completed_on:
        raise Refusal("training-dates", "有效期至早于合格日期。", title="不能登记：日期前后颠倒")
    return until
