"""检查对象名录库 as a kind of import."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.columns import Column
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged, Missing, Parsed, Reader, RowSubject
from mingcha.ledger.models import Record
from mingcha.registers.policies import can_change_target, can_import_targets, can_read_registers
from mingcha.registers.queries import definitions_of
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS
from mingcha.registers.subjects.ending import end_targets, missing_targets
from mingcha.registers.subjects.targets.columns import COLUMNS, columns_with
from mingcha.registers.subjects.targets.judge import judge_targets
from mingcha.registers.subjects.targets.parse import TargetReader
from mingcha.registers.subjects.targets.write import write_targets


class Targets(RowSubject):
    """Each row one target with its holder."""

    kind = "targets"
    title = "检查对象名录库"
    measure = "个对象"
    url = "target_list"
    columns = COLUMNS
    ends_records = True

    def can_import(self, actor: Actor) -> Decision:
        return can_import_targets(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_read_registers(actor)

    def columns_for(self, scope: Actor) -> tuple[Column, ...]:
        return columns_with(definitions_of(scope))

    def can_end(self, actor: Actor) -> Decision:
        return can_change_target(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return TargetReader(DEFAULT_DEFINITIONS)(row, mapping)

    def reader(self, scope: Actor) -> Reader:
        return TargetReader(definitions_of(scope))

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return judge_targets(scope, rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        return write_targets(actor, rows, batch)

    def missing(self, scope: Actor, records: Collection[UUID]) -> list[Missing]:
        return missing_targets(scope, records)

    def end(self, *, actor: Actor, decisions: Mapping[UUID, str]) -> list[Record]:
        return end_targets(actor, decisions)


TARGETS = Targets()
