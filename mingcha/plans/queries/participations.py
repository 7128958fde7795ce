"""The partners of a joint campaign: who takes part, with which items, who has not answered."""

import datetime
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.ledger.queries import written_since
from mingcha.plans.models import Campaign, Participation, PartnerItem
from mingcha.plans.states import CANCELLED, HANDED, INVITED, WITHDRAWN
from mingcha.registers.models import Borrowing, Inspector, Partner
from mingcha.registers.states import APPROVED, PROPOSED


def participations(scope: Actor) -> "QuerySet[Participation]":
    """Every part that a partner takes in a campaign of the viewer's office."""
    found = Participation.objects.filter(campaign__office_id=scope.office_id)
    return found.select_related("campaign", "campaign__plan", "campaign__section", "partner")


def find_participation(scope: Actor, pk: UUID) -> Participation:
    """One of them, or `Unknown` when there is none in the viewer's office."""
    found = participations(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-participation", "本机构的任务中没有这个协同部门。", title="没有找到")
    return found


def unfinished_answers(scope: Actor) -> list[Participation]:
    """Partners of which something came since they were invited, and whose answer nobody has accepted."""
    waiting = participations(scope).filter(state=INVITED).exclude(campaign__state=CANCELLED)
    return [one for one in waiting.order_by("invited_on", "pk") if _has_come(one)]


def _has_come(participation: Participation) -> bool:
    """Items of it, or people written into its roster."""
    if participation.items.exists():
        return True
    people = Inspector.objects.filter(partner=participation.partner_id).values_list("pk", flat=True)
    return written_since(people, moments.day_begins(participation.invited_on))


def overdue_partners(scope: Actor, today: datetime.date) -> "QuerySet[Participation]":
    """Partners that hold their sheets, and whose time for the visits is over."""
    found = participations(scope).filter(state=HANDED, campaign__ends_on__lt=today)
    return found.order_by("campaign__ends_on", "pk")


def find_partner_item(scope: Actor, pk: UUID) -> PartnerItem:
    """One item that a partner sent, or `Unknown` when there is none in the viewer's office."""
    found = PartnerItem.objects.filter(pk=pk, participation__campaign__office_id=scope.office_id).first()
    if found is None:
        raise Unknown("no-such-partner-item", "本机构的任务中没有这个协同事项。", title="没有找到")
    return found


def borrowing_of_roster(campaign: Campaign, partner: Partner) -> Borrowing | None:
    """What borrows the whole roster on the campaign's first day, or today when it has begun: an approved
    borrowing, else one that is proposed."""
    if campaign.starts_on is None:
        return None
    day = max(moments.today(), campaign.starts_on)
    whole = Borrowing.objects.filter(partner=partner, section_name="", from_on__lte=day, until_on__gte=day)
    standing = whole.filter(state__in=(APPROVED, PROPOSED))
    return max(standing, key=lambda one: (one.state == APPROVED, one.from_on), default=None)


def departments_of(campaign: Campaign) -> dict[str, str]:
    """Tag → name of the partners that take part, in the order in which they were invited."""
    taking = campaign.participations.exclude(state=WITHDRAWN).order_by("invited_on", "partner__name")
    return dict(taking.values_list("partner__tag", "partner__name"))


def partner_items(campaign: Campaign) -> "QuerySet[PartnerItem]":
    """The items of the partners that take part, by code."""
    sent = PartnerItem.objects.filter(participation__campaign=campaign)
    sent = sent.exclude(participation__state=WITHDRAWN).select_related("participation__partner")
    return sent.order_by("code")


def unanswered_partners(campaign: Campaign) -> tuple[list[str], list[str]]:
    """The departments of the plan line that were never invited, and those that have not answered."""
    states = dict(campaign.participations.values_list("partner__name", "state"))
    named = [name for name in campaign.partner_departments if states.get(name, WITHDRAWN) == WITHDRAWN]
    return named, sorted(name for name, state in states.items() if state == INVITED)
