"""The staff's page of 公示, as it is pressed."""

import io
import zipfile
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER
from mingcha.disclosure.models import SiteAddress, SiteEdition
from mingcha.disclosure.queries.site_work import BROKEN, SiteWork, site_work
from mingcha.disclosure.rules.manifests import NAME, read
from mingcha.draws.tests.county import Ceremony

pytestmark = pytest.mark.django_db
HOME = "/disclosure/"


def logged_in(ceremony: Ceremony, role: str) -> Client:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client


def page(client: Client, address: str = HOME) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def press(client: Client, name: str, **fields: Any) -> str:
    answer = client.post(reverse(name), fields, follow=True)
    return unescape(answer.content.decode())


def archive(client: Client, part: str) -> dict[str, bytes]:
    answer = client.get(reverse("site_download", args=[part]))
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.external_attr >> 16 for info in parts.infolist()} == {0o644}
        return {name: parts.read(name) for name in parts.namelist()}


def test_made_taken_away_carried_and_made_again(ceremony: Ceremony) -> None:
    client = logged_in(ceremony, ENFORCEMENT)
    assert "还没有生成过公示文件" in page(client)
    assert "已生成第1次公示文件" in press(client, "site_make")
    assert "还没有登记上传" in page(client)
    whole = archive(client, "whole")
    assert read(whole[f"site/{NAME}"]).keys() == {
        name.removeprefix("site/") for name in whole if name.startswith("site/")
    } - {NAME}
    assert "公示文件变动清单" in whole["fuping-变动清单.txt"].decode()
    assert "已登记：第1次公示文件已上传" in press(client, "site_carried", number=1)
    assert "此后公示内容没有变化" in page(client)
    assert "公示内容没有变化，文件没有改动" in press(client, "site_make")
    ceremony.announce()
    assert "此后公示内容可能有变" in page(client)
    assert "已生成第2次公示文件" in press(client, "site_make")
    changed = archive(client, "changed")
    assert f"site/draws/{ceremony.sitting.pk}/index.html" in changed
    assert "site/key.txt" not in changed
    assert SiteEdition.objects.count() == 2


def test_who_only_reads_sees_what_was_carried_and_may_press_nothing(ceremony: Ceremony) -> None:
    press(logged_in(ceremony, LEADER), "site_make")
    for role in (BUSINESS, AUDITOR):
        client = logged_in(ceremony, role)
        shown = page(client)
        assert "第1次" in shown and 'aria-disabled="true"' in shown
        assert "登记已上传" not in shown and "下载全部" not in shown
        assert client.post(reverse("site_make")).status_code == 403
        assert client.post(reverse("site_carried"), {"number": 1}).status_code == 403


def test_the_archive_is_refused_when_the_folder_holds_something_else(ceremony: Ceremony) -> None:
    client = logged_in(ceremony, LEADER)
    assert client.get(reverse("site_download", args=["whole"])).status_code == 404
    press(client, "site_make")
    assert client.get(reverse("site_download", args=["half"])).status_code == 404
    (settings.DATA.root / "site" / "fuping" / NAME).write_text("00  index.html\n")
    assert client.get(reverse("site_download", args=["whole"])).status_code == 409


def test_a_leader_sets_the_address_and_typed_words_survive_a_refusal(ceremony: Ceremony) -> None:
    leader = logged_in(ceremony, LEADER)
    typed = {"address": "不是网址", "in_force_from": "2026.6.16", "reason": "通知"}
    assert "不是网址" in press(leader, "site_address", **typed)
    assert not SiteAddress.objects.exists()
    press(leader, "site_address", **typed | {"address": "https://a.cn/gs"})
    assert "https://a.cn/gs" in page(leader, reverse("site_address"))
    clerk = logged_in(ceremony, ENFORCEMENT)
    assert "只有局领导岗位可以办理" in page(clerk, reverse("site_address"))
    assert clerk.post(reverse("site_address"), typed).status_code == 403


def test_a_making_that_broke_off_is_said_and_can_be_begun_again(ceremony: Ceremony) -> None:
    office = ceremony.county.bureau.office
    gone = 2**22 + 1  # no process has that number
    SiteWork(str(office.pk), gone, count=150).save()
    kept = site_work(office.pk)
    assert kept is not None and kept.state == BROKEN
    client = logged_in(ceremony, LEADER)
    assert "服务在生成中途停止" in page(client)
    assert "已生成第1次公示文件" in press(client, "site_make")


def test_a_making_under_way_says_how_far_it_is_and_is_not_begun_twice(ceremony: Ceremony) -> None:
    import os

    office = ceremony.county.bureau.office
    SiteWork(str(office.pk), os.getpid(), count=150).save()
    client = logged_in(ceremony, LEADER)
    assert "已写出150个文件" in page(client)
    box = client.get(HOME, headers={"HX-Request": "true"})
    assert "已写出150个文件" in box.content.decode() and "<html" not in box.content.decode()
    assert client.post(reverse("site_make")).status_code == 409
    SiteWork(str(office.pk), os.getpid(), state="done").save()
    assert client.get(HOME, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
