"""An office begins on its own computer: founded once, then everybody comes in by the own account."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mingcha.accounts.models import Office, Person
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEADER_PASSWORD = "taihang-shan-2026"
CHOSEN = "langya-shan-ding-2026"
PEOPLE = {
    "局领导": ("张志远", "zhangzhiyuan", LEADER_PASSWORD),
    "系统管理员": ("李明", "liming", "shahe-qiao-31"),
    "安全管理员": ("赵敏", "zhaomin", "wangkuai-shui-7"),
    "审计管理员": ("陈青", "chenqing", "tiansheng-qiao-9"),
}


def found(page: Page) -> None:
    page.get_by_label("机构名称").fill("阜平县自然资源和规划局")
    page.get_by_label("机构代码").fill("fuping-nr")
    for role, facts in PEOPLE.items():
        block = page.locator("section", has=page.get_by_role("heading", name=role))
        for label, fact in zip(("姓名", "登录名", "初始密码"), facts, strict=True):
            block.get_by_label(label).fill(fact)
    page.get_by_role("button", name="启用本机构").click()


def choose_password(page: Page) -> None:
    page.get_by_label("现在的密码").fill(LEADER_PASSWORD)
    page.get_by_label("新密码", exact=True).fill(CHOSEN)
    page.get_by_label("再填一次新密码").fill(CHOSEN)
    page.get_by_role("button", name="修改密码").click()


def test_an_office_is_founded_once_and_its_leader_logs_in(
    browser_page: Page,
    log_in: Callable[[Page, str, str], None],
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
) -> None:
    page = browser_page
    page.goto("/")
    expect(page).to_have_url("/first-start/")
    assert axe(page) == []

    page.get_by_role("button", name="启用本机构").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写机构名称")
    expect(page.get_by_role("alert")).to_be_focused()
    assert not Office.objects.exists()

    found(page)
    expect(page).to_have_url("/accounts/login/")
    assert Person.objects.count() == len(PEOPLE)
    assert axe(page) == []

    log_in(page, "zhangzhiyuan", LEADER_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    expect(page.get_by_role("main")).to_contain_text("发放的人也知道")
    assert axe(page) == []
    choose_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")
    expect(page.get_by_role("banner")).to_contain_text("阜平县自然资源和规划局")
    assert axe(page) == []
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0

    answer = page.goto("/first-start/")
    assert answer is not None
    assert answer.status == 404

    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()


def test_login_works_without_scripts_and_comes_back_to_the_page_that_was_asked_for(
    open_page: Callable[..., Page],
) -> None:
    found_by_form = open_page()
    found_by_form.goto("/")
    found(found_by_form)

    page = open_page(size=PHONE, scripts=False)
    page.goto("/accounts/password/")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")

    page.get_by_label("登录名").fill("zhangzhiyuan")
    page.get_by_label("密码").fill("not-the-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    expect(page.get_by_label("登录名")).to_have_value("zhangzhiyuan")

    page.get_by_label("密码").fill(LEADER_PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")


def test_large_type_stays_on_for_this_browser(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    found(page)
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.goto("/accounts/login/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.goto("/")
    page.get_by_role("button", name="常规字").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"


@pytest.mark.parametrize("role", ["system_admin", "leader"])
def test_on_a_phone_what_an_office_still_lacks_comes_first(person: Callable[..., Page], role: str) -> None:
    page = person(role, size=PHONE)
    tops = []
    for name in ("启用还差", "要办的事"):
        box = page.get_by_role("heading", name=name).bounding_box()
        assert box is not None
        tops.append(box["y"])
    assert tops == sorted(tops)
    stages = page.locator(".mc-stages")
    if stages.count():
        box = stages.bounding_box()
        assert box is not None
        assert box["y"] > tops[-1]
