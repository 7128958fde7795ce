"""The panel that says in which platforms a plan or a draw stands."""

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse

from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.queries import platform_lines

register = template.Library()


@register.inclusion_tag("upkeep/_platforms.html", takes_context=True)
def platform_entries(context: dict[str, Any], kind: str, subject: UUID, url_name: str) -> dict[str, Any]:
    """Each platform with its last entry. `url_name` is the upper app's page that records one, for `subject`
    and a platform."""
    actor = context["request"].actor
    lines = platform_lines(actor, kind, subject)
    return {
        "lines": [(line, reverse(url_name, args=[subject, line.platform])) for line in lines],
        "may_record": can_record_entry(actor),
    }
