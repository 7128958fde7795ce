"""The signed and sealed paper is attached as a scan with its digest, beside the paper it is a scan of."""

import datetime
import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.queries.papers.reading import outdated_on
from mingcha.draws.services import attach_paper_scan, issue_sitting_paper
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, enforcement, interest, look, member, seats
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_who_sees_what import logged_in
from mingcha.intake.queries import proof_content
from mingcha.intake.services import Scan
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.rules.kinds import ATTENDANCE, RESULT

SIGNED = b"%PDF-1.7 signed and sealed"


@pytest.fixture
def paper(ceremony: Ceremony) -> Paper:
    return issue_sitting_paper(actor=ceremony.operator, sitting=ceremony.sitting, kind=ATTENDANCE)


def attach(ceremony: Ceremony, paper: Paper, content: bytes = SIGNED, role: str = ENFORCEMENT) -> PaperScan:
    scan = Scan(io.BytesIO(content), "签到.pdf")
    return attach_paper_scan(actor=ceremony.county.actor(role), paper=paper.pk, scan=scan, note="第1页")


def test_it_is_kept_with_its_digest(ceremony: Ceremony, paper: Paper) -> None:
    row = attach(ceremony, paper)
    assert row.file.sha256 == hashlib.sha256(SIGNED).hexdigest()
    assert proof_content(row.file) == SIGNED
    assert (row.note, row.attached_by) == ("第1页", ceremony.operator.name)


def test_a_second_scan_stands_beside_the_first_the_same_twice_does_not(
    ceremony: Ceremony, paper: Paper
) -> None:
    attach(ceremony, paper)
    attach(ceremony, paper, SIGNED + b" page two")
    with pytest.raises(Conflict, match="已经附在这份文书上"):
        attach(ceremony, paper)
    assert PaperScan.objects.count() == 2


def test_what_is_no_scan_is_refused_by_its_content(ceremony: Ceremony, paper: Paper) -> None:
    for content in (b"", b"PK a document", b"<svg>"):
        with pytest.raises(Refusal):
            attach(ceremony, paper, content)
    assert PaperScan.objects.count() == 0


@pytest.mark.parametrize("role", [LEADER, LEGAL, BUSINESS, AUDITOR])
def test_only_enforcement_attaches(ceremony: Ceremony, paper: Paper, role: str) -> None:
    with pytest.raises(Forbidden):
        attach(ceremony, paper, role=role)


def test_its_page_takes_it_and_the_record_shows_its_digest(ceremony: Ceremony, paper: Paper) -> None:
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    address = reverse("paper_scan", args=[paper.pk])
    wrong = client.post(address, {"file": SimpleUploadedFile("签到.docx", b"PK word")})
    assert wrong.status_code == 422
    shown = client.post(address, {"file": SimpleUploadedFile("签到.pdf", SIGNED)}, follow=True)
    assert hashlib.sha256(SIGNED).hexdigest() in shown.content.decode()
    row = PaperScan.objects.get()
    given = client.get(reverse("paper_scan_download", args=[row.pk]))
    assert given.content == SIGNED


@pytest.fixture
def outdated(drawn: Ceremony) -> Paper:
    """A result sheet made before a seat was redrawn, three days later."""
    clerk = enforcement(drawn)
    made = issue_sitting_paper(actor=clerk, sitting=drawn.sitting, kind=RESULT)
    drawn.clock.advance(days=3)
    seat = seats(drawn)[0]
    leave_own_seat(
        actor=member(drawn, seat), draw=assignment_of(drawn), visit=seat.visit, interest=interest()
    )
    return made


def attach_signed(drawn: Ceremony, paper: Paper, signed_on: datetime.date | None) -> PaperScan:
    scan = Scan(io.BytesIO(SIGNED), "结果表.pdf")
    return attach_paper_scan(actor=enforcement(drawn), paper=paper.pk, scan=scan, signed_on=signed_on)


