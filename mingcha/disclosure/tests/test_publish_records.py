"""A record made public, corrected, taken back: every place that told it follows. The kind is one more row
of the table; nothing else in the program knows it."""

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries import kinds
from mingcha.disclosure.queries.companies import companies
from mingcha.disclosure.queries.disclosed import (
    CORRECTED_ON,
    DISCLOSED_ON,
    RECORD_FIELD,
    disclosed_rows,
)
from mingcha.disclosure.queries.kinds import PAGE_FIELD, YEAR_FIELD, Kind, public_rows
from mingcha.disclosure.rules.fields import DAY, Field, Row
from mingcha.disclosure.services import confirm_carried, make_site, publish_record, withdraw_record
from mingcha.draws.tests.county import Ceremony
from mingcha.law.models import Deadline
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import own_work
from mingcha.registers.models import Holder

pytestmark = pytest.mark.django_db
FIELDS = (
    RECORD_FIELD,
    YEAR_FIELD,
    Field("holder", "名称", "查了谁。"),
    Field("holder_code", "统一社会信用代码", "它的编码。"),
    Field("standing", "检查结果", "查出什么。"),
    Field("visited_on", "检查日期", "哪天查的。", DAY),
    DISCLOSED_ON,
    CORRECTED_ON,
    PAGE_FIELD,
)


class Results:
    """What an app below knows of each visit, more than may be told."""

    def __init__(self, ceremony: Ceremony) -> None:
        self.ceremony = ceremony
        self.found = dict.fromkeys((one.pk for one in ceremony.county.holders), "未发现问题")

    def rows(self, office_id: UUID, record: str) -> Iterator[Row]:
        for holder in Holder.objects.filter(office_id=office_id):
            yield {
                "record": str(holder.pk),
                "year": 2026,
                "holder": holder.name,
                "holder_code": holder.code,
                "standing": self.found[holder.pk],
                "visited_on": self.ceremony.clock.now.date(),
                "risk_class": "D",
            }


@pytest.fixture
def results(ceremony: Ceremony) -> Results:
    return Results(ceremony)


@pytest.fixture
def kind(results: Results, monkeypatch: pytest.MonkeyPatch) -> Kind:
    one = Kind(
        key="results",
        noun="检查结果",
        unit="条",
        title="查了谁，查出什么",
        why="检查结束后公示。",
        button="查看结果",
        rows=disclosed_rows("results", FIELDS),
        candidates=results.rows,
        fields=FIELDS,
        tables=("disclosure_disclosure",),
        narrow=("record", "year", "corrected_on"),
    )
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, one))
    return one


@pytest.fixture
def holder(ceremony: Ceremony) -> Holder:
    return ceremony.county.holders[0]


def publish(ceremony: Ceremony, kind: Kind, holder: Holder, reason: str = "") -> Disclosure:
    ceremony.clock.advance(days=1)
    return publish_record(
        actor=ceremony.county.actor(BUSINESS), kind=kind, record=str(holder.pk), reason=reason
    )


def withdraw(ceremony: Ceremony, kind: Kind, holder: Holder, reason: str = "查错了对象") -> Disclosure:
    ceremony.clock.advance(days=1)
    return withdraw_record(
        actor=ceremony.county.actor(LEADER), kind=kind, record=str(holder.pk), reason=reason
    )


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def address_of(holder: Holder) -> str:
    return reverse("public_record", args=["results", holder.pk])


def test_nothing_of_a_kind_is_public_before_somebody_publishes_it(kind: Kind, holder: Holder) -> None:
    assert "还没有公布" in page("/public/")
    assert public_rows(kind) == ()
    page(address_of(holder), 404)


def test_what_is_published_is_found_everywhere_with_the_fields_of_the_list_and_no_other(
    ceremony: Ceremony, kind: Kind, holder: Holder
) -> None:
    row = publish(ceremony, kind, holder)
    assert row.values.keys() == {"year", "holder", "holder_code", "standing", "visited_on"}
    assert "未发现问题" in page(address_of(holder))
    assert [one.code for one in companies(holder.name)] == [holder.code]
    assert "检查结果" in page(reverse("public_company", args=[holder.code]))
    (told,) = json.loads(page("/public/records/results.json"))
    assert told["standing"] == "未发现问题" and told["corrected_on"] is None
    assert "risk_class" not in told and "risk_class" not in Opening.objects.last().content  # type: ignore[union-attr]
    assert "2026-06-17" in page("/public/records/results/")


