"""Past visits are written down: by the rooms above when a visit is over. Imports write them themselves."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.registers.models import RANDOM, Holder, Target, VisitFact
from mingcha.registers.policies import can_record_visits


@dataclass(frozen=True)
class Visit:
    """One item inspected at one holder, or at one target of it, on one day. `manner` is one of
    `models.MANNERS`; `source` names the record it comes from (抽查任务2026-01). `result` is None where it is
    not told yet: what the row says already stays."""

    holder: UUID
    body: str
    visited_on: datetime.date
    item: str
    source: str
    target: UUID | None = None
    manner: str = RANDOM
    result: str | None = ""

    @property
    def key(self) -> tuple[UUID, UUID | None, str, datetime.date, str]:
        """What makes it one visit: writing it again changes nothing."""
        return self.holder, self.target, self.body, self.visited_on, self.item


def record_visit_facts(*, actor: Actor, visits: Sequence[Visit], reason: str = "") -> list[VisitFact]:
    """The rows that are new, saved; what is known already is passed over. `Unknown` for a holder or target
    that is not the office's. A fixed number of queries whatever the number of visits."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_record_visits(actor).require()
        _require_own(actor, visits)
        known = known_visits(actor, {visit.holder for visit in visits})
        fresh = {visit.key: visit for visit in visits if visit.key not in known}
        rows = [_row(actor, visit) for visit in fresh.values()]
        if rows:
            VisitFact.objects.bulk_create(rows, batch_size=500)
            content = {"rows": len(rows)}
            record_act("registers.record_visits", actor=actor, reason=reason, content=content, records=rows)
    return rows


def restate_visits(
    *, actor: Actor, holders: set[UUID], source: str, visits: Sequence[Visit], reason: str = ""
) -> list[VisitFact]:
    """What a record says of these holders, in place of what the same `source` said of them before: new rows
    are added, a result that differs is put right, a row that the record has no more is void. `Unknown` for a
    holder or target that is not the office's."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_record_visits(actor).require()
        _require_own(actor, visits)
        known = known_visits(actor, holders)
        wanted: dict[tuple[object, ...], Visit] = {visit.key: visit for visit in visits}
        fresh = [_row(actor, visit) for key, visit in wanted.items() if key not in known]
        changed = [
            row for key, row in known.items() if row.source == source and _restated(row, wanted.get(key))
        ]
        VisitFact.objects.bulk_create(fresh, batch_size=500)
        VisitFact.objects.bulk_update(changed, ["result", "is_void"], batch_size=500)
        if fresh or changed:
            content = {"rows": len(fresh), "changed": len(changed)}
            records = [*fresh, *changed]
            record_act(
                "registers.record_visits", actor=actor, reason=reason, content=content, records=records
            )
    return [*fresh, *changed]


def _restated(row: VisitFact, visit: Visit | None) -> bool:
    """Whether the row had to change to say what the record says now."""
    before = row.result, row.is_void
    row.is_void = visit is None
    if visit is not None and visit.result is not None:
        row.result = visit.result[:120]
    return before != (row.result, row.is_void)


def known_visits(scope: Actor, holders: set[UUID]) -> dict[tuple[object, ...], VisitFact]:
    """The visits to these holders by what makes each one."""
    found: dict[tuple[object, ...], VisitFact] = {}
    ordered = sorted(holders)
    for start in range(0, len(ordered), 2000):
        rows = VisitFact.objects.filter(office_id=scope.office_id, holder__in=ordered[start : start + 2000])
        found |= {(v.holder_id, v.target_id, v.body, v.visited_on, v.item): v for v in rows}
    return found


def _row(actor: Actor, visit: Visit) -> VisitFact:
    return VisitFact(
        office_id=actor.office_id,
        holder_id=visit.holder,
        target_id=visit.target,
        body=visit.body,
        visited_on=visit.visited_on,
        item=visit.item[:120],
        manner=visit.manner,
        result=(visit.result or "")[:120],
        source=visit.source,
    )


def _require_own(actor: Actor, visits: Sequence[Visit]) -> None:
    holders = {visit.holder for visit in visits}
    targets = {visit.target: visit.holder for visit in visits if visit.target}
    own = Holder.objects.filter(office_id=actor.office_id, pk__in=holders).count()
    pairs = dict(Target.objects.filter(pk__in=targets).values_list("pk", "holder"))
    if own != len(holders) or pairs != targets:
        raise Unknown("no-such-holder", "检查的主体或对象不在本机构的名录库中。", title="不能登记检查经历")