def test_a_paper_made_before_a_change_takes_no_scan_as_if_nothing_had_happened(
    drawn: Ceremony, outdated: Paper
) -> None:
    with pytest.raises(Conflict, match="2026-06-19名单有变动"):
        attach_signed(drawn, outdated, None)
    for day in (15, 20):
        with pytest.raises(Refusal, match=f"不能附2026-06-{day}签字"):
            attach_signed(drawn, outdated, datetime.date(2026, 6, day))
    assert not PaperScan.objects.exists()


def test_what_was_signed_before_the_change_stays_a_scan_of_that_edition(
    drawn: Ceremony, outdated: Paper
) -> None:
    row = attach_signed(drawn, outdated, datetime.date(2026, 6, 17))
    assert (row.paper, row.signed_on) == (outdated, datetime.date(2026, 6, 17))
    again = issue_sitting_paper(
        actor=enforcement(drawn), sitting=drawn.sitting, kind=RESULT, reason="一人回避"
    )
    assert again.edition == 2
    assert attach_signed(drawn, again, None).paper == again
    assert list(examine_ledger()) == []


def test_only_the_edition_in_force_is_attached_to_without_a_day(drawn: Ceremony, outdated: Paper) -> None:
    """An earlier edition ends with the next one, whatever it was made for."""
    attendance = issue_sitting_paper(actor=enforcement(drawn), sitting=drawn.sitting, kind=ATTENDANCE)
    assert outdated_on(attendance) is None
    with pytest.raises(Refusal, match="不能附"):
        attach_signed(drawn, attendance, drawn.clock.now.date() + datetime.timedelta(days=1))


def test_its_page_says_so_and_asks_for_the_day(drawn: Ceremony, outdated: Paper) -> None:
    client = look(logged_in(drawn.county, ENFORCEMENT), drawn.county.campaign)
    address = reverse("paper_scan", args=[outdated.pk])
    page = client.get(address).content.decode()
    assert "只能附上变动以前已经签字盖章的" in page
    asked = client.post(address, {"file": SimpleUploadedFile("结果表.pdf", SIGNED)})
    assert "签字日期" in asked.content.decode()
    assert not PaperScan.objects.exists()
    told = {"file": SimpleUploadedFile("结果表.pdf", SIGNED), "signed_on": "2026年6月18日"}
    shown = client.post(address, told, follow=True).content.decode()
    assert "变动前2026-06-18签字" in shown


def test_who_may_not_open_a_paper_with_names_reads_no_word_about_it(drawn: Ceremony, outdated: Paper) -> None:
    clerk = enforcement(drawn)
    again = issue_sitting_paper(actor=clerk, sitting=drawn.sitting, kind=RESULT, reason="试验7号矿业改名")
    scan = Scan(io.BytesIO(SIGNED), "抽中试验7号矿业.pdf")
    attach_paper_scan(actor=clerk, paper=again.pk, scan=scan, note="试验7号的一页")
    drawn.clock.advance(hours=1)
    leave = seats(drawn)[1]
    leave_own_seat(
        actor=member(drawn, leave), draw=assignment_of(drawn), visit=leave.visit, interest=interest()
    )
    for role in (BUSINESS, AUDITOR, LEGAL, ENFORCEMENT):
        page = record_page(logged_in(drawn.county, role), drawn)
        assert "第2版" in page
        assert "试验7号" not in page, role
        assert "抽后有变动" not in page, role
    page = record_page(look(logged_in(drawn.county, ENFORCEMENT), drawn.county.campaign), drawn)
    for word in ("试验7号矿业改名", "抽中试验7号矿业.pdf", "试验7号的一页", "抽后有变动，请重新制作"):
        assert word in page


def record_page(client: Client, ceremony: Ceremony) -> str:
    return client.get(reverse("draw_record", args=[ceremony.sitting.pk])).content.decode()
