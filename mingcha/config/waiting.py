"""How much waits for a person, as the number beside 首页 on every page.

Counting asks every room, so a count is kept for a minute; whatever the person does drops it (a refused act
changes nothing and drops nothing), and the home page itself always counts anew."""

from dataclasses import dataclass

from django.core.cache import cache

from mingcha.accounts.actors import Actor
from mingcha.oversight.queries.home import own_work
from mingcha.oversight.rules import Arranged, Home

SECONDS = 60


@dataclass(frozen=True)
class Count:
    all: int
    late: int


def count_waiting(actor: Actor) -> Count:
    """The kept count, or a new one."""
    kept: Count | None = cache.get(_key(actor))
    return kept if kept is not None else keep_count(actor, own_work(actor))


def keep_count(actor: Actor, seen: Arranged | Home) -> Count:
    """Keep what the home page has just counted."""
    count = Count(seen.count, len(seen.late))
    cache.set(_key(actor), count, SECONDS)
    return count


def drop_count(actor: Actor) -> None:
    """After an act of this person the number must not lag behind it."""
    cache.delete(_key(actor))


def _key(actor: Actor) -> str:
    return f"waiting:{actor.person_id}:{'+'.join(sorted(actor.roles))}"
