"""Home of each role: what is to be done, most urgent first, what others owe, where the year stands."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.rules import (
    ADMINISTRATORS,
    AUDITOR,
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.accounts.services import NewPerson, open_account
from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.common import moments
from mingcha.draws.services import explain_recording
from mingcha.draws.tests.county import Ceremony, Clock, County, begin, make_county
from mingcha.draws.tests.filming import Filming
from mingcha.items.models import ItemList
from mingcha.items.services import start_list, submit_list
from mingcha.oversight.queries.home import home, own_work
from mingcha.oversight.queries.home.year import YearCounts, year_counts
from mingcha.oversight.rules import Work
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAFT
from mingcha.registers.models import InspectorLicence, Target, Training

TODAY = datetime.date(2026, 6, 16)


def rows(bureau: Bureau, role: str) -> list[Work]:
    found = home(bureau.actor(role))
    return [*found.late, *found.soon, *found.later]


def titles(bureau: Bureau, role: str) -> list[str]:
    return [row.title for row in rows(bureau, role)]


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_are_shown_nothing_of_the_business(county: County, role: str) -> None:
    found = home(county.bureau.actor(role))
    assert (found.stages, found.waiting, found.figures) == ((), (), ())
    assert all("抽" not in row.title for row in rows(county.bureau, role))
    own = {"机构名称"} if role == SYSTEM_ADMIN else {"留痕日志"}
    assert {link.name for link in found.links} <= {"人员和岗位", *own}
    assert ("机构名称" in {link.name for link in found.links}) == (role == SYSTEM_ADMIN)


def test_a_new_person_waits_for_password_and_role_before_the_right_administrator(fuping: Bureau) -> None:
    open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("白试兰", "bailan"))
    assert titles(fuping, SECURITY_ADMIN) == ["给白试兰授予岗位"]
    assert titles(fuping, SYSTEM_ADMIN) == []
    Person.objects.filter(username="bailan").update(password="!nothing")
    assert titles(fuping, SYSTEM_ADMIN) == ["给白试兰发放首次密码"]


def test_the_system_administrator_of_a_new_office_is_told_to_open_accounts(fuping: Bureau) -> None:
    RoleGrant.objects.exclude(role__in={*ADMINISTRATORS, LEADER}).delete()
    Person.objects.exclude(grants__role__in={*ADMINISTRATORS, LEADER}).update(is_active=False)
    assert titles(fuping, SYSTEM_ADMIN) == ["开通股室人员的账号"]
    open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("白试兰", "bailan"))
    assert titles(fuping, SYSTEM_ADMIN) == []


def test_an_office_that_has_just_begun_is_told_its_first_steps(fuping: Bureau) -> None:
    assert titles(fuping, ENFORCEMENT) == ["编制随机抽查事项清单", "建立检查对象名录库"]
    assert titles(fuping, LEGAL) == ["建立执法检查人员名录库"]
    assert "编制随机抽查事项清单" in titles(fuping, ENFORCEMENT)


@pytest.mark.parametrize("role", [INSPECTOR, WITNESS, AUDITOR])
def test_who_has_no_part_in_it_is_not_bothered(fuping: Bureau, role: str) -> None:
    assert titles(fuping, role) == []


def test_a_licence_that_ran_out_is_late_and_one_that_ends_soon_is_dated(county: County, clock: Clock) -> None:
    clock.advance(days=10)
    today = TODAY + datetime.timedelta(days=10)
    licences = InspectorLicence.objects.filter(inspector__office=county.bureau.office).order_by("number")
    first, second = licences[0], licences[1]
    first.valid_until, second.valid_until = (
        today - datetime.timedelta(days=3),
        today + datetime.timedelta(days=40),
    )
    InspectorLicence.objects.bulk_update([first, second], ["valid_until"])
    found = home(county.actor(LEGAL))
    assert [(row.title, row.when) for row in found.late] == [("更新1名人员的执法证", "逾期3日")]
    assert [(row.title, row.when) for row in found.later] == [("办理1名人员的执法证续期", "8月5日")]
    assert "检查员1" in found.late[0].why


def test_a_licence_that_had_ended_before_it_came_in_is_no_duty_of_years_ago(
    county: County, clock: Clock
) -> None:
    """It was entered today: the interval of upkeep, 30 days, runs from today."""
    ended = TODAY - datetime.timedelta(days=697)
    InspectorLicence.objects.filter(inspector=county.inspectors[0]).update(valid_until=ended)
    found = home(county.actor(LEGAL))
    assert found.late == ()
    (row,) = [row for row in found.later if "执法证" in row.title]
    assert (row.title, row.when) == ("核对1名人员已过期的执法证", "7月16日")
    assert f"登记时已过期，最早的{ended.year}年{ended.month}月{ended.day}日到期" in row.why
    clock.advance(days=33)
    assert [row.when for row in home(county.actor(LEADER)).late if "已过期的执法证" in row.title] == [
        "逾期3日"
    ]


def test_trainings_that_had_ended_are_told_apart_from_those_that_ended_here(
    county: County, clock: Clock
) -> None:
    clock.advance(days=10)
    trainings = Training.objects.filter(inspector__office=county.bureau.office)
    for person, end in ((0, datetime.date(2025, 1, 1)), (1, datetime.date(2026, 6, 20))):
        trainings.filter(inspector=county.inspectors[person]).update(valid_until=end)
    told = [(row.title, row.when) for row in rows(county.bureau, LEGAL) if "培训" in row.title]
    assert told == [("更新1名人员的执法培训", "逾期6日"), ("核对1名人员已过期的执法培训", "7月16日")]


def test_permits_that_ran_out_are_counted_for_enforcement(county: County) -> None:
    Target.objects.filter(code__endswith="#02").update(valid_until=TODAY - datetime.timedelta(days=1))
    active = Target.objects.filter(code__endswith="#02", state="active").count()
    assert f"核对{active}个检查对象的状态" in titles(county.bureau, ENFORCEMENT)
    assert not any("核对" in title for title in titles(county.bureau, LEGAL))


def test_a_submitted_list_waits_before_the_leader_and_beside_the_drafter(county: County) -> None:
    ItemList.objects.update(state="replaced")
    draft = start_list(actor=county.actor(ENFORCEMENT))
    item = county.campaign.campaign_items.get().item
    item.pk, item.item_list, item.contents, item.body = None, draft, "是否越界开采", "阜平试局"
    item._state.adding = True
    item.save()
    assert f"编好并送审抽查事项清单{draft}" in titles(county.bureau, ENFORCEMENT)
    submit_list(actor=county.actor(ENFORCEMENT), item_list=draft)
    assert f"审定随机抽查事项清单{draft}" in titles(county.bureau, LEADER)
    assert f"审定清单{draft}" in [row.title for row in home(county.actor(BUSINESS)).waiting]


def test_a_settled_campaign_asks_enforcement_for_a_sitting(county: County) -> None:
    assert "召开抽取会：2026年第二轮矿业权抽查" in titles(county.bureau, ENFORCEMENT)
    assert "抽取：2026年第二轮矿业权抽查" in [row.title for row in home(county.actor(BUSINESS)).waiting]


def test_a_drafted_campaign_goes_to_its_drafter_and_to_the_leader(county: County) -> None:
    Campaign.objects.update(state=DRAFT)
    assert "编好抽查任务：2026年第二轮矿业权抽查" in titles(county.bureau, BUSINESS)
    assert "定案抽查任务：2026年第二轮矿业权抽查" in titles(county.bureau, LEADER)
    assert not any("抽查任务" in title for title in titles(county.bureau, LEGAL))


def test_each_person_of_a_sitting_has_the_own_next_step(ceremony: Ceremony) -> None:
    bureau = ceremony.county.bureau
    assert "主持抽取：2026年第二轮矿业权抽查" in titles(bureau, ENFORCEMENT)
    assert titles(bureau, WITNESS) == titles(bureau, INSPECTOR) == ["抽取录入：2026年第二轮矿业权抽查"]
    assert rows(bureau, WITNESS)[0].when == "今天"
    assert not any("录入" in title for title in titles(bureau, LEADER))
    ceremony.announce()
    assert "录入公开事件" in [row.title for row in home(bureau.actor(BUSINESS)).waiting]


def test_a_drawn_sitting_without_recording_asks_its_callers_for_it_and_stands_before_the_leader(
    ceremony: Ceremony,
) -> None:
    bureau = ceremony.county.bureau
    ceremony.select()
    ceremony.assign()
    asked = "附录音录像：2026年第二轮矿业权抽查"
    assert titles(bureau, INSPECTOR) == [asked]
    assert titles(bureau, WITNESS) == ["见证确认：2026年第二轮矿业权抽查", asked]
    assert asked not in titles(bureau, ENFORCEMENT)
    missing = "缺录音录像：2026年第二轮矿业权抽查"
    assert missing in titles(bureau, LEADER)
    explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason="摄像机故障")
    assert missing not in titles(bureau, LEADER)
    assert not any("录音录像" in title for title in titles(bureau, BUSINESS))


def test_a_browser_closed_after_a_moment_hides_nothing_from_the_leader(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film()
    ceremony.clock.advance(hours=1)
    ceremony.select()
    ceremony.assign()
    assert "缺录音录像：2026年第二轮矿业权抽查" in titles(ceremony.county.bureau, LEADER)
    assert home(ceremony.leader).figures[2].note == "缺录音录像1次，不算完成"
    client = Client()
    client.force_login(ceremony.county.bureau.people[LEADER])
    assert "录音录像不全" in client.get(reverse("draw_list")).content.decode()


def test_an_annulled_attempt_that_was_computed_wants_its_recording_too(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    missing = "缺录音录像：2026年第二轮矿业权抽查"
    assert missing not in titles(ceremony.county.bureau, LEADER)
    ceremony.compute_annulled()
    assert missing in titles(ceremony.county.bureau, LEADER)
    explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason="摄像机故障")
    assert missing not in titles(ceremony.county.bureau, LEADER)


def test_while_the_camera_films_nothing_is_missing_yet(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    ceremony.clock.advance(hours=1)
    ceremony.select()
    ceremony.assign()
    gap = moments.now() - filming.recording.attached_at
    filming.send(filming.next(skip=int(gap.total_seconds() * 1000) - 4000))
    missing = "缺录音录像：2026年第二轮矿业权抽查"
    assert missing not in titles(ceremony.county.bureau, LEADER)
    ceremony.clock.advance(minutes=1)
    assert missing in titles(ceremony.county.bureau, LEADER)


def test_what_was_filmed_in_the_browser_asks_nobody_for_a_file(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    ceremony.select()
    ceremony.assign()
    filming.film_until_now().film().end()
    for role in (WITNESS, LEADER):
        assert not any("录音录像" in title for title in titles(ceremony.county.bureau, role))
    shown = home(ceremony.leader)
    assert (shown.stages[2].status_class, shown.figures[2].note) == ("is-done", "")


def test_a_complete_sitting_waits_for_the_leader_to_disclose_until_it_is_public(ceremony: Ceremony) -> None:
    bureau, title = ceremony.county.bureau, "公开抽取：2026年第二轮矿业权抽查"
    ceremony.select()
    assert title not in titles(bureau, LEADER)
    ceremony.assign()
    assert title in titles(bureau, LEADER)
    assert title in [row.title for row in home(bureau.actor(BUSINESS)).waiting]
    ceremony.disclose()
    assert title not in titles(bureau, LEADER)


def test_the_stages_of_the_year_follow_what_happened(ceremony: Ceremony) -> None:
    leader = ceremony.county.bureau.actor(LEADER)
    assert [stage.name for stage in home(leader).stages] == ["两库一单", "抽查任务", "抽取", "公开"]
    assert [stage.status_class for stage in home(leader).stages] == [
        "is-done",
        "is-done",
        "is-next",
        "is-next",
    ]
    ceremony.announce()
    assert home(leader).stages[2].status_class == "is-now"
    ceremony.throw_all()
    ceremony.compute()
    assert home(leader).stages[2].lines == ("已抽取1次", "正在进行0次，缺录音录像1次")
    assert home(leader).stages[2].status_class == "is-now"
    assert home(leader).figures[2].note == "缺录音录像1次，不算完成"


def test_teams_drawn_in_a_second_sitting_without_film_are_not_complete(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    ceremony.select()
    filming.film_until_now().film()
    second = begin(ceremony.county, ceremony.clock)
    second.assign()
    missing = "缺录音录像：2026年第二轮矿业权抽查"
    assert missing in titles(ceremony.county.bureau, LEADER)
    explain_recording(actor=second.leader, sitting=second.sitting, reason="没有带摄像机")
    assert missing not in titles(ceremony.county.bureau, LEADER)
    assert home(second.leader).figures[2].note == "缺录音录像1次，不算完成"


def test_a_home_page_asks_once_what_the_year_drew(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(scope: Actor, year: int) -> YearCounts:
        asked.append(year)
        return year_counts(scope, year)

    for module in ("mingcha.oversight.queries.home", "mingcha.oversight.queries.home.year"):
        monkeypatch.setattr(f"{module}.year_counts", counted)
    home(ceremony.county.bureau.actor(LEADER))
    assert asked == [TODAY.year]


def test_coverage_divides_drawn_units_by_active_holders(ceremony: Ceremony) -> None:
    """24 holders, the last one suspended; n = ceil(1/10 of 18) + 2/5 of 5 among the 23 active."""
    leader = ceremony.county.bureau.actor(LEADER)
    assert home(leader).figures[0].value == "0.00%"
    ceremony.select()
    coverage, rounds, disclosed = home(leader).figures
    assert (coverage.value, coverage.limit) == ("17.39%", "下限5%")
    assert coverage.note == "本年抽中4户次 ÷ 在册有效主体23家"
    assert (rounds.value, rounds.limit) == ("1", "下限2轮")
    assert disclosed.value == "0 / 1"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_nothing_of_another_office_stands_on_any_home(county: County, clock: Clock, role: str) -> None:
    other = make_bureau("tang", "唐县试")
    foreign = make_county(other)
    Campaign.objects.filter(pk=foreign.campaign.pk).update(title="唐县试任务", state=DRAFT)
    Target.objects.filter(office=other.office).update(valid_until=TODAY - datetime.timedelta(days=1))
    open_account(actor=other.actor(SYSTEM_ADMIN), new=NewPerson("唐县试新人", "tang-new"))
    assert "唐县试" not in repr(home(county.actor(role)))
    assert not any("核对" in row.title for row in rows(county.bureau, role))


def test_the_number_beside_home_is_the_number_of_rows(county: County) -> None:
    for role in sorted(ROLES):
        assert own_work(county.actor(role)).count == len(rows(county.bureau, role))
