"""Files of a draw as read, kept in this process: a stored file is never changed (the table only grows), so
what was read of one holds as long as its row. What changed after a draw stands in other tables and is read
anew each time."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from threading import RLock
from typing import Any
from uuid import UUID

from mingcha.draws.models import DrawFile
from mingcha.draws.rules.committed import read_clusters, read_teams

TEAMS, CLUSTERS = "teams.csv", "clusters.csv"
READERS: dict[str, Callable[[bytes], Any]] = {TEAMS: read_teams, CLUSTERS: read_clusters}
MOST_ROWS = 200_000  # of all files together; one that is longer is read each time


class Shelf:
    """What was read, by the key of the file's row; those asked for longest ago go first."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.found: OrderedDict[UUID, Any] = OrderedDict()
        self.rows = 0

    def take(self, keys: Collection[UUID]) -> dict[UUID, Any]:
        with self.lock:
            known = {key: self.found[key] for key in keys if key in self.found}
            for key in known:
                self.found.move_to_end(key)
            return known

    def put(self, key: UUID, read: Any) -> None:
        with self.lock:
            if key in self.found or len(read) > MOST_ROWS:
                return
            self.found[key] = read
            self.rows += len(read)
            while self.rows > MOST_ROWS:
                self.rows -= len(self.found.popitem(last=False)[1])

    def clear(self) -> None:
        with self.lock:
            self.found.clear()
            self.rows = 0


_SHELF = Shelf()


def forget() -> None:
    """As in a new process."""
    _SHELF.clear()


def read_files_of(draws: Collection[UUID], name: str) -> dict[UUID, Any]:
    """By draw, what its file of that name says; a draw that has none is left out. Callers change nothing of
    it. Two queries at most, however many draws are asked for."""
    rows = dict(DrawFile.objects.filter(draw__in=draws, name=name).values_list("pk", "draw_id"))
    known = _SHELF.take(rows)
    missing = [pk for pk in rows if pk not in known]
    if missing:
        for pk, content in DrawFile.objects.filter(pk__in=missing).values_list("pk", "content"):
            known[pk] = READERS[name](bytes(content))
            _SHELF.put(pk, known[pk])
    return {rows[pk]: read for pk, read in known.items()}


def read_file_of(draw: UUID, name: str) -> Any:
    """As `read_files_of` for one; a missing one raises `DrawFile.DoesNotExist`."""
    found = read_files_of([draw], name)
    if draw not in found:
        raise DrawFile.DoesNotExist
    return found[draw]
