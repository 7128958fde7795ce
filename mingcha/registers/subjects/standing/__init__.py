"""风险和信用信息 as a kind of import: the monthly classification, complaints, lists."""

from collections.abc import Mapping, Sequence

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged, Parsed, RowSubject
from mingcha.ledger.models import Record
from mingcha.registers.policies import can_read_registers, can_record_standing
from mingcha.registers.subjects.standing.columns import COLUMNS
from mingcha.registers.subjects.standing.judge import judge_facts
from mingcha.registers.subjects.standing.parse import parse_facts
from mingcha.registers.subjects.standing.write import write_facts


class StandingFacts(RowSubject):
    """Each row what one list says of one holder on one day."""

    kind = "risk"
    title = "风险和信用信息"
    measure = "家主体"
    url = "standing_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_record_standing(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_read_registers(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_facts(row)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return judge_facts(scope, rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        return write_facts(actor, batch, rows)


STANDING = StandingFacts()
