"""The visit sheet of a partner: where it goes, with whom, for which items; nothing else of the draw."""

from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_see_names
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.queries.outcomes import is_disclosed, outcome_of
from mingcha.draws.queries.results import Member, UnitName, VisitRow
from mingcha.draws.rules.external.words import MARK
from mingcha.plans.models import Participation
from mingcha.plans.queries.visits import VisitMatter, matters_of
from mingcha.registers.models import Target


@dataclass(frozen=True)
class SheetVisit:
    """One visit: its units with what is looked at there, and the team. `own` are names of our items, `theirs`
    those of this partner by unit."""

    number: int
    units: tuple[tuple[UnitName, tuple[Target, ...]], ...]
    members: tuple[Member, ...]
    own: tuple[str, ...]
    theirs: tuple[tuple[UnitName, str], ...]

    @property
    def their_names(self) -> list[str]:
        return list(dict.fromkeys(name for _, name in self.theirs))


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
    can_see_names(scope, is_disclosed=disclosed, has_teams=True).require()
    rows = outcome.visits
    matters = matters_of(scope, participation.campaign, [unit.code for row in rows for unit in row.units])
    codes = set(participation.items.values_list("code", flat=True))
    visits = tuple(_visit(row, matters, codes) for row in rows)
    return PartnerSheet(participation, visits, final_external_draw(participation.campaign_id))


def _visit(row: VisitRow, matters: dict[str, VisitMatter], codes: set[str]) -> SheetVisit:
    found = [(unit, matters[unit.code]) for unit in row.units]
    return SheetVisit(
        number=row.number,
        units=tuple((unit, matter.targets) for unit, matter in found),
        members=row.members,
        own=tuple(dict.fromkeys(name for _, matter in found for name in matter.own)),
        theirs=tuple(
            (unit, name) for unit, matter in found for code, name in matter.partners if code in codes
        ),
    )
