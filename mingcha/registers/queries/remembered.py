"""What was counted stays counted until the tables it rests on change: every change is an entry of the log, so
a count made at one length of the log holds until an entry touches one of them.

Kept in this process only, for the latest state of the tables; each process finds out for itself."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar

from django.db.models import Q

from mingcha.ledger.models import Entry, Version
from mingcha.ledger.queries import last_entry

Counted = TypeVar("Counted")
# The figures of law decide what stands in a raised stratum.
TABLES = Q(table__startswith="registers_") | Q(table__startswith="law_")
_EVERY: list["Memory"] = []
MOST = 64  # answers; one may hold a number for each target


class Memory:
    """What rests on `tables`, a condition on `Version`. `seen` is the last entry looked at, its hash tells
    one log from another."""

    def __init__(self, tables: Q) -> None:
        self.tables = tables
        self.lock = RLock()  # what is counted may rest on something remembered
        self.seen: tuple[int, bytes] | None = None
        self.found: OrderedDict[Hashable, Any] = OrderedDict()
        _EVERY.append(self)

    def look(self) -> bool:
        """Forget what no longer holds. False while there is no log: then nothing may be remembered."""
        last = last_entry()
        if last != self.seen:
            if last is None or self.seen is None or not self._continues(last[0]):
                self.found.clear()
            self.seen = last
        return last is not None

    def _continues(self, last: int) -> bool:
        """Whether the log only grew since, by entries that touch none of the tables."""
        if self.seen is None or last < self.seen[0]:
            return False
        place, leaf = self.seen
        known = Entry.objects.filter(index=place).values_list("leaf_hash", flat=True).first()
        if known is None or bytes(known) != leaf:
            return False
        return not Version.objects.filter(self.tables, entry__gt=place).exists()

    def remembered(self, key: Hashable, count: Callable[[], Counted]) -> Counted:
        """What `count` gives, from memory while the tables are as they were. `key` names everything that the
        answer depends on besides them."""
        with self.lock:
            if not self.look():
                return count()
            if key not in self.found:
                self.found[key] = count()
                while len(self.found) > MOST:
                    self.found.popitem(last=False)
            found: Counted = self.found[key]
            return found


_MEMORY = Memory(TABLES)


def remembered(key: Hashable, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, from memory while the registers are as they were. `key` names everything that the
    answer depends on besides them: office, condition, day."""
    return _MEMORY.remembered(key, count)


def forget() -> None:
    """As a new process begins; for tests, which come back to a log that they have left."""
    for memory in _EVERY:
        memory.seen = None
        memory.found.clear()
