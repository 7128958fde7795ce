"""What was asked of the party of a visit, and what came."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Inspection, Material, MaterialRequest
from mingcha.inspections.queries.visible import find_inspection


def materials_of(inspection: Inspection) -> list[MaterialRequest]:
    """By number, with what came for each."""
    rows = inspection.material_requests.select_related("asked_by")
    return list(rows.prefetch_related("materials__proof", "materials__received_by").order_by("number"))


def find_request(scope: Actor, pk: UUID) -> MaterialRequest:
    """One of a visit that the viewer sees."""
    row = MaterialRequest.objects.filter(pk=pk, inspection__office_id=scope.office_id).first()
    if row is None:
        raise Unknown("no-such-request", "没有要求过这项材料。", title="没有找到")
    find_inspection(scope, row.inspection_id)
    return row


def find_material(scope: Actor, pk: UUID) -> Material:
    """A file of a visit that the viewer sees."""
    row = Material.objects.filter(pk=pk, request__inspection__office_id=scope.office_id)
    found = row.select_related("proof", "request").first()
    if found is None:
        raise Unknown("no-such-material", "没有这份材料。", title="没有找到")
    find_inspection(scope, found.request.inspection_id)
    return found
