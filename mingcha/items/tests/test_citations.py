"""Items rest on versions of legal texts; when the law moves, what cites the old version is not newly used."""

import datetime

import pytest

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.items import services
from mingcha.items.models import InspectionItem
from mingcha.items.queries import (
    cited_by,
    item_rows,
    lapsed_items,
    touched_by,
    unregistered_titles,
)
from mingcha.items.rules import citations
from mingcha.items.tests import cast
from mingcha.law import services as law
from mingcha.law.models import LegalText
from mingcha.law.queries import open_deadlines, shelf_of
from mingcha.law.rules import LIST_AFTER_LAW
from mingcha.law.services import TextFacts
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
TODAY = moments.today()
NORMATIVE = "《测绘资质管理办法》第三条"


@pytest.fixture
def bureau() -> Bureau:
    return found()


def revised(bureau: Bureau, title: str, from_on: datetime.date) -> LegalText:
    text = LegalText.objects.filter(office=bureau.office, title=title)[0]
    facts = TextFacts(text.level, "修订", from_on, made_on=from_on, confidence="S")
    return law.revise_text(actor=bureau.actor(LEGAL), text=text, facts=facts, reason="公布新版")


def shortcomings(item: InspectionItem) -> list[str]:
    return item_rows(item.item_list)[0].shortcomings


def test_a_citation_is_read_down_to_article_paragraph_and_item() -> None:
    basis = "《测绘法》（2017年修订）第四十九条第一款第（二）项、第五十条；《某条例》第8条之一"
    assert [(one.title, one.articles, one.year) for one in citations(basis)] == [
        ("测绘法", ("第四十九条第一款第（二）项", "第五十条"), "2017"),
        ("某条例", ("第8条之一",), ""),
    ]


def test_an_item_is_tied_to_the_version_in_force(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau))
    cited = cited_by(item, shelf_of(bureau.office.pk), TODAY)
    assert [(one.words, one.text.version if one.text else "") for one in cited] == [
        ("《中华人民共和国矿产资源法》第六十四条", "2024年11月8日修订")
    ]


def test_a_registered_normative_document_carries_nothing_whatever_its_title(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau), basis=NORMATIVE)
    assert shortcomings(item) == ["《测绘资质管理办法》不是法律、法规或规章，不能作为检查依据"]
    both = services.edit_item(
        actor=bureau.actor(ENFORCEMENT), item=item, values={"basis": f"《测绘法》第四十九条；{NORMATIVE}"}
    )
    assert shortcomings(both) == []


def test_an_unknown_text_is_named_and_does_not_stand_in_the_way(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau), basis="《某省矿产资源条例》第五条")
    row = item_rows(item.item_list)[0]
    assert (row.shortcomings, row.to_check) == ([], ["某省矿产资源条例"])
    assert unregistered_titles(bureau.actor(LEGAL), item.item_list) == ["某省矿产资源条例"]
    facts = TextFacts("local_regulation", "制定", datetime.date(2020, 1, 1))
    law.enter_text(actor=bureau.actor(LEGAL), title="某省矿产资源条例", facts=facts)
    assert item_rows(item.item_list)[0].to_check == []


def test_what_may_be_a_rule_carries_only_once_it_is_registered_as_one(bureau: Bureau) -> None:
    clerk, draft = bureau.actor(ENFORCEMENT), cast.draft(bureau)
    item = cast.item(bureau, draft, basis="《某省矿山监测办法》第五条")
    with pytest.raises(Refusal) as refused:
        services.submit_list(actor=clerk, item_list=draft)
    assert "请在法律文本中登记，或者补充法律法规依据" in dict(refused.value.found)[item.code]
    with_law = {"basis": "《测绘法》第四十九条；《某省矿山监测办法》第五条"}
    assert shortcomings(services.edit_item(actor=clerk, item=item, values=with_law)) == []
    services.edit_item(actor=clerk, item=item, values={"basis": "《某省矿山监测办法》第五条"})
    facts = TextFacts("rule", "制定", datetime.date(2020, 1, 1))
    law.enter_text(actor=bureau.actor(LEGAL), title="某省矿山监测办法", facts=facts)
    assert services.submit_list(actor=clerk, item_list=draft).state == "submitted"


def test_what_a_county_made_is_no_rule_whatever_it_is_registered_as(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau), basis="《某县随机抽查管理办法》第三条")
    facts = TextFacts("rule", "制定", datetime.date(2020, 1, 1))
    law.enter_text(actor=bureau.actor(LEGAL), title="某县随机抽查管理办法", facts=facts)
    assert shortcomings(item) == ["《某县随机抽查管理办法》不是法律、法规或规章，不能作为检查依据"]


def test_an_amended_law_closes_submission_until_somebody_has_compared_the_articles(bureau: Bureau) -> None:
    clerk, draft = bureau.actor(ENFORCEMENT), cast.draft(bureau)
    item = cast.item(bureau, draft)
    revised(bureau, "中华人民共和国矿产资源法", TODAY)
    with pytest.raises(Refusal) as refused:
        services.submit_list(actor=clerk, item_list=draft)
    assert "要核对条款后按新版本引用" in dict(refused.value.found)[item.code]
    services.edit_item(actor=clerk, item=item, values={"contents": "越界、超层越界"})
    with pytest.raises(Refusal):
        services.submit_list(actor=clerk, item_list=draft)
    with pytest.raises(Refusal, match="写明"):
        services.confirm_citations(actor=clerk, item=item, reason="")
    services.confirm_citations(actor=clerk, item=item, reason="第六十四条未变")
    assert services.submit_list(actor=clerk, item_list=draft).state == "submitted"


