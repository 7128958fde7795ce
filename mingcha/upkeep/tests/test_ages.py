"""How old the registers and the list are: what makes them current, when they are late, whom it concerns."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.common import moments
from mingcha.common.errors import Forbidden, Refusal, Unknown
from mingcha.draws.tests.county import Clock, make_county
from mingcha.intake.models import ImportBatch
from mingcha.items.services import approve_list, publish_list, start_list, submit_list
from mingcha.law.models import Deadline, LegalText
from mingcha.law.services import TextFacts, correct_text, note_cited_texts, repeal_text, revise_text
from mingcha.law.tests.cast import amend_figure
from mingcha.ledger.models import Opening, Version
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home import home
from mingcha.oversight.queries.home.upkeep import keepers_to_name
from mingcha.upkeep.models import Upkeep
from mingcha.upkeep.queries import ages, kept_by, over_age
from mingcha.upkeep.services import assign_upkeep, confirm_upkeep

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = DAY(2026, 6, 16)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def bureau(clock: Clock) -> Bureau:
    """An office founded today, with a law that changed long ago."""
    bureau = make_bureau("fuping", "阜平试")
    make_county(bureau)
    return bureau


def due(bureau: Bureau) -> dict[str, datetime.date]:
    return {age.kind: age.due_on for age in ages(bureau.office.pk, moments.today())}


def imported(bureau: Bureau, kind: str, state: str = "confirmed") -> ImportBatch:
    return ImportBatch.objects.create(
        office=bureau.office,
        kind=kind,
        file_name="表.xlsx",
        file_sha256="0" * 64,
        state=state,
        uploaded_by="王",
        uploaded_at=moments.now(),
        closed_at=moments.now(),
    )


def law_of(bureau: Bureau) -> LegalText:
    return LegalText.objects.filter(office=bureau.office, in_force_until=None).order_by("key")[0]


def change_law(bureau: Bureau, on: datetime.date) -> LegalText:
    text = law_of(bureau)
    note_cited_texts(office_id=bureau.office.pk, keys=[text.key])
    facts = TextFacts(level=text.level, change="修订", in_force_from=on)
    return revise_text(actor=bureau.actor(LEGAL), text=text, facts=facts, reason="主席令公布")


def test_until_something_was_done_each_is_as_old_as_the_office(bureau: Bureau) -> None:
    assert set(due(bureau).values()) == {DAY(2026, 7, 16)}
    assert "自2026年6月16日启用以来没有更新记录" in ages(bureau.office.pk, TODAY)[0].words(TODAY)


def test_the_thirtieth_day_is_in_time_and_the_next_is_over(bureau: Bureau) -> None:
    assert over_age(bureau.office.pk, DAY(2026, 7, 16)) == []
    late = over_age(bureau.office.pk, DAY(2026, 7, 17))
    assert [age.kind for age in late] == ["targets", "inspectors", "items"]


def test_an_import_makes_a_register_current_and_one_taken_back_does_not(bureau: Bureau, clock: Clock) -> None:
    clock.advance(days=10)
    imported(bureau, "targets")
    imported(bureau, "items")
    taken_back = imported(bureau, "inspectors")
    ImportBatch.objects.filter(pk=taken_back.pk).update(state="taken_back")
    assert due(bureau) == {
        "targets": DAY(2026, 7, 26),
        "inspectors": DAY(2026, 7, 16),
        "items": DAY(2026, 7, 16),
    }


def test_the_keeper_confirms_that_it_is_current_and_says_with_what_it_was_compared(
    bureau: Bureau, clock: Clock
) -> None:
    clock.advance(days=40)
    confirm_upkeep(actor=bureau.actor(ENFORCEMENT), kind="targets", reason="与审批清册逐条核对")
    assert due(bureau)["targets"] == DAY(2026, 8, 25)
    opening = Opening.objects.get(act="upkeep.confirm_upkeep")
    assert opening.reason == "与审批清册逐条核对"
    assert list(Version.objects.filter(entry=opening.entry).values_list("row", flat=True)) == [
        Upkeep.objects.get().pk
    ]


@pytest.mark.parametrize(
    ("role", "kind"), [(LEGAL, "targets"), (ENFORCEMENT, "inspectors"), (LEADER, "items")]
)
def test_nobody_else_says_that_it_is_current(bureau: Bureau, role: str, kind: str) -> None:
    with pytest.raises(Forbidden, match="负责更新"):
        confirm_upkeep(actor=bureau.actor(role), kind=kind, reason="看过")
    with pytest.raises(Refusal, match="什么核对"):
        confirm_upkeep(actor=bureau.actor(ENFORCEMENT), kind="targets", reason=" ")
    with pytest.raises(Unknown):
        confirm_upkeep(actor=bureau.actor(ENFORCEMENT), kind="people", reason="看过")


def test_the_leader_names_a_keeper_and_the_reminder_follows(bureau: Bureau, clock: Clock) -> None:
    person = bureau.people[BUSINESS]
    assign_upkeep(
        actor=bureau.actor(LEADER),
        kind="targets",
        section=bureau.sections[0],
        person=person,
        reason="局务会议分工",
    )
    clock.advance(days=31)
    today = moments.today()
    assert [age.kind for age in kept_by(bureau.actor(BUSINESS), today)] == ["targets"]
    assert [age.kind for age in kept_by(bureau.actor(ENFORCEMENT), today)] == ["items"]
    person.is_active = False
    person.save()
    assert "targets" in [age.kind for age in kept_by(bureau.actor(ENFORCEMENT), today)]


def test_only_the_leader_divides_the_work_and_people_sit_where_they_sit(bureau: Bureau) -> None:
    person = bureau.people[BUSINESS]
    with pytest.raises(Forbidden, match="局领导"):
        assign_upkeep(actor=bureau.actor(LEGAL), kind="items", section=None, person=person, reason="分工")
    with pytest.raises(Refusal, match="不在"):
        assign_upkeep(
            actor=bureau.actor(LEADER),
            kind="items",
            section=bureau.sections[1],
            person=person,
            reason="分工",
        )


def test_home_warns_a_week_ahead_and_is_late_afterwards(bureau: Bureau, clock: Clock) -> None:
    def rows(role: str) -> list[tuple[str, str]]:
        found = home(bureau.actor(role))
        work = [*found.late, *found.soon, *found.later]
        return [(row.title, row.when) for row in work if "执法检查人员名录库" in row.title]

    clock.advance(days=22)
    assert rows(LEGAL) == []
    clock.advance(days=1)
    assert rows(LEGAL) == [("核对执法检查人员名录库", "7月16日")]
    clock.advance(days=10)
    assert rows(LEGAL) == [("更新执法检查人员名录库", "逾期3日")]
    assert rows(ENFORCEMENT) == rows(LEADER) == []


def test_a_change_of_law_gives_the_list_twenty_working_days(bureau: Bureau) -> None:
    change_law(bureau, DAY(2026, 6, 1))
    age = ages(bureau.office.pk, TODAY)[2]
    assert (age.due_on, age.rule) == (DAY(2026, 6, 30), "法律变动后20个工作日的更新期限")
    assert due(bureau)["targets"] == DAY(2026, 7, 16)
    assert list(examine_ledger()) == []


def test_publishing_the_list_meets_the_changes_that_have_taken_effect(bureau: Bureau) -> None:
    change_law(bureau, DAY(2026, 6, 1))
    repeal_text(actor=bureau.actor(LEGAL), text=law_of(bureau), from_on=DAY(2026, 9, 1), reason="公告废止")
    draft = start_list(actor=bureau.actor(ENFORCEMENT))
    draft.items.update(contents="是否越界开采", body="阜平试局")
    submit_list(actor=bureau.actor(ENFORCEMENT), item_list=draft)
    approve_list(actor=bureau.actor(LEADER), item_list=draft)
    publish_list(actor=bureau.actor(LEADER), item_list=draft)
    left = Deadline.objects.filter(office=bureau.office, closed_at=None).values_list("starts_on", flat=True)
    assert list(left) == [DAY(2026, 9, 1)]
    assert Upkeep.objects.get(kind="items").confirmed_how == "publish"
    assert due(bureau)["items"] == DAY(2026, 7, 16)


def test_a_corrected_day_of_a_change_counts_the_deadline_anew(bureau: Bureau) -> None:
    later = change_law(bureau, DAY(2026, 6, 1))
    facts = TextFacts(level=later.level, change="修订", in_force_from=DAY(2026, 6, 8))
    correct_text(actor=bureau.actor(LEGAL), text=later, facts=facts, reason="公布文件为6月8日")
    assert due(bureau)["items"] == DAY(2026, 7, 7)


def test_the_longest_age_is_a_figure_that_a_leader_amends(bureau: Bureau) -> None:
    amend_figure(
        actor=bureau.actor(LEADER),
        key="upkeep-days",
        value="15",
        clause="局办公会纪要〔2026〕3号",
        in_force_from=DAY(2026, 6, 1),
        reason="缩短间隔",
    )
    assert set(due(bureau).values()) == {DAY(2026, 7, 1)}


def test_the_page_shows_all_three_with_keeper_age_and_rule(bureau: Bureau, clock: Clock) -> None:
    clock.advance(days=33)

    def shown(role: str) -> str:
        client = Client()
        client.force_login(bureau.people[role])
        return client.get(reverse("upkeep_list")).content.decode()

    page = shown(AUDITOR)
    assert page.count("超期3日") == 3
    assert "30日的更新间隔" in page
    assert "由执法监察股负责更新，由其核对确认" in page
    assert "改变分工" in shown(LEADER)
    client = Client()
    client.force_login(bureau.people[INSPECTOR])
    assert client.get(reverse("upkeep_list")).status_code == 403


def test_once_a_keeper_has_left_the_section_is_reminded_and_a_leader_names_another(bureau: Bureau) -> None:
    leader, keeper = bureau.actor(LEADER), bureau.people[ENFORCEMENT]
    assign_upkeep(actor=leader, kind="targets", section=bureau.sections[0], person=keeper, reason="分工")
    late = DAY(2026, 7, 17)
    assert "targets" not in [age.kind for age in kept_by(bureau.actor(LEGAL), late)]
    keeper.is_active = False
    keeper.save()
    assert "targets" in [age.kind for age in kept_by(bureau.actor(LEGAL), late)]
    asked = next(due for due in keepers_to_name(leader, TODAY))
    assert asked.title == "指定检查对象名录库的更新人员"
    assert keeper.name in asked.why
    assert list(keepers_to_name(bureau.actor(LEGAL), TODAY)) == []
    assign_upkeep(actor=leader, kind="targets", section=bureau.sections[0], person=None, reason="改由全股")
    assert list(keepers_to_name(leader, TODAY)) == []


def test_both_forms_work_through_their_pages(bureau: Bureau) -> None:
    leader, enforcement = Client(), Client()
    leader.force_login(bureau.people[LEADER])
    enforcement.force_login(bureau.people[ENFORCEMENT])
    typed = {"section": str(bureau.sections[1].pk), "person": "", "reason": "分工"}
    assert leader.post(reverse("upkeep_assign", args=["inspectors"]), typed).status_code == 302
    assert Upkeep.objects.get(kind="inspectors").keeper_words == bureau.sections[1].name
    refused = leader.post(reverse("upkeep_assign", args=["inspectors"]), typed | {"reason": ""})
    assert "还不能保存" in refused.content.decode()
    address = reverse("upkeep_confirm", args=["targets"])
    assert enforcement.get(address).status_code == 200
    assert enforcement.post(address, {"reason": "与清册核对"}).status_code == 302
    assert leader.post(address, {"reason": "看过"}).status_code == 403
