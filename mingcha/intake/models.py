"""Imports of workbooks: the file's facts, the rows as judged, the columns an office taught us."""

import json
from typing import Any

from django.db import models

from mingcha.accounts.models import Office
from mingcha.common.sealing import seal, unseal
from mingcha.intake.rules import PROOF_KINDS
from mingcha.intake.states import IMPORT, PREVIEWED
from mingcha.intake.verdicts import CHANGED, GONE, NEW, REFUSED, UNCHANGED
from mingcha.ledger.models import Record

VERDICTS = [
    (NEW, "新增"),
    (CHANGED, "变化"),
    (UNCHANGED, "未变"),
    (REFUSED, "不能导入"),
    (GONE, "来源中不再有"),
]


class ImportSource(Record):
    """Where workbooks of one kind come from again and again: a licensing database, the law office's export.

    With `is_full` each of its files holds everything it knows, so that what it once brought and no longer
    names is proposed for an end; a partial source proposes nothing."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="import_sources")
    kind = models.CharField("种类", max_length=16)
    name = models.CharField("来源名称", max_length=64)
    organisation = models.CharField("提供单位", max_length=64, blank=True)
    is_full = models.BooleanField("全量", default=False)
    added_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "资料来源"
        ordering = ("kind", "name")
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "name"], name="source_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportBatch(Record):
    """One workbook brought in: previewed, then confirmed whole or discarded, perhaps taken back whole."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="imports")
    kind = models.CharField("种类", max_length=16)
    file_name = models.CharField("文件名", max_length=200)
    file_sha256 = models.CharField("文件摘要", max_length=64)
    sheet_name = models.CharField("工作表", max_length=64, blank=True)
    feed = models.ForeignKey(ImportSource, models.PROTECT, null=True, blank=True, related_name="batches")
    source = models.CharField(
        "数据来源", max_length=64, blank=True, help_text="in words, when it has no feed"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=16, choices=IMPORT.choices(), default=PREVIEWED)
    counts = models.JSONField("计数", default=dict)
    reading = models.JSONField("识别情况", default=dict, help_text="header rows, mapping, skipped rows")
    uploaded_by = models.CharField("上传人", max_length=64)
    uploaded_at = models.DateTimeField("上传时间")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入"
        ordering = ("-uploaded_at",)


class StagedRow(models.Model):
    """A row of a previewed workbook with its verdict. Its content is sealed: it may name natural persons.

    `accepted` is the user's tick on a new row or a change, `answer` the choice made on an open question
    (`asks`) or the act chosen for a record that the source no longer names (such rows stand in no sheet and
    are numbered from −1 down). After the confirmation only refused rows stay, to be handed back."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="staged")
    number = models.IntegerField("行号")
    verdict = models.CharField("结论", max_length=16, choices=VERDICTS)
    warns = models.BooleanField("有提醒", default=False)
    asks = models.BooleanField("待决定", default=False)
    accepted = models.BooleanField("采纳", default=True)
    answer = models.CharField("决定", max_length=48, blank=True)
    content_sealed = models.TextField(help_text="JSON: cells as read, parsed values, reason, differences")

    class Meta:
        verbose_name = "导入行"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="row_once_in_a_batch")]
        indexes = [models.Index(fields=["batch", "verdict", "number"])]

    @property
    def content(self) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads(
            unseal(self.content_sealed, table="intake_stagedrow", column=str(self.number), row=self.batch_id)
        )
        return stored

    @content.setter
    def content(self, value: dict[str, Any]) -> None:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self.content_sealed = seal(text, table="intake_stagedrow", column=str(self.number), row=self.batch_id)


class Reliance(models.Model):
    """Something above that stands on the imported rows of these kinds as they were at that moment: an
    announced draw, a submitted list. Written from above; a batch closed before it cannot be taken back any
    more."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=16)
    title = models.CharField("依据它的事项", max_length=120)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "导入的引用"
        constraints = [models.UniqueConstraint(fields=["office", "kind", "title"], name="reliance_once")]


class SourceTrace(models.Model):
    """That a source's file named a record: `batch` was the last one that did, `before` the one ahead of it,
    so that a taken-back import can be forgotten. No fact of the record itself."""

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="traces")
    record = models.UUIDField()
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="+")
    before = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "来源的记载"
        constraints = [models.UniqueConstraint(fields=["source", "record"], name="trace_once")]


class ColumnMemory(models.Model):
    """How an office reads a heading: kept when a user corrects the recognised columns, for the source of the
    file, or for the whole office when the file has none. What a source taught counts before the office's."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    source = models.ForeignKey(ImportSource, models.CASCADE, null=True, related_name="+")
    heading = models.CharField(max_length=64)
    column = models.CharField(max_length=32, blank=True, help_text="empty: leave this column out")

    class Meta:
        verbose_name = "列的记忆"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "heading"],
                condition=models.Q(source=None),
                name="heading_once_in_an_office",
            ),
            models.UniqueConstraint(fields=["source", "heading"], name="heading_once_in_a_source"),
        ]


class ProofFile(Record):
    """A scan or document on which a record rests (certificate, minutes, a business's letter).

    The content lies sealed in the media folder under the row's own id; `sha256` is that of the content, so
    that the ledger binds every byte of it."""

    write_once = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="proof_files")
    file_name = models.CharField("文件名", max_length=120)
    kind = models.CharField("格式", max_length=8, choices=[(kind, kind.upper()) for kind in PROOF_KINDS])
    size = models.PositiveBigIntegerField("字节")
    sha256 = models.CharField("摘要", max_length=64)
    kept_by = models.CharField("收存人", max_length=64)
    kept_at = models.DateTimeField("收存时间")

    class Meta:
        verbose_name = "证明材料"
        ordering = ("kept_at",)

    def __str__(self) -> str:
        return self.file_name
