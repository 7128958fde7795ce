"""The public event: which kinds an office may announce, its throws, and when two entries agree.

Only the event's own outcomes count towards the 2⁴⁸ of drawproof/1 section 4.1, not the secret."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from mingcha.draws.rules.lotteries import DLT, SSQ

DIGITS, NUMBERS = "digits", "numbers"
HERE, ELSEWHERE = "here", "elsewhere"
LEAST_BITS = 48


@dataclass(frozen=True)
class Source:
    """One source of the event: `count` values from `low` to `high`, entered `throw` at a time.

    `digits` stand in the order seen, `numbers` are drawn without replacement and their order is ignored."""

    source: str
    kind: str
    count: int
    low: int
    high: int
    throw: int
    lottery: str = ""
    """The lottery that draws it; empty for what is thrown in the hall."""
    at: str = ""
    """When that is, as the announcement says; empty where the event as a whole has one time."""

    @property
    def outcomes(self) -> int:
        span = self.high - self.low + 1
        return span**self.count if self.kind == DIGITS else math.comb(span, self.count)

    @property
    def is_ordered(self) -> bool:
        return self.kind == DIGITS


@dataclass(frozen=True)
class Event:
    """A kind of event an office chooses from. `noun` names what shows the values, `measure` counts
    them (枚, 个), `verb` is what is done.
    An event held elsewhere (a lottery) happens at a time that is typed in; one held here follows at once."""

    key: str
    title: str
    noun: str
    measure: str
    verb: str
    held: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Throw:
    """One entry's worth of values: `source` is the place of the source, `number` counts through the event,
    `first` is the place of its first value within the source (both from 1)."""

    source: int
    number: int
    first: int
    size: int
    low: int
    high: int
    is_ordered: bool
    label: str


EVENTS: dict[str, Event] = {
    event.key: event
    for event in (
        Event(
            "dice",
            "现场摇骰子：六面骰20枚，每次5枚",
            "骰子",
            "枚",
            "摇骰",
            HERE,
            (Source("六面骰子", DIGITS, 20, 1, 6, 5),),
        ),
        Event(
            "balls",
            "现场摇号球：0至9号摇15次，每次记5个",
            "号球",
            "个",
            "摇号",
            HERE,
            (Source("0至9号球", DIGITS, 15, 0, 9, 5),),
        ),
        Event(
            "lottery",
            "公告后开奖的双色球和大乐透各一期",
            "开奖号码",
            "个",
            "开奖",
            ELSEWHERE,
            (
                Source("红球", NUMBERS, 6, 1, 33, 6, SSQ),
                Source("蓝球", NUMBERS, 1, 1, 16, 1, SSQ),
                Source("前区", NUMBERS, 5, 1, 35, 5, DLT),
                Source("后区", NUMBERS, 2, 1, 12, 2, DLT),
            ),
        ),
    )
}


def bits(sources: Sequence[Source]) -> float:
    """How much the event alone decides, in bits; for display, the protocol counts exactly."""
    return math.log2(math.prod(source.outcomes for source in sources))


def to_stored(sources: Sequence[Source]) -> list[dict[str, Any]]:
    return [asdict(source) for source in sources]


def from_stored(rows: Sequence[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple(Source(**row) for row in rows)


def announced_entropy(sources: Sequence[Source], at: str) -> list[dict[str, Any]]:
    """`entropy` of announcement.json (drawproof/1 section 4.1), each source at its own time or at `at`."""
    return [
        {"source": s.source, "kind": s.kind, "count": s.count, "min": s.low, "max": s.high, "at": s.at or at}
        for s in sources
    ]


def of_issues(sources: Sequence[Source], issues: Mapping[str, tuple[str, str]]) -> tuple[Source, ...]:
    """The sources of lotteries, named with their issue (`双色球第2026135期红球`) and their time."""
    return tuple(_of_issue(source, *issues[source.lottery]) for source in sources)


def _of_issue(source: Source, number: str, at: str) -> Source:
    return replace(source, source=f"{source.lottery}第{number}期{source.source}", at=at)


def issues_of(sources: Sequence[Source]) -> list[tuple[str, str]]:
    """The drawings of lotteries a stored event names, each once (`双色球第2026135期`), with their times."""
    named = ((source.source.partition("期")[0] + "期", source.at) for source in sources if source.at)
    return list(dict.fromkeys(named))


def numbers_of(sources: Sequence[Source], issue: str) -> str:
    """What is taken of one drawing: how many numbers, between which bounds.

    >>> ball = Source("双色球第2026135期蓝球", NUMBERS, 1, 1, 16, 1, SSQ, "2026-11-24T21:15:00+08:00")
    >>> numbers_of([ball], "双色球第2026135期")
    '蓝球1个（1至16）'
    """
    own = [source for source in sources if source.at and source.source.startswith(issue)]
    return "、".join(f"{one.source.removeprefix(issue)}{one.count}个（{one.low}至{one.high}）" for one in own)


def throws_of(sources: Sequence[Source]) -> list[Throw]:
    """The throws in the order in which they are made."""
    return [_throw(number, *part) for number, part in enumerate(_parts(sources), start=1)]


def is_every_lottery(sources: Sequence[Source], throws: Iterable[Throw]) -> bool:
    """Whether these throws hold numbers of each lottery: with one missing nothing can be computed."""
    return {sources[throw.source].lottery for throw in throws} == {source.lottery for source in sources}


def _parts(sources: Sequence[Source]) -> Iterator[tuple[int, Source, int, int]]:
    for place, source in enumerate(sources):
        for start in range(0, source.count, source.throw):
            yield place, source, start, min(source.throw, source.count - start)


def _throw(number: int, place: int, source: Source, start: int, size: int) -> Throw:
    return Throw(
        source=place,
        number=number,
        first=start + 1,
        size=size,
        low=source.low,
        high=source.high,
        is_ordered=source.is_ordered,
        label=source.source,
    )


def read_values(throw: Throw, texts: Sequence[str]) -> list[int]:
    """The values as typed (full-width digits too), or `ValueError` with a sentence for the caller's page."""
    values = [_read_value(throw, place, text) for place, text in enumerate(texts, start=1)]
    if len(values) != throw.size:
        raise ValueError(f"这一次应有{throw.size}个数，录了{len(values)}个。")
    if not throw.is_ordered and len(set(values)) != len(values):
        raise ValueError("同一个号码录了两遍，请再看一遍。")
    return values if throw.is_ordered else sorted(values)


