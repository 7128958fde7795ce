"""Everything of a visit as one archive: papers, scans, files, versions of the record, and a list with the
digest of each. The same state gives the same bytes. For the office: files are as they came. The grounds of a
changed member are read by fewer than the visit, and stay outside."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import guarded
from mingcha.inspections.models import InspectionRecord, Material
from mingcha.inspections.queries.contents import record_facts
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.states import HANDED_IN
from mingcha.intake.models import ProofFile
from mingcha.intake.queries import proof_content
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import papers_of, pdf_of

MADE = (1980, 1, 1, 0, 0, 0)
LIST, MANIFEST = "卷内目录.csv", "manifest.json"
FORMAT = "mingcha/visit-archive/1"
HEADINGS = ("序号", "文件", "名称", "日期", "摘要（SHA-256）")


@dataclass(frozen=True)
class Enclosed:
    """One file of the archive."""

    path: str
    title: str
    on: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def archive_of(scope: Actor, seen: Seen) -> bytes:
    """The ZIP: names in order, times fixed."""
    files = sorted(_files(scope, seen), key=lambda one: one.path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        named = [(LIST, _list(files)), (MANIFEST, _manifest(seen, files))]
        for path, content in [*((one.path, one.content) for one in files), *named]:
            archive.writestr(zipfile.ZipInfo(path, MADE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def archive_name(seen: Seen) -> str:
    row = seen.inspection
    return f"{row.campaign.number}第{row.number}户次检查案卷.zip"


def _files(scope: Actor, seen: Seen) -> Iterator[Enclosed]:
    papers = list(papers_of(scope, [seen.inspection.pk]).order_by("made_at", "kind", "part", "edition"))
    for number, paper in enumerate(papers, 1):
        name = f"1文书/{number:02}{_plain(str(paper))}"
        whole = Paper.objects.get(pk=paper.pk)
        yield Enclosed(f"{name}.pdf", str(paper), paper.made_on.isoformat(), pdf_of(whole))
        for place, scan in enumerate(paper.scans.order_by("attached_at"), 1):
            yield _proof(f"{name}（盖章扫描{place}）", f"{paper}盖章扫描件", scan.file)
    yield from _attached(seen)
    rows = InspectionRecord.objects.filter(inspection=seen.inspection, state__in=HANDED_IN)
    for record in rows.exclude(digest="").order_by("n"):
        record.inspection = seen.inspection
        told = {"digest": record.digest, **record_facts(record)}
        content = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
        day = moments.local_day(record.submitted_at).isoformat() if record.submitted_at else ""
        yield Enclosed(f"3检查记录/第{record.n}版.json", f"检查记录第{record.n}版", day, content)


def _attached(seen: Seen) -> Iterator[Enclosed]:
    row = seen.inspection
    files = row.files.select_related("proof").order_by("added_at", "pk")
    for number, file in enumerate(files, 1):
        void = "（已作废）" if file.void_reason else ""
        yield _proof(f"2附件/{number:02}{file.get_kind_display()}{void}", str(file), file.proof)
    materials = Material.objects.filter(request__inspection=row).select_related("proof", "request")
    for number, one in enumerate(materials.order_by("received_at", "pk"), 1):
        yield _proof(f"4书面材料/{number:02}", one.request.words, one.proof)
    for letter in row.letters.exclude(proof=None).select_related("proof").order_by("sent_on", "pk"):
        if letter.proof:
            yield _proof(
                f"5送达/信函{letter.pk.hex[:8]}", f"退信（邮件号{letter.tracking_no}）", letter.proof
            )
    given = row.deliveries.exclude(proof=None).select_related("proof", "paper").order_by("entered_at", "pk")
    for number, delivery in enumerate(given, 1):
        if delivery.proof:
            yield _proof(f"5送达/送达{number:02}", f"{delivery.paper}送达证明", delivery.proof)
    for number, one_more in enumerate(row.follow_ups.exclude(proof=None).order_by("due_on", "pk"), 1):
        if one_more.proof:
            yield _proof(f"6后续办理/{number:02}", one_more.words, one_more.proof)
    off = row.call_offs.exclude(proof=None).select_related("proof").order_by("asked_at", "pk")
    for number, asked in enumerate(off, 1):
        if asked.proof:
            yield _proof(f"7不再实施/{number:02}", f"申请不再实施：{asked.reason}", asked.proof)


def _proof(name: str, title: str, proof: ProofFile) -> Enclosed:
    day = moments.local_day(proof.kept_at).isoformat()
    return Enclosed(f"{name}.{proof.kind}", title, day, proof_content(proof))


def _list(files: list[Enclosed]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for number, one in enumerate(files, 1):
        writer.writerow([number, guarded(one.path), guarded(one.title), one.on, one.sha256])
    return text.getvalue().encode("utf-8-sig")


def _manifest(seen: Seen, files: list[Enclosed]) -> bytes:
    row = seen.inspection
    told = {
        "format": FORMAT,
        "office": row.office.code,
        "campaign": row.campaign.number,
        "visit": row.code,
        "files": [{"path": one.path, "sha256": one.sha256, "bytes": len(one.content)} for one in files],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _plain(name: str) -> str:
    """A name that any system takes."""
    return "".join("_" if one in '/\\:*?"<>|\n' else one for one in name)[:80]
