"""The published list, for anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.common.access import public
from mingcha.items import queries


@public
@require_GET
def public_items(request: HttpRequest) -> HttpResponse:
    """No login: what may be inspected at all, on which basis, by whom, how often."""
    item_list = queries.public_list()
    items = item_list.items.all() if item_list else []
    return render(request, "items/public_items.html", {"item_list": item_list, "items": items})
