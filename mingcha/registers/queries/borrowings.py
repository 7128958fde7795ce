"""Partner bureaus with the size of their rosters, and what was borrowed from them."""

from django.db.models import Count, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.registers.models import Borrowing, Partner


def partners(scope: Actor) -> "QuerySet[Partner]":
    """The partners of the office by name; `people` is how many stand on their rosters here."""
    found = Partner.objects.filter(office_id=scope.office_id)
    return found.annotate(people=Count("inspectors")).order_by("name")


def borrowings(scope: Actor) -> "QuerySet[Borrowing]":
    """Every borrowing, the latest first."""
    found = Borrowing.objects.filter(office_id=scope.office_id)
    return found.select_related("partner").order_by("-from_on", "pk")