def test_a_law_that_is_amended_tomorrow_still_carries_today(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau))
    tomorrow = TODAY + datetime.timedelta(days=1)
    later = revised(bureau, "中华人民共和国矿产资源法", tomorrow)
    assert lapsed_items(bureau.office.pk, [item], TODAY) == {}
    assert f"起施行{later.version}" in lapsed_items(bureau.office.pk, [item], tomorrow)[item.pk][0]


def test_a_law_that_moves_after_the_approval_closes_the_publication(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    cast.item(bureau, draft)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=draft)
    services.approve_list(actor=bureau.actor(LEADER), item_list=draft)
    text = LegalText.objects.filter(title="中华人民共和国矿产资源法")[0]
    law.repeal_text(actor=bureau.actor(LEGAL), text=text, from_on=TODAY, reason="废止决定")
    with pytest.raises(Refusal, match="不能公布") as refused:
        services.publish_list(actor=bureau.actor(LEADER), item_list=draft)
    assert "已废止" in refused.value.found[0][1]


def test_a_changed_text_lists_what_it_touches_and_dates_the_list(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    item = cast.item(bureau, draft)
    asked = {"words": "是否越界", "kind": "yes_no", "finding_answers": ["是"], "basis": cast.LAWFUL["basis"]}
    services.add_question(actor=bureau.actor(ENFORCEMENT), item=item, values=asked)
    cast.publish(bureau, draft)
    old = LegalText.objects.filter(title="中华人民共和国矿产资源法")[0]
    tomorrow = TODAY + datetime.timedelta(days=1)
    revised(bureau, "中华人民共和国矿产资源法", tomorrow)
    touched = touched_by(bureau.actor(LEGAL), old)
    assert [(one.item, one.words, one.questions) for one in touched] == [
        (item, ("《中华人民共和国矿产资源法》第六十四条",), (1,))
    ]
    (deadline,) = open_deadlines(bureau.office.pk, LIST_AFTER_LAW)
    assert deadline.starts_on == tomorrow


def test_a_changed_text_that_the_published_list_does_not_cite_sets_it_no_deadline(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    cast.item(bureau, draft)
    revised(bureau, "中华人民共和国矿产资源法", TODAY + datetime.timedelta(days=1))
    assert not open_deadlines(bureau.office.pk, LIST_AFTER_LAW).exists()
    cast.publish(bureau, draft)
    revised(bureau, "中华人民共和国测绘法", TODAY + datetime.timedelta(days=1))
    assert not open_deadlines(bureau.office.pk, LIST_AFTER_LAW).exists()


def test_what_the_next_version_no_longer_cites_sets_no_deadline_any_more(bureau: Bureau) -> None:
    first = cast.draft(bureau)
    cast.item(bureau, first)
    cast.item(bureau, first, name="测绘检查", basis="《中华人民共和国测绘法》第四十九条")
    cast.publish(bureau, first)
    second = cast.draft(bureau)
    services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=second.items.get(name="测绘检查"))
    cast.publish(bureau, second)
    revised(bureau, "中华人民共和国测绘法", TODAY + datetime.timedelta(days=1))
    assert not open_deadlines(bureau.office.pk, LIST_AFTER_LAW).exists()


def test_the_next_version_begins_with_the_citations_and_checklists_of_the_last(bureau: Bureau) -> None:
    draft = cast.draft(bureau)
    item = cast.item(bureau, draft)
    asked = {"words": "是否越界", "kind": "yes_no", "finding_answers": ["是"], "basis": cast.LAWFUL["basis"]}
    question = services.add_question(actor=bureau.actor(ENFORCEMENT), item=item, values=asked)
    cast.publish(bureau, draft)
    copy = cast.draft(bureau).items.get()
    assert copy.citations == item.citations
    assert [(one.words, one.citations) for one in copy.checklist.questions.all()] == [
        (question.words, question.citations)
    ]
    services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=copy)
    assert item.checklist.questions.count() == 1
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_a_version_named_in_the_basis_is_the_one_that_is_meant(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau), basis="《矿产资源法》（2009年修正）第三条")
    (cited,) = cited_by(item, shelf_of(bureau.office.pk), TODAY)
    assert cited.text is not None and cited.text.version == "2009年8月27日修正"
    assert "2025年7月1日起施行2024年11月8日修订的版本" in shortcomings(item)[0]


def test_questions_that_rest_on_the_same_lapsed_law_are_named_in_one_sentence(bureau: Bureau) -> None:
    item = cast.item(bureau, cast.draft(bureau), basis="《测绘法》第四十九条")
    for words in ("是否越界", "是否超层"):
        asked = {"words": words, "kind": "yes_no", "finding_answers": ["是"], "basis": "《矿产资源法》第三条"}
        services.add_question(actor=bureau.actor(ENFORCEMENT), item=item, values=asked)
    revised(bureau, "中华人民共和国矿产资源法", TODAY)
    (lapse,) = shortcomings(item)
    assert lapse.startswith("检查单第1、2题引用的《矿产资源法》第三条")
