"""A whole sitting as people live it: filmed with a reload in the middle, two callers on phones who first
disagree, a first attempt annulled after its dice had fallen, a second one drawn, the witness's word on both,
and a verifier that counts the attempts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.draws.models import Sitting
from mingcha.draws.tests.county import make_county
from mingcha.draws.views import recordings
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.services.examine_draws import examine_draws
from tests.journeys.conftest import ARGUMENTS, CAMERA, CHROMIUM, PHONE
from tests.journeys.hall import announce, choose, compute, enter_throw, verify

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

PROJECTOR = ViewportSize(width=1920, height=1080)
DICE = ("4 1 6 3 3", "2 5 5 1 6", "6 2 4 3 1", "1 1 2 6 5")


@pytest.fixture
def operator(
    browser: Browser, live_server: "LiveServer", bureau: Bureau, log_in: Callable[[Page, str, str], None]
) -> Iterator[Page]:
    """The operator's own browser at the projector, with a camera, which a browser is given when it starts."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *CAMERA])
    context = chromium.new_context(base_url=live_server.url, viewport=PROJECTOR, locale="zh-CN")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page, bureau.people["enforcement"].username, PASSWORD)
    yield page
    chromium.close()


def fill_in(operator: Page, *, caller: str, witness: str) -> None:
    operator.goto("/draws/open/")
    operator.get_by_label("抽查任务").select_option(index=1)
    choose(operator, "录入人", caller)
    choose(operator, "见证人兼录入人", witness)
    operator.get_by_label("抽取地点").fill("局三楼会议室")
    operator.get_by_role("button", name="开始抽取会").click()


def film(recorder: Page) -> None:
    recorder.get_by_role("button", name="开始录制").click()
    expect(recorder.get_by_text("正在录制", exact=True)).to_be_visible(timeout=15_000)
    expect(recorder.locator("[data-kept]")).to_have_text(re.compile(r"^[1-9]\d*块"), timeout=15_000)


def throw_dice(caller: Page, witness: Page, place: str, *, misread: int = 0) -> None:
    """Every throw on both phones; at `misread` the witness sees another number, and both enter it again."""
    for number, values in enumerate(DICE, start=1):
        for page in (caller, witness):
            page.goto(place + "throws/")
            expect(page.get_by_role("heading", name=f"第{number}次，共4次")).to_be_visible()
        enter_throw(caller, values)
        expect(caller.locator("main")).to_contain_text("等另一人录完")
        expect(witness.locator("main")).not_to_contain_text(values)
        if number == misread:
            enter_throw(witness, "1 1 1 1 1")
            expect(witness.get_by_text("两人不一致")).to_be_visible()
            caller.goto(place + "throws/")
            enter_throw(caller, values)
        enter_throw(witness, values)
        expect(witness.locator("main")).not_to_contain_text("现在不用录入")


def stands_on_the_wall(operator: Page) -> None:
    """Whoever sits in the room cannot scroll."""
    high = operator.evaluate("document.documentElement.scrollHeight")
    assert high <= PROJECTOR["height"], operator.locator("main h2").first.inner_text()


def wait_for_dice(operator: Page, place: str, overflow: Callable[[Page], int]) -> None:
    """What the room reads from the wall while the dice fall: how much they alone decide, with the rule."""
    operator.goto(place + "?step=throws")
    expect(operator.locator("main")).to_contain_text("单凭公开事件已不低于48位的要求")
    assert overflow(operator) == 0
    stands_on_the_wall(operator)


def annul(caller: Page, legal: Page, leader: Page, place: str) -> None:
    """Proposed by a caller, confirmed by another, neither the announcer; computed all the same."""
    caller.goto(place + "annul/")
    caller.get_by_label("原因").select_option("recording")
    caller.get_by_label("情况说明").fill("摄像机断电，中间一段没有录上")
    caller.get_by_role("button", name="提出作废").click()
    legal.goto(place + "annul/")
    legal.get_by_role("button", name="确认作废").click()
    leader.goto(place)
    leader.get_by_role("button", name="算出本来的结果").click()
    expect(leader.locator("main")).to_contain_text("已算出本来的结果")


