"""A life as a table: which act leads from which states to which. Pure; every app's `states.py` holds one."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingcha.common.errors import Conflict


@dataclass(frozen=True)
class Life:
    """`words` maps each state to (word on the screen, status class of the stylesheet); `acts` maps each act
    to (name of the act on the screen, states it may start from, state it leads to)."""

    noun: str
    words: Mapping[str, tuple[str, str]]
    acts: Mapping[str, tuple[str, frozenset[str], str]]

    def may(self, act: str, state: str) -> bool:
        return state in self.acts[act][1]

    def after(self, act: str, state: str) -> str:
        """The state that `act` leads to, or `Conflict` when it may not start from `state`."""
        name, starts, end = self.acts[act]
        if state not in starts:
            allowed = "、".join(self.words[start][0] for start in self.words if start in starts)
            raise Conflict(
                f"{act}-from-{state}",
                f"{self.noun}现在是“{self.words[state][0]}”，只有“{allowed}”的才能{name}。",
                title=f"不能{name}：状态已变",
                remedy="请刷新页面，查看现在的状态。",
            )
        return end

    def choices(self) -> list[tuple[str, str]]:
        return [(state, word) for state, (word, _) in self.words.items()]
