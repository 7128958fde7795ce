"""What was typed into a form is not lost when an act is needed first: the button of that act carries it, and
the form comes back filled, for its reader to send again. Nothing of it is stored, so a file must be chosen
anew."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest

TYPED_AGAIN = "typed-again"
CSRF = "csrfmiddlewaretoken"


def keeps_typed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view that shows the bound form, and acts not, while `is_typed_again`. Outermost."""
    view.keeps_typed = True  # type: ignore[attr-defined]  # read where a refusal becomes a page
    return view


def is_typed_again(request: HttpRequest) -> bool:
    """Whether the form comes back by the button of another act, not by its own."""
    return TYPED_AGAIN in request.POST


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent to a view that can show it again."""
    match = request.resolver_match
    if request.method != "POST" or match is None or not getattr(match.func, "keeps_typed", False):
        return []
    return list(_fields(request))


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in (TYPED_AGAIN, CSRF):
            yield from ((name, str(value)) for value in values)
