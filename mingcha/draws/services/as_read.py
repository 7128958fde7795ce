"""Who confirms, confirms what was read: a proposal that was written anew meanwhile is read again first."""

from mingcha.common.errors import Conflict
from mingcha.ledger.models import Record
from mingcha.ledger.queries import last_change


def require_as_read(row: Record, seen: int, title: str) -> None:
    """`seen` is the ledger's entry that wrote the row as the page showed it."""
    if last_change(row.pk) != seen:
        raise Conflict(
            "changed-since-read",
            "您打开这一页以后，提出的内容改过了，还没有确认。",
            title=f"{title}：内容已变",
            remedy="请重新打开，看过现在的内容再确认。",
        )
