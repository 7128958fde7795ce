"""Nobody's name, number or telephone is public: two hundred of them are planted wherever a register keeps
them, then every byte that anybody can fetch is searched, live and carried, archives opened, papers read
with what is written about them."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.workbooks import write_sheet
from mingcha.disclosure.queries.kinds import find_kind, public_rows
from mingcha.disclosure.rules.addresses import LINK, normal
from mingcha.disclosure.services import make_site
from mingcha.draws.tests.conftest import clock as clock
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.items.models import ItemList
from mingcha.items.services import keep_list_paper
from mingcha.ledger.services import record_act
from mingcha.plans.services.plan_paper import keep_plan_paper
from mingcha.plans.tests.planning import planning
from mingcha.registers.models import ConflictOfInterest, Holder, Inspector, Target
from tests.architecture.world_parts import clue_of

pytestmark = pytest.mark.django_db
SIGNS = "甲乙丙丁戊己庚辛壬癸"
# What tells whom the office thinks risky, or who stood aside.
UNSAID = ("风险类别", "信用风险", "risk_class", "利害关系", "曾在该单位任职")


class Planted:
    """The words that must not come out, each unlike any other word of the world."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def name(self) -> str:
        number = len(self.words)
        return self._keep(f"欧{SIGNS[number // 100 % 10]}{SIGNS[number // 10 % 10]}{SIGNS[number % 10]}峸")

    def phone(self) -> str:
        return self._keep(f"139{len(self.words):04d}7531")

    def identity(self) -> str:
        return self._keep(f"130624197{len(self.words):05d}135X")

    def _keep(self, word: str) -> str:
        self.words.append(word)
        return word

    def found_in(self, content: bytes) -> set[str]:
        """The planted words in these bytes, in whatever way they are written or packed."""
        written = {
            form: word
            for word in self.words
            for form in (
                *(word.encode(code) for code in ("utf-8", "gb18030", "utf-16-le")),
                json.dumps(word).strip('"').encode(),
            )
        }
        pattern = re.compile(b"|".join(map(re.escape, written)))
        return {written[hit] for part in layers(content) for hit in pattern.findall(part)}


def layers(content: bytes) -> Iterator[bytes]:
    """The bytes, what is packed in them, and what a paper says on its pages and of itself."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers(archive.read(name))
    if content.startswith(b"%PDF"):
        for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-meta", "-"]):
            read = subprocess.run(command, input=content, capture_output=True, check=True).stdout
            yield read
            yield b"".join(read.split())


def is_said(word: str, content: bytes) -> bool:
    return any(word.encode() in part for part in layers(content))


def plant(planted: Planted, office: Office) -> None:
    """Every holder is a natural person with a representative, every target has a contact, a telephone and
    somebody's number in its details, every inspector a name and a telephone, every interest the name of
    its party."""
    rows: list[Holder | Target | Inspector | ConflictOfInterest] = []
    for holder in Holder.objects.filter(office=office):
        holder.kind = "person"
        holder.give_name(planted.name())
        holder.representative, holder.address = planted.name(), planted.identity()
        rows.append(holder)
    for target in Target.objects.filter(office=office):
        target.contact, target.phone = planted.name(), planted.phone()
        target.details = {"备注": planted.identity()}
        rows.append(target)
    for inspector in Inspector.objects.filter(office=office):
        inspector.name, inspector.phone = planted.name(), planted.phone()
        rows.append(inspector)
    for conflict in ConflictOfInterest.objects.filter(office=office):
        conflict.relation = f"{planted.name()}曾在该单位任职"
        rows.append(conflict)
    for row in rows:
        row.save()
    record_act("draws.tests", actor=Actor(None, "测试", office.pk, None, frozenset()), records=rows)


def everything_public(planted: Planted, clock: Clock) -> Actor:
    """A published list with its paper, a published plan with its own, a clue, a disclosed draw."""
    plans = planning()
    plans.propose("2026-01")
    with transaction.atomic():
        plant(planted, plans.bureau.office)
    keep_plan_paper(actor=plans.bureau.actor(LEADER), version=plans.published())
    county = make_county(make_bureau("crawled", "公示试"))
    with transaction.atomic():
        plant(planted, county.bureau.office)
    ceremony = begin(county, clock)
    clue_of(county.bureau, county, planted.name())
    ceremony.whole()
    leader = county.actor(LEADER)
    for item_list in ItemList.objects.exclude(published_at=None):
        if item_list.office == county.bureau.office:
            keep_list_paper(actor=leader, item_list=item_list)
    return county.actor(ENFORCEMENT)


def live(start: str) -> dict[str, bytes]:
    """Every public answer that links lead to from there."""
    client, waiting, found = Client(), [start], dict[str, bytes]()
    while waiting:
        address = waiting.pop()
        if address in found or not (address == "/" or address.startswith("/public/")):
            continue
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # where it is one
        found[address] = content + repr(sorted(answer.headers.items())).encode()
        if answer.headers["Content-Type"].startswith("text/html"):
            page = content.decode()
            waiting += [normal(address, unescape(link))[0] for _, link in LINK.findall(page)]
    return found


def test_no_planted_word_is_in_any_public_byte(clock: Clock, tmp_path: Path) -> None:
    planted = Planted()
    maker = everything_public(planted, clock)
    assert len(set(planted.words)) == len(planted.words) >= 200
    make_site(actor=maker, folder=tmp_path / "site")
    carried = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    public = live("/") | carried
    endings = {name.rpartition(".")[2] for name in carried}
    assert endings >= {"html", "csv", "json", "pdf", "xlsx", "docx", "draw", "pyz", "txt"}
    assert {name: found for name, content in public.items() if (found := planted.found_in(content))} == {}
    told = [(word, name) for name, content in public.items() for word in UNSAID if is_said(word, content)]
    assert told == []
    # They are there, masked.
    assert any(str(row["holder"]).startswith("欧*") for row in public_rows(find_kind("drawn")))


def test_the_search_finds_what_is_packed_written_otherwise_or_said_of_a_paper() -> None:
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
    ):
        assert planted.found_in(content) == {word}
    assert planted.found_in("欧*******".encode()) == set()


def pdf_by(author: str) -> bytes:
    """A paper whose only mention of somebody is its author."""
    import typst

    source = f'#set document(author: "{author}", date: none)\n一页'
    return bytes(typst.compile(source.encode(), format="pdf"))
