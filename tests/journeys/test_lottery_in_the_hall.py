"""Drawn by lottery numbers of later days: the issues are read from the wall, on the callers' phones and in
public as soon as they are announced."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from mingcha.common import moments
from mingcha.draws.rules.lotteries import DLT, SSQ, issues_on, schedule_of
from mingcha.draws.services import Issue, Terms, announce_draw
from mingcha.draws.tests.county import Clock, begin, make_county
from tests.journeys.conftest import PHONE

if TYPE_CHECKING:
    from mingcha.accounts.tests.cast import Bureau

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROJECTOR = ViewportSize(width=1920, height=1080)


def next_issue(lottery: str) -> Issue:
    """The first drawing after today."""
    week = (moments.today() + datetime.timedelta(days=ahead) for ahead in range(1, 8))
    day = next(day for day in week if schedule_of(lottery, day).is_drawn_on(day))
    at = moments.day_begins(day) + datetime.timedelta(hours=21, minutes=30)
    return Issue(str(issues_on(lottery, day)[-1]), at)


def test_the_issues_are_read_from_the_wall_on_phones_and_in_public(
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    bureau: "Bureau",
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
) -> None:
    ceremony = begin(make_county(bureau), Clock(moments.now()))
    issues = {lottery: next_issue(lottery) for lottery in (SSQ, DLT)}
    draw_by = max(issue.at for issue in issues.values()) + datetime.timedelta(days=1)
    terms = Terms(event="lottery", issues=issues, draw_by=draw_by)
    announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=terms)
    place = f"draws/{ceremony.sitting.pk}/"
    wall, phone = person("enforcement", size=PROJECTOR), person("inspector", size=PHONE)
    for page, address in (
        (wall, f"/{place}"),
        (phone, f"/{place}throws/"),
        (open_page(PHONE), f"/public/{place}"),
    ):
        page.goto(address)
        for lottery, issue in issues.items():
            expect(page.locator("main")).to_contain_text(f"{lottery}第{issue.number}期")
            expect(page.locator("main")).to_contain_text(f"{moments.wall_time(issue.at)}开奖")
        assert overflow(page) == 0
        assert axe(page) == []
    assert wall.evaluate("document.documentElement.scrollHeight") <= PROJECTOR["height"]
    expect(phone.get_by_role("heading", name="等待开奖")).to_be_visible()
