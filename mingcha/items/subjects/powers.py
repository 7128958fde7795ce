"""Import of the 权责清单 (power and duty list). A power is known by its code."""

from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks import CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import read_code, read_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, RowSubject, judged
from mingcha.items.models import Power
from mingcha.items.policies import can_keep_powers, can_view_items
from mingcha.items.rules.powers import POWER_TITLES
from mingcha.items.services.start_list import lock_items
from mingcha.items.states import ACTIVE
from mingcha.ledger.models import Record

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        "权力编码",
        ("职权编码", "权力事项编码", "权责编码", "职权编号", "编码"),
        "code",
        required=True,
    ),
    Column(
        "name",
        "权力事项名称",
        ("职权名称", "权力名称", "权责事项", "权责事项名称", "职权事项"),
        required=True,
        telling=True,
    ),
    Column("kind", "权力类型", ("职权类型", "权力类别", "职权类别", "权责类型")),
    Column("basis", "设定依据", ("实施依据", "法律依据", "职权依据", "权力依据")),
    Column("body", "实施主体", ("行使主体", "实施机关", "责任主体", "行使机关")),
    Column("section_name", "承办股室", ("承办机构", "承办科室", "责任股室", "责任科室")),
    Column("duty", "责任事项", ("责任内容", "责任清单", "责任事项内容")),
    Column("note", "备注", ("说明",)),
)
LONG = ("basis", "duty")


class PowerSubject(RowSubject):
    """权责清单."""

    kind = "powers"
    title = "权责清单"
    measure = "个事项"
    url = "power_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_keep_powers(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_view_items(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        label = "　".join(filter(None, (read_text(row["code"]), read_text(row["name"]))))[:120]
        try:
            return Parsed(row.number, _values(row, mapping), label=label)
        except CellRefused as refused:
            return Parsed(row.number, refused=str(refused), label=label)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        known = {power.code: power for power in Power.objects.filter(office_id=scope.office_id)}
        earlier: dict[str, Parsed] = {}
        return [_judge(row, known, earlier) for row in rows]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_items(actor)
        known = Power.objects.in_bulk([row.record_id for row in rows if row.record_id])
        added: list[Power] = []
        changed: list[Power] = []
        for row in rows:
            power = known.get(row.record_id) if row.record_id else None
            (changed if power else added).append(_filled(power or Power(office_id=actor.office_id), row))
        Power.objects.bulk_create(added)
        Power.objects.bulk_update(changed, [*POWER_TITLES, "state"], batch_size=50)
        return [*changed, *added]


def _values(row: SheetRow, mapping: Mapping[str, Mapped]) -> dict[str, Any]:
    values = {key: read_text(row[key], keep_lines=key in LONG) for key in mapping if key in POWER_TITLES}
    values["code"] = read_code(row["code"], field="权力编码") if row["code"] is not None else ""
    for field in ("code", "name"):
        if not values.get(field):
            raise CellRefused(f"没有{POWER_TITLES[field]}，请填写。")
    for field, title in POWER_TITLES.items():
        limit = getattr(Power._meta.get_field(field), "max_length", None)
        if limit and len(values.get(field, "")) > limit:
            raise CellRefused(f"{title}有{len(values[field])}字，最多{limit}字，请缩短。")
    return values


def _judge(row: Parsed, known: Mapping[str, Power], earlier: dict[str, Parsed]) -> Judged:
    code = row.values["code"]
    twin = earlier.setdefault(code, row)
    if twin is not row:
        if twin.values == row.values:
            return judged(row, UNCHANGED)
        reason = f"权力编码{code}与第{twin.number}行重复，内容不同。请只留一行，或改正编码。"
        return judged(row, REFUSED, refused=reason)
    power = known.get(code)
    if power is None:
        return judged(row, NEW)
    changes = [
        (title, getattr(power, field), row.values[field])
        for field, title in POWER_TITLES.items()
        if field in row.values and row.values[field] != getattr(power, field)
    ]
    if power.state != ACTIVE:
        changes.append(("状态", power.get_state_display(), "有效"))
    return judged(row, CHANGED if changes else UNCHANGED, record_id=power.pk, differences=changes)


def _filled(power: Power, row: Judged) -> Power:
    for field, value in row.values.items():
        setattr(power, field, value)
    power.state = ACTIVE
    return power


POWERS = PowerSubject()
