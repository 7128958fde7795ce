"""Office computers stop at Chromium 88: what came later is refused, from the table `old_browsers.csv`.

The table names feature, the Chromium it came with, and how it is recognised. A declaration or an at-rule that
an older browser skips without harm (text-wrap: pretty, text-autospace, accent-color, page margin boxes) is
not in the table."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, shown, tracked_files

OLDEST = 88
SUFFIXES = {".css": "css", ".js": "js", ".mjs": "js", ".html": "html"}
# Vendored with django-htmx and served as it is.
VENDORED = (ROOT / ".venv/lib").glob("python*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js")
# htmx asks whether the browser has it before it uses it.
ASKED_FOR_FIRST = {("htmx-2.min.js", "view transitions")}
COMMENT = {
    "css": re.compile(r"/\*.*?\*/", re.S),
    "js": re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S),
    "html": re.compile(r"<!--.*?-->|{% comment %}.*?{% endcomment %}|{#.*?#}", re.S),
}
SAMPLES = {
    "has()": "tr:has(td) { color: #000 }",
    "nesting": ".a { color: #000; &:hover { color: #111 } }",
    "oklch and oklab": "a { color: oklch(50% 0 0) }",
    "dynamic viewport units": ".a { height: 100dvh }",
    "range media queries": "@media (width >= 48rem) { }",
    "individual transforms": ".a { rotate: 45deg }",
    "at()": "rows.at(-1)",
    "structuredClone": "structuredClone(row)",
    "crypto.randomUUID": "crypto.randomUUID()",
    "static blocks": "class A { static { } }",
    "top-level await": "await start();",
    "inert": "<div inert>",
    "search element": "<search>",
}


@dataclass(frozen=True)
class Feature:
    kind: str
    name: str
    since: int
    pattern: re.Pattern[str]


def read_table() -> list[Feature]:
    lines = (Path(__file__).with_name("old_browsers.csv")).read_text(encoding="utf-8").splitlines()
    rows = csv.reader(lines[1:])
    return [Feature(kind, name, int(since), re.compile(",".join(rest))) for kind, name, since, *rest in rows]


TABLE = read_table()


def newer_than_the_oldest(text: str, kind: str, file: str = "") -> list[str]:
    plain = COMMENT[kind].sub("", text)
    return [
        f"{feature.name} (Chromium {feature.since}): {found.group().strip()}"
        for feature in TABLE
        if feature.kind == kind
        and (file, feature.name) not in ASKED_FOR_FIRST
        and (found := feature.pattern.search(plain))
    ]


def served_files() -> list[Path]:
    served = [
        path
        for path in tracked_files()
        if path.suffix in SUFFIXES and ({"static", "templates", "verifier", "field"} & set(path.parts))
    ]
    return served + list(VENDORED)


def test_the_table_holds_only_what_the_oldest_browser_lacks() -> None:
    assert len(TABLE) > 60
    assert [feature.name for feature in TABLE if feature.since <= OLDEST] == []
    assert {feature.kind for feature in TABLE} == {"css", "js", "html"}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_newer_is_recognised(name: str) -> None:
    kind = next(feature.kind for feature in TABLE if feature.name == name)
    assert any(found.startswith(name) for found in newer_than_the_oldest(SAMPLES[name], kind))


@pytest.mark.parametrize("plain", ["a:hover { color: #000 }", ".a { transform: rotate(45deg) }", "1rem"])
def test_what_the_oldest_browser_knows_is_left_alone(plain: str) -> None:
    assert newer_than_the_oldest(plain, "css") == []


def test_no_served_file_uses_what_the_oldest_browser_lacks() -> None:
    files = served_files()
    assert {"gov.css", "app.css", "app.js", "htmx-2.min.js"} <= {path.name for path in files}
    newer = {
        shown(path): found
        for path in files
        if (
            found := newer_than_the_oldest(path.read_text(encoding="utf-8"), SUFFIXES[path.suffix], path.name)
        )
    }
    assert newer == {}
