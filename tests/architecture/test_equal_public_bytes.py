"""What the public gets before disclosure says nothing about who was drawn: two runs of one sitting that
differ only in the secrets and in who stands in the register, sizes alike, answer with the same bytes at every
public address but for digests, keys of rows and tokens."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.access import is_public
from mingcha.draws.models import SELECTION, Sitting
from mingcha.draws.queries.attempts import final_draw
from mingcha.draws.queries.results import drawn_rows
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.county import DICE, Ceremony, Clock, begin, make_county
from mingcha.registers.models import ConflictOfInterest, Holder, InspectorLicence, Target
from tests.architecture.test_every_url_denies import patterns

pytestmark = pytest.mark.django_db

# What may differ, each replaced by its name; everything else is compared byte by byte.
DIFFERING = (
    ("<token>", re.compile(rb'name="csrfmiddlewaretoken" value="\w{64}"')),
    ("<time of the answer>", re.compile(rb"Expires: [^\n]*")),
    ("<digest>", re.compile(rb"\b[0-9a-f]{64}\b")),
    ("<digest head>", re.compile(rb"\b[0-9a-f]{8,16}\xe2\x80\xa6")),
    ("<key of a row>", re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")),
    ("<check number>", re.compile(rb"(?:\d{4}(?: |</b>|</?\w+>)*){10}")),
    ("<signature>", re.compile(rb"^(?:\xe2\x80\x94 \S+ )?[A-Za-z0-9+/]{43,}={0,2}$", re.MULTILINE)),
    ("<signing key>", re.compile(rb"\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,}")),
)
# Addresses of what this county has none of: each shows one published thing that no draw of ours decides.
WITHOUT_DRAWS = {
    "public_plan",
    "public_plan_version",
    "public_plan_paper",
    "public_plan_document",
    "public_plan_workbook",
    "public_external",
    "public_version",
    "public_paper",
    "public_workbook",
    "public_csv",
    # of a round whose visits are over
    "public_bulletin",
    "public_bulletin_paper",
    "public_bulletin_document",
    # by the code on a paper that only its party has
    "public_notice",
    "public_rate",
    "public_complain",
    "public_receipt",
    "public_objection",
}

OF_A_KIND = ("public_records", "public_records_csv", "public_records_json", "public_records_schema")


def other_register(unit: str) -> None:
    """As many companies, targets, raised ones and conflicts as before, and every one of them another."""
    holders = list(Holder.objects.order_by("code"))
    for number, target in enumerate(Target.objects.order_by("code"), start=1):
        code = target.code.replace("MA0X", "MA9Y")
        facts: dict[str, Any] = {"code": code, "name": "别的" + target.name[2:]}
        if unit == "target":
            # All of one company: eight drawn targets are one visit and not eight.
            facts |= {"code": f"{holders[0].code.replace('MA0X', 'MA9Y')}#{number:02d}", "holder": holders[0]}
        Target.objects.filter(pk=target.pk).update(**facts)
    for holder in holders:
        code = holder.code.replace("MA0X", "MA9Y")
        name = holder.name.replace("试验", "别家")
        Holder.objects.filter(pk=holder.pk).update(code=code, uscc=code, name=name)
    conflicts = ConflictOfInterest.objects.order_by("holder_code")
    for conflict, holder in zip(conflicts, holders[1::3], strict=True):
        ConflictOfInterest.objects.filter(pk=conflict.pk).update(
            holder_code=holder.code.replace("MA0X", "MA9Y")
        )


def whole_sitting(ceremony: Ceremony) -> Iterator[None]:
    """Up to both results, with an annulled attempt whose event took place; stops wherever the public could
    look."""
    ceremony.freeze()
    yield
    ceremony.announce()
    yield
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    ceremony.compute_annulled()
    yield
    ceremony.select()
    yield
    ceremony.announce_teams()
    yield
    ceremony.annul()
    # Somebody whose licence has ended in between: with him go his bars from some of the drawn.
    InspectorLicence.objects.filter(inspector__roster_no="J001").update(valid_until="2026-01-01")
    ceremony.announce_teams()
    yield
    ceremony.throw_all(DICE[::-1])
    ceremony.compute()
    yield


def addresses(sitting: Sitting) -> list[str]:
    """Every public address there is before disclosure, and files that are not there yet."""
    arguments: dict[str, dict[str, Any]] = {
        "public_draw": {"pk": sitting.pk},
        "bundle_download": {"draw_id": "fuping-2026-01-s2"},
        "public_company": {"code": "91130624MA0X000004"},
        "public_company_names": {"part": 1},
        "public_record": {"key": "drawn", "record": "fuping-2026-01-s1"},
        **{name: {"key": "drawn"} for name in OF_A_KIND},
    }
    names = {pattern.name for _, pattern in patterns() if is_public(pattern.callback)} - WITHOUT_DRAWS
    return [reverse(str(name), kwargs=arguments.get(str(name))) for name in sorted(map(str, names))]


def answer(client: Client, address: str) -> tuple[int, bytes, bytes]:
    """Status, headers and body as the public gets them."""
    response = client.get(address)
    headers = b"\n".join(f"{key}: {value}".encode() for key, value in sorted(response.headers.items()))
    return response.status_code, headers, response.content


def unified(content: bytes) -> bytes:
    for word, pattern in DIFFERING:
        content = pattern.sub(word.encode(), content)
    return content


def public_bytes(clock: Clock, unit: str, *, other: bool) -> tuple[list[Any], list[int], tuple[str, ...]]:
    """(what the public was answered, how long each body was, who was drawn) of one whole run, taken back."""
    seen: list[Any] = []
    lengths: list[int] = []
    began = clock.now
    with transaction.atomic():
        county = make_county(make_bureau("fuping", "阜平试"), unit=unit)
        ceremony = begin(county, clock)
        if other:
            other_register(unit)
        for stop, _ in enumerate(whole_sitting(ceremony)):
            for address in addresses(ceremony.sitting):
                status, headers, body = answer(Client(), address)
                place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<key>", address)
                seen.append((stop, place, status, unified(headers), unified(body)))
                lengths.append(len(body))
        selection = final_draw(county.campaign.pk, SELECTION)
        drawn = tuple(row.unit.code for row in drawn_rows(selection)) if selection else ()
        transaction.set_rollback(True)
    clock.now = began
    return seen, lengths, drawn


@pytest.mark.parametrize("unit", ["holder", "target"])
def test_before_disclosure_every_public_byte_is_the_same_whoever_was_drawn(clock: Clock, unit: str) -> None:
    one, one_lengths, one_drawn = public_bytes(clock, unit, other=False)
    two, two_lengths, two_drawn = public_bytes(clock, unit, other=True)
    assert one_drawn and two_drawn and set(one_drawn).isdisjoint(two_drawn)
    assert [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]] == []
    assert one_lengths == two_lengths
