"""The signed and sealed paper is attached as a scan with its digest, beside the paper it is a scan of."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.services import attach_paper_scan, issue_sitting_paper
from mingcha.draws.tests.county import Ceremony
from mingcha.intake.queries import proof_content
from mingcha.intake.services import Scan
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.rules.kinds import ATTENDANCE

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
