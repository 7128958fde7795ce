"""年度抽查计划: what was decided for a year, each version as it was published, its paper and its filings."""

from django.db import models

from mingcha.accounts.models import Office
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.plans.rules.filing import ADDRESSEES
from mingcha.plans.states import DISCARDED, DRAFT, PLAN


class Plan(Record):
    """What an office will inspect in a year. Campaigns are its lines; what was published are its versions."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("计划年度")
    number = models.CharField("计划编号", max_length=32)
    state = models.CharField("状态", max_length=16, choices=PLAN.choices(), default=DRAFT)
    amendment = models.PositiveSmallIntegerField("修订号", default=0, help_text="0: as first published")
    amendment_reason = models.CharField("修订理由", max_length=200, blank=True)
    complete_from = models.DateField("数据完整自", null=True, blank=True)
    created_at = models.DateTimeField("编制时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    submitted_by = models.CharField("送审人", max_length=64, blank=True)
    submitter = models.UUIDField(
        "送审人编号", null=True, blank=True, help_text="whoever submits does not approve"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.CharField("批准人", max_length=64, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.CharField("公布人", max_length=64, blank=True)

    class Meta:
        verbose_name = "年度抽查计划"
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year"],
                condition=~models.Q(state=DISCARDED),
                name="one_plan_of_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度抽查计划"


class PlanVersion(Record):
    """A plan as it was published: 0 the first, then each amendment. Every column of every line as it read and
    counted on that day, so that later changes of registers and figures leave it as it was."""

    append_only = True

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("修订号")
    reason = models.CharField("修订理由", max_length=200, blank=True)
    lines = models.JSONField("计划内容")
    complete_from = models.DateField("数据完整自")
    document_no = models.CharField("发文文号", max_length=40, blank=True)
    approved_at = models.DateTimeField("批准时间")
    approved_by = models.CharField("批准人", max_length=64)
    published_at = models.DateTimeField("公布时间")
    published_by = models.CharField("公布人", max_length=64)

    class Meta:
        verbose_name = "计划公布稿"
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"第{self.number}次修订" if self.number else "首次公布"


class PlanPaper(Record):
    """The paper of a published version, kept as it was typeset."""

    append_only = True

    version = models.OneToOneField(PlanVersion, models.PROTECT, related_name="paper")
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "计划打印稿"


class PlanFiling(Record):
    """A published version was sent to the superior or the justice bureau, and this is the receipt."""

    append_only = True

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="filings")
    addressee = models.CharField("报送对象", max_length=16, choices=ADDRESSEES)
    body = models.CharField("报送机关", max_length=64)
    filed_on = models.DateField("报送日期")
    filed_by = models.CharField("报送人", max_length=64)
    document_no = models.CharField("报送文号", max_length=40, blank=True)
    receipt = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "计划备案"
        ordering = ("filed_on", "body")


class FilingList(Record):
    """To whom plans that are published from a day on must be reported: each body with addressee and name. The
    latest row that had begun at the publication holds; before the first row the superior and the justice
    bureau."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="filing_lists")
    in_force_from = models.DateField("生效日期")
    bodies = models.JSONField("报送名单", help_text="[addressee, name], …; a name where it is another body")
    reason = models.CharField("设定依据", max_length=200)
    set_by = models.CharField("设定人", max_length=64)
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "备案报送名单"
        ordering = ("-in_force_from", "-set_at")
