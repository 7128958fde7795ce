"""Where a public page lies among the files that are carried to another web site, and how its links are
written there. Pure: addresses in, names of files out."""

import html
import posixpath
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

INDEX = "index"
EXPORT = "export"
"""The word of an address that asks for a workbook."""
SAFE = re.compile(r"[A-Za-z0-9._-]")
LINK = re.compile(r'(?<![\w-])(href|src)="([^"]*)"')
FORM = re.compile(r"<form\b")


def normal(here: str, link: str) -> tuple[str, str]:
    """(address within this site, fragment) of a link as it stands on a page; the address is empty where
    the link leads elsewhere or stays on the page. The first page of a list is the list.

    >>> normal("/public/draws/", "?page=2#top")
    ('/public/draws/?page=2', 'top')
    >>> normal("/public/draws/?page=2", "?page=1")
    ('/public/draws/', '')
    >>> normal("/public/", "https://example.org/")
    ('', '')
    """
    if link.startswith("#"):
        return "", ""
    parts = urlsplit(urljoin(here, link))
    if parts.scheme or parts.netloc:
        return "", ""
    asked = sorted(pair for pair in parse_qsl(parts.query) if pair != ("page", "1"))
    return parts.path + (f"?{urlencode(asked)}" if asked else ""), parts.fragment


def file_of(address: str, *, front: str, static: str) -> str:
    """The file in which an address is carried, relative to the folder of the site.

    >>> file_of("/public/draws/?page=2", front="/public/", static="/static/")
    'draws/page-2.html'
    >>> file_of("/public/companies/冀1..2/", front="/public/", static="/static/")
    'companies/~e5~86~801..2/index.html'
    """
    path, _, query = address.partition("?")
    if path.startswith(static):
        return f"static/{_safe_path(path.removeprefix(static))}"
    if not path.startswith(front):
        raise ValueError(f"{address} is not below {front}")
    asked = parse_qsl(query)
    folder, slash, name = path.removeprefix(front).rpartition("/")
    if name:
        return _safe_path(f"{folder}{slash}{name}")
    words = "_".join(f"{key}-{value}" for key, value in asked) or INDEX
    ending = "xlsx" if any(key == EXPORT for key, _ in asked) else "html"
    return _safe_path(f"{folder}{slash}{words}.{ending}")


def rewritten(page: str, here: str, file: str, follow: Callable[[str], str]) -> str:
    """The page with every link to this site relative to its own file; `follow` gives the file of an
    address. A form has nobody to answer it there, so that one left on a page is a mistake of the page."""
    if FORM.search(page):
        raise ValueError(f"a form on {here}")

    def relative(found: re.Match[str]) -> str:
        address, fragment = normal(here, html.unescape(found[2]))
        if not address:
            return found[0]
        target = posixpath.relpath(follow(address), posixpath.dirname(file) or ".")
        return f'{found[1]}="{html.escape(target)}{f"#{fragment}" if fragment else ""}"'

    return LINK.sub(relative, page)


def _safe_path(path: str) -> str:
    """Every part as a name that every web server and every disk takes; no part leads upwards.

    >>> _safe_path("a/../b c")
    'a/~2e~2e/b~20c'
    """
    return "/".join(_safe(part) for part in path.split("/") if part)


def _safe(part: str) -> str:
    if not part.strip("."):
        return "".join(f"~{ord(sign):02x}" for sign in part)
    return "".join(
        sign if SAFE.fullmatch(sign) else "".join(f"~{byte:02x}" for byte in sign.encode()) for sign in part
    )
