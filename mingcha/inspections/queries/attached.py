"""What is attached to visits, for whoever may see the visit."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.inspections.models import CallOff, FollowUp, InspectionFile, Letter
from mingcha.inspections.queries.visible import Seen, find_inspection


def find_file(scope: Actor, pk: UUID) -> tuple[Seen, InspectionFile]:
    """One file with its visit, or `Unknown`."""
    rows = InspectionFile.objects.filter(pk=pk, inspection__office_id=scope.office_id)
    row = rows.select_related("proof").first()
    if row is None:
        raise _unknown()
    return find_inspection(scope, row.inspection_id), row


def find_letter(scope: Actor, pk: UUID) -> tuple[Seen, Letter]:
    """One letter with its visit, or `Unknown`."""
    row = Letter.objects.filter(pk=pk, inspection__office_id=scope.office_id).select_related("proof").first()
    if row is None:
        raise _unknown()
    return find_inspection(scope, row.inspection_id), row


def find_follow_up(scope: Actor, pk: UUID) -> tuple[Seen, FollowUp]:
    """One thing to be done with its visit, or `Unknown`."""
    rows = FollowUp.objects.filter(pk=pk, inspection__office_id=scope.office_id)
    row = rows.select_related("proof").first()
    if row is None:
        raise _unknown()
    return find_inspection(scope, row.inspection_id), row


def find_call_off(scope: Actor, pk: UUID) -> CallOff:
    """One time that a visit was said to be impossible, or `Unknown`."""
    rows = CallOff.objects.filter(pk=pk, inspection__office_id=scope.office_id)
    row = rows.select_related("proof").first()
    if row is None:
        raise _unknown()
    find_inspection(scope, row.inspection_id)
    return row


def _unknown() -> Unknown:
    return Unknown("no-such-part", "没有登记过这一项。", title="没有找到")
