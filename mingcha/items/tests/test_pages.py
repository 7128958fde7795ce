"""Pages of the item list, through Django's client."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, SYSTEM_ADMIN
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.states import PUBLISHED
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "测绘资质单位检查",
    "contents": "资质条件保持情况",
    "basis": "《中华人民共和国测绘法》第四十九条",
    "body": "阜平县自然资源和规划局",
    "methods": "现场检查、书面检查",
    "target_categories": "测绘资质单位",
    "kind": "general",
    "concerns_enterprises": "yes",
    "ratio": "５％",
    "in_force_from": "2026.1.1",
}


@pytest.fixture
def bureau() -> Bureau:
    return found()


def client_of(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_way_of_a_version_by_pages(bureau: Bureau) -> None:
    clerk, leader = client_of(bureau, ENFORCEMENT), client_of(bureau, LEADER)
    assert "还没有公布的清单" in page(clerk, "item_lists")
    clerk.post(reverse("item_list_start"))
    item_list = ItemList.objects.get()
    assert clerk.post(reverse("item_add", args=[item_list.pk]), TYPED).status_code == 302
    item = InspectionItem.objects.get()
    assert (item.ratio, item.methods, str(item.in_force_from)) == (
        "1/20",
        ["现场检查", "书面检查"],
        "2026-01-01",
    )
    clerk.post(reverse("item_list_submit", args=[item_list.pk]))
    assert "审定这一版" in page(leader, "item_list_detail", item_list.pk)
    leader.post(reverse("item_list_approve", args=[item_list.pk]))
    clerk.post(reverse("item_list_publish", args=[item_list.pk]))
    item_list.refresh_from_db()
    assert item_list.state == PUBLISHED


def test_an_incomplete_item_closes_the_submission_and_says_why(bureau: Bureau) -> None:
    clerk = client_of(bureau, ENFORCEMENT)
    item_list = cast.draft(bureau)
    answer = clerk.post(
        reverse("item_add", args=[item_list.pk]), TYPED | {"basis": "《某通知》第一条"}, follow=True
    )
    shown = answer.content.decode()
    assert "不是法律、法规或规章" in shown
    assert "一律不得擅自开展检查" in shown
    assert 'aria-disabled="true" aria-describedby="why-lacking">送审' in shown
    refused = clerk.post(reverse("item_list_submit", args=[item_list.pk]))
    assert refused.status_code == 422
    assert "1个事项不能送审" in refused.content.decode()
    clerk.post(reverse("item_leave_out", args=[InspectionItem.objects.get().pk]))
    assert not item_list.items.exists()


def test_what_cannot_be_read_is_named_beside_its_field_and_nothing_is_lost(bureau: Bureau) -> None:
    clerk = client_of(bureau, ENFORCEMENT)
    item_list = cast.draft(bureau)
    wrong = {"ratio": "120%", "in_force_from": "2026年2月30日", "name": ""}
    shown = clerk.post(reverse("item_add", args=[item_list.pk]), TYPED | wrong).content.decode()
    assert "不超过100%" in shown
    assert "2026年2月只有28天" in shown
    assert "资质条件保持情况" in shown
    assert not item_list.items.exists()


def test_an_edit_shows_what_stands_and_saves_what_is_typed(bureau: Bureau) -> None:
    clerk = client_of(bureau, ENFORCEMENT)
    item = cast.item(bureau, cast.draft(bureau), code="ZR001", ratio="1/20")
    shown = page(clerk, "item_edit", item.pk)
    assert 'value="5%"' in shown
    assert clerk.post(reverse("item_edit", args=[item.pk]), TYPED | {"code": ""}).status_code == 302
    item.refresh_from_db()
    assert (item.code, item.name) == ("ZR001", "测绘资质单位检查")


def test_a_taken_code_is_refused_on_the_form_with_what_was_typed(bureau: Bureau) -> None:
    clerk = client_of(bureau, ENFORCEMENT)
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list, code="ZR001")
    answer = clerk.post(reverse("item_add", args=[item_list.pk]), TYPED | {"code": "ZR001"})
    assert answer.status_code == 409
    assert "事项编码重复" in answer.content.decode()
    assert "资质条件保持情况" in answer.content.decode()


def test_readers_read_and_are_told_who_may_draft(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    item = cast.item(bureau, item_list)
    reader = client_of(bureau, AUDITOR)
    assert "采矿权人履行义务情况检查" in page(reader, "item_list_detail", item_list.pk)
    assert "只有执法监察岗位可以办理" in page(reader, "item_detail", item.pk)
    for name, pk in (("item_add", item_list.pk), ("item_edit", item.pk)):
        assert reader.get(reverse(name, args=[pk])).status_code == 403
    assert reader.post(reverse("item_list_start")).status_code == 403


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, INSPECTOR])
def test_administrators_and_inspectors_see_no_list(bureau: Bureau, role: str) -> None:
    item_list = cast.draft(bureau)
    client = client_of(bureau, role)
    assert client.get(reverse("item_lists")).status_code == 403
    assert client.get(reverse("item_list_detail", args=[item_list.pk])).status_code == 403


def test_another_offices_list_is_not_found(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    item = cast.item(bureau, item_list)
    outsider = client_of(found("QYZRZY", "曲阳县自然资源和规划局"), BUSINESS)
    for name, pk in (("item_list_detail", item_list.pk), ("item_detail", item.pk), ("item_edit", item.pk)):
        assert outsider.get(reverse(name, args=[pk])).status_code == 404


def test_the_list_is_exported(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    answer = client_of(bureau, AUDITOR).get(reverse("item_list_detail", args=[item_list.pk]) + "?export=1")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_anybody_reads_the_published_list_and_nothing_else(bureau: Bureau) -> None:
    bureau.person(LEADER)
    assert "还没有公布" in page(Client(), "public_items")
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    cast.publish(bureau, item_list)
    draft = cast.draft(bureau)
    cast.item(bureau, draft, name="未公布的事项", contents="不应看到")
    shown = page(Client(), "public_items")
    assert "采矿权人履行义务情况检查" in shown
    assert "《中华人民共和国矿产资源法》第六十四条" in shown
    assert "未公布的事项" not in shown
