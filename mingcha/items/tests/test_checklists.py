"""Checklists: questions that can be answered on the spot, in order, frozen with their version."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.items import services
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.queries import questions_of
from mingcha.items.rules.checklists import finding_words, is_finding
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
ASKED = {"words": "是否在批准的矿区范围内开采", "kind": "yes_no", "finding_answers": ["否"]}


@pytest.fixture
def bureau() -> Bureau:
    return found()


@pytest.fixture
def item(bureau: Bureau) -> InspectionItem:
    return cast.item(bureau, cast.draft(bureau))


def ask(bureau: Bureau, item: InspectionItem, words: str, number: int | None = None) -> ChecklistQuestion:
    return services.add_question(
        actor=bureau.actor(ENFORCEMENT), item=item, values=ASKED | {"words": words}, number=number
    )


def order(item: InspectionItem) -> list[tuple[int, str]]:
    return [(one.number, one.words) for one in questions_of(item)]


def test_questions_keep_one_order_without_gaps(bureau: Bureau, item: InspectionItem) -> None:
    first, second = ask(bureau, item, "一"), ask(bureau, item, "二")
    ask(bureau, item, "零", number=1)
    assert order(item) == [(1, "零"), (2, "一"), (3, "二")]
    second.refresh_from_db()
    services.edit_question(actor=bureau.actor(ENFORCEMENT), question=second, values={}, number=1)
    assert order(item) == [(1, "二"), (2, "零"), (3, "一")]
    services.remove_question(actor=bureau.actor(ENFORCEMENT), question=first)
    assert order(item) == [(1, "二"), (2, "零")]
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": " "}, "没有写明检查内容"),
        ({"finding_answers": []}, "哪个答案属于发现问题"),
        ({"finding_answers": ["有时"]}, "没有“有时”这个答案"),
        ({"kind": "choice", "choices": ["甲"], "finding_answers": ["甲"]}, "两个不同的选项"),
        ({"kind": "number"}, "下限或上限"),
        ({"kind": "number", "lowest": Decimal(5), "highest": Decimal(3)}, "上限低于下限"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    bureau: Bureau, item: InspectionItem, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        services.add_question(actor=bureau.actor(ENFORCEMENT), item=item, values=ASKED | wrong)
    assert questions_of(item) == []


def test_an_answer_is_a_finding_when_the_question_says_so(bureau: Bureau, item: InspectionItem) -> None:
    plain = ask(bureau, item, "一")
    assert is_finding(plain, "否") and not is_finding(plain, "是") and not is_finding(plain, "不适用")
    measured = ChecklistQuestion(kind="number", lowest=Decimal("0.5"), highest=Decimal(10))
    answers = [Decimal("0.4"), Decimal("0.5"), Decimal(10), Decimal("10.1")]
    assert [is_finding(measured, answer) for answer in answers] == [True, False, False, True]
    assert finding_words(measured, "米") == "低于0.5米或高于10米"


def test_a_published_checklist_is_not_changed(bureau: Bureau, item: InspectionItem) -> None:
    question = ask(bureau, item, "一")
    cast.publish(bureau, item.item_list)
    clerk = bureau.actor(ENFORCEMENT)
    for act in (
        lambda: services.edit_question(actor=clerk, question=question, values={"words": "二"}),
        lambda: services.remove_question(actor=clerk, question=question),
        lambda: services.describe_checklist(actor=clerk, item=item, title="新名称", guidance=""),
        lambda: ask(bureau, item, "三"),
    ):
        with pytest.raises(Conflict):
            act()
    assert order(item) == [(1, "一")]


def test_who_may_not_draft_writes_no_question(bureau: Bureau, item: InspectionItem) -> None:
    with pytest.raises(Forbidden):
        services.add_question(actor=bureau.actor(AUDITOR), item=item, values=ASKED)
    outsider = found("QYZRZY", "曲阳县自然资源和规划局").actor(ENFORCEMENT)
    with pytest.raises(Unknown):
        services.add_question(actor=outsider, item=item, values=ASKED)


def test_the_pages_write_move_and_print_a_checklist(bureau: Bureau, item: InspectionItem) -> None:
    client = Client()
    client.force_login(bureau.person(ENFORCEMENT))
    describe = {"title": "采矿权检查单", "guidance": "带坐标"}
    assert client.post(reverse("checklist_describe", args=[item.pk]), describe).status_code == 302
    typed = {
        "words": "越界距离",
        "kind": "number",
        "highest": "１.５",
        "unit": "米",
        "basis": "《测绘法》第三条",
    }
    assert client.post(reverse("question_add", args=[item.pk]), typed).status_code == 302
    question = ChecklistQuestion.objects.get()
    assert (question.highest, question.citations[0]["articles"]) == (Decimal("1.5"), ["第三条"])
    wrong = client.post(reverse("question_edit", args=[question.pk]), typed | {"highest": "很远"})
    assert "认不出是多少" in wrong.content.decode()
    shown = client.get(reverse("checklist", args=[item.pk])).content.decode()
    assert "采矿权检查单" in shown and "高于1.5米" in shown
    assert client.get(reverse("checklist", args=[item.pk]), {"export": 1})["Content-Type"].endswith("sheet")
    client.post(reverse("question_remove", args=[question.pk]))
    assert questions_of(item) == []
