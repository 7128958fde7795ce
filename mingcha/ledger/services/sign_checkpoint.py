"""Sign the log as it stands (C2SP tlog-checkpoint)."""

from django.db import transaction

from drawproof import merkle, notes
from mingcha.common.errors import Conflict
from mingcha.common.locking import lock
from mingcha.ledger.log_end import remembered_end
from mingcha.ledger.models import Checkpoint, Entry
from mingcha.ledger.office_key import office_key
from mingcha.ledger.queries import read_node


def sign_checkpoint(*, origin: str) -> Checkpoint:
    """The signed checkpoint over all entries; the stored one if this size was signed before.

    `origin` is the log's name, ASCII without spaces. Nothing is signed twice for one size, nor over a log
    that lost entries, so the office can never be made to sign two histories (threats.md T11, T12)."""
    with transaction.atomic():
        lock("ledger")
        size = Entry.objects.count()
        _require_no_loss(size)
        existing = Checkpoint.objects.filter(size=size).first()
        if existing:
            return existing
        note = notes.sign_checkpoint(origin, size, merkle.root(size, read_node), office_key())
        return Checkpoint.objects.create(size=size, note=note)


def _require_no_loss(size: int) -> None:
    end = remembered_end()
    if end is None or (end.size <= size and _leaf(end.size - 1) == end.leaf_hash):
        return
    raise Conflict(
        "log-lost-entries",
        f"数据目录记得日志有{end.size}条，数据库里的与它不符：数据库被换成了旧备份，或被改过。",
        title="不能给日志签名：日志倒退了",
        remedy="请系统管理员运行 mingcha doctor，并把数据目录作为整体从同一份备份恢复。",
    )


def _leaf(index: int) -> bytes:
    return bytes(Entry.objects.values_list("leaf_hash", flat=True).get(index=index))
