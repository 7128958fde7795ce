"""Takes the manual's pictures from a fresh demo office: `.venv/bin/python -m tests.manual.pictures [NAME …]`.

Each picture is a row of the table: who looks, at which address, what is clicked to get there. Written to
`docs/manual/pictures/NAME.png`; a name that ends in `-390` is taken on a phone."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from mingcha.config.demo.staff import PASSWORD
from tests.journeys.conftest import ARGUMENTS, CHROMIUM, DESK, PHONE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "manual" / "pictures"
FIRST_ROW = "main table tbody tr a"


@dataclass(frozen=True)
class Picture:
    """`clicks` are selectors clicked one after the other; `upload` is a workbook given to the import page."""

    name: str
    login: str
    path: str
    clicks: tuple[str, ...] = ()
    upload: str = ""


PICTURES: tuple[Picture, ...] = (
    Picture("enforcement-home", "enforcement1", "/"),
    Picture("business-home", "business2", "/"),
    Picture("leader-home", "leader", "/"),
    Picture("inspector-home-390", "inspector1", "/"),
    Picture("witness-home-390", "witness", "/"),
    Picture("targets", "enforcement1", "/registers/targets/"),
    Picture("target", "enforcement1", "/registers/targets/", (FIRST_ROW, FIRST_ROW)),
    Picture("duplicates", "enforcement1", "/registers/duplicates/"),
    Picture("categories", "enforcement1", "/registers/categories/"),
    Picture("import-preview", "enforcement1", "/imports/targets/", (), "01检查对象名录库（矿产和用地）.xlsx"),
    Picture("item-list", "leader", "/items/", (FIRST_ROW,)),
    Picture("proposals", "business2", "/items/proposals/"),
    Picture("checklist", "business2", "/items/", (FIRST_ROW, FIRST_ROW, "text=检查单")),
    Picture("upkeep", "enforcement1", "/upkeep/"),
    Picture("inspectors", "legal", "/registers/inspectors/"),
    Picture("inspector", "legal", "/registers/inspectors/", (FIRST_ROW,)),
    Picture("endings", "legal", "/registers/inspectors/endings/"),
    Picture("legal-texts", "legal", "/law/texts/"),
    Picture("calendar", "legal", "/law/calendar/"),
    Picture("obligations", "leader", "/law/obligations/floor-ratio/"),
    Picture("obligations-legal", "legal", "/law/obligations/"),
    Picture("plan-board", "business2", "/campaigns/"),
    Picture("plan", "enforcement1", "/campaigns/", ("text=去送审",)),
    Picture("campaign", "business2", "/campaigns/new/"),
    Picture("overview", "leader", "/overview/"),
    Picture("campaign-detail", "leader", "/campaigns/", (FIRST_ROW,)),
    Picture("sitting-open", "enforcement1", "/draws/open/"),
    Picture("ledger", "auditor", "/ledger/"),
    Picture("people", "system", "/people/"),
)


def take(pictures: Sequence[Picture]) -> None:
    """Take these pictures of a demo office that is made for the purpose and thrown away."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="mingcha-pictures-") as folder,
        demo_office(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for picture in pictures:
            _take(browser, address, picture)
        browser.close()


@contextmanager
def demo_office(folder: Path) -> Iterator[str]:
    """The address of a demo office in this folder, on a free port of this machine."""
    port = _free_port()
    program = str(Path(sys.executable).with_name("mingcha"))
    command = [program, "serve", "--demo", "--port", str(port), "--data", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    size = PHONE if picture.name.endswith("-390") else DESK
    page = browser.new_context(base_url=address, viewport=size, locale="zh-CN").new_page()
    page.goto("/accounts/login/")
    page.get_by_label("登录名").fill(picture.login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    _go(page, picture)
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    page.context.close()
    print(picture.name)


def _go(page: Page, picture: Picture) -> None:
    answer = page.goto(picture.path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.name}: {picture.path} {answer and answer.status}")
    for selector in picture.clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    if picture.upload:
        page.get_by_label("文件").set_input_files(ROOT / "tests" / "workbooks" / picture.upload)
        page.get_by_role("button", name="上传并核对").click()
        page.wait_for_load_state()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Until the server accepts; making the demo takes its time. Ends with an error when the server has."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.5)
    raise SystemExit(f"the server ended with {server.returncode}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    wanted = sys.argv[1:]
    take([picture for picture in PICTURES if not wanted or picture.name in wanted])
