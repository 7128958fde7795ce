"""A refusal as a page, as the fragment that an htmx request can place, or as what a script acts upon."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from mingcha.common.errors import Refusal
from mingcha.common.typed import typed_fields


def render_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page `common/refusal.html` (staff or public frame), for htmx the box alone, for a script that takes
    no page the words and the code; with its status."""
    if not request.accepts("text/html"):
        told = {name: getattr(refusal, name) for name in ("code", "title", "sentence", "remedy")}
        return JsonResponse(told, status=refusal.status)
    if getattr(request, "htmx", False):
        return render(request, "common/_refusal.html", {"refusal": refusal}, status=refusal.status)
    frame = "common/base.html" if getattr(request, "actor", None) else "common/public.html"
    typed, back = typed_fields(request), came_from(request)
    here = request.get_full_path() if request.method == "GET" or typed else back
    facts = {"refusal": refusal, "frame": frame, "back": back, "here": here, "typed": typed}
    return render(request, "common/refusal.html", facts, status=refusal.status)


def came_from(request: HttpRequest) -> str:
    """Path of the page of this site that led here; empty when unknown or when it is this page itself."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = f"{came.path}?{came.query}" if came.query else came.path
    is_ours = came.netloc == request.get_host() and path.startswith("/")
    return path if is_ours and not path.startswith("//") and path != request.get_full_path() else ""
