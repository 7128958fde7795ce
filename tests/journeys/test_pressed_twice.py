"""A hurried hand: a button pressed twice sends once, and the way back leads to a form that works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mingcha.accounts.models import Section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How often the form goes off; nothing leaves the page.
PRESS_TWICE = """() => {
  let sent = 0;
  window.addEventListener("submit", (event) => {
    sent += event.defaultPrevented ? 0 : 1;
    event.preventDefault();
  });
  const button = document.querySelector("form.mc-form button");
  button.click(); button.click();
  return sent;
}"""


def test_a_button_pressed_twice_sends_once_and_after_going_back_the_form_sends_again(
    person: Callable[..., Page],
) -> None:
    page = person("system_admin")
    page.goto("/sections/new/")
    assert page.evaluate(PRESS_TWICE) == 1

    page.reload()
    page.get_by_label("名称").fill("测绘管理股")
    page.get_by_role("button", name="设立", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("/sections/"))
    page.go_back()
    page.get_by_label("名称").fill("测绘监管股")
    page.get_by_role("button", name="设立", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("/sections/"))
    assert Section.objects.filter(name__startswith="测绘").count() == 2
