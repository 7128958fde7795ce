"""A version of the list from draft to publication."""

import datetime
from collections.abc import Callable

import pytest

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL, SYSTEM_ADMIN
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.items import services
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.queries import differences_to, former_list, published_items, published_list
from mingcha.items.states import APPROVED, DRAFT, PUBLISHED, REPLACED, SUBMITTED
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)


@pytest.fixture
def bureau() -> Bureau:
    return found()


def test_a_version_goes_from_draft_to_published(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    states = [item_list.state]
    states.append(services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list).state)
    states.append(services.approve_list(actor=bureau.actor(LEADER), item_list=item_list).state)
    states.append(services.publish_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list).state)
    assert states == [DRAFT, SUBMITTED, APPROVED, PUBLISHED]
    acts = list(Opening.objects.order_by("entry").values_list("act", flat=True))
    assert acts == [
        "items.start_list",
        "items.add_item",
        "items.submit_list",
        "items.approve_list",
        "items.publish_list",
    ]


def test_a_version_that_tells_somebodys_number_is_not_submitted(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    item = cast.item(bureau, item_list)
    InspectionItem.objects.filter(pk=item.pk).update(contents="查证照，问13812345678")
    with pytest.raises(Refusal, match="的抽查内容里有手机号"):
        services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)


def test_a_new_version_begins_as_a_copy_and_replaces_the_former_one(bureau: Bureau) -> None:
    first = cast.draft(bureau)
    old = cast.item(bureau, first, code="ZR001")
    cast.publish(bureau, first)
    second = cast.draft(bureau)
    copy = second.items.get()
    assert (copy.code, copy.basis) == (old.code, old.basis)
    assert copy.pk != old.pk
    cast.publish(bureau, second)
    first.refresh_from_db()
    assert first.state == REPLACED
    assert published_list(bureau.actor(LEGAL)) == second


@pytest.mark.parametrize(
    "lacking", [{"basis": ""}, {"basis": "《某通知》第一条"}, {"body": ""}, {"contents": ""}, {"methods": []}]
)
def test_an_incomplete_item_is_kept_but_closes_the_submission(
    bureau: Bureau, lacking: dict[str, object]
) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    incomplete = cast.item(
        bureau,
        item_list,
        contents="另一项" if "contents" not in lacking else "",
        **{field: value for field, value in lacking.items() if field != "contents"},
    )
    with pytest.raises(Refusal) as refused:
        services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    assert refused.value.code == "items-not-submittable"
    assert [label for label, _ in refused.value.found] == [incomplete.code]
    assert "一律不得擅自开展检查" in refused.value.clause
    services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=incomplete)
    assert services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list).state == SUBMITTED


def test_an_empty_version_is_not_submitted(bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refused:
        services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=cast.draft(bureau))
    assert refused.value.code == "empty-list"


def test_whoever_submits_does_not_approve(bureau: Bureau) -> None:
    from mingcha.accounts.models import RoleGrant
    from mingcha.common import moments

    RoleGrant.objects.create(person=bureau.person(ENFORCEMENT), role=LEADER, granted_at=moments.now())
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    with pytest.raises(Forbidden, match="另一位局领导"):
        services.approve_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    assert services.approve_list(actor=bureau.actor(LEADER), item_list=item_list).state == APPROVED


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT, LEGAL, AUDITOR, SYSTEM_ADMIN])
def test_only_a_leader_approves(bureau: Bureau, role: str) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    with pytest.raises(Forbidden, match="局领导"):
        services.approve_list(actor=bureau.actor(role, "另一人"), item_list=item_list)


@pytest.mark.parametrize("role", [BUSINESS, LEADER, LEGAL, AUDITOR, SYSTEM_ADMIN])
def test_only_enforcement_drafts(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden):
        services.start_list(actor=bureau.actor(role))
    item_list = cast.draft(bureau)
    with pytest.raises(Forbidden):
        services.add_item(actor=bureau.actor(role), item_list=item_list, values=cast.LAWFUL)