def _read_value(throw: Throw, place: int, text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.isdecimal() or not throw.low <= int(plain) <= throw.high:
        raise ValueError(f"第{place}个应为{throw.low}至{throw.high}的整数，现在是“{text.strip()[:20]}”。")
    return int(plain)


@dataclass(frozen=True)
class ThrowState:
    """How a throw stands. `entered` counts the entries of caller and witness-caller; `values` are set once
    both agree; `pair` holds both last entries only when they disagree, so that nothing shows early."""

    throw: Throw
    entered: tuple[int, int]
    values: tuple[int, ...] = ()
    pair: tuple[tuple[int, ...], tuple[int, ...]] | None = None

    @property
    def is_agreed(self) -> bool:
        return bool(self.values)

    @property
    def is_begun(self) -> bool:
        return max(self.entered) > 0

    @property
    def differing(self) -> list[int]:
        """Places (from 1) at which both entries differ."""
        if self.pair is None:
            return []
        return [at for at, (one, two) in enumerate(zip(*self.pair, strict=True), start=1) if one != two]

    @property
    def columns(self) -> list[tuple[int, int]]:
        """Both last entries place by place; empty unless they disagree."""
        return list(zip(*self.pair, strict=True)) if self.pair else []

    @property
    def places(self) -> range:
        return range(1, self.throw.size + 1)

    def awaits(self, who: int) -> bool:
        """True when the next entry of caller (0) or witness-caller (1) is asked for: not while the other one
        has still to enter the same round, and never once both agree."""
        return not self.is_agreed and self.entered[who] <= min(self.entered)


def judge(throw: Throw, caller: Sequence[Sequence[int]], witness: Sequence[Sequence[int]]) -> ThrowState:
    """The state of a throw from both people's entries in their order."""
    entered = (len(caller), len(witness))
    if len(caller) != len(witness) or not caller:
        return ThrowState(throw, entered)
    one, two = tuple(caller[-1]), tuple(witness[-1])
    return (
        ThrowState(throw, entered, values=one) if one == two else ThrowState(throw, entered, pair=(one, two))
    )


def current(states: Sequence[ThrowState]) -> ThrowState | None:
    """The throw that is being entered: the first one not agreed; None when all are."""
    return next((state for state in states if not state.is_agreed), None)


class Throwing:
    """How far the throws of one event are, for whatever page shows them."""

    throws: tuple[ThrowState, ...]

    @property
    def current_throw(self) -> ThrowState | None:
        return current(self.throws)

    @property
    def agreed(self) -> int:
        return sum(1 for state in self.throws if state.is_agreed)

    @property
    def agreed_values(self) -> int:
        return sum(state.throw.size for state in self.throws if state.is_agreed)

    @property
    def all_values(self) -> int:
        return sum(state.throw.size for state in self.throws)

    @property
    def missing_values(self) -> int:
        return self.all_values - self.agreed_values

    @property
    def entered(self) -> tuple[int, int]:
        """How many throws each caller has entered at least once."""
        return (
            sum(1 for state in self.throws if state.entered[0]),
            sum(1 for state in self.throws if state.entered[1]),
        )


def observed_values(sources: Sequence[Source], states: Sequence[ThrowState]) -> list[tuple[str, list[int]]]:
    """The whole event by source, for `drawproof.observe`. All throws must agree."""
    values: list[list[int]] = [[] for _ in sources]
    for state in states:
        values[state.throw.source].extend(state.values)
    return [(source.source, found) for source, found in zip(sources, values, strict=True)]
