"""A sitting filmed with camera and screen in a real browser: a reload and a lost connection begin new
segments, the hole is shown, a chapter plays from its second; and a screen shared no longer."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.draws.models import Sitting
from mingcha.draws.rules.recordings import BROKEN, ENDED, SCREEN
from mingcha.draws.rules.recordings import CAMERA as CAMERA_SOURCE
from mingcha.draws.tests.county import begin, make_county
from mingcha.draws.views import recordings
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.services.examine_draws import examine_draws
from tests.journeys.conftest import ARGUMENTS, CAMERA, CHROMIUM, DESK

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

# What the browser's own bar "stop sharing" does to the page, which no script of a page can press.
KEEP_SCREEN = """() => {
    const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getDisplayMedia = async (wish) => (window.shared = await ask(wish));
}"""
SLEEP = "() => { const now = Date.now; Date.now = () => now() + 600_000; }"
STOP_SHARING = """() => {
    const [track] = window.shared.getTracks();
    track.stop();
    track.dispatchEvent(new Event("ended"));
}"""
LOST = 500
PLAYING = "() => { const film = document.querySelector('video'); return [film.currentTime, film.duration]; }"


@pytest.fixture
def filming_browser(browser: Browser) -> Iterator[Browser]:
    """A browser of its own: a camera is given to a browser when it is started."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *CAMERA])
    yield chromium
    chromium.close()


@pytest.fixture
def operator(
    filming_browser: Browser,
    live_server: "LiveServer",
    bureau: Bureau,
    log_in: Callable[[Page, str, str], None],
) -> Iterator[Page]:
    context = filming_browser.new_context(base_url=live_server.url, viewport=DESK, locale="zh-CN")
    page = context.new_page()
    log_in(page, bureau.people["enforcement"].username, PASSWORD)
    yield page
    context.close()


def start(page: Page) -> None:
    page.get_by_role("button", name="开始录制").click()
    expect(page.get_by_text("正在录制", exact=True)).to_be_visible(timeout=15_000)
    expect(page.locator("[data-kept]")).to_have_text(re.compile(r"^[2-9]\d*块"), timeout=15_000)


def wait_for_segments(page: Page, sitting: Sitting, count: int) -> None:
    for _ in range(100):
        if sitting.recordings.count() == count:
            break
        page.wait_for_timeout(100)
    expect(page.get_by_text("正在录制", exact=True)).to_be_visible()
    page.wait_for_timeout(1500)


def lose_the_connection(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_text("连接中断")).to_be_visible(timeout=15_000)
    page.wait_for_timeout(2 * LOST)
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_have_text("没有", timeout=15_000)
    expect(page.get_by_text("连接中断")).to_be_hidden()


def played(page: Page) -> tuple[float, float]:
    """(second, length) of the first film; the policy forbids to wait for a function."""
    at, length = page.evaluate(PLAYING)
    return at or 0, length or 0


def test_a_reload_and_a_lost_connection_begin_new_segments_and_the_hole_is_shown(
    operator: Page, bureau: Bureau, monkeypatch: pytest.MonkeyPatch, axe: Callable[[Page], list[str]]
) -> None:
    monkeypatch.setattr(recordings, "CHUNK_MS", 500)
    monkeypatch.setattr(recordings, "LOST_MS", LOST)
    # A film of half an hour comes in parts of 4 MB; this one is so small that its parts must be smaller.
    monkeypatch.setattr(recordings, "RANGE_BYTES", 20_000)
    ceremony = begin(make_county(bureau), None)  # type: ignore[arg-type]  # on the real clock
    operator.goto(f"/draws/{ceremony.sitting.pk}/recorder/")
    assert axe(operator) == []
    start(operator)
    with operator.expect_popup() as popup:
        operator.get_by_role("link", name="打开会场页").click()
    hall = popup.value
    expect(hall.locator("header")).to_contain_text("正在录制")
    hall.get_by_role("button", name="封存名册").click()

    operator.on("dialog", lambda dialog: dialog.accept())
    operator.reload()
    expect(operator.locator("main")).to_contain_text("还没有结束")
    operator.wait_for_timeout(3000)
    start(operator)

    lose_the_connection(operator)
    # What waited has come; the camera goes on in a segment of its own, without a hole.
    wait_for_segments(operator, ceremony.sitting, 3)
    operator.get_by_role("button", name="结束录制").click()
    expect(operator.get_by_text("已结束，全部收到")).to_be_visible(timeout=15_000)

    operator.get_by_role("link", name="查看已录").click()
    expect(operator.locator("video")).to_have_count(3)
    assert [one.ended_for for one in ceremony.sitting.recordings.all()] == [BROKEN, ENDED, ENDED]
    expect(operator.locator("main")).to_contain_text("中断1处")
    expect(operator.locator(".mc-hole")).to_contain_text("没有录像")
    assert axe(operator) == []
    operator.get_by_role("link", name="封存名册").click()
    for _ in range(100):
        second, length = played(operator)
        if second > 0 and 1 < length < 3600:
            break
        operator.wait_for_timeout(100)
    assert 0 < second <= length < 3600
    assert [*examine_ledger(), *examine_draws()] == []


def test_a_screen_that_is_shared_no_longer_ends_alone_and_a_computer_that_slept_ends_all(
    operator: Page, bureau: Bureau, monkeypatch: pytest.MonkeyPatch, axe: Callable[[Page], list[str]]
) -> None:
    monkeypatch.setattr(recordings, "CHUNK_MS", 500)
    monkeypatch.setattr(recordings, "LOST_MS", LOST)
    said: list[str] = []
    operator.on("console", lambda message: said.append(message.text))
    operator.on("pageerror", lambda error: said.append(str(error)))
    sitting = begin(make_county(bureau), None).sitting  # type: ignore[arg-type]  # on the real clock
    operator.goto(f"/draws/{sitting.pk}/recorder/")
    operator.evaluate(KEEP_SCREEN)
    operator.get_by_label("同时录屏幕").check()
    start(operator)
    lose_the_connection(operator)
    wait_for_segments(operator, sitting, 4)
    *former, camera, screen = sitting.recordings.all()
    assert [one.ended_for for one in former] == [ENDED, ENDED]
    assert [camera.source, screen.source] == [CAMERA_SOURCE, SCREEN]
    for _ in range(100):
        if screen.chunks.count() > 2:
            break
        operator.wait_for_timeout(100)

    operator.evaluate(STOP_SHARING)
    expect(operator.get_by_text("屏幕共享已停止，摄像头和话筒仍在录。")).to_be_visible()
    expect(operator.get_by_text("正在录制", exact=True)).to_be_visible()
    operator.wait_for_timeout(1500)
    operator.evaluate(SLEEP)
    expect(operator.get_by_text("电脑休眠过")).to_be_visible()
    expect(operator.get_by_text("已结束，全部收到")).to_be_visible(timeout=15_000)

    *former, camera, screen = sitting.recordings.all()
    assert [camera.ended_for, screen.ended_for] == [ENDED, ENDED]
    assert 2 < screen.chunks.count() < camera.chunks.count()
    operator.get_by_role("link", name="查看已录").click()
    expect(operator.locator("video")).to_have_count(4)
    expect(operator.locator("main")).to_contain_text("屏幕")
    expect(operator.locator(".mc-hole")).to_have_count(0)
    assert axe(operator) == []
    assert [words for words in said if "ERR_INTERNET_DISCONNECTED" not in words] == []
    assert [*examine_ledger(), *examine_draws()] == []
