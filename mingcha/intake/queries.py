"""Reading imports, always within the viewer's office and among the kinds the viewer may see."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.sealing import WrongKey, unseal_bytes
from mingcha.intake.models import ImportBatch, ImportSource, ProofFile, Reliance, StagedRow
from mingcha.intake.states import CONFIRMED
from mingcha.intake.subjects import Subject, registered
from mingcha.ledger.models import Version

CONFIRMED_ACT = "intake.confirm_import"


def imports_of(scope: Actor, kinds: Iterable[str]) -> "QuerySet[ImportBatch]":
    """The imports of these kinds that the viewer may see, the latest first."""
    readable = [kind for kind in kinds if kind in registered() and registered()[kind].can_read(scope)]
    return ImportBatch.objects.filter(office_id=scope.office_id, kind__in=readable)


def latest_import(scope: Actor, kind: str) -> ImportBatch | None:
    """The last import of this kind that was written and stands."""
    found = ImportBatch.objects.filter(office_id=scope.office_id, kind=kind, state=CONFIRMED)
    return found.order_by("-closed_at").first()


def batch_of(scope: Actor, subject: Subject, batch: UUID) -> ImportBatch:
    """One import of the viewer's office, or `Unknown`."""
    found = ImportBatch.objects.filter(office_id=scope.office_id, kind=subject.kind, pk=batch).first()
    if found is None:
        raise Unknown("no-such-import", "没有这次导入，或者它不属于本机构。", title="没有找到这次导入")
    return found


def sources_of(scope: Actor, subject: Subject) -> "QuerySet[ImportSource]":
    """The sources of this kind that the viewer's office named, by name; `named` counts the records each
    brought."""
    sources = ImportSource.objects.filter(office_id=scope.office_id, kind=subject.kind)
    return sources.annotate(named=Count("traces")).order_by("name")


def source_of(scope: Actor, subject: Subject, source: UUID) -> ImportSource:
    """One source of this kind of the viewer's office, or `Unknown`."""
    found = ImportSource.objects.filter(office_id=scope.office_id, kind=subject.kind, pk=source).first()
    if found is None:
        raise Unknown("no-such-source", "没有这个资料来源，或者它不属于本机构。", title="没有找到资料来源")
    return found


def latest_of_sources(sources: Iterable[ImportSource]) -> dict[UUID, ImportBatch]:
    """The last file of each source that was written and stands; in one query."""
    wanted = [source.pk for source in sources]
    batches = ImportBatch.objects.filter(feed__in=wanted, state=CONFIRMED).order_by("closed_at")
    return {batch.feed_id: batch for batch in batches if batch.feed_id}


def staged_rows(batch: ImportBatch, *, verdict: str) -> "QuerySet[StagedRow]":
    """The rows of a preview with this verdict, in the order of the sheet."""
    return batch.staged.filter(verdict=verdict)


def written_versions(batch: ImportBatch) -> list[Version]:
    """The record versions that the confirmation wrote, in the order of writing, the batch's own left out."""
    own = Version.objects.filter(row=batch.pk, entry__opening__act=CONFIRMED_ACT).order_by("-entry")[:1]
    entry = own.values("entry")
    return list(Version.objects.filter(entry=Subquery(entry)).exclude(row=batch.pk).order_by("pk"))


def obstacles_to_taking_back(subject: Subject, batch: ImportBatch) -> list[str]:
    """Why a confirmed import cannot be taken back, in Chinese; empty when nothing stands on it."""
    relied = Reliance.objects.filter(office=batch.office_id, kind=batch.kind, at__gte=batch.closed_at)
    found = list(relied.order_by("at").values_list("title", flat=True)[:10])
    changed = _changed_since(batch)
    if changed:
        found.append(f"其中{changed}条记录在导入之后又有改动")
    return found + subject.stands_on(batch)


def proof_of(scope: Actor, proof: UUID) -> ProofFile:
    """A kept file of the viewer's office, or `Unknown`. Whether this viewer may open it says the app whose
    record rests on it."""
    found = ProofFile.objects.filter(office_id=scope.office_id, pk=proof).first()
    if found is None:
        raise Unknown("no-such-proof", "没有这份证明材料，或者它不属于本机构。", title="没有找到这份材料")
    return found


def proof_path(proof: ProofFile) -> Path:
    """Where the sealed content lies: a name of its own, nothing of the file's."""
    folder: Path = settings.DATA.media
    return folder / f"{proof.pk}.proof"


def proof_content(proof: ProofFile) -> bytes:
    """The content as it was kept; `Refusal` when the file is gone or is not what the ledger binds."""
    path = proof_path(proof)
    try:
        content = unseal_bytes(path.read_bytes(), table="intake_prooffile", column="content", row=proof.pk)
    except (FileNotFoundError, WrongKey) as error:
        raise _not_as_kept(proof) from error
    if hashlib.sha256(content).hexdigest() != proof.sha256:
        raise _not_as_kept(proof)
    return content


def _not_as_kept(proof: ProofFile) -> Refusal:
    return Refusal(
        "proof-damaged",
        f"“{proof.file_name}”在媒体目录中已缺失或被改动，与留痕日志登记的摘要不符。",
        title="不能打开：材料与登记不符",
        remedy="请告诉系统管理员，从备份中恢复。",
    )


def _changed_since(batch: ImportBatch) -> int:
    """How many rows of the import have a later version."""
    own = Version.objects.filter(row=batch.pk, entry__opening__act=CONFIRMED_ACT).order_by("-entry")[:1]
    later = Version.objects.filter(row=OuterRef("row")).order_by("-entry").values("entry")[:1]
    written = Version.objects.filter(entry=Subquery(own.values("entry"))).exclude(row=batch.pk)
    return written.annotate(last=Subquery(later)).filter(last__gt=F("entry")).count()
