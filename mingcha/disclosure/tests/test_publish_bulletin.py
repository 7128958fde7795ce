"""What anybody reads of a round: one bulletin, at one address; corrected by the next version, withdrawn with
why and when."""

import io
import json
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS
from mingcha.common import moments
from mingcha.common.errors import Forbidden, Refusal
from mingcha.common.papers.tests.printed import opened
from mingcha.disclosure.models import Bulletin, Disclosure
from mingcha.disclosure.queries.bulletins.naming import names_of
from mingcha.disclosure.queries.bulletins.rounds import campaigns_without_bulletin
from mingcha.disclosure.queries.kinds import find_kind, public_rows
from mingcha.disclosure.services import make_site, publish_bulletin, withdraw_bulletin
from mingcha.disclosure.states import PUBLIC, REPLACED, WITHDRAWN
from mingcha.disclosure.tests.rounds import Round
from mingcha.draws.tests.test_open_documents import text_of
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
KIND = find_kind("bulletins")


def address(round_: Round, name: str = "public_bulletin") -> str:
    return reverse(name, args=[round_.campaign.pk])


def read(url: str, status: int = 200) -> str:
    answer = Client().get(url)
    assert answer.status_code == status, url
    return unescape(answer.content.decode())


def test_a_word_processor_opens_the_bulletin(round_over: Round, tmp_path: Path) -> None:
    round_over.published()
    document = Client().get(address(round_over, "public_bulletin_document")).content
    text = text_of(opened({"bulletin": document}, tmp_path)["bulletin"])
    assert "情况的通报" in text and f"随机抽取{round_over.figures.numbers['drawn']}家" in text


def test_published_it_is_read_without_login_with_its_numbers_and_files(round_over: Round) -> None:
    read(address(round_over), status=404)
    round_over.published()
    numbers, page = round_over.figures.numbers, read(address(round_over))
    assert f"随机抽取{numbers['drawn']}家" in page and "情况的通报" in page
    assert round_over.campaign.title in read(reverse("public_records", args=[KIND.key]))
    (row,) = public_rows(KIND)
    assert [row[key] for key in ("base", "drawn", "visited")] == [
        numbers[key] for key in ("base", "drawn", "visited")
    ]
    told = json.loads(read(reverse("public_records_json", args=[KIND.key])))
    assert told[0]["page"] == f"records/bulletins/{round_over.campaign.pk}/"
    assert reverse("public_record", args=[KIND.key, told[0]["record"]]) == address(round_over)
    assert Client().get(address(round_over, "public_bulletin_paper")).content[:5] == b"%PDF-"
    document = Client().get(address(round_over, "public_bulletin_document")).content
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        assert "一、基本情况" in parts.read("word/document.xml").decode()
    assert list(examine_ledger()) == []


def test_neither_page_nor_files_name_anybody(round_over: Round) -> None:
    round_over.published()
    names, page = names_of(round_over.campaign), read(address(round_over))
    assert "张得宝" in names.people and names.companies
    document = Client().get(address(round_over, "public_bulletin_document")).content
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        page += parts.read("word/document.xml").decode()
    row = Bulletin.objects.get()
    assert row.paper is not None
    page += json.dumps(row.paper.content, ensure_ascii=False)
    assert [one for one in names.every if one in page] == []


def test_a_correction_takes_the_place_of_the_former_at_the_same_address(round_over: Round) -> None:
    first = round_over.published()
    with pytest.raises(Refusal, match="更正理由"):
        round_over.draft()
    second = round_over.approved("补写处理措施")
    assert "第2版" not in read(address(round_over))
    publish_bulletin(actor=round_over.writer, bulletin=second)
    page = read(address(round_over))
    assert "第2版" in page and "补写处理措施" in page
    states = dict(Bulletin.objects.values_list("number", "state"))
    assert states == {first.number: REPLACED, second.number: PUBLIC}
    assert len(public_rows(KIND)) == 1 and Disclosure.objects.count() == 2


def test_withdrawn_its_page_says_why_and_the_round_is_without_a_bulletin_again(round_over: Round) -> None:
    row = round_over.published()
    with pytest.raises(Refusal, match="必须写明"):
        withdraw_bulletin(actor=round_over.leader, bulletin=row, reason="")
    with pytest.raises(Forbidden):
        withdraw_bulletin(
            actor=round_over.visiting.ceremony.county.actor(BUSINESS), bulletin=row, reason="有误"
        )
    withdraw_bulletin(actor=round_over.leader, bulletin=row, reason="检查记录更正")
    page = read(address(round_over), status=410)
    assert "检查记录更正" in page and "随机抽取" not in page
    read(address(round_over, "public_bulletin_paper"), status=404)
    assert public_rows(KIND) == () and Bulletin.objects.get().state == WITHDRAWN
    assert [one.campaign for one in campaigns_without_bulletin(round_over.leader, moments.today())] == [
        round_over.campaign
    ]
    assert round_over.published("按更正后的记录重新通报").number == 2
    assert "第2版" in read(address(round_over))


def test_it_is_carried_with_the_other_files(round_over: Round, tmp_path: Path) -> None:
    round_over.published()
    make_site(actor=round_over.leader, folder=tmp_path)
    folder = tmp_path / "records" / "bulletins" / str(round_over.campaign.pk)
    assert "情况的通报" in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / "paper.pdf").read_bytes()[:5] == b"%PDF-" and (folder / "paper.docx").exists()
