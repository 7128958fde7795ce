"""Everything of a visit taken away as one file: files may hold personal data, so the look is an act."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.inspections.queries.archive import archive_name, archive_of
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import WAITING
from mingcha.ledger.services import record_act


class Archive(NamedTuple):
    """A file to be saved under that name."""

    name: str
    content: bytes


def take_archive(*, actor: Actor, inspection: UUID) -> Archive:
    """Who sees the visit; the log says who took it."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        row = seen.inspection
        if row.state == WAITING:
            raise Conflict("nothing-yet", "检查还没有安排，没有文书。", title="不能导出案卷：还没有文书")
        content = archive_of(actor, seen)
        told = {"campaign": row.campaign.number, "visit": row.code, "bytes": len(content)}
        record_act("inspections.take_archive", actor=actor, content=told)
    return Archive(archive_name(seen), content)
