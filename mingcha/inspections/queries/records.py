"""Versions of a visit's record, for whoever may see the visit."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.coverage import Coverage, Place
from mingcha.inspections.queries.visible import Seen, find_inspection
from mingcha.inspections.states import CONFIRMED, OPEN_RECORD


def open_record(inspection: Inspection) -> InspectionRecord | None:
    """The version that somebody is at work on."""
    rows = InspectionRecord.objects.filter(inspection=inspection, state__in=OPEN_RECORD)
    return rows.select_related("typed_by", "asked_by").first()


def confirmed_record(inspection: Inspection) -> InspectionRecord | None:
    """The version that counts."""
    rows = InspectionRecord.objects.filter(inspection=inspection, state=CONFIRMED)
    return rows.select_related("typed_by", "confirmed_by").first()


def coverage_of(seen: Seen, record: InspectionRecord | None = None) -> Coverage:
    """Who went and what was visited: as that version says once it was handed in, else as the confirmed one,
    since a seat may be redrawn and a unit replaced after the visit; before, as the draw stands now."""
    if record is None or not record.units:
        record = confirmed_record(seen.inspection)
    if record is None:
        return seen.coverage
    places = tuple(
        Place("", one["title"], number, one["roster"]) for number, one in enumerate(record.team, start=1)
    )
    return Coverage(seen.inspection.code, tuple(one["code"] for one in record.units), places)


def versions(inspection: Inspection) -> list[InspectionRecord]:
    """Every version, the latest first."""
    rows = InspectionRecord.objects.filter(inspection=inspection)
    return list(
        rows.select_related("typed_by", "confirmed_by", "returned_by", "asked_by", "allowed_by").order_by(
            "-n"
        )
    )


def find_record(scope: Actor, pk: UUID) -> tuple[Seen, InspectionRecord]:
    """One version of a visit that the viewer may see, or `Unknown`."""
    row = InspectionRecord.objects.filter(pk=pk, inspection__office_id=scope.office_id).first()
    if row is None:
        raise Unknown("no-such-record", "没有这一版检查记录。", title="没有找到")
    seen = find_inspection(scope, row.inspection_id)
    row.inspection = seen.inspection
    return seen, row
