"""Everything of a visit in one file, the same bytes for the same state, each with its digest; who took it is
on record."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from mingcha.accounts.rules import AUDITOR, BUSINESS, DISCIPLINE, ENFORCEMENT
from mingcha.common.errors import Conflict, Refusal
from mingcha.inspections.queries.archive import LIST, MADE, MANIFEST, Enclosed, _list, archive_of
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.files import OTHER
from mingcha.inspections.services import (
    Enclosure,
    attach_file,
    attach_visit_scan,
    issue_notice,
    issue_visit_paper,
    take_archive,
)
from mingcha.inspections.tests.visiting import PHOTO, Visiting, photo
from mingcha.ledger.models import Opening
from mingcha.papers.models import Paper
from mingcha.papers.rules.kinds import RESULT_NOTICE


@pytest.fixture
def done(visiting: Visiting) -> Visiting:
    """A whole visit with a notice, its scan, a file, the result told."""
    row = visiting.schedule(visiting.first)
    actor = visiting.member(row)
    notice = issue_notice(actor=actor, inspection=row.pk)
    attach_visit_scan(actor=actor, paper=notice.paper_id, scan=photo("通知书.png"))
    attach_file(actor=actor, inspection=row.pk, enclosure=Enclosure(OTHER, photo(), "=1+1"))
    visiting.whole(visiting.first)
    issue_visit_paper(actor=visiting.member(row), inspection=row.pk, kind=RESULT_NOTICE)
    return visiting


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_every_paper_scan_file_and_version_with_its_digest(done: Visiting) -> None:
    row = done.first
    files = opened(take_archive(actor=done.member(row), inspection=row.pk).content)
    pdfs = {bytes(paper.pdf) for paper in Paper.objects.filter(subject=row.pk)}
    assert pdfs <= set(files.values())
    assert list(files.values()).count(PHOTO) == 2
    version = json.loads(files["3检查记录/第1版.json"])
    assert (
        version["digest"] == row.records.get().digest and version["situation"] == "查看了证照、台账和采场。"
    )
    rows = list(csv.reader(io.StringIO(files[LIST].decode("utf-8-sig"))))[1:]
    manifest = {one["path"]: one["sha256"] for one in json.loads(files[MANIFEST])["files"]}
    assert {one[1]: one[4] for one in rows} == manifest
    assert set(manifest) == set(files) - {LIST, MANIFEST}
    for path, digest in manifest.items():
        assert hashlib.sha256(files[path]).hexdigest() == digest, path


def test_no_cell_of_its_list_is_taken_for_a_formula(done: Visiting) -> None:
    row = done.first
    text = opened(take_archive(actor=done.member(row), inspection=row.pk).content)[LIST].decode("utf-8-sig")
    assert "'=1+1" in text and ",=1" not in text


def test_the_same_state_gives_the_same_bytes(done: Visiting) -> None:
    seen = find_inspection(done.member(done.first), done.first.pk)
    actor = done.member(done.first)
    first = archive_of(actor, seen)
    done.clock.advance(days=3)
    assert archive_of(actor, seen) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert {one.date_time for one in archive.infolist()} == {MADE}
    assert names[:-2] == sorted(names[:-2])


def test_taking_it_is_an_act_on_record(done: Visiting) -> None:
    row = done.first
    for role in (ENFORCEMENT, AUDITOR):
        take_archive(actor=done.reader(role), inspection=row.pk)
    acts = Opening.objects.filter(act="inspections.take_archive")
    assert acts.count() == 2


def test_who_does_not_see_the_visit_takes_nothing(done: Visiting) -> None:
    for role in (BUSINESS, DISCIPLINE):
        with pytest.raises(Refusal) as refused:
            take_archive(actor=done.reader(role), inspection=done.first.pk)
        assert refused.value.status in (403, 404)


def test_before_a_day_is_set_there_is_nothing_to_take(visiting: Visiting) -> None:
    with pytest.raises(Conflict):
        take_archive(actor=visiting.member(visiting.first), inspection=visiting.first.pk)


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_no_line_of_the_list_is_taken_for_a_formula(start: str) -> None:
    (_, line) = _list([Enclosed("2附件/01其他.png", f"{start}1+1", "2026-06-18", b"")]).decode().splitlines()
    assert f",'{start}1+1," in line
