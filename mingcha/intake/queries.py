"""Reading imports, always within the viewer's office and among the kinds the viewer may see."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.intake.models import ImportBatch, Reliance, StagedRow
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


def _changed_since(batch: ImportBatch) -> int:
    """How many rows of the import have a later version."""
    own = Version.objects.filter(row=batch.pk, entry__opening__act=CONFIRMED_ACT).order_by("-entry")[:1]
    later = Version.objects.filter(row=OuterRef("row")).order_by("-entry").values("entry")[:1]
    written = Version.objects.filter(entry=Subquery(own.values("entry"))).exclude(row=batch.pk)
    return written.annotate(last=Subquery(later)).filter(last__gt=F("entry")).count()
