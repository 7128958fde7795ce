"""执法检查人员名录库 as a kind of import."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged, Missing, Parsed, RowSubject
from mingcha.ledger.models import Record
from mingcha.registers.policies import can_change_inspector, can_import_inspectors, can_read_registers
from mingcha.registers.subjects.ending import end_inspectors, missing_inspectors
from mingcha.registers.subjects.inspectors.columns import COLUMNS
from mingcha.registers.subjects.inspectors.judge import judge_inspectors
from mingcha.registers.subjects.inspectors.parse import parse_inspectors
from mingcha.registers.subjects.inspectors.write import write_inspectors


class Inspectors(RowSubject):
    """Each row one inspector, now and then two."""

    kind = "inspectors"
    title = "执法检查人员名录库"
    measure = "名人员"
    url = "inspector_list"
    columns = COLUMNS
    ends_records = True

    def can_import(self, actor: Actor) -> Decision:
        return can_import_inspectors(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_read_registers(actor)

    def can_end(self, actor: Actor) -> Decision:
        return can_change_inspector(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_inspectors(row, mapping)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return judge_inspectors(scope, rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        return write_inspectors(actor, rows)

    def named_by(self, row: Judged) -> Sequence[UUID]:
        return [inspector.pk for inspector in row.ties.get("known", ()) if inspector is not None]

    def missing(self, scope: Actor, records: Collection[UUID]) -> list[Missing]:
        return missing_inspectors(scope, records)

    def end(self, *, actor: Actor, decisions: Mapping[UUID, str]) -> list[Record]:
        return end_inspectors(actor, decisions)


INSPECTORS = Inspectors()
