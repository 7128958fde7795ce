"""Closed by default: every address asks for a login unless its view says it is public."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mingcha.accounts.rules import LEADER
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.access import is_public

pytestmark = pytest.mark.django_db
# Grows only by decision: whoever opens a page to anybody adds its name here.
PUBLIC_NAMES = {
    "home",
    "large_type",
    "first_start",
    "account_login",
    "account_logout",
    "account_inactive",
    "public_items",
    "public_version",
    "public_paper",
    "public_workbook",
    "public_csv",
    "public_plans",
    "public_plan",
    "public_plan_version",
    "public_plan_paper",
    "public_plan_document",
    "public_plan_workbook",
    "public_clues",
    "public_draws",
    "public_draw",
    "public_external",
    "public_verify",
    "public_key",
    "public_portal",
    "public_companies",
    "public_company",
    "public_company_names",
    "public_figures",
    "public_open",
    "public_records",
    "public_record",
    "public_bulletin",
    "public_bulletin_paper",
    "public_bulletin_document",
    "public_records_csv",
    "public_records_json",
    "public_records_schema",
    "public_feed",
    "public_verifier",
    "public_verifier_program",
    "public_checkpoint",
    "bundle_download",
    "public_notice",
    "public_rate",
    "public_complain",
    "public_receipt",
    "public_objection",
}
SAMPLES: dict[str, Any] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": 1,
    "slug": "some",
    "str": "some",
    "path": "some/path",
}


def patterns(resolver: URLResolver | None = None, route: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, here)
        else:
            yield here, entry


def sample_path(pattern: URLPattern) -> str:
    kinds = {name: type(converter).__name__ for name, converter in pattern.pattern.converters.items()}
    values = {
        name: SAMPLES.get(kind.removesuffix("Converter").removesuffix("er").lower(), SAMPLES["str"])
        for name, kind in kinds.items()
    }
    values |= {name: SAMPLES["str"] for name, kind in kinds.items() if kind == "StringConverter"}
    return reverse(pattern.name or "", kwargs=values)


@pytest.fixture(autouse=True)
def _founded(settings: Any) -> None:
    """A demo is never sent to the first start, so that what answers here is the login gate."""
    settings.IS_DEMO = True


def test_every_address_has_a_name_of_its_own() -> None:
    names = [pattern.name for _, pattern in patterns()]
    assert None not in names
    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
def test_nobody_gets_in_without_login(method: str) -> None:
    closed = [pattern for _, pattern in patterns() if not is_public(pattern.callback)]
    assert len(closed) > 10
    login = reverse(settings.LOGIN_URL)
    open_after_all = []
    for pattern in closed:
        answer = getattr(Client(), method)(sample_path(pattern))
        if answer.status_code != 302 or not answer["Location"].startswith(login):
            open_after_all.append((pattern.name, answer.status_code))
    assert open_after_all == []


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
def test_a_first_password_opens_nothing_but_its_change(method: str) -> None:
    bureau = make_bureau("fuping", "阜平试")
    bureau.people[LEADER].has_first_password = True
    bureau.people[LEADER].save()
    client = Client()
    client.force_login(bureau.people[LEADER])
    change = reverse("account_change_password")
    open_after_all = []
    for _, pattern in patterns():
        if pattern.name != "home" and (is_public(pattern.callback) or sample_path(pattern) == change):
            continue
        answer = getattr(client, method)(sample_path(pattern))
        led = answer.status_code == 302 and answer["Location"].startswith(change)
        if not led and (method in {"get", "head"} or answer.status_code != 403):
            open_after_all.append((pattern.name, answer.status_code))
    assert open_after_all == []


def test_what_is_public_is_listed_here() -> None:
    public = {pattern.name for _, pattern in patterns() if is_public(pattern.callback)}
    assert public - PUBLIC_NAMES == set()
