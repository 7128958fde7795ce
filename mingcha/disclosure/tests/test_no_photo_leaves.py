"""No photo leaves the office: a picture taken by a phone says where and when, and nothing public and no paper
handed to a party holds one. So nothing has to be taken out of them; the office keeps them as they came."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.disclosure.services import make_site, publish_result
from mingcha.disclosure.tests.rounds import Round, visit_all
from mingcha.inspections.models import InspectionRecord, Notice
from mingcha.inspections.rules.files import FILE_KINDS
from mingcha.inspections.services import (
    Enclosure,
    attach_file,
    attach_visit_scan,
    issue_notice,
    issue_visit_paper,
    take_archive,
)
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.services import Scan
from mingcha.papers.models import Paper
from mingcha.papers.rules.kinds import INSPECTION_RECORD, RECEIPT, RESULT_NOTICE

WHERE_IT_WAS_TAKEN = b"Exif\x00\x00II*\x00 38.8493N 114.1951E 2026:06:18"
SEGMENT = b"\xff\xe1" + struct.pack(">H", len(WHERE_IT_WAS_TAKEN) + 2) + WHERE_IT_WAS_TAKEN


def picture(number: int) -> Scan:
    """As a phone writes it."""
    content = b"\xff\xd8" + SEGMENT + b"\xff\xfe\x00\x04" + struct.pack(">H", number) + b"\xff\xd9"
    return Scan(io.BytesIO(content), f"现场{number}.jpg")


@pytest.fixture
def photographed(visiting: Visiting) -> Round:
    """Every kind of file of every visit is such a picture, and so is the sealed scan of its notice; the round
    is published."""
    number = 0
    for row in visiting.rows:
        visiting.schedule(row)
        member = visiting.member(row)
        notice = issue_notice(actor=member, inspection=row.pk)
        attach_visit_scan(actor=member, paper=notice.paper_id, scan=picture(9999))
        for kind in FILE_KINDS:
            number += 1
            attach_file(actor=member, inspection=row.pk, enclosure=Enclosure(kind, picture(number)))
    found = visit_all(visiting)
    for row in visiting.rows:
        publish_result(actor=found.writer, inspection=row.pk, is_checked=True)
    found.published()
    visiting.ceremony.disclose()
    return found


def whole(content: bytes) -> Iterator[bytes]:
    """The bytes, and those of what is packed in them."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from whole(archive.read(name))


def holds_a_photo(content: bytes) -> bool:
    return any(b"Exif" in part or b"114.1951E" in part or b"\xff\xd8\xff" in part for part in whole(content))


def test_nothing_that_is_published_holds_a_photo(photographed: Round, tmp_path: Path) -> None:
    make_site(actor=photographed.writer, folder=tmp_path / "site")
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 50
    assert [path.name for path in files if holds_a_photo(path.read_bytes())] == []
    pages = [reverse("public_notice", args=[one.token]) for one in Notice.objects.all()]
    pages += [reverse("public_receipt", args=[one.token]) for one in InspectionRecord.objects.all()]
    assert [one for one in pages if holds_a_photo(Client().get(one).getvalue())] == []


def test_no_paper_for_the_party_holds_a_photo(photographed: Round) -> None:
    row = photographed.visiting.first
    member = photographed.visiting.member(row)
    for kind, part in ((RESULT_NOTICE, ""), (INSPECTION_RECORD, "v1"), (RECEIPT, "v1")):
        issue_visit_paper(actor=member, inspection=row.pk, kind=kind, part=part)
    papers = Paper.objects.all()
    assert papers.count() > len(photographed.visiting.rows)
    assert [str(one) for one in papers if holds_a_photo(bytes(one.pdf))] == []


def test_the_archive_of_the_office_keeps_them_as_they_came(photographed: Round) -> None:
    row = photographed.visiting.first
    content = take_archive(actor=photographed.visiting.member(row), inspection=row.pk).content
    kept = [part for part in whole(content) if SEGMENT in part]
    assert len(kept) == len(FILE_KINDS) + 1
