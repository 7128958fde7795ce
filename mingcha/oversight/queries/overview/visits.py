"""Rows about visits: each named as far as its viewer may know by now whom it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.listing import VisitLine, lines_of
from mingcha.inspections.queries.visible import inspections, sight_of, visible_inspections
from mingcha.inspections.states import INSPECTION

HIDDEN = "名单未公开"
HIDDEN_NOTE = "名单没有公开、本人也没有登记查看的，只列户次，不列名称。"
VISIT_HEADINGS = ("抽查任务", "户次", "检查对象", "编码", "乡镇", "状态")


def visit_rows(scope: Actor, keys: Sequence[Any]) -> dict[UUID, tuple[tuple[Value, ...], str]]:
    """For each of these visits of the office the cells under `VISIT_HEADINGS`, and its page; that of its
    campaign where the visit is not open to the viewer."""
    found = inspections(scope).filter(pk__in=keys).select_related("campaign")
    rows = list(found.order_by("campaign__number", "number"))
    lines = _visible(scope, rows)
    return {row.pk: _cells(row, lines.get(row.pk)) for row in rows}


def _visible(scope: Actor, rows: Iterable[Inspection]) -> Mapping[UUID, VisitLine]:
    by_campaign: dict[UUID, list[Inspection]] = defaultdict(list)
    for row in rows:
        by_campaign[row.campaign_id].append(row)
    found: dict[UUID, VisitLine] = {}
    for group in by_campaign.values():
        sight = sight_of(scope, group[0].campaign)
        seen = visible_inspections(scope, sight).filter(pk__in=[row.pk for row in group])
        found |= {line.row.pk: line for line in lines_of(sight, seen)}
    return found


def _cells(row: Inspection, line: VisitLine | None) -> tuple[tuple[Value, ...], str]:
    word = INSPECTION.words[row.state][0]
    if line is None:
        url = reverse("campaign_inspections", args=[row.campaign_id])  # where a look may be asked for
        return (row.campaign.title, row.number, HIDDEN, "", "", word), url
    names = "、".join(unit.name for unit in line.units)
    codes = "、".join(unit.code for unit in line.units)
    url = reverse("inspection_detail", args=[row.pk])
    return (row.campaign.title, row.number, names, codes, line.town, line.status[0]), url
