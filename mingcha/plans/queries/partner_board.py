"""The page of the partners: how far each department is, what it sent, what it returned."""

from dataclasses import dataclass

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value
from mingcha.intake.models import ImportBatch
from mingcha.intake.states import PREVIEWED
from mingcha.plans.models import Campaign, Participation, PartnerItem, PartnerResult
from mingcha.plans.queries.participations import borrowing_of_roster, participations
from mingcha.plans.queries.visits import expected_results
from mingcha.plans.states import WITHDRAWN
from mingcha.registers.models import Borrowing, Inspector, Partner
from mingcha.registers.states import ON_DUTY

ANSWER_KINDS = ("partners", "partner_items")
RESULT_HEADINGS = (
    *("检查机关", "对象编码", "检查事项", "检查日期", "检查结果", "发现问题", "检查实施人员"),
    *("公示位置", "公示日期"),
)


@dataclass(frozen=True)
class PartnerRow:
    """A department that a joint campaign names, or that takes part. `people` stand on its roster here;
    `borrowed` covers the campaign's first day, or today when it has begun; `expected` are the results it
    owes, `reported` those that came."""

    name: str
    partner: Partner | None
    participation: Participation | None
    people: int = 0
    borrowed: Borrowing | None = None
    items: tuple[PartnerItem, ...] = ()
    expected: int = 0
    reported: int = 0

    @property
    def takes_part(self) -> bool:
        return self.participation is not None and self.participation.state != WITHDRAWN


def partner_rows(scope: Actor, campaign: Campaign) -> list[PartnerRow]:
    """One row for each department, those of the plan line first."""
    taking = {one.partner.name: one for one in participations(scope).filter(campaign=campaign)}
    partners = {one.name: one for one in Partner.objects.filter(office_id=scope.office_id)}
    names = dict.fromkeys([*campaign.partner_departments, *taking])
    return [_row(scope, campaign, name, partners.get(name), taking.get(name)) for name in names]


def _row(
    scope: Actor, campaign: Campaign, name: str, partner: Partner | None, taking: Participation | None
) -> PartnerRow:
    if partner is None:
        return PartnerRow(name, None, None)
    return PartnerRow(
        name=name,
        partner=partner,
        participation=taking,
        people=Inspector.objects.filter(partner=partner, state=ON_DUTY).count(),
        borrowed=borrowing_of_roster(campaign, partner),
        items=tuple(taking.items.all()) if taking else (),
        expected=len(expected_results(scope, taking)) if taking else 0,
        reported=taking.results.count() if taking else 0,
    )


def open_answers(scope: Actor) -> "QuerySet[ImportBatch]":
    """Answers that were uploaded and wait to be looked through."""
    return ImportBatch.objects.filter(
        office_id=scope.office_id, kind__in=ANSWER_KINDS, state=PREVIEWED
    ).order_by("-uploaded_at")


def results_of(scope: Actor, campaign: Campaign) -> "QuerySet[PartnerResult]":
    """What the partners of a campaign returned, by department and unit."""
    found = PartnerResult.objects.filter(
        participation__campaign=campaign, participation__campaign__office_id=scope.office_id
    )
    found = found.select_related("participation__partner", "visit__holder")
    return found.order_by("participation__partner__name", "unit", "item")


def result_row(one: PartnerResult) -> list[Value]:
    """A result as a row of a workbook."""
    signed = "、".join(one.signed_by)
    days: list[Value] = [one.published_at, one.published_on]
    place: list[Value] = [str(one.participation), one.unit, one.item, one.visited_on]
    return [*place, one.result, one.found, signed, *days]
