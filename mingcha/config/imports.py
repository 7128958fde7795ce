"""Workbooks from the command line: the same intake as the pages, in one step."""

from pathlib import Path
from typing import Any

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.memory import without_collections
from mingcha.config.services import sole_office
from mingcha.intake.models import ImportSource
from mingcha.intake.queries import sources_of
from mingcha.intake.services import Outcome, add_source, import_file
from mingcha.intake.subjects import Subject, registered


def import_workbook(
    subject: str,
    path: Path,
    *,
    office_code: str | None = None,
    source: str | None = None,
    is_full: bool = False,
) -> Outcome:
    """Take in `path` whole as 命令行. `Refusal` when the file as a whole is not what was expected. A `source`
    that nobody named yet is named; whether its files are full is said then, or on its page."""
    if not path.is_file():
        raise Refusal("no-such-file", f"没有找到文件{path}。", title="不能导入：没有这个文件")
    if is_full and source is None:
        raise Refusal(
            "full-without-source", "全量是资料来源的性质，请用--source写明来源。", title="不能导入：没有来源"
        )
    actor, kind = Actor.command_line(sole_office(office_code)), registered()[subject]
    with without_collections(), transaction.atomic():
        feed = _source(actor, kind, source, is_full=is_full) if source is not None else None
        return import_file(subject=kind, path=path, actor=actor, source=feed)


def _source(actor: Actor, subject: Subject, name: str, *, is_full: bool) -> ImportSource:
    known = sources_of(actor, subject).filter(name=name.strip()).first()
    if known is None:
        return add_source(actor=actor, subject=subject, name=name, is_full=is_full)
    if is_full and not known.is_full:
        raise Refusal(
            "source-is-partial",
            f"资料来源“{known.name}”登记的是部分资料，少了的不作数。",
            title="不能导入：来源的方式不同",
            remedy="确是全量的，请先在资料来源页面改为全量。",
        )
    return known


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Counts of data rows, and each refused row by its number in the sheet; with a source also `gone`, the
    records that a full one no longer names."""
    told: dict[str, Any] = {} if outcome.gone is None else {"gone": outcome.gone}
    return {
        "rows": outcome.rows,
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "refused": [{"row": row, "reason": reason} for row, reason in outcome.refused],
        **told,
    }


def in_words(outcome: Outcome) -> str:
    counts = (
        f"共{outcome.rows}行：新增{outcome.new}，变化{outcome.changed}，未变{outcome.unchanged}，"
        f"不能导入{len(outcome.refused)}。"
    )
    gone = [f"  来源中不再有，未作改动：{label}" for label in outcome.gone or ()]
    return "\n".join([counts, *(f"  第{row}行：{reason}" for row, reason in outcome.refused), *gone])
