"""Four gates around every view: the office is founded, somebody is logged in, by a password that nobody else
knows, and a refusal is a page."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.requests import StaffRequest
from mingcha.common.access import is_public
from mingcha.common.errors import Forbidden, Refusal
from mingcha.config.refusals import render_refusal
from mingcha.config.waiting import drop_count
from mingcha.draws.queries.looks import LOOKS_KEPT, opened_by

Respond = Callable[[HttpRequest], HttpResponse]


class FirstStartMiddleware:
    """Until the office is founded, that is until it has people, there is one page only. A demo founds its
    office itself."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = reverse("first_start")
        if request.path == page or settings.IS_DEMO or Person.objects.exists():
            return self.get_response(request)
        return redirect(page)


class LoginRequiredMiddleware:
    """Sets `request.actor`, and closes every view that is not marked public."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        actor = Actor.of(user) if user.is_authenticated else None
        if actor is not None and actor.person_id and (kept := request.session.get(LOOKS_KEPT)):
            actor = replace(actor, opened=opened_by(actor.person_id, kept))
        cast(Any, request).actor = actor
        answer = self.get_response(request)
        if actor is not None:
            # Who logs in next at the same browser must not find names by going back.
            answer.headers.setdefault("Cache-Control", "private, no-store")
        if actor is not None and request.method == "POST" and answer.status_code < HTTPStatus.BAD_REQUEST:
            drop_count(actor)
        return answer

    def process_view(
        self, request: StaffRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.actor is not None or is_public(view):
            return None
        # Only a page that was asked for by GET can be come back to.
        back = request.get_full_path() if request.method == "GET" and not request.htmx else reverse("home")
        answer = redirect_to_login(back, reverse(settings.LOGIN_URL))
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer


class FirstPasswordMiddleware:
    """Whoever still has the password that somebody else issued replaces it first: until then the login holds
    no role, and only that page and the public ones open."""

    CHANGE = "account_change_password"
    # Public pages that show somebody logged in more than the public.
    CLOSED = frozenset({"home"})

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _has_first_password(request):
            closed: Any = request
            closed.actor = replace(closed.actor, roles=frozenset(), opened=frozenset())
        return self.get_response(request)

    def process_view(
        self, request: StaffRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        page = request.resolver_match.url_name if request.resolver_match else ""
        if not _has_first_password(request) or page == self.CHANGE:
            return None
        if is_public(view) and page not in self.CLOSED:
            return None
        if request.method in {"GET", "HEAD"} and not request.htmx and request.accepts("text/html"):
            return redirect_to_login(request.get_full_path(), reverse(self.CHANGE))
        refusal = Forbidden(
            "first-password",
            "现在的密码是别人发给您的，发放的人也知道；改掉以前，不能办理其他事项。",
            title="不能办理：首次密码还没有改",
            remedy="请先回到首页修改密码，再来办理。",
        )
        return render_refusal(request, refusal)


def _has_first_password(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_first_password


class RefusalMiddleware:
    """A service said no: the page says so, with the status of the refusal. Nothing was stored."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: StaffRequest, exception: Exception) -> HttpResponse | None:
        return render_refusal(request, exception) if isinstance(exception, Refusal) else None
