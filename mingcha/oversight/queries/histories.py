"""Everything that ever happened to a target: the ledger's acts on it and on its holders, the draws it was in,
the visits to it. Composed here, above all rooms; each part is shown as far as its own room allows."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.draws.queries.units import UnitDraw, draws_of_unit
from mingcha.intake.models import ImportBatch
from mingcha.ledger.models import Record
from mingcha.ledger.queries import Event, history
from mingcha.oversight.words import ACTS
from mingcha.plans.models import HOLDER_UNIT, TARGET_UNIT
from mingcha.registers.models import ConflictOfInterest, Holder, Target, VisitFact
from mingcha.registers.queries import conflicts_with_holder, target_of, visits_by_year, visits_of
from mingcha.registers.queries.histories import RecordWords

IMPORTS = ("intake.confirm_import", "intake.take_back_import")
Difference = tuple[str, str, str]


@dataclass(frozen=True)
class Part:
    """What an act did to one record: the columns it changed as (title, old, new). A record that was written
    for the first time has no former columns."""

    noun: str
    changed: tuple[Difference, ...]
    is_first: bool
    is_gone: bool

    @property
    def word(self) -> str:
        if self.is_gone:
            return "撤回"
        return "首次登记" if self.is_first else "" if self.changed else "没有改动"


@dataclass(frozen=True)
class Happening:
    """One act: who did what to which of the records, why and from which file. `number` counts the entries of
    the log from 1, as people do."""

    number: int
    at: datetime.datetime
    word: str
    actor_name: str
    reason: str
    file_name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class TargetHistory:
    """A target's whole course. `draws` holds only those of which this viewer may see the names."""

    target: Target
    happenings: list[Happening]
    draws: list[UnitDraw]
    visits: list[VisitFact]
    visit_years: list[tuple[int, int]]
    conflicts: list[ConflictOfInterest]


def target_history(scope: Actor, pk: UUID) -> TargetHistory:
    """The history of one target of the viewer's office, the latest first, or `Unknown`."""
    target = target_of(scope, pk)
    acts: dict[int, list[tuple[Event, Part]]] = {}
    events = history(target.pk)
    for noun, record, found in ((_noun(target), target, events), *_holders(scope, target, events)):
        words = RecordWords(record)
        for event, before in zip(found, [*(e.state for e in found[1:]), {}], strict=True):
            changed = tuple(words.differences(before, event.state))
            part = Part(noun, changed, is_first=not before, is_gone=not event.state)
            acts.setdefault(event.index, []).append((event, part))
    files = _files(scope, (parts[0][0] for parts in acts.values()))
    return TargetHistory(
        target=target,
        happenings=[_happening(parts, files) for _, parts in sorted(acts.items(), reverse=True)],
        draws=draws_of_unit(scope, {HOLDER_UNIT: target.holder.code, TARGET_UNIT: target.code}),
        visits=list(visits_of(scope, target)),
        visit_years=visits_by_year(scope, target.holder),
        conflicts=conflicts_with_holder(scope, target.holder),
    )


def _holders(
    scope: Actor, target: Target, events: Iterable[Event]
) -> Iterable[tuple[str, Record, list[Event]]]:
    """Every holder the target ever had: a merge or a split may have moved it."""
    rows = {str(event.state["holder_id"]) for event in events if event.state} | {str(target.holder_id)}
    for holder in Holder.objects.filter(office_id=scope.office_id, pk__in=rows).order_by("code"):
        yield f"主体{holder.name}", holder, history(holder.pk)


def _noun(target: Target) -> str:
    return f"检查对象{target.code}"


def _files(scope: Actor, events: Iterable[Event]) -> Mapping[str, str]:
    """Names of the imported files by their digest."""
    digests = {
        str(e.content["file_sha256"]) for e in events if e.act in IMPORTS and "file_sha256" in e.content
    }
    batches = ImportBatch.objects.filter(office_id=scope.office_id, file_sha256__in=digests)
    return dict(batches.values_list("file_sha256", "file_name"))


def _happening(parts: list[tuple[Event, Part]], files: Mapping[str, str]) -> Happening:
    event = parts[0][0]
    return Happening(
        number=event.index + 1,
        at=event.at,
        word=ACTS.get(event.act, event.act),
        actor_name=event.actor_name,
        reason=event.reason,
        file_name=files.get(str(event.content.get("file_sha256", "")), ""),
        parts=tuple(part for _, part in parts),
    )
