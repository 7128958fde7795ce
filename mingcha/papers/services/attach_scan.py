"""Attach the sealed scan to the paper it is a scan of."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.intake.services import Scan, keep_proof
from mingcha.ledger.services import record_act
from mingcha.papers.models import Paper, PaperScan


def attach_scan(
    *, actor: Actor, paper: Paper, scan: Scan, note: str = "", signed_on: datetime.date | None = None
) -> PaperScan:
    """The scan with its digest. A second one (a page forgotten, a seal added) stands beside the first; the
    same file twice is a `Conflict`. Part of another verb: the caller has asked its policy and holds the
    transaction."""
    file = keep_proof(actor=actor, file=scan.file, file_name=scan.file_name)
    if paper.scans.filter(file__sha256=file.sha256).exists():
        raise Conflict("scan-known", "这份扫描件已经附在这份文书上。", title="不能附上：已经有了")
    row = PaperScan(
        paper=paper,
        file=file,
        note=note.strip(),
        signed_on=signed_on,
        attached_by=actor.name,
        attached_at=moments.now(),
    )
    row.save(force_insert=True)
    content = {"kind": paper.kind, "paper": paper.sha256, "scan": file.sha256}
    record_act("papers.attach_scan", actor=actor, content=content, records=[file, row])
    return row
