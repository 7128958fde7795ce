"""不予公示: what is kept from the public now, and what was so before or was asked for in vain."""

from collections.abc import Sequence

from mingcha.disclosure.models import Withholding
from mingcha.disclosure.states import OVER_WITHHOLDING


def withholdings(kind: str, records: Sequence[str]) -> dict[str, Withholding]:
    """By record, of those that somebody asked to keep back and that nobody let go. One query."""
    found = Withholding.objects.filter(kind=kind, record__in=records).exclude(state__in=OVER_WITHHOLDING)
    people = ("proposed_by", "decided_by", "lift_proposed_by", "lift_decided_by")
    return {one.record: one for one in found.select_related(*people)}


def past_withholdings(kind: str, record: str) -> list[Withholding]:
    """Of one record those that were declined or lifted, the latest first."""
    found = Withholding.objects.filter(kind=kind, record=record, state__in=OVER_WITHHOLDING)
    return list(found.select_related("proposed_by", "decided_by", "lift_proposed_by", "lift_decided_by"))
