"""The public side as files: every page that a reader reaches from the front page, made by the view that
answers the reader here, with links that hold without this server."""

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import ResolverMatch, resolve, reverse

from mingcha.common.access import is_public
from mingcha.common.errors import Refusal
from mingcha.disclosure.rules.addresses import file_of, rewritten

FRONT = "public_portal"
# What needs this server, and the page that stands for it where there is none.
STANDS_FOR = {"home": FRONT, "public_verify": "public_verifier"}
CARRIED_STATUS = {200, 410}
PAGE = "text/html"


class Site:
    """Walks from the front page to every public address, each once, in the order in which they are met."""

    def __init__(self) -> None:
        self.front, self.static = reverse(FRONT), settings.STATIC_URL
        self.files: dict[str, str] = {}
        """File of each address met so far."""
        self.waiting: deque[tuple[str, str]] = deque()
        """Addresses not made yet, each with the page that leads there."""

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """(file, content) of everything, the front page first."""
        self._follow(self.front, "")
        while self.waiting:
            address, came_from = self.waiting.popleft()
            yield self.files[address], self._content(address, came_from)

    def _follow(self, address: str, came_from: str) -> str:
        """The file of an address; one that is met for the first time will be made."""
        address = self._standing_for(address)
        if address not in self.files:
            self.files[address] = file_of(address, front=self.front, static=self.static)
            self.waiting.append((address, came_from))
        return self.files[address]

    def _standing_for(self, address: str) -> str:
        path = address.partition("?")[0]
        if path.startswith(self.static):
            return path
        name = STANDS_FOR.get(_match(path).url_name or "", "")
        return reverse(name) if name else address

    def _content(self, address: str, came_from: str) -> bytes:
        if address.startswith(self.static):
            return _static_file(address.removeprefix(self.static))
        answer = _answer(address, came_from)
        if not answer.headers["Content-Type"].startswith(PAGE):
            return _body(answer)
        page = _body(answer).decode()
        return rewritten(page, address, self.files[address], lambda to: self._follow(to, address)).encode()


def checkpoint_file() -> tuple[str, bytes]:
    """The signed note over the log, made anew by itself."""
    address = reverse("public_checkpoint")
    return file_of(address, front=reverse(FRONT), static=settings.STATIC_URL), _body(_answer(address, ""))


def _answer(address: str, came_from: str) -> HttpResponse:
    """What the public view answers to somebody who is not logged in; `Refusal` where it does not answer."""
    path, _, query = address.partition("?")
    match = _match(path)
    request = _request(path, query, match)
    try:
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (Refusal, Http404) as wrong:
        raise _dead(address, came_from) from wrong
    if answer.status_code not in CARRIED_STATUS:
        raise _dead(address, came_from)
    return answer


def _match(path: str) -> ResolverMatch:
    """The public view of a path; one that is not public is never asked."""
    found = resolve(path)
    if not is_public(found.func):
        raise _dead(path, "")
    return found


def _request(path: str, query: str, match: ResolverMatch) -> WSGIRequest:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }
    request = WSGIRequest(environ)
    request.resolver_match = match
    told = cast(Any, request)
    told.actor, told.htmx, told.carried = None, False, True
    return request


def _body(answer: HttpResponse) -> bytes:
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(cast(Iterator[bytes], answer.streaming_content))
    return bytes(answer.content)


def _static_file(name: str) -> bytes:
    """A file of the stylesheets: gathered for serving, or where it lies in the program."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    path = finders.find(name)
    if not path:
        raise _dead(name, "")
    return Path(path).read_bytes()


def _dead(address: str, came_from: str) -> Refusal:
    return Refusal(
        "dead-link",
        f"公开页{came_from or '首页'}上有一个链接打不开：{address}。没有生成公示文件。",
        title="不能生成：有打不开的链接",
        remedy="请把这句话告诉系统管理员。",
    )