def test_a_correction_says_what_and_when_and_why_and_nothing_still_tells_the_old(
    ceremony: Ceremony, kind: Kind, holder: Holder, results: Results
) -> None:
    publish(ceremony, kind, holder)
    with pytest.raises(Conflict, match="与现在的记录相同"):
        publish_again_on_the_same_day(ceremony, kind, holder)
    results.found[holder.pk] = "发现问题已责令改正"
    with pytest.raises(Refusal, match="必须写明"):
        publish(ceremony, kind, holder)
    publish(ceremony, kind, holder, reason="录入错误")
    shown = page(address_of(holder))
    assert "未发现问题" in shown and "发现问题已责令改正" in shown and "录入错误" in shown
    (told,) = json.loads(page("/public/records/results.json"))
    assert (told["standing"], told["disclosed_on"]) == ("发现问题已责令改正", "2026-06-17")
    assert told["corrected_on"] > told["disclosed_on"]
    assert "未发现问题" not in page(reverse("public_company", args=[holder.code]))
    assert [one.place for one in examine_ledger() if one.place.startswith("disclosure_")] == []


def publish_again_on_the_same_day(ceremony: Ceremony, kind: Kind, holder: Holder) -> None:
    actor = ceremony.county.actor(BUSINESS)
    publish_record(actor=actor, kind=kind, record=str(holder.pk), reason="再来一次")


def test_what_is_withdrawn_answers_gone_with_the_reason_and_tells_nothing_of_what_it_said(
    ceremony: Ceremony, kind: Kind, holder: Holder, results: Results
) -> None:
    publish(ceremony, kind, holder)
    results.found[holder.pk] = "发现问题已责令改正"
    publish(ceremony, kind, holder, reason="录入错误")
    withdraw(ceremony, kind, holder)
    gone = page(address_of(holder), 410)
    assert "查错了对象" in gone and "公示已撤回" in gone
    for word in (holder.name, holder.code, "未发现问题", "责令改正", "录入错误"):
        assert word not in gone
    assert json.loads(page("/public/records/results.json")) == []
    assert companies(holder.name) == []
    assert holder.code not in page("/public/records/results/")
    assert "查错了对象" in page("/public/records/results/")
    page(reverse("public_company", args=[holder.code]), 404)


def test_a_company_with_other_records_says_what_of_it_was_withdrawn(ceremony: Ceremony, kind: Kind) -> None:
    ceremony.whole()
    holder = Holder.objects.get(code=public_rows(kinds.find_kind("drawn"))[0]["holder_code"])
    publish(ceremony, kind, holder)
    withdraw(ceremony, kind, holder)
    shown = page(reverse("public_company", args=[holder.code]))
    assert "查错了对象" in shown and address_of(holder) in shown and "未发现问题" not in shown


def test_what_was_withdrawn_can_be_published_anew(ceremony: Ceremony, kind: Kind, holder: Holder) -> None:
    publish(ceremony, kind, holder)
    withdraw(ceremony, kind, holder)
    with pytest.raises(Conflict, match="已撤回"):
        withdraw(ceremony, kind, holder)
    again = publish(ceremony, kind, holder)
    assert (again.number, again.state) == (2, "public")
    shown = page(address_of(holder))
    assert "未发现问题" in shown and "查错了对象" in shown


def test_what_was_withdrawn_and_published_anew_tells_no_difference_from_before(
    ceremony: Ceremony, kind: Kind, holder: Holder, results: Results
) -> None:
    publish(ceremony, kind, holder)
    results.found[holder.pk] = "李试榆越界"
    publish(ceremony, kind, holder, reason="录入错误")
    results.found[holder.pk] = "当事人越界"
    publish(ceremony, kind, holder, reason="隐去姓名")
    assert "李试榆" in page(address_of(holder))
    withdraw(ceremony, kind, holder)
    publish(ceremony, kind, holder)
    shown = page(address_of(holder))
    assert "李试榆" not in shown and "未发现问题" not in shown
    assert "录入错误" in shown and "查错了对象" in shown
    # What is corrected after that is told as before.
    results.found[holder.pk] = "没有越界"
    publish(ceremony, kind, holder, reason="复查")
    shown = page(address_of(holder))
    assert "没有越界" in shown and "当事人越界" in shown and "李试榆" not in shown


def test_no_record_and_no_reason_tells_somebodys_number(
    ceremony: Ceremony, kind: Kind, holder: Holder, results: Results
) -> None:
    results.found[holder.pk] = "矿长13812345678，越界"
    with pytest.raises(Refusal, match="检查结果里有手机号"):
        publish(ceremony, kind, holder)
    results.found[holder.pk] = "越界"
    publish(ceremony, kind, holder)
    results.found[holder.pk] = "没有越界"
    with pytest.raises(Refusal, match="更正理由里有固定电话号码"):
        publish(ceremony, kind, holder, "0312-7221234来电")
    with pytest.raises(Refusal, match="撤回理由里有身份证号"):
        withdraw(ceremony, kind, holder, "130624197001010191申请")
    assert [row["standing"] for row in public_rows(kind)] == ["越界"]


