"""Records that a full source no longer names: which are still in play, what may be done, and doing it."""

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.common.states import Life
from mingcha.intake.subjects import Missing
from mingcha.ledger.models import Record
from mingcha.registers.models import Inspector, Target
from mingcha.registers.states import INSPECTOR, TARGET

CHUNK = 2000
TARGET_ENDS = ("deregister", "move")
INSPECTOR_ENDS = ("send_away", "end")
Kept = TypeVar("Kept", Target, Inspector)


def missing_targets(scope: Actor, records: Collection[UUID]) -> list[Missing]:
    """By code, with holder and own name."""
    rows = Target.current.filter(office_id=scope.office_id).select_related("holder")
    return [
        Missing(target.pk, _words(target), acts)
        for target in sorted(_found(rows, records), key=lambda one: one.code)
        if (acts := _open_acts(TARGET, target.state, TARGET_ENDS))
    ]


def missing_inspectors(scope: Actor, records: Collection[UUID]) -> list[Missing]:
    """By roster number, with the section."""
    rows = Inspector.objects.filter(office_id=scope.office_id)
    return [
        Missing(one.pk, " ".join(filter(None, (one.name, one.section_name, one.roster_no))), acts)
        for one in sorted(_found(rows, records), key=lambda one: one.roster_no)
        if (acts := _open_acts(INSPECTOR, one.state, INSPECTOR_ENDS))
    ]


def end_targets(actor: Actor, decisions: Mapping[UUID, str]) -> list[Record]:
    return list(_ended(actor, Target.current.filter(office_id=actor.office_id), TARGET, decisions))


def end_inspectors(actor: Actor, decisions: Mapping[UUID, str]) -> list[Record]:
    return list(_ended(actor, Inspector.objects.filter(office_id=actor.office_id), INSPECTOR, decisions))


def _ended(actor: Actor, rows: "QuerySet[Kept]", life: Life, decisions: Mapping[UUID, str]) -> Iterator[Kept]:
    lock(f"register/{actor.office_id}")
    for record in _found(rows, decisions):
        record.state = life.after(decisions[record.pk], record.state)
        record.save(update_fields=["state"])
        yield record


def _found(rows: "QuerySet[Kept]", records: Collection[UUID]) -> Iterator[Kept]:
    wanted = sorted(records)
    for start in range(0, len(wanted), CHUNK):
        yield from rows.filter(pk__in=wanted[start : start + CHUNK])


def _open_acts(life: Life, state: str, ends: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(act, life.acts[act][0]) for act in ends if state in life.acts[act][1]]


def _words(target: Target) -> str:
    return " ".join(filter(None, (target.holder.name, target.name, target.category, target.code)))
