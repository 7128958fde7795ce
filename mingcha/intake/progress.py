"""How far a long piece of work is, told from wherever it stands to whoever listens. Pure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

EVERY = 500  # rows between two words about them


@dataclass(frozen=True)
class Progress:
    """`step` of `steps`, what it does, and how many of its `total` rows are done; 0 where nobody counts."""

    step: int
    steps: int
    words: str
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """Of the whole work, each step taken for as long as another.

        >>> Progress(2, 4, "识别各行", 50_000, 100_000).percent
        37
        """
        own = self.done / self.total if self.total else 0
        return int((self.step - 1 + own) / self.steps * 100)


_listener: ContextVar[Callable[[Progress], None] | None] = ContextVar("listener", default=None)


def tell(step: int, steps: int, words: str, done: int = 0, total: int = 0) -> None:
    """Say where the work stands; nobody need listen."""
    if listener := _listener.get():
        listener(Progress(step, steps, words, done, total))


@contextmanager
def listening(listener: Callable[[Progress], None]) -> Iterator[None]:
    """Everything told inside goes to this listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
