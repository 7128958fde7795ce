"""What the tests of identity do again and again, and what must hold after it."""

from pathlib import Path

from mingcha.accounts.tests.cast import Bureau
from mingcha.ledger.services import examine_ledger
from mingcha.ledger.services.examine_records import examine_records
from mingcha.registers.models import (
    Holder,
)
from mingcha.registers.services import (
    merge_holders,
)
from mingcha.registers.tests.cast import Registers, import_targets, target_row

WHY = "登记机关2026年6月1日变更通知"
OLD_NUMBER = "130624000012345"


def merge(fuping: Bureau, registers: Registers) -> Holder:
    kept, other = registers.holders[1], registers.holders[0]
    return merge_holders(actor=fuping.actor("enforcement"), keep=kept.pk, absorb=[other.pk], reason=WHY)


def assert_whole() -> None:
    assert [*examine_ledger(), *examine_records()] == []


def alike(fuping: Bureau, tmp_path: Path) -> None:
    """Two holders of one name, one of them with an older number."""
    import_targets(fuping, tmp_path, target_row())
    import_targets(
        fuping, tmp_path, target_row(统一社会信用代码=OLD_NUMBER, 许可证号="C2", 对象名称="二号矿")
    )
