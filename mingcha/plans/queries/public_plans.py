"""Published plans as anybody may read them."""

from django.db.models import QuerySet

from mingcha.plans.models import PlanVersion


def public_versions() -> QuerySet[PlanVersion]:
    """Every version ever published, the latest year and amendment first."""
    return PlanVersion.objects.select_related("plan__office").order_by("-plan__year", "-number")


def public_years() -> list[int]:
    return sorted(set(public_versions().order_by().values_list("plan__year", flat=True)), reverse=True)


def versions_of_year(year: int) -> QuerySet[PlanVersion]:
    return public_versions().filter(plan__year=year)


def public_version(year: int, number: int | None) -> PlanVersion | None:
    """The version of that number, without one the latest of the year."""
    found = versions_of_year(year)
    return found.first() if number is None else found.filter(number=number).first()


def latest_public_version() -> PlanVersion | None:
    return public_versions().first()


def former_version(version: PlanVersion) -> PlanVersion | None:
    """The publication before this one of the same plan."""
    return version.plan.versions.filter(number__lt=version.number).order_by("-number").first()
