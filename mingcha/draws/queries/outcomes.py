"""Who is drawn in a campaign and who goes, in one shape, whether we drew or a platform did."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from mingcha.draws.models import ASSIGNMENT, SELECTION, Draw, ExternalDraw
from mingcha.draws.queries.attempts import final_draw
from mingcha.draws.queries.external.outcome import (
    external_frame,
    external_loads,
    external_rows,
    external_visits,
)
from mingcha.draws.queries.external.standing import final_external_draw
from mingcha.draws.queries.facts import FrameFacts, frame_facts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.results import (
    DrawnRow,
    LoadRow,
    VisitRow,
    drawn_rows,
    load_rows,
    visit_rows,
)
from mingcha.draws.states import EXTERNAL_FINAL, FINAL
from mingcha.plans.models import Campaign
from mingcha.plans.queries.participations import partner_items


@dataclass(frozen=True)
class SheetGroup:
    """The visits of one stratum, with its figures in a line."""

    code: str
    members: int
    drawn: int
    share: str
    visits: tuple[VisitRow, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of a campaign. What the viewer may not see stays empty."""

    campaign: Campaign
    frame: FrameFacts | None
    rows: Named[DrawnRow]
    visits: Named[VisitRow]
    loads: tuple[LoadRow, ...]

    @property
    def item_names(self) -> list[str]:
        """Each name once: the items of one matter differ in what is looked at, and the sheet has one page."""
        own = [one.item.name for one in self.campaign.campaign_items.all()]
        partners = [f"{one.name}（{one.participation}）" for one in partner_items(self.campaign)]
        return list(dict.fromkeys([*own, *partners]))

    @property
    def reserves(self) -> dict[str, list[DrawnRow]]:
        """The substitutes of each stratum in their order."""
        found: dict[str, list[DrawnRow]] = {}
        for row in self.rows:
            if not row.is_drawn:
                found.setdefault(row.stratum, []).append(row)
        return found

    @property
    def groups(self) -> list[SheetGroup]:
        """The visits by stratum, as the sheet prints them."""
        strata = self.frame.strata if self.frame else ()
        return [
            SheetGroup(
                stratum.code,
                stratum.members,
                stratum.drawn,
                stratum.share,
                tuple(visit for visit in self.visits if visit.stratum == stratum.code),
            )
            for stratum in strata
        ]

    @property
    def seat_titles(self) -> list[str]:
        """The groups of the teams as columns, in their order."""
        return [group.title for group in self.campaign.team_groups.all()] if self.visits else []

    @property
    def load_range(self) -> tuple[int, int]:
        loads = [row.load for row in self.loads if row.load]
        return (min(loads), max(loads)) if loads else (0, 0)

    @property
    def people(self) -> int:
        return sum(1 for row in self.loads if row.load)


def outcome_of(campaign: Campaign) -> Outcome | None:
    """What counts as drawn in the campaign, with every name; None while it is not drawn. Whoever shows it has
    asked `can_see_names`."""
    external = final_external_draw(campaign.pk)
    if external is not None:
        return external_outcome(external)
    selection, assignment = (final_draw(campaign.pk, kind) for kind in (SELECTION, ASSIGNMENT))
    if selection is None or assignment is None:
        return None
    return Outcome(
        campaign=campaign,
        frame=frame_facts(selection),
        rows=drawn_rows(selection),
        visits=visit_rows(assignment),
        loads=tuple(load_rows(assignment)),
    )


def is_disclosed(campaign: Campaign) -> bool:
    """Whether everybody may read the names of what counts as drawn."""
    counts = final_external_draw(campaign.pk) or final_draw(campaign.pk, SELECTION)
    return counts is not None and counts.disclosed_at is not None


def disclosed_among(campaigns: Collection[Campaign]) -> set[UUID]:
    """Those of which everybody may read the names, in two queries: `is_disclosed` of many."""
    external = dict(
        ExternalDraw.objects.filter(campaign__in=campaigns, state__in=EXTERNAL_FINAL).values_list(
            "campaign", "disclosed_at"
        )
    )
    own = dict(
        Draw.objects.filter(campaign__in=campaigns, kind=SELECTION, state__in=FINAL).values_list(
            "campaign", "disclosed_at"
        )
    )
    return {pk for pk, disclosed_at in (own | external).items() if disclosed_at is not None}


def external_outcome(draw: ExternalDraw) -> Outcome:
    """What one external draw says, whatever became of it."""
    return Outcome(
        campaign=draw.campaign,
        frame=external_frame(draw),
        rows=external_rows(draw),
        visits=external_visits(draw),
        loads=tuple(external_loads(draw)),
    )
