"""Strata so small that rounding up draws more than the plan says: merging is proposed. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingcha.law.rules import ratio_words
from mingcha.plans.rules.counting import RAISED, StratumCount
from mingcha.plans.rules.findings import ASK, STRATA, Cited, Finding
from mingcha.plans.rules.plan_arbiter.facts import PlanFacts, PlannedLine

ROUNDING_CLAUSE = "抽取规则drawproof/1 第5节"


@dataclass(frozen=True)
class Drawn:
    """A stratum of a line with its numbers."""

    line: PlannedLine
    count: StratumCount

    @property
    def title(self) -> str:
        return f"{self.line.title}{self.count.title}"

    @property
    def is_small(self) -> bool:
        """N < 1/ratio: one alone is more than the ratio."""
        return 0 < self.count.population < 1 / self.count.layer.fraction

    @property
    def words(self) -> str:
        """N, n and n/N."""
        share = Fraction(self.count.drawn, self.count.population)
        percent = f"{float(share):.1%}" if (share * 1000).denominator != 1 else ratio_words(share)
        return f"{self.count.population:,}{self.line.measure}抽{self.count.drawn:,}（{percent}）"


def strata(facts: PlanFacts) -> Iterator[Finding]:
    """The strata of each round, the raised and the others apart: never is merged across that border."""
    for one in facts.rounds:
        kinds: dict[bool, list[Drawn]] = defaultdict(list)
        for line in one.lines:
            for count in line.counts:
                if count.population:
                    kinds[count.layer.kind == RAISED].append(Drawn(line, count))
        for drawn in kinds.values():
            yield from _group(drawn, facts.figures.excess)


def _group(drawn: Sequence[Drawn], excess: Cited | None) -> Iterator[Finding]:
    small = [one for one in drawn if one.is_small]
    total = sum(one.count.drawn for one in drawn)
    needed = _ceiling(sum((one.count.layer.fraction * one.count.population for one in drawn), Fraction(0)))
    is_over = excess is not None and total > (1 + excess.amount) * needed
    if not small and not is_over:
        return
    clause = excess.clause if excess and is_over else ROUNDING_CLAUSE
    concerned = small or list(drawn)
    yield Finding(
        "strata-too-small" if small else "strata-draw-too-many",
        ASK,
        _title(concerned),
        f"{'；'.join(one.words for one in concerned[:5])}；合计应抽{total:,}，合并计算{needed:,}",
        _required(concerned, excess),
        clause,
        excess.quote if excess and is_over else "",
        _remedy(drawn, concerned),
        "strata",
        STRATA,
        tuple(dict.fromkeys(one.line.key for one in concerned)),
    )


def _title(concerned: Sequence[Drawn]) -> str:
    first = concerned[0]
    if len(concerned) > 1:
        return f"分层过细：{first.title}等{len(concerned)}层"
    return f"{first.title}过小" if first.is_small else f"{first.title}多抽"


def _required(concerned: Sequence[Drawn], excess: Cited | None) -> str:
    first = concerned[0]
    least = _ceiling(1 / first.count.layer.fraction)
    ratio = ratio_words(first.count.layer.fraction)
    over = f"；各层之和不超过合并计算的{ratio_words(1 + excess.amount)}" if excess else ""
    return f"比例{ratio}的层不少于{least:,}{first.line.measure}{over}"


def _remedy(drawn: Sequence[Drawn], concerned: Sequence[Drawn]) -> str:
    """Towns first, then categories."""
    kind = "加强层" if concerned[0].count.layer.kind == RAISED else "一般层"
    if len(drawn) < 2:
        return (
            f"请放宽乡镇或类别，使{kind}大一些；没有可以合并的，按至少抽取数抽取即可。加强层与一般层不合并。"
        )
    others = [one for one in drawn if one not in concerned] or drawn
    return (
        f"请先合并相邻乡镇，仍然过小再合并对象类别，例如与“{others[0].title}”合为一层；"
        f"只在{kind}之间合并，加强层与一般层不合并。"
    )


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
