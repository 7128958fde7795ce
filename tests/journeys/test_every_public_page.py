"""Every public page of a campaign that is over, with its results, bulletin, correction and withdrawal, read
at a desk, on a phone, at twice the size and on paper. Pages are found along the links, so that a new one is
read as well."""

import datetime
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.services import publish_result, withdraw_record
from mingcha.disclosure.states import PUBLIC
from mingcha.disclosure.tests.rounds import Round, ordered
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.services import allow_change, ask_change, begin_record, issue_notice
from mingcha.inspections.tests.visiting import Visiting, begin_visiting
from mingcha.ledger.services import record_act
from tests.architecture.public_crawl import live
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
# A desk at 200 %: half as many signs in a line (WCAG 1.4.10).
DOUBLED = ViewportSize(width=720, height=450)
MORE = 56
NOT_ON_PAPER = (".mc-top nav", "main button", "main .mc-btn")
# What is wider than its own box and cannot be scrolled to: it would be cut off.
CUT = """() => [...document.querySelectorAll('main *')].filter(one => {
  const style = getComputedStyle(one);
  const hides = style.overflowX === 'hidden' || style.textOverflow === 'ellipsis';
  if (one.classList.contains('mc-hide')) return false;  // for readers of the screen alone
  return hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def campaign_over(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Visited in June, published, one result corrected, one withdrawn, fifty-six of other visits beside them;
    the browser's clock goes on from today."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", clock)
        patch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
        visiting = begin_visiting(begin(make_county(bureau), clock), clock)
        over = Round(visiting)
        visit_all(visiting)
        publish_all(over)
        over.published()
        visiting.ceremony.disclose()
    return over


def visit_all(visiting: Visiting) -> None:
    """Each with its notice."""
    for row in visiting.rows:
        issue_notice(actor=visiting.member(visiting.schedule(row)), inspection=row.pk)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    for row in visiting.rows:
        begin_record(actor=visiting.member(row), inspection=row.pk)
        visiting.hand_in(row)
        visiting.confirm(row)


def publish_all(over: Round) -> None:
    visiting = over.visiting
    first, second = visiting.rows[:2]
    for row in visiting.rows:
        publish_result(actor=over.writer, inspection=row.pk, is_checked=True)
    ask_change(actor=visiting.member(first), inspection=first.pk, reason="时间写错")
    allow_change(actor=visiting.reader("enforcement"), inspection=first.pk)
    visiting.clock.advance(hours=1)
    results = tuple(replace(one, words="北侧越界约十二米") for one in ordered(visiting, first))
    visiting.hand_in(first, results=results)
    visiting.confirm(first, 2)
    publish_result(actor=over.writer, inspection=first.pk, is_checked=True, reason="检查记录更正")
    again = Disclosure.objects.get(kind=RESULTS, record=str(first.pk), state=PUBLIC)
    withdraw_record(actor=over.leader, kind=find_kind(RESULTS), record=str(second.pk), reason="查错了对象")
    copy(over, again)


def copy(over: Round, row: Disclosure) -> None:
    """More results of other companies, with words as long as they come."""
    holder = "阜平县平阳镇第{}建筑石料用灰岩矿开发有限责任公司"
    found = "越界开采，未按批准的开发利用方案留设保安矿柱，现场未设置界桩和警示标志；" * 4
    rows = [
        Disclosure(
            office_id=row.office_id,
            kind=RESULTS,
            record=str(uuid.uuid4()),
            number=1,
            values={
                **row.values,
                "holder": holder.format(n),
                "holder_code": f"9113062400{n:08d}",
                "found": found if n % 7 == 0 else "",
            },
            holder_code=f"9113062400{n:08d}",
            disclosed_by=row.disclosed_by,
            disclosed_at=moments.now(),
        )
        for n in range(MORE)
    ]
    with transaction.atomic():
        Disclosure.objects.bulk_create(rows)
        record_act("disclosure.tests", actor=over.writer, records=rows)


def pages(url: str) -> list[str]:
    """One address of each public page that answers with a page, the one with most in it."""
    most: dict[str, tuple[int, str]] = {}
    for address, answer in live(url).items():
        if b"'Content-Type', 'text/html" in answer.headers and answer.body and "export" not in address:
            name = f"{resolve(address.partition('?')[0]).url_name} {answer.status}"
            most[name] = max(most.get(name, (0, "")), (len(answer.body), address))
    return [address for name, (_, address) in sorted(most.items()) if not name.endswith((" 302", " 405"))]


def test_every_public_page_reads_well_at_every_width_and_on_paper(
    campaign_over: Round,
    live_server: Any,
    open_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
) -> None:
    found: dict[tuple[str, Any], tuple[list[str], int, list[str]]] = {}
    listed = pages(live_server.url)
    assert len(listed) > 20
    page = open_page()
    for address in listed:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.goto(address)
            found[address, size["width"]] = (axe(page), overflow(page), [])
        page.set_viewport_size(DOUBLED)
        found[address, "doubled"] = ([], overflow(page), page.evaluate(CUT))
        page.emulate_media(media="print")
        found[address, "print"] = (
            [],
            0,
            [one for one in NOT_ON_PAPER if page.locator(one).first.is_visible()],
        )
        page.emulate_media(media="screen")
    assert {place: wrong for place, wrong in found.items() if wrong != ([], 0, [])} == {}
