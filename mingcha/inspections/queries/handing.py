"""What has been made for the party of a visit, or should have been, and was not handed over yet."""

from django.db.models import Exists, OuterRef, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.inspections.models import Delivery, Inspection
from mingcha.inspections.queries.visible import inspections
from mingcha.inspections.states import NOTICED, RECORDED
from mingcha.papers.rules.kinds import INSPECTION_NOTICE, RESULT_NOTICE


def notices_to_hand_over(scope: Actor) -> "QuerySet[Inspection]":
    """Visits of the viewer's office that are noticed, and of whose notice no delivery is entered. For
    counting one's own: rows are shown by `visible_inspections`."""
    return _without(scope, NOTICED, INSPECTION_NOTICE)


def results_to_tell(scope: Actor) -> "QuerySet[Inspection]":
    """The same of those that are over, and of the notice of the result."""
    return _without(scope, RECORDED, RESULT_NOTICE)


def _without(scope: Actor, state: str, kind: str) -> "QuerySet[Inspection]":
    given = Delivery.objects.filter(inspection=OuterRef("pk"), paper__kind=kind)
    return inspections(scope).filter(~Exists(given), state=state)
