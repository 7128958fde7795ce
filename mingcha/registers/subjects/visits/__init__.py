"""检查经历 as a kind of import: what this and other bodies inspected so far."""

from collections.abc import Mapping, Sequence

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.locking import lock
from mingcha.common.workbooks.columns import Column
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged, Parsed, RowSubject
from mingcha.ledger.models import Record
from mingcha.registers.policies import can_import_targets, can_read_registers
from mingcha.registers.subjects.visits.judge import judge_visits
from mingcha.registers.subjects.visits.parse import parse_visit
from mingcha.registers.subjects.visits.write import write_visits

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        "统一社会信用代码",
        ("社会信用代码", "信用代码", "注册号", "统一代码", "统一社会信用代码/注册号"),
        "uscc",
    ),
    Column(
        "holder",
        "检查对象名称",
        (
            "单位名称",
            "企业名称",
            "市场主体名称",
            "主体名称",
            "被检查单位",
            "被检查对象",
            "抽查对象名称",
            "检查对象",
        ),
        required=True,
    ),
    Column("licence_no", "许可证号", ("证号", "许可证编号", "证书编号"), "code"),
    Column(
        "body",
        "检查机关",
        ("检查部门", "检查单位", "检查主体", "实施机关", "抽查机关", "检查实施机关"),
        required=True,
        telling=True,
    ),
    Column(
        "visited_on",
        "检查日期",
        ("检查时间", "检查完成日期", "抽查日期", "实施日期", "现场检查日期"),
        "date",
        required=True,
        telling=True,
    ),
    Column("item", "检查事项", ("抽查事项", "抽查事项名称", "检查内容", "检查事项名称")),
    Column("manner", "检查类型", ("抽查类型", "检查方式", "检查类别", "任务类型")),
    Column("result", "检查结果", ("抽查结果", "结果", "检查结论")),
    Column("source", "来源", ("数据来源", "信息来源", "任务名称", "抽查任务名称", "抽查计划名称")),
)


class Visits(RowSubject):
    """Each row one item inspected at one holder on one day."""

    kind = "visits"
    title = "检查经历"
    measure = "条检查经历"
    url = "visit_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_import_targets(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_read_registers(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_visit(row)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        return judge_visits(scope, rows)

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        self.hold(actor)
        return write_visits(actor, batch, rows)

    def hold(self, actor: Actor) -> None:
        lock(f"register/{actor.office_id}")


VISITS = Visits()
