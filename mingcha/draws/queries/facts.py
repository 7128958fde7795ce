"""The figures of an attempt as its committed files state them: N and n of each stratum, who is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drawproof.canonical.ratio import parse_ratio, quota
from mingcha.common.templatetags.mc import percent
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import file_content
from mingcha.draws.rules.committed import count_by
from mingcha.draws.rules.words import share_words
from mingcha.plans.queries import Frame
from mingcha.plans.rules.exclusions import EXCLUSION_WORDS


@dataclass(frozen=True)
class StratumFacts:
    """`members` N, `drawn` n, `reserve` substitutes; the ratio as the announcement gives it."""

    code: str
    ratio: str
    members: int
    drawn: int
    reserve: int

    @property
    def share(self) -> str:
        """The announced ratio; where a platform drew there was none, and it is what came of it."""
        return share_words(self.ratio) if self.ratio else percent(self.drawn, self.members)


@dataclass(frozen=True)
class FrameFacts:
    """From whom is drawn. `excluded` are neutral words with counts."""

    strata: tuple[StratumFacts, ...]
    excluded: tuple[tuple[str, int], ...]

    @property
    def members(self) -> int:
        return sum(stratum.members for stratum in self.strata)

    @property
    def drawn(self) -> int:
        return sum(stratum.drawn for stratum in self.strata)

    @property
    def reserve(self) -> int:
        return sum(stratum.reserve for stratum in self.strata)

    @property
    def left_out(self) -> int:
        return sum(count for _, count in self.excluded)

    @property
    def registered(self) -> int:
        return self.members + self.left_out


@dataclass(frozen=True)
class TeamFacts:
    """Of an assignment: visits, seats, people who can be drawn, bars."""

    visits: int
    seats: int
    inspectors: int
    barred: int


def frame_facts(selection: Draw) -> FrameFacts:
    """The figures of a frozen selection."""
    members = count_by("frame.csv", file_content(selection, "frame.csv"), 1)
    excluded = count_by("excluded.csv", file_content(selection, "excluded.csv"), 1)
    rules: Mapping[str, Mapping[str, Any]] = selection.rule["strata"]
    strata = tuple(_stratum(code, rules[code], members.get(code, 0)) for code in sorted(rules))
    return FrameFacts(strata, tuple((EXCLUSION_WORDS[reason], count) for reason, count in excluded.items()))


def live_facts(frame: Frame) -> FrameFacts:
    """The figures of a campaign before anything is frozen."""
    return FrameFacts(
        tuple(
            StratumFacts(count.layer.code, count.layer.ratio, count.population, count.drawn, count.reserve)
            for count in frame.counts
        ),
        tuple(frame.excluded_counts),
    )


def team_facts(assignment: Draw) -> TeamFacts:
    """The figures of an announced assignment."""
    seats = count_by("visits.csv", file_content(assignment, "visits.csv"), 2)
    visits = count_by("visits.csv", file_content(assignment, "visits.csv"), 0)
    return TeamFacts(
        visits=len(visits),
        seats=sum(int(count) * groups for count, groups in seats.items()),
        inspectors=len(count_by("inspectors.csv", file_content(assignment, "inspectors.csv"), 0)),
        barred=sum(count_by("barred.csv", file_content(assignment, "barred.csv"), 0).values()),
    )


def _stratum(code: str, rule: Mapping[str, Any], members: int) -> StratumFacts:
    drawn = quota(parse_ratio(rule["ratio"], "ratio"), at_least=rule["at_least"], members=members)
    return StratumFacts(code, rule["ratio"], members, drawn, min(rule["reserve"], members - drawn))
