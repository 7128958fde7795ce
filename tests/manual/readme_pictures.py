"""Takes the pictures of README.md: `.venv/bin/python -m tests.manual.readme_pictures`.

In a fresh demo office one sitting is walked from its opening to its disclosure by the demo's people; on the
way the five pictures are written to `docs/pictures`."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from mingcha.config.demo.staff import LOGINS, PASSWORD
from tests.journeys.conftest import ARGUMENTS, CAMERA, CHROMIUM, PHONE
from tests.manual.pictures import ROOT, demo_office

FOLDER = ROOT / "docs" / "pictures"
HALL = ViewportSize(width=1920, height=1080)
NAMES = {login.username: login.name for login in LOGINS}
THROWS = (
    ("4 1 6 3 3", "2 5 5 1 6", "6 2 4 3 1", "1 1 2 6 5"),
    ("5 3 6 6 1", "2 2 4 1 3", "6 5 3 2 1", "4 4 1 6 2"),
)
MISREAD = "6 2 1 3 1"  # the third throw, as the witness reads it at first


class Walk:
    """The people of a sitting, each at a browser of the own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address

    def visitor(self, width: int, height: int) -> Page:
        size = ViewportSize(width=width, height=height)
        return self._browser.new_context(base_url=self._address, viewport=size, locale="zh-CN").new_page()

    def person(self, login: str, size: ViewportSize) -> Page:
        page = self.visitor(size["width"], size["height"])
        page.goto("/accounts/login/")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page


def take(walk: Walk, workbooks: Path) -> None:
    leader = walk.person("leader", ViewportSize(width=1440, height=900))
    save(leader, "home")
    clerk = walk.person("enforcement1", ViewportSize(width=1440, height=1300))
    clerk.goto("/imports/targets/")
    clerk.get_by_label("文件").set_input_files(workbooks / "检查对象名录库（试导入）.xlsx")
    clerk.get_by_role("button", name="上传并核对").click()
    clerk.wait_for_load_state()
    save(clerk, "import-preview")
    place = hold_sitting(walk)
    visitor = walk.visitor(1440, 1400)
    disclose(leader, place)
    visitor.goto("/public/draws/")
    visitor.locator("main table tbody tr a, main article a").first.click()
    visitor.wait_for_load_state()
    save(visitor, "public-draw")


def hold_sitting(walk: Walk) -> str:
    """Both draws of a sitting, with a recording; the address of the sitting."""
    operator = walk.person("enforcement1", HALL)
    caller, witness = walk.person("business1", PHONE), walk.person("witness", PHONE)
    place = open_sitting(operator)
    camera = film(operator, place)
    operator.get_by_role("button", name="封存名册").click()
    announce(operator, "公告")
    save(camera, "recorder")
    throw(operator, caller, witness, place, THROWS[0], misread=True)
    compute(operator, place, "抽取对象")
    operator.get_by_role("link", name="第二次公告").click()
    announce(operator, "公告人员匹配")
    throw(operator, caller, witness, place, THROWS[1], misread=False)
    compute(operator, place, "匹配人员")
    camera.get_by_role("button", name="结束录制").click()
    camera.get_by_text("已结束，全部收到").wait_for()
    return place


def film(operator: Page, place: str) -> Page:
    """The page that films, beside the hall's, with the browser's invented camera."""
    page = operator.context.new_page()
    page.set_viewport_size(ViewportSize(width=1440, height=900))
    page.goto(place + "recorder/")
    page.get_by_role("button", name="开始录制").click()
    page.get_by_text("正在录制", exact=True).wait_for()
    return page


def open_sitting(operator: Page) -> str:
    operator.goto("/draws/open/")
    operator.get_by_label("抽查任务").select_option(index=1)
    for label, login in (("录入人", "business1"), ("见证人兼录入人", "witness")):
        field = operator.get_by_label(label, exact=True)
        option = field.locator("option", has_text=NAMES[login]).first
        field.select_option(value=option.get_attribute("value"))
    operator.get_by_label("抽取地点").fill("局三楼会议室")
    operator.get_by_role("button", name="开始抽取会").click()
    operator.get_by_role("button", name="封存名册").wait_for()
    return operator.url.split("?")[0]


def announce(operator: Page, button: str) -> None:
    operator.get_by_label("公开事件").select_option("dice")
    operator.get_by_label("公告后几分钟摇号").fill("0")
    until = f"{datetime.now() + timedelta(days=1):%Y-%m-%d}T18:00"
    operator.get_by_label("最迟抽取时间").fill(until)
    operator.get_by_role("button", name=button, exact=True).click()
    operator.get_by_role("list", name="核对号").wait_for()


def throw(
    hall: Page, caller: Page, witness: Page, place: str, throws: tuple[str, ...], *, misread: bool
) -> None:
    """Every throw by both; the hall's page is taken where they differ."""
    for number, values in enumerate(throws, start=1):
        differs = misread and number == 3
        enter(caller, place, number, values)
        enter(witness, place, number, MISREAD if differs else values)
        if differs:
            hall.goto(place)
            hall.get_by_text("不一致，暂停").first.wait_for()
            save(hall, "hall-dice")
            enter(caller, place, number, values)
            enter(witness, place, number, values)


def enter(page: Page, place: str, number: int, values: str) -> None:
    page.goto(place + "throws/")
    page.get_by_role("heading", name=f"第{number}次，").wait_for()
    for field, value in zip(page.locator("input.mc-value").all(), values.split(), strict=True):
        field.fill(value)
    page.get_by_role("button", name="录入第").click()
    page.wait_for_load_state()


def compute(operator: Page, place: str, button: str) -> None:
    operator.goto(place)
    operator.get_by_role("button", name=button).click()
    operator.get_by_text("结果摘要").first.wait_for()


def disclose(leader: Page, place: str) -> None:
    leader.goto(place + "disclose/")
    leader.get_by_label("确认").fill("全部检查已经结束")
    # The demo's sitting is held before the last day of its visits, whatever the day on which it is walked.
    early = leader.get_by_label("为什么提前公开")
    if early.count():
        early.fill("演示：各户次视同已经查完")
    leader.get_by_role("button", name="公开2个抽取文件").click()
    leader.get_by_text("全部资料已公开").first.wait_for()


def save(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(name, flush=True)


def main() -> None:
    with (
        TemporaryDirectory(prefix="mingcha-pictures-") as folder,
        demo_office(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *CAMERA])
        take(Walk(browser, address), Path(folder) / "workbooks")
        browser.close()


if __name__ == "__main__":
    main()
