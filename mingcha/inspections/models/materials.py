"""What is asked for and handed in, letters to a party that cannot be found, files of a visit."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Person
from mingcha.inspections.models.visits import Inspection
from mingcha.inspections.rules.files import FILE_KINDS
from mingcha.intake.models import ProofFile
from mingcha.items.models import ChecklistQuestion
from mingcha.ledger.models import Record


class MaterialRequest(Record):
    """书面检查: one thing the party is asked to hand in, by a day."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="material_requests")
    number = models.PositiveSmallIntegerField("序号")
    words = models.CharField("要求提交的材料", max_length=200)
    due_on = models.DateField("提交期限")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="materials_asked")
    asked_at = models.DateTimeField("提出时间")
    void_reason = models.CharField("取消原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "书面检查材料"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="material_request_once"),
        ]

    def __str__(self) -> str:
        return self.words


class Material(Record):
    """What was handed in for a request: a file with its digest, on a day, taken in by a person."""

    append_only = True

    request = models.ForeignKey(MaterialRequest, models.PROTECT, related_name="materials")
    proof = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    received_on = models.DateField("收到日期")
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="materials_received")
    received_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "提交的材料"
        ordering = ("received_at",)


class Letter(Record):
    """专用信函: one letter to the registered address, and what became of it. Two of them, the interval of the
    law apart, prove that a party cannot be reached (《企业经营异常名录管理暂行办法》)."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="letters")
    unit = models.CharField("检查对象", max_length=47)
    number = models.PositiveSmallIntegerField("第几封")
    sent_on = models.DateField("寄出日期")
    tracking_no = models.CharField("邮件号", max_length=32)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    outcome = models.CharField("投递结果", max_length=100, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="letters_entered")
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "专用信函"
        ordering = ("unit", "number")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "unit", "number"], name="letter_once"),
            models.CheckConstraint(
                condition=Q(returned_on=None)
                | Q(returned_on__gte=models.F("sent_on")) & Q(proof__isnull=False),
                name="letter_returned_with_proof",
            ),
        ]


class InspectionFile(Record):
    """检查附件: a scan or photo of a visit, kept as it came. Attached by mistake it is void with the reason,
    and stays. `unit` and `question` say what it shows."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="files")
    kind = models.CharField("种类", max_length=16, choices=list(FILE_KINDS.items()))
    proof = models.OneToOneField(ProofFile, models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=120, blank=True)
    unit = models.CharField("检查对象", max_length=47, blank=True)
    question = models.ForeignKey(ChecklistQuestion, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="inspection_files")
    added_at = models.DateTimeField("附上时间")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "检查附件"
        ordering = ("added_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(void_reason="", voided_by=None) | ~Q(void_reason="") & Q(voided_by__isnull=False),
                name="inspection_file_void_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.get_kind_display()
