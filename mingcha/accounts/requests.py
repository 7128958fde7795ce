"""The request as a view of someone logged in receives it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from mingcha.accounts.actors import Actor


class StaffRequest(HttpRequest):
    """Set by the middleware before any view runs: `actor` is who asks, `htmx` tells a fragment's request."""

    actor: Actor
    htmx: HtmxDetails
