"""What every page shows around its content. Each part is read only when a template asks for it."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Section
from mingcha.common import moments
from mingcha.config.navigation import Link, public_links, staff_links
from mingcha.disclosure.queries.editions import carried_address
from mingcha.ledger.queries import log_size

LARGE_TYPE_COOKIE = "large_type"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html, public.html and bare.html; works for requests refused before login was read."""
    actor: Actor | None = getattr(request, "actor", None)
    match = getattr(request, "resolver_match", None)

    @cache
    def office_name() -> str:
        return _office_name(actor)

    @cache
    def section_name() -> str:
        return _section_name(actor)

    @cache
    def nouns() -> list[Link]:
        return staff_links(actor, match) if actor else []

    @cache
    def public_nouns() -> list[Link]:
        return public_links(match)

    carried = getattr(request, "carried", False)

    @cache
    def has_feed() -> bool:
        """Carried files have one once it is known where they lie."""
        return not carried or bool(carried_address())

    return {
        "actor": actor,
        "is_demo": settings.IS_DEMO,
        "carried": carried,
        "has_feed": has_feed,
        "is_large": request.COOKIES.get(LARGE_TYPE_COOKIE) == "1",
        "office_name": office_name,
        "section_name": section_name,
        "nouns": nouns,
        "public_nouns": public_nouns,
        "log_size": cache(log_size),
        "printed_at": moments.now(),
    }


def _office_name(actor: Actor | None) -> str:
    """The actor's office; for the public the one that was founded first."""
    offices = Office.objects.filter(pk=actor.office_id) if actor else Office.objects.order_by("founded_at")
    return offices.values_list("name", flat=True).first() or ""


def _section_name(actor: Actor | None) -> str:
    if actor is None or actor.section_id is None:
        return ""
    return Section.objects.values_list("name", flat=True).get(pk=actor.section_id)
