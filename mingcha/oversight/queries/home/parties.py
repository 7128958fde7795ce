"""What a team owes the party of its visits: the notice before, the result afterwards. No party is named: the
home page is seen over a shoulder."""

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.handing import notices_to_hand_over, results_to_tell
from mingcha.inspections.queries.visible import sight_of
from mingcha.oversight.rules import Due
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector_if_any


def papers_to_hand_over(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """On visits of one's own: a notice without an entry of its delivery is due the day before the visit."""
    if own_inspector_if_any(scope) is None:
        return
    for row in _own(scope, notices_to_hand_over(scope)):
        if row.planned_on is not None:
            due = row.planned_on - datetime.timedelta(days=1)
            title = f"送达检查通知书：{row}"
            yield Due(title, "交给当事人后登记怎样送达。", _papers(row), "去登记", due)
    for row in _own(scope, results_to_tell(scope)):
        title = f"告知检查结果：{row}"
        why = "检查记录已经两人确认，制作结果告知书，送达后登记。"
        yield Due(title, why, _papers(row), "去办理")


def _own(scope: Actor, rows: "QuerySet[Inspection]") -> Iterator[Inspection]:
    """Those on which the viewer goes."""
    for campaign in Campaign.objects.filter(pk__in=rows.values("campaign")).order_by("number"):
        own = sight_of(scope, campaign).own
        found = rows.filter(campaign=campaign, code__in=own).select_related("campaign")
        yield from found.order_by("planned_on", "number")


def _papers(row: Inspection) -> str:
    return f"{reverse('inspection_detail', args=[row.pk])}#papers"
