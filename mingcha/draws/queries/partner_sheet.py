"""The visit sheet of a partner: where it goes, with whom, for which items; nothing else of the draw. Printed
again it says what was drawn, whatever the registers say since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.queries.outcomes import is_disclosed, outcome_of
from mingcha.draws.queries.results import Member, VisitRow
from mingcha.draws.rules.external.words import MARK
from mingcha.plans.models import Participation
from mingcha.plans.queries.as_drawn import DrawnParty, DrawnPerson, people_as_drawn
from mingcha.plans.queries.visits import VisitMatter, expected_results, matters_of
from mingcha.registers.models import Target


@dataclass(frozen=True)
class SheetVisit:
    """One visit: its units with what is looked at there, and the team. `own` are names of our items, `theirs`
    those of this partner by unit. Everything as it was drawn, and `since` what became of the parties."""

    number: int
    units: tuple[tuple[DrawnParty, tuple[Target, ...]], ...]
    members: tuple[Member, ...]
    own: tuple[str, ...]
    theirs: tuple[tuple[DrawnParty, str], ...]

    @property
    def their_names(self) -> list[str]:
        return list(dict.fromkeys(name for _, name in self.theirs))

    @property
    def since(self) -> list[str]:
        return [sentence for party, _ in self.units for sentence in party.since]


@dataclass(frozen=True)
class PartnerSheet:
    """Every visit of the campaign as this partner has to know it; no telephone stands on it."""

    participation: Participation
    visits: tuple[SheetVisit, ...]
    external: ExternalDraw | None

    @property
    def source(self) -> str:
        """Where the visits come from when a platform drew them, with the mark; empty for a draw of ours."""
        return f"{MARK}：{self.external}，{self.external.draw_id}" if self.external else ""


def partner_sheet(scope: Actor, participation: Participation) -> PartnerSheet:
    """`Conflict` before the teams are drawn; `Forbidden` for whom the names are not shown."""
    outcome = outcome_of(participation.campaign)
    if outcome is None:
        raise Conflict("no-teams", "检查人员还没有抽出，没有检查任务单。", title="还没有检查任务单")
    disclosed = is_disclosed(participation.campaign)
    can_see_names(scope, participation.campaign_id, is_disclosed=disclosed, has_teams=True).require()
    rows = outcome.visits
    matters = matters_of(scope, participation.campaign, [unit.code for row in rows for unit in row.units])
    roster = {member.inspector for row in rows for member in row.members}
    people = people_as_drawn(scope, participation.campaign, roster)
    asked: dict[str, list[str]] = defaultdict(list)
    for unit, item in sorted(expected_results(scope, participation)):
        asked[unit].append(item)
    visits = tuple(_visit(row, matters, people, asked) for row in rows)
    return PartnerSheet(participation, visits, final_external_draw(participation.campaign_id))


def _visit(
    row: VisitRow,
    matters: Mapping[str, VisitMatter],
    people: Mapping[str, DrawnPerson],
    asked: Mapping[str, Sequence[str]],
) -> SheetVisit:
    found = [matters[unit.code] for unit in row.units]
    return SheetVisit(
        number=row.number,
        units=tuple((matter.party, matter.targets) for matter in found),
        members=tuple(_as_drawn(member, people) for member in row.members),
        own=tuple(dict.fromkeys(name for matter in found for name in matter.own)),
        theirs=tuple((one.party, item) for one in found for item in asked.get(one.party.code, ())),
    )


def _as_drawn(member: Member, people: Mapping[str, DrawnPerson]) -> Member:
    person = people.get(member.inspector)
    return replace(member, name=person.name, licence=person.licence) if person else member
