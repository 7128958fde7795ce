"""Before disclosure names are for enforcement and leaders, and for nobody before the teams are drawn."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import (
    AUDITOR,
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.tests.changing import look
from mingcha.draws.tests.county import Ceremony, County, as_read
from mingcha.law.services import adopt_default_obligations

NAME, CODE = "号矿业有限公司", "91130624MA0X"
PAGES = ("sitting", "draw_record", "result_sheet", "throw_entry", "recording_attach", "draw_disclose")


def pages(client: Client, ceremony: Ceremony) -> str:
    """Everything of this sitting that the client gets, refusals too."""
    answers = [client.get(reverse(name, args=[ceremony.sitting.pk])) for name in PAGES]
    answers += [client.get(reverse("public_draw", args=[ceremony.sitting.pk]))]
    answers += [client.get(reverse(name)) for name in ("draw_list", "public_draws")]
    return "".join(answer.content.decode() for answer in answers)


def logged_in(county: County, role: str) -> Client:
    client = Client()
    client.force_login(county.bureau.people[role])
    return client


@pytest.mark.parametrize("role", [INSPECTOR, WITNESS, LEGAL, BUSINESS, AUDITOR, SYSTEM_ADMIN])
def test_callers_witnesses_and_others_see_counts_but_no_names(drawn: Ceremony, role: str) -> None:
    shown = pages(logged_in(drawn.county, role), drawn)
    assert NAME not in shown
    assert CODE not in shown


@pytest.mark.parametrize("role", [ENFORCEMENT, LEADER])
def test_enforcement_and_leaders_see_who_is_drawn_once_they_looked(drawn: Ceremony, role: str) -> None:
    client = logged_in(drawn.county, role)
    before = pages(client, drawn)
    assert NAME not in before
    assert CODE not in before
    assert NAME in pages(look(client, drawn.county.campaign), drawn)


def test_the_hall_never_shows_a_name(drawn: Ceremony) -> None:
    client = logged_in(drawn.county, ENFORCEMENT)
    for step in ("", "teams", "sign", "result"):
        page = client.get(reverse("sitting", args=[drawn.sitting.pk]), {"step": step}).content.decode()
        assert NAME not in page


def test_the_public_sees_numbers_before_and_names_after(drawn: Ceremony) -> None:
    assert NAME not in pages(Client(), drawn)
    drawn.disclose()
    page = Client().get(reverse("public_draw", args=[drawn.sitting.pk])).content.decode()
    assert NAME in page
    assert "drawproof verify fuping-2026-01-s1.draw" in page


def test_no_file_can_be_downloaded_before_disclosure(drawn: Ceremony) -> None:
    answer = Client().get(reverse("bundle_download", args=["fuping-2026-01-s1"]))
    assert answer.status_code == 404


def test_a_frozen_sitting_is_not_public(ceremony: Ceremony) -> None:
    ceremony.freeze()
    assert Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).status_code == 404


def test_another_office_finds_nothing(drawn: Ceremony) -> None:
    other = make_bureau("tang", "唐县试")
    adopt_default_obligations(office=other.office)
    client = Client()
    client.force_login(other.people[ENFORCEMENT])
    for name in PAGES:
        assert client.get(reverse(name, args=[drawn.sitting.pk])).status_code in (403, 404), name


def test_an_annulled_attempt_stays_on_the_public_page(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    ceremony.announce()
    page = Client().get(reverse("public_draws")).content.decode()
    assert "第1次，共2次" in page
    assert "第2次，共2次" in page
    page = Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()
    assert "停电或设备故障" in page


def test_the_second_person_reads_and_confirms_an_annulment_on_its_page(ceremony: Ceremony) -> None:
    ceremony.announce()
    address = reverse("draw_annul", args=[ceremony.sitting.pk])
    words = {"reason": "power", "words": "会议室停电"}
    caller, legal = (logged_in(ceremony.county, role) for role in (INSPECTOR, LEGAL))
    assert caller.post(address, words).status_code == 302
    assert "会议室停电" in legal.get(address).content.decode()
    confirm = reverse("draw_annul_confirm", args=[ceremony.sitting.pk])
    assert caller.post(confirm).status_code == 403
    assert legal.post(confirm).status_code == 409
    read = {"seen": as_read(ceremony.draw)}
    assert "已作废" in legal.post(confirm, read, follow=True).content.decode()


def test_a_refused_announcement_keeps_what_was_typed(ceremony: Ceremony) -> None:
    ceremony.freeze()
    client = logged_in(ceremony.county, ENFORCEMENT)
    address = reverse("sitting_announce", args=[ceremony.sitting.pk])
    answer = client.post(address, {"event": "balls", "wait_minutes": "7", "draw_by": "2026-06-16T09:10"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2026-06-16T09:10"' in page
    assert '<option value="balls" selected>' in page


def test_the_list_is_filtered_and_exported(drawn: Ceremony) -> None:
    client = logged_in(drawn.county, LEADER)
    assert "没有符合条件" in client.get(reverse("draw_list"), {"state": "annulled"}).content.decode()
    answer = client.get(reverse("draw_list"), {"export": "1"})
    assert answer.headers["Content-Type"].endswith("sheet")


def test_too_large_a_file_is_refused_without_being_kept(
    client: Client, drawn: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import BytesIO

    from mingcha.draws.views import public

    monkeypatch.setattr(public, "FILE_BYTES", 1000)
    upload = BytesIO(b"x" * 5000)
    upload.name = "large.draw"
    answer = client.post(reverse("public_verify"), {"files": upload})
    assert answer.status_code == 422


def test_a_wrong_key_is_said_to_be_none(client: Client, drawn: Ceremony) -> None:
    from io import BytesIO

    upload = BytesIO(b"PK")
    upload.name = "x.draw"
    page = client.post(reverse("public_verify"), {"files": upload, "keys": "not a key"}).content.decode()
    assert "不是公钥" in page
