"""A scan on which a record rests goes into the media folder: checked by content, sealed, bound by its digest
(threats T23, T30 and section 4.6)."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.sealing import seal_bytes
from mingcha.intake.models import ProofFile
from mingcha.intake.queries import proof_path
from mingcha.intake.rules import PROOF_BYTES, kind_of_proof, without_private_numbers

TITLE = "不能收存证明材料"


class Readable(Protocol):
    """An open file; `read(n)` gives at most n bytes."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Scan:
    """A file as somebody hands it in."""

    file: Readable
    file_name: str


def keep_scan(actor: Actor, scan: Scan | None) -> list[ProofFile]:
    """`keep_proof` for an act to which a scan may belong: one row, or none."""
    return [keep_proof(actor=actor, file=scan.file, file_name=scan.file_name)] if scan else []


def keep_proof(*, actor: Actor, file: Readable, file_name: str) -> ProofFile:
    """The saved row of a PDF, JPEG or PNG of at most 10 MB; anything else is a `Refusal`. Called inside the
    transaction of the act that needs it: the caller asks its policy first and records the row.

    The file is whole on disk before the row is written; one whose act fails is nobody's."""
    content = file.read(PROOF_BYTES + 1)
    kind = _kind(content)
    proof = ProofFile(
        office_id=actor.office_id,
        file_name=without_private_numbers(Path(file_name).name)[-120:],
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kept_by=actor.name,
        kept_at=moments.now(),
    )
    _write(proof, content)
    proof.save(force_insert=True)
    return proof


def _kind(content: bytes) -> str:
    if not content:
        raise Refusal(
            "proof-empty", "收到的文件是空的。", title=f"{TITLE}：空文件", remedy="请重新选择文件。"
        )
    if len(content) > PROOF_BYTES:
        raise Refusal(
            "proof-too-large",
            f"文件超过{PROOF_BYTES // 2**20}MB。",
            title=f"{TITLE}：文件太大",
            remedy="请降低扫描分辨率，或只附有关的几页。",
        )
    kind = kind_of_proof(content)
    if kind is None:
        raise Refusal(
            "proof-kind",
            "按内容看，这个文件不是PDF、JPG或PNG。改文件名不能改变格式。",
            title=f"{TITLE}：格式不符",
            remedy="请附扫描件或照片；Word文件请先另存为PDF。",
        )
    return kind


def _write(proof: ProofFile, content: bytes) -> None:
    """Draft, fsync, rename, fsync the folder: after this the file is kept."""
    sealed = seal_bytes(content, table="intake_prooffile", column="content", row=proof.pk)
    draft = settings.DATA.uploads / f"{proof.pk}.part"
    try:
        with draft.open("xb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        draft.chmod(0o600)
        draft.rename(proof_path(proof))
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(settings.DATA.media, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
