"""Reading legal figures: the one in force on a day, and all rows with their spans."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.law.models import Figure
from mingcha.law.rules import DEFAULT_FIGURES


def figure(office_id: UUID, key: str, on: datetime.date) -> Figure:
    """The row of `key` in force on that day; `Refusal` when the office has none for it."""
    found = figure_if_any(office_id, key, on)
    if found is None:
        raise Refusal(
            "figure-missing",
            f"没有在{on}施行的法定数值“{key}”，无从核对。",
            title="不能核对：缺少法定数值",
            remedy="请局领导在“法定数值”页登记这一天施行的数值和依据。",
        )
    return found


def figure_if_any(office_id: UUID, key: str, on: datetime.date) -> Figure | None:
    """The row of `key` in force on that day; None where the office does not work by such a figure yet."""
    in_force = Q(in_force_until=None) | Q(in_force_until__gte=on)
    rows = Figure.objects.filter(in_force, office_id=office_id, key=key, in_force_from__lte=on)
    return rows.order_by("-in_force_from").first()


@dataclass(frozen=True)
class FigureRow:
    """A row as the page shows it: in force, still to come, or ended on the day asked about."""

    figure: Figure
    status_class: str
    status_word: str
    is_latest: bool


def figures(scope: Actor) -> QuerySet[Figure]:
    """All rows of the viewer's office, by key, the latest first."""
    return Figure.objects.filter(office_id=scope.office_id).order_by("key", "-in_force_from")


def latest_figure(scope: Actor, key: str) -> Figure:
    """The row of `key` that begins last; `Unknown` when the office has none."""
    latest = figures(scope).filter(key=key).first()
    if latest is None:
        raise Unknown("no-figure", "没有这一项法定数值。", title="没有找到")
    return latest


def figure_rows(scope: Actor, on: datetime.date) -> list[FigureRow]:
    """Every row with its place in time, in the order of the default table, the latest of a key first."""
    order = {row.key: place for place, row in enumerate(DEFAULT_FIGURES)}
    rows = sorted(figures(scope), key=lambda row: order.get(row.key, len(order)))
    seen: set[str] = set()
    return [FigureRow(row, *_status(row, on), _first_time(seen, row.key)) for row in rows]


def _status(row: Figure, on: datetime.date) -> tuple[str, str]:
    if row.in_force_from > on:
        return "is-next", "未施行"
    ended = row.in_force_until is not None and row.in_force_until < on
    return ("is-off", "已失效") if ended else ("is-done", "现行")


def _first_time(seen: set[str], key: str) -> bool:
    is_first = key not in seen
    seen.add(key)
    return is_first
