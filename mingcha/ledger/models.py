"""The append-only log (RFC 6962 tree, drawproof/1 section 7) and its openings.

`Entry` and `Node` hold digests only and can never be changed. What an entry is about lies in `Opening` and
`Version`, which may be destroyed when the law demands erasure: the log then still verifies."""

import uuid
from typing import ClassVar

from django.db import models


class Record(models.Model):
    """A row whose every state is bound by the ledger. All tables a person's duty depends on derive from this.

    `ledger_ignores` names columns that may change without an act (a password hash, a last login); `derived`
    those among them that follow from the others and are written anew by `derive`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    ledger_ignores: ClassVar[frozenset[str]] = frozenset()
    derived: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Set the columns named in `derived`; the caller saves."""


class Entry(models.Model):
    """One leaf of the log: canonical JSON exactly as hashed."""

    append_only = True

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField("时间")
    kind = models.CharField("种类", max_length=16)
    draw = models.CharField("抽取编号", max_length=47, blank=True)
    body = models.BinaryField("内容")
    leaf_hash = models.BinaryField("叶摘要", max_length=32, unique=True)

    class Meta:
        verbose_name = "日志条目"
        indexes = [models.Index(fields=["draw", "index"])]


class Node(models.Model):
    """Hash of a complete subtree: `level` 0 is a leaf, node (level, index) covers 2^level leaves."""

    append_only = True

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField("层")
    index = models.BigIntegerField("序号")
    hash = models.BinaryField("摘要", max_length=32)

    class Meta:
        verbose_name = "日志树节点"


class Checkpoint(models.Model):
    """A signed note over the first `size` entries. There is never a second one for a size.

    Its time is that of the last entry: nothing stands here that the signature does not cover."""

    append_only = True

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField("签名文本")

    class Meta:
        verbose_name = "检查点"


class Opening(models.Model):
    """What an `act` entry is about: who did what and why. Destroyed on erasure, never edited."""

    write_once = True

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="opening")
    salt = models.BinaryField(max_length=32)
    act = models.CharField("行为", max_length=64)
    actor = models.UUIDField("人员", null=True)
    actor_name = models.CharField("姓名", max_length=64)
    reason = models.TextField("理由", blank=True)
    content = models.TextField("内容", default="{}")

    class Meta:
        verbose_name = "留痕内容"
        indexes = [models.Index(fields=["act"])]


class Version(models.Model):
    """The state of one record after an entry; `state` is empty when the record was taken back. `place` counts
    the records of one entry in the order they were written."""

    write_once = True

    pk = models.CompositePrimaryKey("entry", "place")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="versions")
    place = models.IntegerField("次序")
    table = models.CharField("表", max_length=64)
    row = models.UUIDField("记录")
    salt = models.BinaryField(max_length=32)
    state = models.TextField("状态", blank=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "记录版本"
        constraints = [models.UniqueConstraint(fields=["row", "entry"], name="version_place")]
        indexes = [models.Index(fields=["table", "row", "entry"])]