def test_who_may_not_publishes_and_withdraws_nothing(ceremony: Ceremony, kind: Kind, holder: Holder) -> None:
    record = str(holder.pk)
    with pytest.raises(Forbidden):
        publish_record(actor=ceremony.county.actor(INSPECTOR), kind=kind, record=record)
    publish(ceremony, kind, holder)
    with pytest.raises(Forbidden):
        withdraw_record(actor=ceremony.county.actor(BUSINESS), kind=kind, record=record, reason="不想公示")
    with pytest.raises(Refusal, match="必须写明"):
        withdraw(ceremony, kind, holder, reason=" ")
    with pytest.raises(Unknown):
        publish_record(actor=ceremony.county.actor(BUSINESS), kind=kind, record="没有的")
    assert Disclosure.objects.get().state == "public"


def test_a_withdrawal_reaches_the_other_web_site_within_the_days_of_the_law(
    ceremony: Ceremony, kind: Kind, holder: Holder, tmp_path: Path
) -> None:
    clerk, leader = ceremony.county.actor(ENFORCEMENT), ceremony.county.actor(LEADER)
    other = ceremony.county.holders[1]
    publish(ceremony, kind, other)
    publish(ceremony, kind, holder)
    make_site(actor=clerk, folder=tmp_path / "site")
    confirm_carried(actor=clerk, number=1)
    publish(ceremony, kind, ceremony.county.holders[2])
    make_site(actor=clerk, folder=tmp_path / "site")
    withdraw(ceremony, kind, holder)
    # What was made before knows nothing of it.
    confirm_carried(actor=clerk, number=2)
    deadline = Deadline.objects.get(kind="carry-withdrawal")
    assert (deadline.count, deadline.unit) == (3, "working")
    assert deadline.closed_at is None
    assert "行政处罚法" in deadline.clause
    assert holder.name not in deadline.title
    work = own_work(leader)
    titles = [one.title for one in (*work.late, *work.soon, *work.later)]
    assert "撤回的检查结果从公示网站上删除" in titles
    made = make_site(actor=clerk, folder=tmp_path / "site")
    mine = f"companies/{holder.code}/index.html"
    assert mine in made.since_carried.removed
    assert f"records/results/{holder.pk}/index.html" in made.since_carried.replaced
    files = {
        path: path.read_text(errors="ignore") for path in (tmp_path / "site").rglob("*.*") if path.is_file()
    }
    assert [str(path) for path, text in files.items() if holder.code in text] == []
    assert "查错了对象" in (tmp_path / "site/records/results" / str(holder.pk) / "index.html").read_text()
    confirm_carried(actor=leader, number=3)
    deadline.refresh_from_db()
    assert deadline.closed_at is not None


def test_a_correction_reaches_the_other_web_site_within_the_same_days(
    ceremony: Ceremony, results: Results, kind: Kind, holder: Holder, tmp_path: Path
) -> None:
    clerk, leader = ceremony.county.actor(ENFORCEMENT), ceremony.county.actor(LEADER)
    title = "更正的检查结果在公示网站上替换"

    def waiting() -> list[str]:
        work = own_work(leader)
        return [one.why for one in (*work.late, *work.soon, *work.later) if one.title == title]

    publish(ceremony, kind, holder)
    make_site(actor=clerk, folder=tmp_path / "site")
    confirm_carried(actor=clerk, number=1)
    assert waiting() == []
    results.found[holder.pk] = "发现问题已责令改正"
    publish(ceremony, kind, holder, reason="录入错误")
    deadline = Deadline.objects.get(kind="carry-correction")
    assert (deadline.count, deadline.unit) == (3, "working") and "行政处罚法" in deadline.clause
    assert len(waiting()) == 1 and "更正，3个工作日内在网站上替换" in waiting()[0]
    made = make_site(actor=clerk, folder=tmp_path / "site")
    assert f"records/results/{holder.pk}/index.html" in made.since_carried.replaced
    confirm_carried(actor=leader, number=2)
    assert waiting() == [] and list(examine_ledger()) == []


def test_nothing_runs_where_nothing_was_ever_carried(ceremony: Ceremony, kind: Kind, holder: Holder) -> None:
    publish(ceremony, kind, holder)
    withdraw(ceremony, kind, holder)
    assert not Deadline.objects.filter(kind__startswith="carry-").exists()
