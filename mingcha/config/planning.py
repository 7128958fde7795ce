"""A plan's workbook examined from the command line: the arbiter of the pages, on a file."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.config.services import sole_office
from mingcha.plans.queries.plan_sheets import check_plan_file
from mingcha.plans.rules.findings import RULES, UNREADABLE, Finding


def check_plan(path: Path, *, office_code: str | None = None) -> list[Finding]:
    """The findings on the plan in `path`, by rows. `Refusal` when the file as a whole is no plan. Nothing is
    written: also what an empty installation would make on the way is taken back."""
    if not path.is_file():
        raise Refusal("no-such-file", f"没有找到文件{path}。", title="不能审查：没有这个文件")
    with transaction.atomic():
        found = check_plan_file(Actor.command_line(sole_office(office_code)), path)
        transaction.set_rollback(True)
    return found


def as_json(findings: Sequence[Finding]) -> list[dict[str, int | str]]:
    """What stands in the way: row of the sheet, rule, clause, what was found, what is required."""
    return [
        {
            "row": int(finding.rows[0]),
            "rule": finding.rule,
            "clause": finding.clause,
            "found": finding.found,
            "required": finding.required,
        }
        for finding in findings
    ]


def refused_as_json(refusal: Refusal) -> list[dict[str, int | str]]:
    """A file that is not examined at all, in the same form: row 0 is the file as a whole."""
    required = refusal.remedy or "一个能读取的年度抽查计划表格"
    return [{"row": 0, "rule": UNREADABLE, "clause": "", "found": refusal.sentence, "required": required}]


def in_words(findings: Sequence[Finding]) -> str:
    """The same to be read: one paragraph for each finding."""
    if not findings:
        return "审查完毕，没有发现问题。"
    blocking = sum(finding.blocks for finding in findings)
    counts = f"共{len(findings)}条：{blocking}条不能报批，{len(findings) - blocking}条请决定。"
    return "\n".join([counts, *map(_paragraph, findings)])


def _paragraph(finding: Finding) -> str:
    rows = "、".join(finding.rows)
    facts = (
        ("现在", finding.found),
        ("应当", finding.required),
        ("依据", f"{finding.clause}：“{finding.quote}”" if finding.quote else finding.clause),
        ("办法", finding.remedy),
    )
    lines = [f"    {label}  {words}" for label, words in facts]
    return "\n".join([f"第{rows}行  [{RULES[finding.rule]}] {finding.title}", *lines])
