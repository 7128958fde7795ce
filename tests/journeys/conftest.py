"""What every journey stands on: a real browser on a live server, whose console must stay silent.

The policy forbids eval, so `page.wait_for_function("text")` cannot work: wait for locators, or poll with
`page.evaluate`."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from mingcha.accounts.tests.cast import Bureau

CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# A camera and a microphone that the browser invents, and nobody asked whether it may use them.
# Five pictures a second: more would only be encoded.
CAMERA = ["--use-fake-device-for-media-stream=fps=5", "--use-fake-ui-for-media-stream"]
DESK = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
# The browser writes a line for every answer of these kinds; a journey to a refusal expects it.
ANSWERED = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop lives in this thread, and Django would take the test's own queries for async ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: "LiveServer") -> Iterator[Callable[..., Page]]:
    """`open_page()` is a new person at a new browser; `open_page(size=PHONE)` the same on a phone, and
    `scripts=False` without scripts. Paths are relative to the live server. Whatever the console of any of
    these pages said, beyond refusals, fails the test."""
    said: list[str] = []
    contexts = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERED):
            said.append(f"{message.text} ({message.location['url']})")

    def make(size: ViewportSize = DESK, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=size, locale="zh-CN", java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert said == [], "the browser's console"


@pytest.fixture
def browser_page(open_page: Callable[..., Page]) -> Page:
    """One desk page of the live server; for several people or a phone take `open_page`."""
    return open_page()


@pytest.fixture
def log_in(db: None) -> Callable[[Page, str, str], None]:
    """`log_in(page, username, password)` by the login form, to the home page."""

    def enter(page: Page, username: str, password: str) -> None:
        page.goto("/accounts/login/")
        page.get_by_label("登录名").fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/login/" not in url)

    return enter


@pytest.fixture
def bureau(live_server: object) -> "Bureau":
    """One person in each role, and the figures an office is founded with."""
    # Imported late: this file is read before Django is set up.
    from mingcha.registers.tests.cast import make_office

    return make_office("fuping-nr", "阜平县")


@pytest.fixture
def person(
    open_page: Callable[..., Page], log_in: Callable[[Page, str, str], None], bureau: "Bureau"
) -> Callable[..., Page]:
    """`person("leader")` is that person's own browser, logged in; `size=PHONE` for a phone."""
    from mingcha.accounts.tests.cast import PASSWORD

    def enter(role: str, **more: Any) -> Page:
        page = open_page(**more)
        log_in(page, bureau.people[role].username, PASSWORD)
        return page

    return enter


def follow(link: Locator) -> None:
    """Click `link` and wait until the page it leads to has loaded: what is measured next is that page."""
    with link.page.expect_navigation():
        link.click()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` lists what the accessibility rules find on the page as it is now: rule and element."""

    def check(page: Page) -> list[str]:
        violations = Axe().run(page).response["violations"]
        return [f"{found['id']}: {node['html'][:120]}" for found in violations for node in found["nodes"]]

    return check


@pytest.fixture
def overflow() -> Callable[[Page], int]:
    """`overflow(page)` is by how many pixels the page scrolls sideways; 0 is right at any width from 320."""

    def measure(page: Page) -> int:
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(page.evaluate(width))

    return measure
