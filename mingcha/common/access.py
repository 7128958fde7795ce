"""Which views answer without login. Everything else is closed by default."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to anybody. Put it outermost, so that no other decorator hides the mark."""
    view.public = True  # type: ignore[attr-defined]  # functions take attributes, their type does not say so
    return view


def is_public(view: Callable[..., Any]) -> bool:
    return bool(getattr(view, "public", False))


def kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    """Of a page whose address is a secret of whoever holds a paper: neither a browser nor anything between
    keeps it, no other site learns the address."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    return answer
