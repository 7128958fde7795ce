"""After the teams are drawn: an inspector looks at the own visits on a phone and declares an interest, the
seat is redrawn; a unit found closed is replaced by the next reserve; the published files verify with both."""

import datetime
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

import drawproof
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.draws.models import DrawFile, Replacement, Vacancy
from mingcha.draws.queries.changes import covered_by
from mingcha.draws.queries.results import unit_names
from mingcha.draws.tests.changing import account_of, assignment_of, seats
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from mingcha.draws.tests.platform import PNG
from mingcha.ledger.queries import office_vkey
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.services.examine_draws import examine_draws
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
LOOK = "查看名单，记入日志"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Now, moved by the draw."""
    fake = Clock(datetime.datetime.now(datetime.UTC).replace(microsecond=0))
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


@pytest.fixture
def drawn(bureau: Bureau, clock: Clock) -> Ceremony:
    ceremony = begin(make_county(bureau), clock)
    ceremony.select()
    ceremony.assign()
    return ceremony


def names_of(ceremony: Ceremony, visit: str) -> list[str]:
    units = covered_by(assignment_of(ceremony))[visit].units
    return [one.name for one in unit_names(ceremony.county.bureau.office.pk, units).values()]


def enters(open_page: Callable[..., Page], log_in: Callable[..., None], ceremony: Ceremony, who: str) -> Page:
    """The inspector of that roster number on a phone."""
    account = account_of(ceremony, who)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    page = open_page(size=PHONE)
    log_in(page, account.username, PASSWORD)
    return page


def test_a_seat_is_redrawn_and_a_unit_replaced_and_the_files_verify(
    drawn: Ceremony,
    open_page: Callable[..., Page],
    log_in: Callable[..., None],
    person: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    tmp_path: Path,
) -> None:
    seat = seats(drawn)[0]
    (name,) = names_of(drawn, seat.visit)
    phone = enters(open_page, log_in, drawn, seat.inspector)
    phone.get_by_role("link", name=re.compile("去查看.*检查：")).click()
    expect(phone.locator("main")).not_to_contain_text(name)
    phone.get_by_role("button", name=LOOK).click()
    expect(phone.locator("main")).to_contain_text(name)
    assert (axe(phone), overflow(phone)) == ([], 0)
    phone.locator(".mc-visit").filter(has_text=name).get_by_role("link", name="申报回避").click()
    expect(phone.locator("main")).to_contain_text("第四十三条")
    assert (axe(phone), overflow(phone)) == ([], 0)
    phone.get_by_label("种类").select_option(label="近亲属")
    phone.get_by_label("关系").fill("配偶在该公司任职")
    phone.get_by_role("button", name="申报并退出这一户次").click()
    expect(phone.locator("main")).to_contain_text("本人席位已重新抽定")
    expect(phone.locator("main")).not_to_contain_text(name)
    row = Vacancy.objects.get(left=seat.inspector)

    # A foreign visit is answered like one that is not there.
    draw = assignment_of(drawn)
    mine = {one.visit for one in seats(drawn) if one.inspector == seat.inspector}
    foreign = next(one.visit for one in seats(drawn) if one.visit not in mine)
    said = []
    for visit in (foreign, "v999"):
        phone.goto(f"/visits/mine/{draw.pk}/{visit}/interest/")
        expect(phone.get_by_role("alert")).to_contain_text("不是您的检查任务")
        said.append(phone.get_by_role("alert").inner_text())
    assert said[0] == said[1]

    # Who took the seat finds the door locked.
    other = enters(open_page, log_in, drawn, row.inspector)
    other.goto("/visits/mine/")
    other.get_by_role("button", name=LOOK).click()
    own = other.locator(".mc-visit").filter(has_text=name)
    own.get_by_role("link", name="对象不在").click()
    photo = tmp_path / "大门.png"
    photo.write_bytes(PNG)
    other.get_by_label("对象", exact=True).select_option(label=name)
    other.get_by_label("退出原因").select_option(label="已停业关闭")
    other.get_by_label("情况说明").fill("大门上锁，院内长草")
    other.get_by_label("证明材料").set_input_files(photo)
    assert (axe(other), overflow(other)) == ([], 0)
    other.get_by_role("button", name="上报，等确认").click()
    expect(other.locator("main")).to_contain_text("已上报")

    clerk = person(ENFORCEMENT)
    clerk.get_by_role("link", name=re.compile("去确认.*对象退出")).click()
    clerk.get_by_role("button", name=LOOK).first.click()
    expect(clerk.locator("main")).to_contain_text("大门上锁")
    assert axe(clerk) == []
    clerk.get_by_role("button", name="确认退出").click()
    expect(clerk.locator("main")).to_contain_text("变动记入留痕日志")
    swapped = Replacement.objects.get()
    assert swapped.visit == seat.visit
    assert swapped.substitute
    assert axe(clerk) == []

    drawn.disclose()
    stranger = open_page(size=PHONE, scripts=False)
    stranger.goto(f"/public/draws/{drawn.sitting.pk}/")
    expect(stranger.locator("main")).to_contain_text("退出对象1个")
    assert overflow(stranger) == 0
    bundles = [bytes(file.content) for file in DrawFile.objects.filter(role="bundle")]
    key = office_vkey(drawn.sitting.office.log_origin)
    for content in bundles:
        report = drawproof.verify_bundle(content, keys=[key], others=bundles)
        assert report.verdict == "consistent"
        assert {step.step: step.status for step in report.steps}["changes"] in ("pass", "not-applicable")
    assert [*examine_ledger(), *examine_draws()] == []
    leader = person(LEADER)
    leader.goto(f"/draws/{drawn.sitting.pk}/record/")
    expect(leader.locator("main")).to_contain_text("公开前谁看过名单")
