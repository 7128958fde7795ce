"""The series of an office and its numbers."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value
from mingcha.papers.models import DocumentNumber, DocumentSeries
from mingcha.papers.rules.kinds import NUMBERED
from mingcha.papers.rules.numbers import STANDINGS

NUMBER_HEADINGS = ("文号", "状态", "文书", "用于", "说明", "取号人", "取号时间", "作废人")


def series_of(office_id: UUID) -> dict[str, str]:
    """Kind → 代字, for the kinds that have one."""
    return dict(DocumentSeries.objects.filter(office_id=office_id).values_list("kind", "code"))


def series_rows(scope: Actor) -> list[tuple[str, str, str]]:
    """Every kind that can be numbered: key, title, 代字 or nothing."""
    known = series_of(scope.office_id)
    return [(kind, title, known.get(kind, "")) for kind, title in NUMBERED.items()]


def numbers(scope: Actor) -> "QuerySet[DocumentNumber]":
    return DocumentNumber.objects.filter(office_id=scope.office_id)


def narrowed(found: "QuerySet[DocumentNumber]", asked: Mapping[str, str]) -> "QuerySet[DocumentNumber]":
    """By 代字, year and standing, as the address says."""
    if asked.get("code"):
        found = found.filter(code=asked["code"])
    if asked.get("year", "").isdecimal():
        found = found.filter(year=int(asked["year"][:4]))
    if asked.get("standing") in STANDINGS:
        found = found.filter(standing=asked["standing"])
    return found


def codes_of(scope: Actor) -> list[str]:
    """Every 代字 with which a number was given, and those set now."""
    used = numbers(scope).order_by("code").values_list("code", flat=True).distinct()
    return sorted({*used, *series_of(scope.office_id).values()})


def years_of(scope: Actor) -> list[int]:
    return list(numbers(scope).order_by("-year").values_list("year", flat=True).distinct())


def number_of(kind: str, subject: UUID) -> DocumentNumber | None:
    """The number that stands on this subject, as long as it does."""
    return DocumentNumber.objects.filter(kind=kind, subject=subject, standing="used").first()


def number_cells(number: DocumentNumber) -> tuple[Value, ...]:
    return (
        str(number),
        number.get_standing_display(),
        number.get_kind_display(),
        number.title,
        number.reason,
        number.taken_by,
        number.taken_at.isoformat(timespec="minutes"),
        number.closed_by,
    )
