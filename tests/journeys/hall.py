"""What people press in a sitting, for every journey that holds one."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from mingcha.common import moments

DRAWPROOF = Path(sys.executable).with_name("drawproof")


def choose(page: Page, label: str, name: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.select_option(value=field.locator("option", has_text=name).get_attribute("value"))


def announce(operator: Page, button: str) -> str:
    """Announce with dice at once; returns the forty digits read aloud."""
    operator.get_by_label("公开事件").select_option("dice")
    operator.get_by_label("公告后几分钟摇号").fill("0")
    tomorrow = moments.now() + timedelta(days=1)
    operator.get_by_label("最迟抽取时间").fill(tomorrow.strftime("%Y-%m-%dT18:00"))
    operator.get_by_role("button", name=button, exact=True).click()
    groups = operator.get_by_role("list", name="核对号").get_by_role("listitem")
    expect(groups).to_have_count(10)
    return "".join(re.sub(r"\D", "", text)[-4:] for text in groups.all_inner_texts())


def enter_throw(page: Page, values: str) -> None:
    for field, value in zip(page.locator("input.mc-value").all(), values.split(), strict=True):
        field.fill(value)
    page.get_by_role("button", name=re.compile("^录入第")).click()


def compute(operator: Page, place: str, label: str) -> None:
    operator.goto(place)
    operator.get_by_role("button", name=label).click()
    expect(operator.locator("main")).to_contain_text("结果摘要")


def verify(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [DRAWPROOF, "verify", "--json", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]
