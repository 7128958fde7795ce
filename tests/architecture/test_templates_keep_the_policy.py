"""The content security policy forbids what is inline or foreign; here it is found before a browser does."""

import re

import pytest
from django.conf import settings

from tests.architecture.source import ROOT, shown

# What the template engine reads itself never reaches a browser.
ENGINE = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}", re.S)
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style[\s>]"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "an event attribute": re.compile(r"\s(?:on[a-z]+|hx-on[:a-z-]*)\s*="),
    "a script address": re.compile(r"javascript:", re.I),
    "a data image": re.compile(r"(?:src|href)\s*=\s*[\"']data:|url\(\s*[\"']?data:"),
    "a foreign address": re.compile(
        r"<(?:script|link|img|iframe|audio|video|use)[^>]*(?:src|href)=\"(?:https?:)?//"
    ),
    "htmx evaluating": re.compile(r"hx-(?:vals|headers)\s*=\s*[\"']js:|hx-trigger=\"[^\"]*\["),
}
SAMPLES = {
    "an inline style": '<p style="color: red">',
    "an inline script": "<script>go()</script>",
    "an event attribute": '<a onclick="go()">',
    "a script address": '<a href="javascript:go()">',
    "a data image": '<img src="data:image/png;base64,AA">',
    "a foreign address": '<script src="https://cdn.example/x.js">',
    "htmx evaluating": "<p hx-vals='js:{}'>",
}


def test_no_page_holds_what_the_policy_forbids() -> None:
    pages = [*ROOT.glob("mingcha/*/templates/**/*.html"), *ROOT.glob("mingcha/*/static/**/*.css")]
    assert len(pages) > 20
    broken = [
        f"{shown(page)}: {name}: {found.group().strip()}"
        for page in pages
        for name, pattern in FORBIDDEN.items()
        if (found := pattern.search(ENGINE.sub(" ", page.read_text(encoding="utf-8"))))
    ]
    assert broken == []


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_forbidden_is_recognised(name: str) -> None:
    assert FORBIDDEN[name].search(SAMPLES[name])


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    allowed = {word for words in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for word in words}
    assert allowed == {"'self'", "'none'"}
