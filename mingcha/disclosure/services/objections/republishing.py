"""A result that was taken back becomes public again for a reason, and never unchanged where it was taken back
for an objection."""

from uuid import UUID

from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.queries.disclosed import snapshot_fields
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.queries.result_lines import BACK, ResultLine
from mingcha.disclosure.rules.fields import kept
from mingcha.disclosure.rules.objections import CLAUSE
from mingcha.disclosure.states import UPHELD

TITLE = "不能重新公示"


def require_republishable(line: ResultLine, reason: str) -> None:
    """Only of a result that stands withdrawn."""
    if line.standing != BACK or line.shown is None:
        return
    if not reason.strip():
        raise Refusal(
            "no-reason",
            "撤回过的结果重新公示，理由随公示页公开，必须写明。",
            title=f"{TITLE}：没有理由",
            remedy="请填写理由。",
        )
    if _was_objected(line.shown) and kept(snapshot_fields(find_kind(RESULTS)), line.row) == line.shown.values:
        raise Conflict(
            "upheld-against",
            "检查对象对这一户次的异议成立，公示因此撤回，检查记录没有更正，不能照原样再公示。",
            title=f"{TITLE}：异议成立",
            clause=CLAUSE,
            remedy="请检查组成员先申请更正检查记录；批准、填写、确认以后，再公示更正的结果。",
        )


def _was_objected(withdrawn: Disclosure) -> bool:
    """Whether an objection was met by this withdrawal, or waits for a correction since."""
    met = Objection.objects.filter(outcome=withdrawn)
    return met.exists() or Objection.objects.filter(inspection=UUID(withdrawn.record), state=UPHELD).exists()
