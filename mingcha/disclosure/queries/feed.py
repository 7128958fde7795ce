"""What the feed tells: every public record as it stands, what was corrected, that something was withdrawn."""

import datetime
from collections.abc import Callable, Iterator

from mingcha.common import moments
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.disclosed import is_over
from mingcha.disclosure.queries.kinds import CAMPAIGN, HOLDER, Kind, all_kinds, public_rows
from mingcha.disclosure.rules.feeds import FeedEntry
from mingcha.disclosure.rules.fields import PAGE, Row, revived

# Of kinds that are public by the state of things: the field that says since when, and the title of a row.
DATED: dict[str, tuple[str, Callable[[Row], str]]] = {
    "items": ("published_on", lambda row: f"抽查事项清单：{row['version']}"),
    "plans": ("published_on", lambda row: f"{row['year']}年度抽查计划：{row['version']}"),
    "draws": ("announced_at", lambda row: f"抽取公告：{row['campaign']}，{row['kind']}第{row['attempt']}次"),
}


def feed_entries() -> list[FeedEntry]:
    """Every entry, in no order."""
    return [entry for kind in all_kinds() for entry in _entries(kind)]


def _entries(kind: Kind) -> Iterator[FeedEntry]:
    if kind.candidates is not None:
        yield from _recorded(kind)
    elif kind.key in DATED:
        field, title = DATED[kind.key]
        for row in public_rows(kind):
            yield _dated(kind, row, row[field], title(row))


def _recorded(kind: Kind) -> Iterator[FeedEntry]:
    """One for each record, whatever became of it."""
    first: dict[str, Disclosure] = {}
    last: dict[str, Disclosure] = {}
    for one in Disclosure.objects.filter(kind=kind.key).order_by("number"):
        first.setdefault(one.record, one)
        last[one.record] = one
    for record, one in last.items():
        title, summary, updated = _told(kind, one)
        yield FeedEntry(
            key=f"{kind.key}/{record}",
            title=title,
            summary=summary,
            page=f"records/{kind.key}/{record}/",
            published=first[record].disclosed_at,
            updated=updated,
        )


def _told(kind: Kind, one: Disclosure) -> tuple[str, str, datetime.datetime]:
    """(title, summary, since when): nothing of what is public no more."""
    if one.is_withdrawn:
        return (*_withdrawn(kind), one.ended_at or one.disclosed_at)
    until = revived(kind.fields, one.values).get(kind.until) if kind.until else None
    if isinstance(until, datetime.date) and is_over(until, moments.today()):
        ended = moments.day_begins(until + datetime.timedelta(days=1))
        return f"{kind.noun}（公示期满）", f"一{kind.unit}{kind.noun}公示期满，内容不再公示。", ended
    return (*_standing(kind, one), one.disclosed_at)


def _standing(kind: Kind, one: Disclosure) -> tuple[str, str]:
    subject = one.values.get(HOLDER) or one.values.get(CAMPAIGN.key) or ""
    if one.number == 1:
        return f"{kind.noun}：{subject}", f"新公示一{kind.unit}{kind.noun}。"
    return f"{kind.noun}（更正）：{subject}", f"更正理由：{one.reason}"


def _withdrawn(kind: Kind) -> tuple[str, str]:
    """Nothing of what was withdrawn, the reason neither: it is told on the page, which can be mended."""
    return f"{kind.noun}（撤回）", f"一{kind.unit}{kind.noun}已经撤回，内容不再公示，日期和理由见原页。"


def _dated(kind: Kind, row: Row, since: object, title: str) -> FeedEntry:
    at = since if isinstance(since, datetime.datetime) else moments.day_begins(_day(since))
    page = str(row[PAGE])
    key = f"{kind.key}/{row.get('draw_id') or page}"
    return FeedEntry(key, title, f"新公布一{kind.unit}{kind.noun}。", page, at, at)


def _day(since: object) -> datetime.date:
    if not isinstance(since, datetime.date):
        raise TypeError(f"{since!r} is no day")
    return since
