"""Who goes on each visit of a campaign and what it covers, as it stands now: from the draw with its changes,
from a platform's lists, or from the leader's word in an urgent clue check. One shape for all three."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.changes import final_assignments
from mingcha.draws.queries.external.outcome import drawn_of, present_external_seats
from mingcha.draws.rules.committed import Seat, visits_of
from mingcha.draws.states import EXTERNAL_FINAL
from mingcha.plans.models import Campaign, ClueCheck, TeamGroup
from mingcha.plans.states import SENT

SENT_GROUP = "sent"
SENT_VISIT = "v001"


@dataclass(frozen=True)
class Place:
    """A seat of a visit and who holds it, by roster number; empty where nobody does."""

    group: str
    title: str
    seat: int
    inspector: str


@dataclass(frozen=True)
class Coverage:
    """One visit: its units now, its seats in the campaign's order. No unit is left where one was withdrawn
    and the reserves were used up."""

    code: str
    units: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def number(self) -> int:
        return int(self.code.lstrip("v"))

    @property
    def team(self) -> tuple[str, ...]:
        """Who goes, by roster number, the team leader first."""
        return tuple(place.inspector for place in self.places if place.inspector)

    @property
    def leader(self) -> str:
        """组长: who holds the first seat of the first group; empty while that seat is open."""
        return self.places[0].inspector if self.places else ""

    @property
    def is_void(self) -> bool:
        """Nothing is left to visit."""
        return not self.units


def coverages(campaign: Campaign) -> dict[str, Coverage]:
    """By visit, in their order; empty while nobody is drawn."""
    return coverages_of([campaign])[campaign.pk]


def coverages_of(campaigns: Collection[Campaign]) -> dict[UUID, dict[str, Coverage]]:
    """By campaign and visit. Asked of a hundred campaigns it asks the database as often as of one; what
    platforms drew is read one by one."""
    drawn = final_assignments([one.pk for one in campaigns])
    external = {
        one.campaign_id: one
        for one in ExternalDraw.objects.filter(
            campaign__in=[one.pk for one in campaigns if one.pk not in drawn], state__in=EXTERNAL_FINAL
        )
    }
    groups = _groups_of(campaigns)

    def covered(campaign: Campaign) -> dict[str, Coverage]:
        group = groups[campaign.pk]
        if (own := drawn.get(campaign.pk)) is not None:
            return _made(group, {code: one.units for code, one in own.covered.items()}, own.seats)
        if (other := external.get(campaign.pk)) is not None:
            return _external(group, other)
        return _sent(group, campaign) if campaign.state == SENT else {}

    return {campaign.pk: covered(campaign) for campaign in campaigns}


def own_visits(covered: Mapping[str, Coverage], roster_no: str) -> frozenset[str]:
    """The visits on which this person goes."""
    return frozenset(code for code, one in covered.items() if roster_no in one.team)


Groups = Mapping[str, tuple[int, str]]


def _groups_of(campaigns: Collection[Campaign]) -> dict[UUID, dict[str, tuple[int, str]]]:
    """By campaign and code of a group, its order and its title."""
    found: dict[UUID, dict[str, tuple[int, str]]] = defaultdict(dict)
    rows = TeamGroup.objects.filter(campaign__in=[one.pk for one in campaigns])
    for pk, code, order, title in rows.values_list("campaign", "code", "order", "title"):
        found[pk][code] = (order, title)
    return found


def _external(groups: Groups, external: ExternalDraw) -> dict[str, Coverage]:
    units = {visit.code: visit.units for visit in visits_of(drawn_of(external))}
    return _made(groups, units, present_external_seats(external))


def _sent(groups: Groups, campaign: Campaign) -> dict[str, Coverage]:
    """One visit, by those whom the leader sent, who lead in the order they were named."""
    clue = ClueCheck.objects.select_related("holder", "target").get(campaign=campaign)
    unit = clue.target.code if clue.target else clue.holder.code
    seats = [Seat(SENT_VISIT, SENT_GROUP, place, who, ()) for place, who in enumerate(clue.sent_team, 1)]
    return _made(groups, {SENT_VISIT: (unit,)}, seats)


def _made(groups: Groups, units: Mapping[str, Sequence[str]], seats: Iterable[Seat]) -> dict[str, Coverage]:
    seated: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        seated[seat.visit].append(seat)

    def places(code: str) -> tuple[Place, ...]:
        ordered = sorted(seated[code], key=lambda one: (groups.get(one.group, (0, ""))[0], one.seat))
        return tuple(
            Place(one.group, groups.get(one.group, (0, "检查人员"))[1], one.seat, one.inspector)
            for one in ordered
        )

    return {code: Coverage(code, tuple(units[code]), places(code)) for code in sorted(units)}
