"""Choices that are the same on every machine and in every year: each is a digest of its own question."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Chooser:
    """Answers depend on `seed` and the question alone, never on how many were asked before."""

    seed: str

    def number(self, low: int, high: int, *question: object) -> int:
        """A whole number from `low` to `high`, both included."""
        text = "\n".join([self.seed, *map(str, question)])
        drawn = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return low + drawn % (high - low + 1)

    def one_of(self, items: Sequence[Item], *question: object) -> Item:
        return items[self.number(0, len(items) - 1, *question)]

    def chance(self, percent: int, *question: object) -> bool:
        """True in about `percent` of a hundred questions."""
        return self.number(1, 100, *question) <= percent

    def weighted(self, weights: Mapping[Item, int], *question: object) -> Item:
        """An item in proportion to its weight."""
        left = self.number(1, sum(weights.values()), *question)
        for item, weight in weights.items():
            left -= weight
            if left <= 0:
                return item
        raise ValueError("no weights")
