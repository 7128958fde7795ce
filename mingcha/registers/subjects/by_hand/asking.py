"""What the verbs of one row share: the row made of what was typed, the question that comes back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.workbooks.columns import Column
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.registers.models import Holder, Target

ROW = 1
Choices = Sequence[tuple[str, str]]


class Asked(Refusal):
    """Nothing was stored yet: what was typed may mean something that the register has. `choices` are the
    answers (key, words), to be sent along the next time."""

    def __init__(self, sentence: str, choices: Choices) -> None:
        super().__init__(
            "please-decide", sentence, title="请决定：可能已经登记过", remedy="请在下面选择一项再保存。"
        )
        self.choices = tuple(choices)


@contextmanager
def registering(actor: Actor) -> Iterator[None]:
    """One transaction, alone with the register: neither an import nor another change runs beside it."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/targets")
        lock(f"register/{actor.office_id}")
        try:
            yield
        except CellRefused as refused:
            raise Refusal("cell", refused.sentence, title="不能保存：有一栏不对") from refused


def sheet_row(columns: Sequence[Column], cells: Mapping[str, str]) -> tuple[SheetRow, dict[str, Mapped]]:
    """What was typed (column key → text) as a row of a workbook that has just these columns."""
    titles = {column.key: column.title for column in columns}
    places = {key: place for place, key in enumerate(cells)}
    mapping = {key: Mapped(place, titles[key]) for key, place in places.items()}
    return SheetRow(ROW, tuple(text.strip() or None for text in cells.values()), places), mapping


def require_reason(reason: str) -> None:
    """`Refusal` without a reason."""
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "没有写明理由。名录库的改动记入留痕日志，须说明来源或原因。",
            title="不能保存：没有理由",
            remedy="请写明理由，例如许可决定的日期和文号。",
        )


def require_current(member: Holder | Target) -> None:
    """`Conflict` for a row that was merged into another."""
    if member.merged_into_id is not None:
        raise Conflict(
            "merged",
            f"{member.code}已并入{member.survivor.code}，登记以后者为准。",
            title="不能办理：已并入别的",
            remedy="请在保留的那一个上办理。",
        )


def already(kind: str, called: str, code: str) -> Conflict:
    """The register has it."""
    return Conflict(
        "already-registered",
        f"名录库中已有{kind}“{called}”。",
        title=f"不能新增：{kind}已经登记",
        found=[("编码", code)],
        remedy=f"请到这个{kind}的页面修改；确是另一个的，请核对代码、许可证号、名称和坐落。",
    )
