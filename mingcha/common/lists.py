"""What every list page shares: pages of fifty and the export of what is filtered."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def paginate(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = PAGE_SIZE) -> "Page[Any]":
    """The page the address asks for (`?page=2`); a page beyond the end gives the last one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
