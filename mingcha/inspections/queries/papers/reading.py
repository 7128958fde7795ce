"""Papers of visits for whoever sees the visit; of a campaign's approval for whom all its names are open."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.inspections.models import Approval, Delivery, Inspection
from mingcha.inspections.queries.visible import Seen, find_approval, find_inspection, sight_of
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.queries.issued import find_paper, find_scan


def readable_paper(scope: Actor, pk: UUID) -> Paper:
    """The paper; `Unknown` for who does not see its visit, `ActNeeded` where a look is missing."""
    paper = find_paper(scope, pk)
    _require_open(scope, paper)
    return paper


def readable_scan(scope: Actor, pk: UUID) -> PaperScan:
    """As the paper that it is a scan of."""
    scan = find_scan(scope, pk)
    _require_open(scope, scan.paper)
    return scan


def visit_of(scope: Actor, paper: Paper) -> Seen:
    """The visit that a paper is of; `Unknown` for papers of anything else."""
    if not Inspection.objects.filter(office_id=scope.office_id, pk=paper.subject).exists():
        raise _unknown()
    return find_inspection(scope, paper.subject)


def find_delivery(scope: Actor, pk: UUID) -> Delivery:
    """One entry of a visit that the viewer sees."""
    row = (
        Delivery.objects.filter(pk=pk, inspection__office_id=scope.office_id).select_related("proof").first()
    )
    if row is None:
        raise Unknown("no-such-delivery", "没有登记过这次送达。", title="没有找到")
    find_inspection(scope, row.inspection_id)
    return row


def _require_open(scope: Actor, paper: Paper) -> None:
    if Approval.objects.filter(office_id=scope.office_id, pk=paper.subject).exists():
        approval = find_approval(scope, paper.subject)
        sight_of(scope, approval.campaign).every.require()
        return
    visit_of(scope, paper)


def _unknown() -> Unknown:
    return Unknown("no-such-paper", "没有这份检查文书。", title="没有找到")
