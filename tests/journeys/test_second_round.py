"""Half a year after the first round the second one leaves out whom it must: drawn before, at the annual cap,
no longer in business, handled otherwise; the raised are drawn again."""

import datetime
import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.tests.county import Ceremony, Clock, County, begin, make_county
from mingcha.items.models import InspectionItem
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.queries import Settings
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.plans.services import create_campaign, settle_campaign
from mingcha.plans.tests import cast
from mingcha.registers.models import Holder, Target
from mingcha.registers.services import Visit, change_target_state, record_visit_facts
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CATEGORY = "矿产资源"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A morning in March; half a year later it is still the same plan year."""
    fake = Clock(datetime.datetime(2026, 3, 3, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


@pytest.fixture
def county(clock: Clock, bureau: Bureau) -> County:
    made = make_county(bureau)
    Campaign.objects.update(state="cancelled")
    return made


def settled(county: County, number: str) -> Campaign:
    """A campaign of the next sixty days, settled."""
    first = moments.today() + datetime.timedelta(days=1)
    wanted: Settings = cast.settings(
        InspectionItem.objects.get(),
        number=number,
        title=f"矿山抽查{number}",
        starts_on=first,
        ends_on=first + datetime.timedelta(days=60),
        layers=cast.layers("1/10", "1/2"),
        line=Line(category=CATEGORY),
    )
    campaign = create_campaign(actor=county.bureau.actor(BUSINESS), settings=wanted)
    return settle_campaign(actor=county.bureau.actor(LEADER), campaign=campaign)


def draw(county: County, clock: Clock, campaign: Campaign) -> Ceremony:
    county.campaign = campaign
    ceremony = begin(county, clock)
    ceremony.select()
    ceremony.assign()
    return ceremony


def drawn_codes(campaign: Campaign) -> set[str]:
    return set(DrawnUnit.objects.filter(campaign=campaign).values_list("unit", flat=True))


def visited(county: County, holder: Holder, day: datetime.date, source: str) -> None:
    item = InspectionItem.objects.get().name
    record_visit_facts(
        actor=county.bureau.actor(ENFORCEMENT),
        visits=[Visit(holder.pk, county.bureau.office.name, day, item, source)],
    )


def changed(county: County, holder: Holder, act: str) -> None:
    for target in Target.objects.filter(holder=holder):
        change_target_state(
            actor=county.bureau.actor(ENFORCEMENT), target=target.pk, act=act, reason="核对登记信息"
        )


def test_the_second_round_leaves_out_whom_it_must(
    person: Callable[..., Page],
    county: County,
    clock: Clock,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
) -> None:
    first = settled(county, "2026-11")
    draw(county, clock, first)
    once = drawn_codes(first)
    raised = set(Target.objects.filter(risk_class="D").values_list("holder__code", flat=True))
    for code in sorted(once):
        visited(county, Holder.objects.get(code=code), datetime.date(2026, 3, 20), campaign_source("2026-11"))

    left = [one for one in county.holders[:-1] if one.code not in once | raised]
    others = [one for one in left if one.targets.count() == 1]  # a change of state of each is one change
    capped, closed, handled = others[:3]
    for month in (4, 5, 6):
        visited(county, capped, datetime.date(2026, month, 10), "专项检查")
    clock.advance(days=183)
    changed(county, closed, "deregister")
    changed(county, handled, "handle_otherwise")

    second = settled(county, "2026-12")
    clerk = person("enforcement")
    clerk.goto(f"/campaigns/{second.pk}/")
    page = clerk.locator("main")
    expect(page).to_contain_text(f"本轮已抽过{len(once - raised)}家")
    expect(page).to_contain_text("本年度已达检查次数上限1家")
    expect(page).to_contain_text("已不在册或停产2家")  # the one closed since, and one that was before
    expect(page).to_contain_text("已另行处理1家")
    expect(page).to_contain_text("最近7日范围内2次")
    clerk.get_by_role("link", name="看变动").click()
    expect(clerk.locator("main")).to_contain_text(closed.code)
    assert axe(clerk) == []

    ceremony = draw(county, clock, second)
    again = drawn_codes(second)
    assert again
    assert again & (once - raised) == set()
    assert again.isdisjoint({capped.code, closed.code, handled.code})
    clerk.goto(f"/draws/{ceremony.sitting.pk}/record/")
    expect(clerk.locator("main")).to_contain_text("矿山抽查2026-12")

    phone = person("enforcement", size=PHONE)
    phone.goto(f"/campaigns/{second.pk}/")
    assert (overflow(phone), axe(phone)) == (0, [])
