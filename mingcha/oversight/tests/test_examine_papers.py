"""The examination names a paper or a sealed scan that was changed behind the program; it is not given out."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.draws.services import attach_paper_scan, issue_sitting_paper
from mingcha.draws.tests.county import Ceremony
from mingcha.intake.queries import proof_path
from mingcha.intake.services import Scan
from mingcha.oversight.services import examine_everything
from mingcha.oversight.tests.test_examine_draws import disarm
from mingcha.papers.models import Paper, PaperScan
from mingcha.papers.rules.kinds import ATTENDANCE


@pytest.fixture
def scanned(ceremony: Ceremony) -> PaperScan:
    """The attendance of a sitting, printed, signed and scanned."""
    paper = issue_sitting_paper(actor=ceremony.operator, sitting=ceremony.sitting, kind=ATTENDANCE)
    scan = Scan(io.BytesIO(b"%PDF-1.7 signed"), "签到.pdf")
    return attach_paper_scan(actor=ceremony.operator, paper=paper.pk, scan=scan)


def found() -> list[str]:
    return [f"{one.place}：{one.sentence}" for one in examine_everything() if "__" not in one.place]


def test_nothing_is_found_where_nothing_was_changed(scanned: PaperScan) -> None:
    assert found() == []


def test_a_changed_paper_is_named_and_not_given_out(ceremony: Ceremony, scanned: PaperScan) -> None:
    disarm()
    Paper.objects.update(pdf=b"%PDF-1.7 another")
    assert found() == [f"文书 {scanned.paper_id}：{scanned.paper}的内容与登记的摘要不同。"]
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    answer = client.get(reverse("paper_download", args=[scanned.paper_id]))
    assert answer.status_code == 422
    assert "文书已被改动" in answer.content.decode()


def test_a_lost_scan_is_named(scanned: PaperScan) -> None:
    proof_path(scanned.file).unlink()
    assert [line.split("：")[0] for line in found()] == [f"盖章扫描件 {scanned.pk}"]
