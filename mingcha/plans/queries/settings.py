"""What a campaign decides, as plain values: read from a saved one, or typed into the form and not saved."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from mingcha.common import moments
from mingcha.items.models import InspectionItem
from mingcha.items.queries import with_citations
from mingcha.plans.models import AFTER_VISITS, Campaign
from mingcha.plans.queries.participations import partner_items
from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.division import WHOLE
from mingcha.plans.rules.findings import Seats
from mingcha.plans.rules.joint import PartnerCover


@dataclass(frozen=True)
class ItemRatios:
    """The ratios of one item of a joint campaign, p/q; empty where the campaign's hold."""

    item_id: UUID
    ratio: str = ""
    raised_ratio: str = ""


@dataclass(frozen=True)
class Line:
    """What a campaign says as a line of its plan, whether or not it stands in one."""

    section_id: UUID | None = None
    category: str = ""
    round: int = 1
    frequency: str = ""
    methods: tuple[str, ...] = ()
    lead_department: str = ""
    partner_departments: tuple[str, ...] = ()
    only_raised: bool = False
    draw_on: datetime.date | None = None
    plan_note: str = ""
    outside_body: str = ""
    outside_document: str = ""
    outside_reason: str = ""
    drawing_platform: str = ""
    drawing_basis: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything of a campaign except its state. Layers and seats stand in their committed order.
    `partner_items` are what its partners sent, which no form decides."""

    number: str
    title: str
    unit: str
    item_ids: tuple[UUID, ...]
    categories: tuple[str, ...]
    towns: tuple[str, ...]
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    balance: str
    layers: tuple[Layer, ...]
    seats: tuple[Seats, ...]
    line: Line = Line()
    division: str = WHOLE
    merged_parts: tuple[tuple[str, ...], ...] = ()
    leaves_out_drawn: bool = True
    cooling_months: int | None = None
    showing: str = AFTER_VISITS
    item_ratios: tuple[ItemRatios, ...] = ()
    partner_items: tuple[PartnerCover, ...] = ()

    @property
    def first_day(self) -> datetime.date:
        """The day on which items and licences must be in force."""
        return self.starts_on or moments.today()


def settings_of(campaign: Campaign) -> Settings:
    """The settings of a saved campaign."""
    return Settings(
        number=campaign.number,
        title=campaign.title,
        unit=campaign.unit,
        item_ids=tuple(campaign.campaign_items.order_by("item__code").values_list("item_id", flat=True)),
        categories=tuple(campaign.categories),
        towns=tuple(campaign.towns),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        balance=campaign.balance,
        layers=tuple(
            Layer(row.code, row.kind, row.ratio, row.at_least, row.reserve) for row in campaign.strata.all()
        ),
        seats=tuple(
            Seats(row.code, row.title, row.count, frozenset(row.requires))
            for row in campaign.team_groups.all()
        ),
        line=line_of(campaign),
        division=campaign.division,
        merged_parts=tuple(tuple(parts) for parts in campaign.merged_parts),
        leaves_out_drawn=campaign.leaves_out_drawn,
        cooling_months=campaign.cooling_months,
        showing=campaign.showing,
        item_ratios=_item_ratios(campaign),
        partner_items=_partner_items(campaign),
    )


def _partner_items(campaign: Campaign) -> tuple[PartnerCover, ...]:
    """Those of the partners that take part, by code."""
    return tuple(
        PartnerCover(
            code=one.code,
            name=one.name,
            target_categories=tuple(one.target_categories),
            ratio=one.ratio,
            raised_ratio=one.raised_ratio,
            kind=one.kind,
            body=str(one.participation),
        )
        for one in partner_items(campaign)
    )


def _item_ratios(campaign: Campaign) -> tuple[ItemRatios, ...]:
    """Those that are the item's own, by item code."""
    rows = campaign.campaign_items.order_by("item__code").values_list("item_id", "ratio", "raised_ratio")
    return tuple(ItemRatios(*row) for row in rows if row[1] or row[2])


def line_of(campaign: Campaign) -> Line:
    """The plan line of a saved campaign."""
    kept = {field.name: getattr(campaign, field.name) for field in fields(Line)}
    lists = {name: tuple(kept[name]) for name in ("methods", "partner_departments")}
    return Line(**{**kept, **lists})


def items_of(settings: Settings, office_id: UUID) -> list[InspectionItem]:
    """The items of the settings that belong to this office, by code."""
    items = InspectionItem.objects.filter(pk__in=settings.item_ids, item_list__office_id=office_id)
    return list(with_citations(items.select_related("item_list")))


def inspected(
    settings: Settings, items: Sequence[InspectionItem]
) -> tuple[InspectionItem | PartnerCover, ...]:
    """Everything that a visit of the campaign looks at: the items given, and those of its partners."""
    return (*items, *settings.partner_items)
