"""Workbooks from the command line: the same intake as the pages, in one step."""

from pathlib import Path
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.config.services import sole_office
from mingcha.intake.services import Outcome, import_file
from mingcha.intake.subjects import registered


def import_workbook(subject: str, path: Path, *, office_code: str | None = None) -> Outcome:
    """Take in `path` whole as 命令行. `Refusal` when the file as a whole is not what was expected."""
    if not path.is_file():
        raise Refusal("no-such-file", f"没有找到文件{path}。", title="不能导入：没有这个文件")
    office = sole_office(office_code)
    return import_file(subject=registered()[subject], path=path, actor=Actor.command_line(office))


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Counts of data rows, and each refused row by its number in the sheet."""
    return {
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "refused": [{"row": row, "reason": reason} for row, reason in outcome.refused],
    }


def in_words(outcome: Outcome) -> str:
    counts = (
        f"共{outcome.rows}行：新增{outcome.new}，变化{outcome.changed}，未变{outcome.unchanged}，"
        f"不能导入{len(outcome.refused)}。"
    )
    return "\n".join([counts, *(f"  第{row}行：{reason}" for row, reason in outcome.refused)])
