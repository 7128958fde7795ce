"""Public rows of what is published before anybody is visited: the list of items and the yearly plan."""

from collections.abc import Iterator

from django.db.models import Count

from mingcha.common import moments
from mingcha.disclosure.rules.fields import Row
from mingcha.items.queries import public_versions as list_versions
from mingcha.items.states import PUBLISHED
from mingcha.plans.queries.public_plans import public_versions as plan_versions


def item_lists() -> Iterator[Row]:
    """Every version that was in force once, the latest first."""
    for one in list_versions().annotate(item_count=Count("items")).select_related("paper"):
        paper = getattr(one, "paper", None)
        day = moments.local_day(one.published_at) if one.published_at else None
        yield {
            "year": day.year if day else 0,
            "office": one.office.name,
            "version": str(one),
            "published_on": day,
            "standing": "现行" if one.state == PUBLISHED else "已被新版代替",
            "items": one.item_count,
            "paper_sha256": paper.sha256 if paper else "",
            "page": f"items/{one.number}/",
        }


def plans() -> Iterator[Row]:
    """Every publication of every year, amendments too, the latest first."""
    for one in plan_versions().select_related("paper"):
        paper = getattr(one, "paper", None)
        year = one.plan.year
        yield {
            "year": year,
            "office": one.plan.office.name,
            "version": str(one),
            "published_on": moments.local_day(one.published_at),
            "document_no": one.document_no,
            "campaigns": len(one.lines),
            "reason": one.reason,
            "paper_sha256": paper.sha256 if paper else "",
            "page": f"plans/{year}/{one.number}/",
        }
