"""联合部门执法检查人员名册 as a kind of import: the same columns, other people."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged, Parsed, RowSubject
from mingcha.ledger.models import Record
from mingcha.registers.policies import can_import_inspectors, can_read_registers
from mingcha.registers.subjects.inspectors.columns import COLUMNS
from mingcha.registers.subjects.inspectors.judge import judge_partner_inspectors
from mingcha.registers.subjects.inspectors.parse import parse_inspectors
from mingcha.registers.subjects.inspectors.write import write_inspectors


class PartnerInspectors(RowSubject):
    """Each row names the bureau it is from, unless only one is registered."""

    kind = "partners"
    title = "联合部门执法检查人员名册"
    measure = "名人员"
    url = "partner_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_import_inspectors(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_read_registers(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_inspectors(row, mapping)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return judge_partner_inspectors(scope, rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        return write_inspectors(actor, rows)

    def named_by(self, row: Judged) -> Sequence[UUID]:
        return [inspector.pk for inspector in row.ties.get("known", ()) if inspector is not None]


PARTNERS = PartnerInspectors()
