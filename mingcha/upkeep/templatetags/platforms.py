"""The panel that says in which platforms a plan or a draw stands."""

import datetime
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse

from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.queries import is_of_now, platform_lines

register = template.Library()


@register.inclusion_tag("upkeep/_platforms.html", takes_context=True)
def platform_entries(
    context: dict[str, Any],
    kind: str,
    subject: UUID,
    url_name: str,
    changed_at: datetime.datetime | None = None,
) -> dict[str, Any]:
    """Each platform with its last entry, and whether it was made since the subject last changed. `url_name`
    is the upper app's page that records one, for `subject` and a platform."""
    actor = context["request"].actor
    lines = platform_lines(actor, kind, subject)
    return {
        "lines": [
            (
                line,
                reverse(url_name, args=[subject, line.platform]),
                line.latest is not None and is_of_now(line.latest, changed_at),
            )
            for line in lines
        ],
        "may_record": can_record_entry(actor),
    }
