"""One target or one holder entered or changed on a page: read, judged and written as a row of a workbook."""

from mingcha.registers.subjects.by_hand.asking import Asked
from mingcha.registers.subjects.by_hand.holders import add_holder, change_holder
from mingcha.registers.subjects.by_hand.targets import add_target, change_target

__all__ = ["Asked", "add_holder", "add_target", "change_holder", "change_target"]
