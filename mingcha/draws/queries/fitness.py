"""Who of those in a seat, or picked for one, cannot go today: an interest in the party, or away, or without a
licence in force."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import file_content, selection_of
from mingcha.draws.queries.changes import covered_by
from mingcha.draws.rules.changes import Covered
from mingcha.draws.rules.committed import CONFLICTS, holder_of, read_conflicts
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.queries import Eligible, conflicts_in_force, eligible_inspectors, every_conflict

INTEREST = "与该户次的对象有利害关系"


@dataclass(frozen=True)
class Against:
    """Why somebody cannot go: the reason of the protocol, in words, and the interest if it is one."""

    reason: str
    words: str
    conflict: ConflictOfInterest | None = None


class Fitness:
    """Asked of one assignment on one day; the registers are read once. Of one `picked`, an absence entered
    since the announcement counts once a second person confirmed it: alone nobody decides who is passed
    over."""

    def __init__(self, scope: Actor, draw: Draw, *, picked: bool = False) -> None:
        self.scope, self.draw = scope, draw
        self._sure_since = draw.announced_at if picked else None
        self._holders: dict[str, set[str]] = {}
        self._now_covered: dict[str, Covered] | None = None

    def against(self, roster_no: str, visit: str) -> Against | None:
        """Why this person cannot go on this visit today; None when nothing speaks against it."""
        for holder in self._parties(visit):
            if found := self.interest_in(roster_no, holder):
                return found
        return self.kept_away(roster_no)

    def kept_away(self, roster_no: str) -> Against | None:
        """Why this person can go nowhere today, whoever is visited."""
        person = self._people.get(roster_no)
        if person is None or not person.reasons:
            return None
        return Against("absent" if person.is_away else "not-licensed", "；".join(person.reasons))

    def interest_in(self, roster_no: str, holder: str) -> Against | None:
        """The interest of this person in a party: declared by now, or committed with the selection."""
        if (roster_no, holder) not in self._interests:
            return None
        return Against("barred", INTEREST, self._interests[roster_no, holder])

    def forget(self, visit: str) -> None:
        """The visit covers something else from now on."""
        self._holders.pop(visit, None)
        self._now_covered = None

    def _parties(self, visit: str) -> set[str]:
        if visit not in self._holders:
            self._holders[visit] = {holder_of(unit) for unit in self._covered[visit].units}
        return self._holders[visit]

    @property
    def _covered(self) -> dict[str, Covered]:
        """Read once for all visits, until one of them covers something else."""
        if self._now_covered is None:
            self._now_covered = covered_by(self.draw)
        return self._now_covered

    @cached_property
    def _people(self) -> dict[str, Eligible]:
        found = eligible_inspectors(self.scope, moments.today(), self._sure_since)
        return {one.inspector.roster_no: one for one in found}

    @cached_property
    def _interests(self) -> dict[tuple[str, str], ConflictOfInterest | None]:
        committed = read_conflicts(file_content(selection_of(self.draw), CONFLICTS))
        known = {str(one.pk): one for one in every_conflict(self.scope)}
        found: dict[tuple[str, str], ConflictOfInterest | None] = {
            (one.inspector, one.holder): known.get(one.declaration) for one in committed
        }
        in_force = defaultdict(list)
        for one in conflicts_in_force(self.scope, moments.today()):
            in_force[one.inspector.roster_no, one.holder_code].append(known[str(one.pk)])
        return found | {pair: rows[0] for pair, rows in in_force.items()}
