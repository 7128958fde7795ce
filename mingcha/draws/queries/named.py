"""A long list that knows at once how many it holds, and looks names up for what is shown of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

Row = TypeVar("Row")
CHUNK = 1000


class Named(Sequence[Row]):
    """Rows made from `keys` by `look_up`, a slice or a thousand at a time."""

    def __init__(
        self, keys: Sequence[Any] = (), look_up: Callable[[Sequence[Any]], Sequence[Row]] = lambda _: ()
    ) -> None:
        self._keys, self._look_up = keys, look_up

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return self._look_up(self._keys[place])
        return self._look_up([self._keys[place]])[0]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all)

    @cached_property
    def _all(self) -> list[Row]:
        starts = range(0, len(self._keys), CHUNK)
        return [row for start in starts for row in self._look_up(self._keys[start : start + CHUNK])]
