"""The archive volume: every paper of a campaign as it was issued, its contents, one run of page numbers."""

import io
import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden
from mingcha.draws.queries.papers.drafts import paper_lines
from mingcha.draws.queries.record import record_of
from mingcha.draws.services import attach_paper_scan, issue_sitting_paper
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, enforcement, interest, look, member, seats
from mingcha.draws.tests.county import Ceremony, begin
from mingcha.draws.tests.test_disclose_without_teams import all_left
from mingcha.intake.services import Scan
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import rendered_again
from mingcha.papers.rules.kinds import ASSIGNMENT, RESULT, VISITS, VOLUME


def make_all(ceremony: Ceremony) -> None:
    record = record_of(enforcement(ceremony), ceremony.sitting.pk)
    for line in paper_lines(enforcement(ceremony), record):
        if line.kind != VOLUME and line.may_be_made:
            told = {"kind": line.kind, "part": line.part}
            issue_sitting_paper(actor=enforcement(ceremony), sitting=ceremony.sitting, **told)


def volume(ceremony: Ceremony, reason: str = "") -> Paper:
    return issue_sitting_paper(
        actor=enforcement(ceremony), sitting=ceremony.sitting, kind=VOLUME, reason=reason
    )


@pytest.fixture
def made(ceremony: Ceremony) -> Ceremony:
    """A campaign whose first attempt was annulled, with all its papers."""
    ceremony.announce()
    ceremony.annul()
    ceremony.select()
    ceremony.assign()
    make_all(ceremony)
    return ceremony


def pages_of(paper: Paper, folder: Path) -> list[str]:
    """The text of each page, by poppler."""
    path = folder / "volume.pdf"
    path.write_bytes(bytes(paper.pdf))
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


def test_its_contents_name_every_paper_with_the_page_it_begins_on(made: Ceremony, tmp_path: Path) -> None:
    result = Paper.objects.get(kind=RESULT)
    scan = Scan(io.BytesIO(b"%PDF-1.7 sealed"), "盖章.pdf")
    sealed = attach_paper_scan(actor=enforcement(made), paper=result.pk, scan=scan)
    paper = volume(made)
    pages = pages_of(paper, tmp_path)
    assert paper.pages == len(pages)
    titles = [entry["title"] for entry in paper.content["entries"]]
    assert len(titles) == 7 + 4
    assert titles[0] == "抽查任务的依据"
    assert titles[-3:] == ["作废情况", "盖章扫描件清单", "卷内备考表"]
    first = next(number for number, text in enumerate(pages) if "卷内文件目录" in text) + 1
    begins, at = [], 1
    for entry in paper.content["entries"]:
        begins.append(at)
        at += entry.get("pages", 1)
    listed = [int(found) for found in re.findall(r"(?m)\s(\d+)\s*(?:第2版)?\s*$", pages[first - 1])]
    assert [number for number in listed if number in begins] == begins
    for number, text in enumerate(pages[first:], start=1):
        assert re.match(rf"\s*{number}\s*\n", text), (number, text[:80])
    assert sealed.file.sha256[:32] in pages[-2]


def test_typeset_again_it_is_the_same_to_the_byte(made: Ceremony) -> None:
    paper = volume(made)
    assert rendered_again(Paper.objects.get(pk=paper.pk)) == bytes(paper.pdf)
    assert volume(made) == paper


def test_it_waits_until_every_paper_is_made(ceremony: Ceremony) -> None:
    with pytest.raises(Forbidden, match="检查人员抽出以后"):
        volume(ceremony)
    ceremony.select()
    ceremony.assign()
    with pytest.raises(Forbidden, match=r"还有6份文书没有制作：抽取公告：检查对象抽取第1次、"):
        volume(ceremony)


def test_papers_of_an_earlier_sitting_stand_in_it_too(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    second = begin(ceremony.county, ceremony.clock)
    second.select()
    second.assign()
    make_all(second)
    with pytest.raises(Forbidden, match="第1次会的抽取公告"):
        volume(second)
    make_all(ceremony)
    titles = [entry["title"] for entry in volume(second).content["entries"] if "file" in entry]
    assert titles[0] == "2026年第二轮矿业权抽查检查对象抽取公告（第1次）"
    assert len(titles) == 2 + 6


def test_after_disclosure_it_is_made_anew_with_when_and_what_was_published(made: Ceremony) -> None:
    volume(made)
    made.disclose()
    again = volume(made, reason="已公开，补入公开情况")
    assert again.edition == 2
    assert "公开情况" in [entry["title"] for entry in again.content["entries"]]


def test_it_is_open_to_whom_the_names_are(made: Ceremony) -> None:
    address = reverse("paper_download", args=[volume(made).pk])
    answers = {}
    for role in (ENFORCEMENT, LEADER, AUDITOR):
        client = Client()
        client.force_login(made.county.bureau.people[role])
        if role != AUDITOR:
            assert client.get(address).status_code == 428
            look(client, made.county.campaign)
        answers[role] = client.get(address).status_code
    assert answers == {ENFORCEMENT: 200, LEADER: 200, AUDITOR: 403}


def test_after_a_change_the_volume_waits_for_papers_made_anew(made: Ceremony) -> None:
    seat = seats(made)[0]
    who = member(made, seat)
    made.clock.advance(days=2)
    leave_own_seat(actor=who, draw=assignment_of(made), visit=seat.visit, interest=interest())
    with pytest.raises(Forbidden, match="抽后有变动"):
        volume(made)
    actor = enforcement(made)
    lines = paper_lines(actor, record_of(actor, made.sitting.pk))
    assert {line.kind for line in lines if line.is_stale} == {RESULT, ASSIGNMENT, VISITS}
    made.clock.advance(minutes=1)
    for kind in (RESULT, ASSIGNMENT, VISITS):
        paper = issue_sitting_paper(actor=actor, sitting=made.sitting, kind=kind, reason="一人回避")
        assert (paper.edition, paper.made_on) == (2, made.clock.now.date())
    assert volume(made).edition == 1


def test_of_a_selection_that_was_disclosed_alone_it_tells_who_left(
    ceremony: Ceremony, tmp_path: Path
) -> None:
    all_left(ceremony).disclose()
    make_all(ceremony)
    told = "".join(pages_of(volume(ceremony), tmp_path))
    assert "对象全部退出，没有检查户次" in told
    for row in ceremony.draw.withdrawals.all():
        assert row.unit in told
    assert "递补已用完" in told
    assert told.count("2个，不再另抽") == 2
    assert "公开情况" in told
