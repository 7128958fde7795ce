"""Saved views: conditions of a list under a name, one's own or the office's, never what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import SavedView
from mingcha.accounts.queries import saved_views
from mingcha.accounts.services import drop_view, keep_view
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Refusal, Unknown
from mingcha.ledger.models import Entry


def keep(bureau: Bureau, role: str = "leader", **facts: object) -> SavedView:
    said = {"page": "people_list", "title": "检查人员", "query": "role=inspector&page=3&text=张试一&state="}
    return keep_view(actor=bureau.actor(role), **(said | facts))  # type: ignore[arg-type]  # as the test says


def test_conditions_are_kept_but_not_the_page_nor_what_was_typed(fuping: Bureau) -> None:
    before = Entry.objects.count()
    assert keep(fuping).query == "role=inspector"
    assert Entry.objects.count() == before


def test_the_same_name_again_replaces_the_conditions(fuping: Bureau) -> None:
    keep(fuping)
    keep(fuping, query="role=witness")
    assert [view.query for view in SavedView.objects.all()] == ["role=witness"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": " "}, "起一个"),
        ({"query": "text=张试一&page=2"}, "没有可以保存的条件"),
        ({"page": "nowhere"}, "没有这个列表"),
        ({"page": "person_detail"}, "没有这个列表"),
    ],
)
def test_what_cannot_be_kept_is_said(facts: dict[str, str], words: str, fuping: Bureau) -> None:
    with pytest.raises(Refusal, match=words):
        keep(fuping, **facts)
    assert not SavedView.objects.exists()


def test_a_shared_view_is_the_offices_and_a_private_one_nobody_elses(fuping: Bureau, tang: Bureau) -> None:
    keep(fuping, title="共用", is_shared=True)
    keep(fuping, title="自用")
    for bureau, role, titles in (
        (fuping, "leader", ["共用", "自用"]),
        (fuping, "auditor", ["共用"]),
        (tang, "leader", []),
    ):
        found = saved_views(bureau.actor(role), "people_list")
        assert sorted(view.title for view in found) == titles


def test_only_who_kept_a_view_drops_it(fuping: Bureau) -> None:
    view = keep(fuping, is_shared=True)
    with pytest.raises(Unknown):
        drop_view(actor=fuping.actor("auditor"), view=view.pk)
    drop_view(actor=fuping.actor("leader"), view=view.pk)
    assert not SavedView.objects.exists()


def test_the_list_keeps_shows_and_drops(fuping: Bureau) -> None:
    client = Client()
    client.force_login(fuping.people["leader"])
    listed = reverse("people_list")
    assert "保存当前条件" in client.get(listed, {"role": "inspector"}).content.decode()
    said = {"page": "people_list", "title": "检查人员们", "query": "role=inspector"}
    answer = client.post(reverse("view_keep"), said)
    assert answer.headers["Location"] == f"{listed}?role=inspector"
    shown = client.get(listed, {"role": "inspector"}).content.decode()
    assert 'href="?role=inspector" aria-current="true">检查人员们' in shown
    client.post(reverse("view_drop", args=[SavedView.objects.get().pk]))
    assert "检查人员们" not in client.get(listed).content.decode().replace("已删去保存的条件“检查人员们”", "")
