"""What the public sees: every version once in force, what each changed, as page, PDF, workbook, text."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden
from mingcha.common.papers import typeset
from mingcha.items import services
from mingcha.items.models import ItemList, ListPaper
from mingcha.items.queries import differences_to
from mingcha.items.services.list_paper import TEMPLATE, paper_content
from mingcha.items.tests import cast
from mingcha.law.models import LegalText
from mingcha.law.services import TextFacts, revise_text
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    bureau.person(LEADER)
    return bureau


def published(bureau: Bureau, **values: object) -> ItemList:
    draft = cast.draft(bureau)
    if draft.items.exists():
        services.edit_item(actor=bureau.actor(ENFORCEMENT), item=draft.items.get(), values=values)
    else:
        cast.item(bureau, draft, code="ZR01", **values)
    return cast.publish(bureau, draft)


def page(name: str, *args: object) -> str:
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_paper_is_kept_with_its_digest_and_can_be_typeset_again(bureau: Bureau) -> None:
    item_list = published(bureau)
    paper = services.keep_list_paper(actor=bureau.actor(LEADER), item_list=item_list)
    assert f'"sha256":"{paper.sha256}"' in Opening.objects.get(act="items.keep_list_paper").content
    assert item_list.published_at is not None
    again = typeset(TEMPLATE, paper_content(item_list), on=moments.local_day(item_list.published_at))
    assert hashlib.sha256(again).hexdigest() == paper.sha256
    with pytest.raises(Conflict, match="不再重新生成"):
        services.keep_list_paper(actor=bureau.actor(LEADER), item_list=item_list)
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_a_draft_has_no_paper_and_a_reader_makes_none(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    with pytest.raises(Forbidden, match="还没有公布"):
        services.keep_list_paper(actor=bureau.actor(LEADER), item_list=draft)
    with pytest.raises(Forbidden):
        services.keep_list_paper(actor=bureau.actor(AUDITOR), item_list=draft)


def test_publishing_by_page_makes_the_paper_that_anybody_downloads(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    cast.item(bureau, draft)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=draft)
    services.approve_list(actor=bureau.actor(LEADER), item_list=draft)
    client = Client()
    client.force_login(bureau.person(LEADER))
    client.post(reverse("item_list_publish", args=[draft.pk]))
    answer = Client().get(reverse("public_paper", args=[1]))
    assert answer.content == bytes(ListPaper.objects.get().content)
    assert ListPaper.objects.get().sha256 in page("public_items")


def test_former_versions_stay_public_with_what_the_next_one_changed(bureau: Bureau) -> None:
    published(bureau, ratio="1/20")
    published(bureau, ratio="1/10")
    now = page("public_items")
    assert "与第1版的不同" in now and "5%" in now and "10%" in now
    former = page("public_version", 1)
    assert "已被新版代替" in former and "与第1版的不同" not in former
    assert Client().get(reverse("public_version", args=[3])).status_code == 404
    assert Client().get(reverse("public_paper", args=[1])).status_code == 404


def test_a_draft_is_not_public_in_any_form(bureau: Bureau) -> None:
    published(bureau)
    cast.draft(bureau)
    for name in ("public_version", "public_paper", "public_workbook", "public_csv"):
        assert Client().get(reverse(name, args=[2])).status_code == 404


def test_the_text_file_runs_nothing_and_opens_in_a_spreadsheet(bureau: Bureau) -> None:
    published(bureau, note="=HYPERLINK(1)")
    content = Client().get(reverse("public_csv", args=[1])).content
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "《中华人民共和国矿产资源法》2024年11月8日修订" in text
    answer = Client().get(reverse("public_workbook", args=[1]))
    assert answer["Content-Type"].endswith("sheet")


def test_another_version_of_the_law_under_the_same_words_is_a_difference(bureau: Bureau) -> None:
    first = published(bureau)
    text = LegalText.objects.filter(title="中华人民共和国矿产资源法")[0]
    facts = TextFacts("law", "修正", moments.today(), made_on=moments.today(), confidence="S")
    revise_text(actor=bureau.actor("legal"), text=text, facts=facts, reason="修正决定")
    second = cast.draft(bureau)
    services.confirm_citations(
        actor=bureau.actor(ENFORCEMENT), item=second.items.get(), reason="第六十四条未变"
    )
    (difference,) = differences_to(first, second)
    assert [title for title, *_ in difference.changes] == ["依据版本"]
