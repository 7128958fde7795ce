"""Nobody's name, number or telephone is public: hundreds of them are planted wherever somebody can put one,
then every byte that anybody can fetch is searched, over HTTP and carried, archives opened, papers and photos
read with what is written about them.

Public by law and therefore not planted: what a body is called (企业信息公示暂行条例), who inspected, by name
and licence (国办发〔2018〕118号: 事前公开执法人员, 事后公开检查结果), and who held a sitting of a draw."""

import http.client
import io
import json
import re
import zipfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.workbooks import write_sheet
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.kinds import RESULTS, find_kind, public_rows
from mingcha.disclosure.services import make_site, set_address
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.county import Clock, make_county
from mingcha.ledger.services import record_act
from tests.architecture.planted import Planted, book_by, is_said, pdf_by, photo_by
from tests.architecture.public_crawl import Answer, ask, carried, live
from tests.architecture.world_personal import Told, everything_public, plant

# What tells whom the office thinks risky, or who stood aside.
UNSAID = ("风险类别", "信用风险", "risk_class", "利害关系", "曾在该单位任职")
# A notice quotes to its party the right to ask that somebody with an interest stands aside.
NOTICES = "/public/notices/"
COMPANY = re.compile(rb'href="/public/companies/[^"?]')
FIELD = re.compile(rb'<input[^>]* value="[^"]*"')
ENDINGS = {"html", "csv", "json", "pdf", "xlsx", "docx", "draw", "pyz", "txt", "xml"}


@pytest.fixture
def planted() -> Planted:
    return Planted()


@pytest.fixture
def told(transactional_db: None, planted: Planted, clock: Clock, tmp_path: Path) -> Told:
    return everything_public(planted, clock, tmp_path)


def test_no_planted_word_is_in_any_public_byte_and_one_that_leaked_would_be_found(
    planted: Planted, told: Told, live_server: Any, tmp_path: Path
) -> None:
    assert len(set(planted.words)) == len(planted.words) >= 200
    leaking = planted.name()
    site = tmp_path / "site"
    leader = told.visiting.ceremony.leader
    today = told.visiting.clock.now.date()
    set_address(actor=leader, address="https://www.example.gov.cn/gongshi", in_force_from=today, reason="试")
    make_site(actor=told.maker, folder=site)
    everything = everything_fetched(live_server.url, tmp_path)
    assert {name.rpartition(".")[2] for name in everything} >= ENDINGS
    assert {name: found for name, content in everything.items() if (found := planted.found_in(content))} == {}
    said = {(word, name) for name, content in everything.items() for word in UNSAID if is_said(word, content)}
    assert {(word, name) for word, name in said if not name.startswith(NOTICES)} == set()
    # They are there, masked; and what was withheld, and what was withdrawn, is not there at all.
    assert any(str(row["holder"]).startswith("欧*") for row in public_rows(find_kind("drawn")))
    page = reverse("public_record", args=[RESULTS, str(told.withdrawn.pk)])
    assert b"410" in everything[page] and str(told.withheld.pk).encode() not in b"".join(everything.values())
    assert [word for word in planted.words[:40] if finds_somebody(live_server.url, word)] == []
    leak(told, leaking)
    make_site(actor=told.maker, folder=site)
    everything = everything_fetched(live_server.url, tmp_path)
    found = {name for name, content in everything.items() if leaking in planted.found_in(content)}
    record = f"records/results/{told.public.pk}/"
    assert found >= {
        f"/public/{record}",
        "/public/records/results/",
        "/public/records/results.csv",
        "/public/records/results.json",
        f"site/{record}index.html",
        "site/records/results/index.html",
        "site/records/results.csv",
        "site/records/results.json",
    }
    assert any("companies/" in name for name in found)


def everything_fetched(url: str, folder: Path) -> dict[str, bytes]:
    """By address or path: the status, the headers and the body."""
    answers = {address: str(one.status).encode() + one.whole for address, one in live(url).items()}
    return answers | carried(folder)


def finds_somebody(url: str, word: str) -> bool:
    """Whether the search by company answers with a company."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    answer = ask(connection, f"{reverse('public_companies')}?q={word}")
    connection.close()
    return answer.status != HTTPStatus.OK or bool(COMPANY.search(answer.body))


def leak(told: Told, word: str) -> None:
    """As if nobody had looked at what an officer wrote."""
    row = Disclosure.objects.get(kind=RESULTS, record=str(told.public.pk))
    with transaction.atomic():
        row.values = {**row.values, "found": f"{word}越界开采"}
        row.save()
        record_act("disclosure.tests", actor=told.maker, records=[row])


def test_an_address_that_is_not_there_does_not_say_back_what_was_asked(
    planted: Planted, clock: Clock, live_server: Any
) -> None:
    with transaction.atomic():
        plant(planted, make_county(make_bureau("crawled", "公示试")).bureau.office)
    connection = http.client.HTTPConnection(live_server.url.removeprefix("http://"), timeout=60)
    for word in planted.words[:3]:
        for address in (
            f"/public/companies/{word}/",
            f"/public/records/results/?year={word}",
            f"/public/records/{word}/",
            f"/public/{word}/",
            f"/{word}/?q={word}",
            f"/public/draws/{word}.draw",
        ):
            assert planted.found_in(unasked(ask(connection, address))) == set(), address
    connection.close()


def unasked(answer: Answer) -> bytes:
    """Without the fields that give a reader back the own words or address."""
    return FIELD.sub(b"", answer.whole)


def test_the_search_finds_what_is_packed_written_otherwise_or_said_of_a_paper_or_photo() -> None:
    planted = Planted()
    word = planted.name()
    book = io.BytesIO()
    write_sheet(book, "表", ["名称"], [[word]])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xlsx", book.getvalue())
    for content in (
        archive.getvalue(),
        json.dumps([word]).encode(),
        word.encode("gb18030"),
        pdf_by(word),
        photo_by(word),
        book_by(word, ("甲",), ("乙",)),
    ):
        assert planted.found_in(content) == {word}
    assert planted.found_in("欧*******".encode()) == set()
