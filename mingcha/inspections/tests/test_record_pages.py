"""The pages of a visit: nothing is preset, nothing that was typed is lost, each step leads to the next."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.draws.tests.changing import account_of, look
from mingcha.draws.tests.county import Ceremony, Clock
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.tests.visiting import Visiting, begin_visiting, give_checklist


def client_of(visiting: Visiting, row: Inspection, place: int = 0) -> Client:
    client = Client()
    client.force_login(account_of(visiting.ceremony, visiting.coverage(row).team[place]))
    return client


@pytest.fixture
def typing(ceremony: Ceremony, clock: Clock) -> tuple[Visiting, Inspection, Client]:
    """A visit whose record is in hand, with a checklist of one question."""
    give_checklist(ceremony)
    visiting = begin_visiting(ceremony, clock)
    row = visiting.first
    visiting.on_the_day(row)
    return visiting, row, client_of(visiting, row)


def told(**changes: str) -> dict[str, object]:
    return {
        "revision": "0",
        "on": "2026-06-18",
        "began": "9：10",
        "ended": "1040",
        "place": "采场",
        **changes,
    }


def test_nothing_is_preset_on_the_page_of_a_record(typing: tuple[Visiting, Inspection, Client]) -> None:
    _, row, client = typing
    page = client.get(reverse("record_edit", args=[row.pk])).content.decode()
    assert 'type="radio"' in page
    assert " checked" not in page
    assert re.search(r'<option value="" selected>请选择', page)


def test_what_is_typed_is_kept_as_a_draft_however_little(typing: tuple[Visiting, Inspection, Client]) -> None:
    _, row, client = typing
    answer = client.post(reverse("record_edit", args=[row.pk]), told())
    assert answer.status_code == 302
    record = InspectionRecord.objects.get()
    assert (record.revision, record.place) == (1, "采场")
    page = client.get(reverse("record_edit", args=[row.pk])).content.decode()
    assert 'value="09:10"' in page and 'value="10:40"' in page


def test_a_stale_page_loses_nothing_and_says_so(typing: tuple[Visiting, Inspection, Client]) -> None:
    _, row, client = typing
    client.post(reverse("record_edit", args=[row.pk]), told())
    answer = client.post(reverse("record_edit", args=[row.pk]), told(place="另一处采场", u0i0q0="否"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "另一处采场" in page
    assert re.search(r'name="u0i0q0" value="否" checked', page)
    assert InspectionRecord.objects.get().place == "采场"


def test_an_unreadable_day_is_shown_where_it_stands_and_nothing_is_stored(
    typing: tuple[Visiting, Inspection, Client],
) -> None:
    _, row, client = typing
    answer = client.post(reverse("record_edit", args=[row.pk]), told(on="下周三"))
    assert "下周三" in answer.content.decode() and InspectionRecord.objects.get().revision == 0


def test_handed_in_with_gaps_it_is_saved_and_every_gap_is_named(
    typing: tuple[Visiting, Inspection, Client],
) -> None:
    _, row, client = typing
    answer = client.post(reverse("record_edit", args=[row.pk]), told(submit="1"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有选检查结果" in page and "没有回答" in page
    assert InspectionRecord.objects.get().revision == 1


def test_from_the_first_page_to_the_confirmation(typing: tuple[Visiting, Inspection, Client]) -> None:
    visiting, row, client = typing
    whole = told(
        submit="1",
        u0i0q0="是",
        u0i0o="none",
        u1i0q0="是",
        u1i0o="none",
        situation="查看了台账",
        party="张得宝",
        signing="signed",
    )
    whole["attended"] = list(visiting.coverage(row).team)
    answer = client.post(reverse("record_edit", args=[row.pk]), whole)
    assert answer.status_code == 302, answer.content.decode()
    record = InspectionRecord.objects.get()
    other = client_of(visiting, row, 1)
    assert "核对后确认" in other.get(reverse("record_view", args=[record.pk])).content.decode()
    assert "核对后确认" not in client.get(reverse("record_view", args=[record.pk])).content.decode()
    assert other.post(reverse("record_confirm", args=[row.pk, 1])).status_code == 302
    row.refresh_from_db()
    assert row.state == "recorded"
    asked = client.post(reverse("change_ask", args=[row.pk]), {"reason": "漏写一处"})
    assert asked.status_code == 302
    chief = Client()
    chief.force_login(visiting.ceremony.county.bureau.people[ENFORCEMENT])
    assert chief.post(reverse("change_decide", args=[row.pk]), {"allow": "1"}).status_code == 302
    assert InspectionRecord.objects.get(n=2).state == "draft"


def test_lists_name_nobody_before_a_look_and_all_after_it(visiting: Visiting) -> None:
    names = {holder.name for holder in visiting.ceremony.county.holders}
    leader = Client()
    leader.force_login(visiting.ceremony.county.bureau.people[LEADER])
    address = reverse("campaign_inspections", args=[visiting.campaign_pk])
    before = leader.get(address).content.decode()
    assert not [name for name in names if name in before]
    after = look(leader, visiting.approval.campaign).get(address).content.decode()
    shown = [name for name in names if name in after]
    assert len(shown) == len({unit for row in visiting.rows for unit in visiting.coverage(row).units})
    business = Client()
    business.force_login(visiting.ceremony.county.bureau.people[BUSINESS])
    assert not [name for name in names if name in business.get(address).content.decode()]


def test_the_month_shows_own_visits_and_survives_nonsense(visiting: Visiting) -> None:
    row = visiting.first
    visiting.notify(visiting.schedule(row))
    client = client_of(visiting, row)
    for month in ("2026-06", "", "2026-13", "6月", "99999-01", "9999-12", "0001-01"):
        answer = client.get(reverse("inspection_calendar"), {"month": month})
        assert answer.status_code == 200
    assert (
        reverse("inspection_detail", args=[row.pk])
        in client.get(reverse("inspection_calendar"), {"month": "2026-06"}).content.decode()
    )
