"""Every byte that anybody can fetch: over HTTP from every public address of the project and along every link,
and from the files that are carried. What is added to the project is found by itself."""

import http.client
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, resolve, reverse

from mingcha.common.access import is_public
from mingcha.disclosure.queries.kinds import all_kinds
from mingcha.disclosure.rules.addresses import normal
from mingcha.inspections.models import InspectionRecord, Notice
from tests.architecture.test_scope_matrix import patterns

LINK = re.compile(r'(?<![\w-])(?:href|src|action)="([^"]*)"|<(?:loc|link|id)>([^<]*)</')
# Pages that are made of nothing but the program, and one that ends a login.
STATIC = "/static/"


@dataclass(frozen=True)
class Answer:
    """What came back from an address."""

    status: int
    headers: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.headers + b"\r\n" + self.body


def live(url: str, *more: str) -> dict[str, Answer]:
    """By address, every public answer that is found from the table of addresses, from `more` and along the
    links of what is answered."""
    place = urlsplit(url).netloc
    connection = http.client.HTTPConnection(place, timeout=60)
    waiting, found = [*_beginnings(), *more], dict[str, Answer]()
    while waiting:
        address = waiting.pop()
        if address in found or not _is_open(address):
            continue
        found[address] = ask(connection, address)
        waiting += _links(address, found[address], url)
    connection.close()
    return found


def ask(connection: http.client.HTTPConnection, address: str) -> Answer:
    connection.request("GET", quote(address, safe="/?&=%#~"))
    answer = connection.getresponse()
    return Answer(answer.status, repr(answer.getheaders()).encode(), answer.read())


def carried(folder: Path) -> dict[str, bytes]:
    """By path, the files of the site and what lies beside it, and their names."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _beginnings() -> list[str]:
    """Every public address without an object in it, those of the kinds, and those that stand on papers."""
    plain = [
        f"/{entry.pattern}"
        for entry in patterns()
        if is_public(entry.callback) and "<" not in str(entry.pattern)
    ]
    names = [entry.name for entry in patterns() if entry.name and "<slug:key>" in str(entry.pattern)]
    kinds = [
        reverse(name, args=[kind.key])
        for kind in all_kinds()
        for name in names
        if name.startswith("public_records")
    ]
    notices = [reverse("public_notice", args=[one.token]) for one in Notice.objects.all()]
    receipts = [
        reverse("public_receipt", args=[one.token]) for one in InspectionRecord.objects.exclude(token="")
    ]
    return [*plain, *kinds, *notices, *receipts]


def _is_open(address: str) -> bool:
    path = address.partition("?")[0]
    if path.startswith(STATIC):
        return True
    try:
        return is_public(resolve(path).func)
    except Resolver404:
        return False


def _links(address: str, answer: Answer, url: str) -> list[str]:
    moved = re.findall(rb"'Location', '([^']*)'", answer.headers)
    is_page = re.search(rb"'Content-Type', '[a-z]+/([a-z]+\+)?(html|xml)", answer.headers)
    written = LINK.findall(answer.body.decode()) if is_page else []
    found = [*(unescape(one or other) for one, other in written), *(one.decode() for one in moved)]
    return [to for link in found if (to := normal(address, link.removeprefix(url))[0])]