def test_a_returned_version_is_drafted_again_with_the_reason_kept(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    with pytest.raises(Refusal, match="写明"):
        services.return_list(actor=bureau.actor(LEADER), item_list=item_list, reason=" ")
    returned = services.return_list(actor=bureau.actor(LEADER), item_list=item_list, reason="补依据")
    assert (returned.state, returned.submitted_by) == (DRAFT, "")
    assert Opening.objects.get(act="items.return_list").reason == "补依据"


def test_a_submission_stands_on_the_leaders_home_page_until_it_is_decided(bureau: Bureau) -> None:
    leader = bureau.person(LEADER)
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    assert OpenWork.objects.get().person == leader
    services.approve_list(actor=bureau.actor(LEADER), item_list=item_list)
    assert not OpenWork.objects.exists()


def test_what_was_submitted_is_not_edited_behind_the_leader(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    item = cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    with pytest.raises(Conflict):
        services.edit_item(actor=bureau.actor(ENFORCEMENT), item=item, values={"contents": "别的"})
    with pytest.raises(Conflict):
        services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=item)
    with pytest.raises(Conflict):
        services.add_item(actor=bureau.actor(ENFORCEMENT), item_list=item_list, values=cast.LAWFUL)


def test_there_is_one_next_version_at_a_time(bureau: Bureau) -> None:
    cast.draft(bureau)
    with pytest.raises(Conflict, match="还没有公布"):
        cast.draft(bureau)


def test_a_code_stands_once_in_a_version(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list, code="ZR001")
    with pytest.raises(Conflict, match="ZR001"):
        cast.item(bureau, item_list, code="ZR001")
    assert cast.item(bureau, item_list).code == "002"


def test_a_code_that_was_left_out_is_not_given_to_another_item(bureau: Bureau) -> None:
    first = cast.draft(bureau)
    for contents in ("一", "二"):
        cast.item(bureau, first, contents=contents)
    cast.publish(bureau, first)
    second = cast.draft(bureau)
    services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=second.items.get(code="002"))
    assert cast.item(bureau, second, contents="三").code == "003"


def test_another_office_sees_and_changes_nothing(bureau: Bureau) -> None:
    outsider = found("QYZRZY", "曲阳县自然资源和规划局").actor(ENFORCEMENT)
    item_list = cast.draft(bureau)
    item = cast.item(bureau, item_list)
    for act in (
        lambda: services.submit_list(actor=outsider, item_list=item_list),
        lambda: services.edit_item(actor=outsider, item=item, values={"contents": "别的"}),
        lambda: services.leave_out_item(actor=outsider, item=item),
    ):
        with pytest.raises(Unknown):
            act()
    assert InspectionItem.objects.get().contents == cast.LAWFUL["contents"]


def test_only_published_items_in_force_on_the_day_can_be_inspected(bureau: Bureau) -> None:
    item_list = cast.draft(bureau)
    now = cast.item(bureau, item_list)
    cast.item(bureau, item_list, contents="明年", in_force_from=datetime.date(2027, 1, 1))
    cast.item(bureau, item_list, contents="去年", in_force_until=datetime.date(2025, 12, 31))
    reader = bureau.actor(LEGAL)
    assert list(published_items(reader, TODAY)) == []
    cast.publish(bureau, item_list)
    assert list(published_items(reader, TODAY)) == [now]
    assert list(published_items(found("QYZRZY", "曲阳").actor(LEGAL), TODAY)) == []


def test_the_difference_names_what_was_added_changed_and_left_out(bureau: Bureau) -> None:
    first = cast.draft(bureau)
    cast.item(bureau, first, code="A")
    cast.item(bureau, first, code="B", contents="将去掉")
    cast.publish(bureau, first)
    second = cast.draft(bureau)
    clerk = bureau.actor(ENFORCEMENT)
    services.edit_item(actor=clerk, item=second.items.get(code="A"), values={"ratio": "1/10"})
    services.leave_out_item(actor=clerk, item=second.items.get(code="B"))
    cast.item(bureau, second, code="C", contents="新的")
    found_differences = [
        (one.kind, one.code, one.changes) for one in differences_to(former_list(second), second)
    ]
    assert found_differences == [
        ("修改", "A", [("抽查比例", "（空）", "10%")]),
        ("去掉", "B", []),
        ("新增", "C", []),
    ]


def test_every_row_of_the_list_is_bound_by_the_ledger(bureau: Bureau) -> None:
    first = cast.draft(bureau)
    cast.item(bureau, first)
    services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=cast.item(bureau, first, contents="多余"))
    cast.publish(bureau, first)
    cast.publish(bureau, cast.draft(bureau))
    places = [finding.place for finding in examine_ledger() if finding.place.startswith("items_")]
    assert places == []


@pytest.mark.parametrize("verb", [services.approve_list, services.publish_list, services.submit_list])
def test_whoever_may_not_is_told_so_whatever_the_state(bureau: Bureau, verb: Callable[..., ItemList]) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    cast.publish(bureau, item_list)
    with pytest.raises(Forbidden):
        verb(actor=bureau.actor(AUDITOR), item_list=item_list)
