"""Imports of workbooks: the file's facts, the rows as judged, the columns an office taught us."""

import json
from typing import Any

from django.db import models

from mingcha.accounts.models import Office
from mingcha.common.sealing import seal, unseal
from mingcha.intake.rules import PROOF_KINDS
from mingcha.intake.states import IMPORT, PREVIEWED
from mingcha.intake.verdicts import CHANGED, NEW, REFUSED, UNCHANGED
from mingcha.ledger.models import Record

VERDICTS = [(NEW, "新增"), (CHANGED, "变化"), (UNCHANGED, "未变"), (REFUSED, "不能导入")]


class ImportBatch(Record):
    """One workbook brought in: previewed, then confirmed whole or discarded, perhaps taken back whole."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="imports")
    kind = models.CharField("种类", max_length=16)
    file_name = models.CharField("文件名", max_length=200)
    file_sha256 = models.CharField("文件摘要", max_length=64)
    sheet_name = models.CharField("工作表", max_length=64, blank=True)
    source = models.CharField("资料来源", max_length=64, blank=True)
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

    `accepted` is the user's tick on a change, `answer` the choice made on an open question (`asks`). After
    the confirmation only refused rows stay, so that they can be handed back."""

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


class ColumnMemory(models.Model):
    """How an office reads a heading: kept when a user corrects the recognised columns."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    heading = models.CharField(max_length=64)
    column = models.CharField(max_length=32, blank=True, help_text="empty: leave this column out")

    class Meta:
        verbose_name = "列的记忆"
        constraints = [models.UniqueConstraint(fields=["office", "kind", "heading"], name="heading_once")]


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