def confirm(witness: Page, place: str, heading: str) -> None:
    witness.goto(place + "throws/")
    card = witness.locator("section.mc-card", has=witness.get_by_role("heading", name=heading))
    card.get_by_role("button", name="确认与所见相符").click()
    expect(card).to_contain_text("见证人已确认")


def words_of(report: dict[str, Any], step: str) -> str:
    return next(str(one["words"]) for one in report["steps"] if one["step"] == step)


def test_a_sitting_with_an_annulled_first_attempt_is_drawn_filmed_witnessed_and_verified(
    operator: Page,
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    bureau: Bureau,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(recordings, "CHUNK_MS", 500)
    make_county(bureau)
    people = bureau.people
    caller, witness = (person(role, size=PHONE) for role in ("business", "witness"))
    legal, leader = person("legal"), person("leader")

    # Nobody is both callers.
    fill_in(operator, caller=people["witness"].name, witness=people["witness"].name)
    expect(operator.get_by_role("alert")).to_contain_text("录入人和见证人是同一个人")
    assert not Sitting.objects.exists()

    fill_in(operator, caller=people["business"].name, witness=people["witness"].name)
    expect(operator.get_by_role("button", name="封存名册")).to_be_visible()
    stands_on_the_wall(operator)
    place = operator.url.split("?")[0]
    recorder = operator.context.new_page()
    recorder.on("dialog", lambda dialog: dialog.accept())
    recorder.goto(place + "recorder/")
    film(recorder)

    # The first attempt: they disagree, enter again, the dice have fallen, it is annulled and still computed.
    operator.get_by_role("button", name="封存名册").click()
    expect(operator.get_by_label("公开事件")).to_be_visible()
    stands_on_the_wall(operator)
    announce(operator, "公告")
    stands_on_the_wall(operator)
    wait_for_dice(operator, place, overflow)
    throw_dice(caller, witness, place, misread=2)
    annul(caller, legal, leader, place)
    recorder.reload()
    film(recorder)

    # The second attempt is drawn, and the teams.
    operator.goto(place)
    operator.get_by_role("link", name="开始下一次").click()
    operator.get_by_role("button", name="封存名册").click()
    announce(operator, "公告")
    throw_dice(caller, witness, place)
    compute(operator, place, "抽取对象")
    stands_on_the_wall(operator)
    confirm(witness, place, "检查对象抽取第2次")
    operator.get_by_role("link", name="第二次公告").click()
    expect(operator.get_by_label("公开事件")).to_be_visible()
    stands_on_the_wall(operator)
    announce(operator, "公告人员匹配")
    stands_on_the_wall(operator)
    throw_dice(caller, witness, place)
    compute(operator, place, "匹配人员")
    stands_on_the_wall(operator)
    operator.goto(place + "?step=sign")
    stands_on_the_wall(operator)
    expect(operator.locator("#witnessed")).to_contain_text("待见证人确认")
    assert axe(witness) == []
    confirm(witness, place, "检查人员匹配第1次")
    confirm(witness, place, "检查对象抽取第1次（已作废，仍算出结果）")
    expect(operator.locator("#witnessed")).not_to_contain_text("待见证人确认", timeout=15_000)
    assert axe(operator) == []
    recorder.get_by_role("button", name="结束录制").click()
    expect(recorder.get_by_text("已结束，全部收到")).to_be_visible(timeout=15_000)

    leader.goto(place + "disclose/")
    leader.get_by_label("确认").fill("全部检查已经结束")
    leader.get_by_role("button", name="公开3个抽取文件").click()
    visitor = open_page()
    visitor.goto("/public/draws/")
    expect(visitor.get_by_role("row")).to_have_count(4)
    files = []
    for link in visitor.get_by_role("link", name="下载").all():
        with visitor.expect_download() as download:
            link.click()
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    status, reports = verify(*files)
    assert status == 0
    by_name = {file.stem.rpartition("-")[2]: report for file, report in zip(files, reports, strict=True)}
    assert {name: report["verdict"] for name, report in by_name.items()} == dict.fromkeys(
        ("s1", "s2", "a1"), "consistent"
    )
    assert "2次中的第2次" in words_of(by_name["s2"], "attempts")
    assert "本次已作废" in words_of(by_name["s1"], "attempts")
    assert list(examine_ledger()) == []
    assert [*examine_draws()] == []
