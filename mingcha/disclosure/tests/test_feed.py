"""The feed tells what was made public, corrected and taken back, by names that last; of what was withdrawn it
tells nothing."""

import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.kinds import PENALTIES
from mingcha.disclosure.rules.feeds import ENTRIES, FeedEntry, lasting_id, latest, plain_text
from mingcha.disclosure.services import make_site, set_address, withdraw_result
from mingcha.disclosure.tests.objecting import Objecting
from mingcha.draws.tests.county import Ceremony, Clock
from mingcha.ledger.services import record_act

pytestmark = pytest.mark.django_db
NS = {"a": "http://www.w3.org/2005/Atom"}
PARTS = ("title", "summary", "updated", "published")
SITE = "https://www.example.gov.cn/gongshi"


def read(content: bytes) -> dict[str, dict[str, str]]:
    """Entries by id."""
    found = {}
    for entry in ElementTree.fromstring(content).iterfind("a:entry", NS):
        told = {
            part: entry.findtext(f"a:{part}", "", NS) for part in ("title", "summary", "updated", "published")
        }
        link = entry.find("a:link", NS)
        assert link is not None
        found[entry.findtext("a:id", "", NS)] = {**told, "href": link.attrib["href"]}
    return found


def feed() -> bytes:
    answer = Client().get(reverse("public_feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    return answer.content


def of_result(objecting: Objecting, content: bytes) -> dict[str, str]:
    return read(content)[lasting_id(objecting.row.office.log_origin, f"results/{objecting.row.pk}")]


def test_a_new_record_stands_in_the_feed_with_its_absolute_address(
    objecting: Objecting, settings: object
) -> None:
    told = of_result(objecting, feed())
    shown = Disclosure.objects.get(kind="results")
    assert (
        told["title"] == f"检查结果：{shown.values['holder']}" and told["summary"] == "新公示一条检查结果。"
    )
    assert told["href"] == f"http://testserver{reverse('public_record', args=['results', shown.record])}"
    assert told["published"] == told["updated"]
    settings.PUBLIC_ADDRESS = "https://jc.example.gov.cn"  # type: ignore[attr-defined]  # the fixture's
    assert of_result(objecting, feed())["href"].startswith(
        "https://jc.example.gov.cn/public/records/results/"
    )


def test_a_correction_takes_the_place_of_the_entry_and_says_why(objecting: Objecting) -> None:
    before = of_result(objecting, feed())
    objecting.upheld()
    objecting.correct_record()
    objecting.publish("面积写错")
    after = of_result(objecting, feed())
    assert (
        after["title"].startswith("检查结果（更正）：")
        and after["summary"] == "更正理由：经异议核实：面积写错"
    )
    assert after["published"] == before["published"] and after["updated"] > before["updated"]


def test_a_withdrawal_reaches_the_feed_and_names_nothing_of_what_was_withdrawn(objecting: Objecting) -> None:
    values = Disclosure.objects.get(kind="results").values
    objecting.visiting.clock.advance(hours=1)
    withdraw_result(actor=objecting.leader, inspection=objecting.row.pk, reason=f"误公示{values['holder']}")
    content = feed()
    told = of_result(objecting, content)
    assert told["title"] == "检查结果（撤回）" and "已经撤回" in told["summary"]
    text = content.decode()
    for key in ("holder", "holder_code", "found", "officers"):
        assert values[key] not in text
    assert Client().get(told["href"].removeprefix("http://testserver")).status_code == 410


def test_lists_plans_and_announced_draws_stand_in_it_too(ceremony: Ceremony) -> None:
    assert ceremony.whole()
    titles = [one["title"] for one in read(feed()).values()]
    assert any(one.startswith("抽取公告：") for one in titles)


def test_the_same_state_gives_the_same_bytes_and_without_entries_too(office: object) -> None:
    first = feed()
    assert read(first) == {} and feed() == first


def test_only_what_changed_last_is_kept_in_an_order_of_its_own() -> None:
    day = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)

    def entry(number: int) -> FeedEntry:
        at = day + datetime.timedelta(days=number // 2)
        return FeedEntry(f"results/{number:04}", "", "", "", at, at)

    entries = [entry(number) for number in range(ENTRIES + 50)]
    found = latest(entries)
    assert len(found) == ENTRIES and found == latest(entries[::-1])
    assert [one.key for one in found[:3]] == ["results/0148", "results/0149", "results/0146"]
    assert plain_text("a\x00b\x0bc\n") == "abc\n"


def test_head_and_foot_of_public_pages_lead_to_it(office: object) -> None:
    page = Client().get(reverse("public_portal")).content.decode()
    assert 'rel="alternate" type="application/atom+xml"' in page and "订阅公示" in page


def test_carried_it_has_the_addresses_of_the_other_site_and_the_same_bytes_again(
    objecting: Objecting, tmp_path: Path
) -> None:
    county = objecting.visiting.ceremony.county
    today = objecting.visiting.clock.now.date()
    set_address(actor=county.actor(LEADER), address=SITE, in_force_from=today, reason="上传")
    folder = tmp_path / "site"
    make_site(actor=county.actor(ENFORCEMENT), folder=folder)
    content = (folder / "feed.atom").read_bytes()
    told = of_result(objecting, content)
    assert told["href"].startswith(f"{SITE}/records/results/")
    carried = folder / told["href"].removeprefix(f"{SITE}/") / "index.html"
    assert carried.is_file()
    assert 'href="../feed.atom"' in (folder / "records" / "index.html").read_text(encoding="utf-8")
    objecting.visiting.clock.advance(days=2)
    make_site(actor=county.actor(ENFORCEMENT), folder=folder)
    assert (folder / "feed.atom").read_bytes() == content
    withdraw_result(actor=county.actor(LEADER), inspection=objecting.row.pk, reason="有误")
    make_site(actor=county.actor(ENFORCEMENT), folder=folder)
    assert of_result(objecting, (folder / "feed.atom").read_bytes())["title"] == "检查结果（撤回）"


def test_carried_without_an_address_there_is_none_and_nothing_leads_to_it(
    ceremony: Ceremony, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    make_site(actor=ceremony.county.actor(ENFORCEMENT), folder=folder)
    assert not (folder / "feed.atom").exists()
    assert "订阅" not in (folder / "index.html").read_text(encoding="utf-8")
    assert settings.PUBLIC_ADDRESS == ""


def test_what_was_public_for_a_time_is_named_no_more_once_that_is_over(office: Bureau, clock: Clock) -> None:
    with transaction.atomic():
        row = Disclosure.objects.create(
            office=office.office,
            kind=PENALTIES,
            record="p-1",
            number=1,
            values={"holder": "某矿业公司", "public_until": "2026-06-20"},
            disclosed_by="某人",
            disclosed_at=moments.day_begins(datetime.date(2026, 6, 1)),
        )
        record_act("disclosure.tests", actor=office.actor(LEADER), records=[row])
    clock.now = datetime.datetime(2026, 6, 20, 9, tzinfo=datetime.UTC)
    assert "某矿业公司" in feed().decode()
    clock.now = datetime.datetime(2026, 6, 21, 9, tzinfo=datetime.UTC)
    content = feed().decode()
    assert "某矿业公司" not in content and "公示期满" in content
    assert "2026-06-21T00:00:00+08:00" in content
