"""The row of saved views above a list."""

from typing import Any

from django import template

from mingcha.accounts.queries import kept_conditions, saved_views

register = template.Library()


@register.inclusion_tag("accounts/_saved_views.html", takes_context=True)
def saved_views_row(context: dict[str, Any]) -> dict[str, Any]:
    """The views kept for the list that is being shown, and the form that keeps its present conditions."""
    request = context["request"]
    page = request.resolver_match.view_name
    return {
        "views": list(saved_views(request.actor, page)),
        "own": request.actor.person_id,
        "conditions": kept_conditions(request.GET),
        "page": page,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
