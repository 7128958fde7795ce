"""疑似重复: the list, one question, the answers on the page, and what waits at home."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.oversight.queries.home import own_work
from mingcha.registers.models import Distinction, Holder, Target
from mingcha.registers.queries import open_questions
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db
OLD_NUMBER = "130624000012345"
WHY = "同一营业执照"


@pytest.fixture
def alike(fuping: Bureau, tmp_path: Path) -> tuple[Holder, Holder]:
    """One company twice: under its credit code and under its older number."""
    import_targets(fuping, tmp_path, target_row())
    other = target_row(统一社会信用代码=OLD_NUMBER, 许可证号="C2", 对象名称="二号铁矿")
    import_targets(fuping, tmp_path, other)
    return Holder.objects.get(uscc=credit_code(50)), Holder.objects.get(register_no=OLD_NUMBER)


def signed_in(client: Client, bureau: Bureau, role: str) -> Client:
    client.force_login(bureau.people[role])
    return client


def address(name: str, member: Holder) -> str:
    return reverse(name, args=["name", member.pk])


def test_what_looks_alike_waits_at_home_and_in_the_list(
    client: Client, fuping: Bureau, alike: tuple[Holder, Holder]
) -> None:
    work = own_work(fuping.actor("enforcement"))
    assert "核对1处疑似重复" in str([*work.late, *work.soon, *work.later])
    page = signed_in(client, fuping, "enforcement").get(reverse("duplicate_list")).content.decode()
    assert all(one.code in page for one in alike)
    assert "去核对" in page
    assert client.get(reverse("duplicate_export")).status_code == 200


def test_enforcement_merges_on_the_page_and_past_addresses_lead_on(
    client: Client, fuping: Bureau, alike: tuple[Holder, Holder]
) -> None:
    keep, other = alike
    signed_in(client, fuping, "enforcement")
    answer = {"keep": keep.pk, "absorb": [other.pk], "reason": WHY}
    done = client.post(address("duplicate_merge", keep), answer)
    assert done["Location"] == reverse("holder_detail", args=[keep.pk])
    assert OLD_NUMBER in client.get(done["Location"]).content.decode()
    former = client.get(reverse("holder_detail", args=[other.pk])).content.decode()
    assert "已并入" in former
    assert keep.code in former
    found = client.get(reverse("target_list") + f"?q={OLD_NUMBER}").content.decode()
    assert "2个对象符合" in found.replace("</b>", "")
    assert client.get(address("duplicate_detail", keep)).status_code == 404


def test_nothing_typed_is_lost_when_something_is_missing(
    client: Client, fuping: Bureau, alike: tuple[Holder, Holder]
) -> None:
    keep, other = alike
    signed_in(client, fuping, "enforcement")
    page = client.post(
        address("duplicate_merge", keep), {"keep": other.pk, "absorb": [keep.pk], "reason": WHY}
    )
    assert page.status_code == 422
    assert "应保留有代码的" in page.content.decode() or "统一社会信用代码" in page.content.decode()
    assert WHY in page.content.decode()
    page = client.post(address("duplicate_merge", keep), {"absorb": [other.pk], "reason": WHY})
    assert "请选择保留哪一个" in page.content.decode()
    assert Holder.current.count() == 2


def test_told_apart_it_is_gone_until_something_changes(
    client: Client, fuping: Bureau, alike: tuple[Holder, Holder]
) -> None:
    signed_in(client, fuping, "enforcement")
    (question,) = open_questions(fuping.actor("enforcement"))
    stale = client.post(address("duplicate_apart", alike[0]), {"facts": "0" * 64, "reason": WHY})
    assert stale.status_code == 404
    client.post(address("duplicate_apart", alike[0]), {"facts": question.facts, "reason": WHY})
    assert Distinction.objects.count() == 1
    assert "没有疑似重复" in client.get(reverse("duplicate_list")).content.decode()


def test_others_see_and_do_not_decide(client: Client, fuping: Bureau, alike: tuple[Holder, Holder]) -> None:
    signed_in(client, fuping, "business")
    page = client.get(address("duplicate_detail", alike[0])).content.decode()
    assert 'aria-disabled="true"' in page
    answer = {"keep": alike[0].pk, "absorb": [alike[1].pk], "reason": WHY}
    assert client.post(address("duplicate_merge", alike[0]), answer).status_code == 403
    assert client.get(reverse("holder_split", args=[alike[0].pk])).status_code == 403


def test_targets_are_split_off_to_a_new_holder_and_back(
    client: Client, fuping: Bureau, alike: tuple[Holder, Holder]
) -> None:
    source = alike[0]
    target = Target.objects.get(holder=source)
    url = reverse("holder_split", args=[source.pk])
    signed_in(client, fuping, "enforcement")
    assert "没有写明移到哪里" in client.post(url, {"targets": [target.pk], "reason": WHY}).content.decode()
    new = {"targets": [target.pk], "code": credit_code(77), "name": "阜平县试新矿业有限公司", "reason": WHY}
    client.post(url, new)
    receiver = Holder.objects.get(uscc=credit_code(77))
    assert Target.objects.get(pk=target.pk).holder_id == receiver.pk
    back = reverse("holder_split", args=[receiver.pk])
    client.post(back, {"targets": [target.pk], "code": source.code.lower(), "reason": WHY})
    assert Target.objects.get(pk=target.pk).holder_id == source.pk
