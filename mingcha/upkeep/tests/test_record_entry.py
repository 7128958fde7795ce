"""What was entered into the platforms of superior bodies: by whom, with what number and receipt."""

import datetime
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.queries.platforms import entered_subject, not_entered
from mingcha.intake.services import Scan
from mingcha.law.services import ChangeFacts, approve_change, propose_change
from mingcha.ledger.models import Opening, Version
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home.due import work_of
from mingcha.upkeep.models import PlatformEntry
from mingcha.upkeep.queries import platform_lines
from mingcha.upkeep.rules import DRAW, NATIONAL, PROVINCIAL
from mingcha.upkeep.services import EntryFacts, record_platform_entry

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Ceremony

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 16)
NAME = "录入省平台"


def enter(ceremony: "Ceremony", role: str = ENFORCEMENT, **facts: Any) -> PlatformEntry:
    given: dict[str, Any] = {
        "platform": PROVINCIAL,
        "entered_on": TODAY,
        "entered_by": "王某",
        "entry_no": "HB-2026-0088",
    }
    return record_platform_entry(
        actor=ceremony.county.actor(role),
        subject=entered_subject(ceremony.sitting),
        facts=EntryFacts(**(given | facts)),
    )


def test_an_entry_is_one_act_with_its_receipt(ceremony: "Ceremony") -> None:
    entry = enter(ceremony, scan=Scan(io.BytesIO(b"%PDF-1.7"), "回执.pdf"))
    opening = Opening.objects.get(act="upkeep.record_platform_entry")
    rows = set(Version.objects.filter(entry=opening.entry).values_list("row", flat=True))
    assert rows == {entry.pk, entry.receipt_id}
    assert list(examine_ledger()) == []


def test_what_is_entered_leaves_the_home_page_of_who_enters(ceremony: "Ceremony") -> None:
    scope = ceremony.county.actor(ENFORCEMENT)

    def asked() -> list[str]:
        """What the home page asks to be entered, without its title."""
        titles = (due.title.partition("：")[0] for due in work_of(scope, TODAY))
        return [title for title in titles if title.startswith("录入")]

    assert asked() == ["录入省平台、国家公示系统"]
    enter(ceremony)
    assert not_entered(scope, PROVINCIAL) == []
    assert asked() == ["录入国家公示系统"]
    enter(ceremony, platform=NATIONAL)
    assert asked() == []


def test_an_office_without_that_duty_is_not_asked(ceremony: "Ceremony") -> None:
    off = ChangeFacts("省局通知〔2026〕1号", TODAY, "省平台停用", is_on=False)
    change = propose_change(actor=ceremony.legal, key="provincial-platform", facts=off)
    approve_change(actor=ceremony.leader, change=change)
    assert not any(due.title.startswith(NAME) for due in work_of(ceremony.county.actor(ENFORCEMENT), TODAY))


@pytest.mark.parametrize("role", [LEADER, LEGAL, AUDITOR])
def test_who_does_not_check_does_not_enter(ceremony: "Ceremony", role: str) -> None:
    with pytest.raises(Forbidden, match="执法监察、业务股室"):
        enter(ceremony, role)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"platform": "city"}, "no-platform"),
        ({"entered_by": " "}, "no-name"),
        ({"entry_no": " "}, "no-trace"),
        ({"entered_on": TODAY - datetime.timedelta(days=1)}, "entry-day"),
        ({"entered_on": TODAY + datetime.timedelta(days=1)}, "entry-day"),
    ],
)
def test_an_entry_without_its_parts_is_refused(
    ceremony: "Ceremony", facts: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        enter(ceremony, **facts)
    assert refused.value.code == code
    assert not PlatformEntry.objects.exists()


def test_a_correction_says_why_and_keeps_what_was_said(ceremony: "Ceremony") -> None:
    enter(ceremony)
    with pytest.raises(Refusal, match="更正要写明理由"):
        enter(ceremony, seen=1)
    with pytest.raises(Conflict, match="已有新的登记"):
        enter(ceremony, seen=0)
    enter(ceremony, BUSINESS, seen=1, reason="编号填错", entry_no="HB-2026-0089")
    line = platform_lines(ceremony.county.actor(AUDITOR), DRAW, ceremony.sitting.pk)[0]
    assert [(one.number, one.entry_no) for one in line.entries] == [(2, "HB-2026-0089"), (1, "HB-2026-0088")]


def test_before_the_teams_are_drawn_there_is_nothing_to_enter(ceremony: "Ceremony") -> None:
    ceremony.sitting.draws.filter(kind="assignment").update(state="annulled", annulled_for="power",
        annulled_at="2026-06-16T02:00:00Z")  # fmt: skip
    with pytest.raises(Conflict, match="还没有匹配"):
        entered_subject(ceremony.sitting)


def test_the_record_shows_both_platforms_and_the_form_records(ceremony: "Ceremony") -> None:
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    record = reverse("draw_record", args=[ceremony.sitting.pk])
    assert client.get(record).content.decode().count("未登记录入") == 2
    typed = {"seen": "0", "entered_on": "2026.6.16", "entered_by": "王某", "entry_no": "HB-1", "scan": ""}
    form = reverse("draw_entry", args=[ceremony.sitting.pk, PROVINCIAL])
    assert client.post(form, typed | {"entry_no": ""}).status_code == 422
    assert client.post(form, typed)["Location"] == f"{record}#platforms"
    shown = client.get(record).content.decode()
    assert "HB-1" in shown
    assert "更正登记" in shown
