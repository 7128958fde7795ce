"""The Atom feed of what is public: its entries, their order, and names that last. Pure."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

FEED = "feed.atom"
ENTRIES = 100
"""How many the feed holds, those that changed last."""
# What XML 1.0 cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class FeedEntry:
    """One public record as it stands; `key` stays the same whatever becomes of it, so that a correction or a
    withdrawal takes the place of what a reader's program kept. `page` is below the public front page."""

    key: str
    title: str
    summary: str
    page: str
    published: datetime.datetime
    updated: datetime.datetime


@dataclass(frozen=True)
class Channel:
    """Whose feed it is: `log` is the name of the office's log, which never changes; `front` the absolute
    address of the public front page, ending in /; `since` the time of a feed without entries."""

    office: str
    log: str
    front: str
    since: datetime.datetime


def lasting_id(log: str, key: str) -> str:
    """The same for ever, wherever the feed is read.

    >>> lasting_id("fuping", "results/1") == lasting_id("fuping", "results/1")
    True
    """
    return uuid5(NAMESPACE_URL, f"mingcha:{log}/{key}").urn


def latest(entries: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Those that changed last, the latest first, in an order that does not hang on how they came."""
    ordered = sorted(entries, key=lambda one: one.key)
    return sorted(ordered, key=lambda one: one.updated, reverse=True)[:ENTRIES]


def plain_text(text: str) -> str:
    """Without what XML cannot hold.

    >>> plain_text("a\x0bb")
    'ab'
    """
    return CONTROL.sub("", text)
