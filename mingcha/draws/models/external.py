"""What the platform of a superior body drew: brought in by one person, confirmed by another. It is no draw of
this system and cannot be recomputed, and says so wherever it is shown."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.draws.rules.external.words import LISTS
from mingcha.draws.states import (
    EXTERNAL,
    EXTERNAL_PUBLIC,
    EXTERNAL_STANDING,
    RETURNED,
    TAKEN_IN,
    WAITING,
    WITHDRAWN,
)
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.plans.models import EXTERNAL_PREFIX, Campaign


class ExternalDraw(Record):
    """One result of a platform. `draw_id` is our number of it, `batch_no` the platform's; the counts are
    those of its lists. `findings` were allowed and are shown for ever (`rules.external.findings`)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="external_draws")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="external_draws")
    number = models.PositiveSmallIntegerField("第几次导入")
    draw_id = models.CharField("抽取编号", max_length=47, unique=True)
    state = models.CharField("状态", max_length=16, choices=EXTERNAL.choices(), default=WAITING)
    platform = models.CharField("抽取平台", max_length=64)
    basis = models.CharField("由平台抽取的依据", max_length=200)
    batch_no = models.CharField("平台批次号", max_length=64)
    drawn_on = models.DateField("平台抽取日期")
    members = models.PositiveIntegerField("基数")
    drawn = models.PositiveIntegerField("抽中数")
    visits = models.PositiveIntegerField("户次")
    seats = models.PositiveIntegerField("席位")
    # Kept, so that no page reads a whole base list again; empty in a row older than this column.
    strata = models.JSONField(
        "各层个数", default=list, blank=True, help_text="[code, N, n] of each stratum as listed and drawn"
    )
    findings = models.JSONField("核对发现", default=list, blank=True)
    explanation = models.CharField("差异说明", max_length=500, blank=True)
    taken_in_by = models.ForeignKey(Person, models.PROTECT, related_name="external_draws_taken_in")
    taken_in_at = models.DateTimeField("导入时间")
    # From here on empty until another person decided, the leader disclosed, two people withdrew it.
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="external_draws_decided"
    )
    decided_at = models.DateTimeField("确认或退回时间", null=True, blank=True)
    remark = models.CharField("退回理由", max_length=200, blank=True)
    disclosed_at = models.DateTimeField("公开时间", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回理由", max_length=200, blank=True)
    withdrawal_proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="external_withdrawals_proposed"
    )
    withdrawal_proposed_at = models.DateTimeField("提出撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="external_withdrawals_confirmed"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "外部抽取"
        ordering = ("-taken_in_at",)
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="external_draw_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state__in=EXTERNAL_STANDING),
                name="one_standing_external_draw",
            ),
            models.CheckConstraint(
                condition=~Q(platform="") & ~Q(basis="") & ~Q(batch_no=""), name="external_draw_says_where"
            ),
            models.CheckConstraint(
                condition=Q(draw_id__startswith=EXTERNAL_PREFIX), name="external_draw_numbered_apart"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, state=WAITING)
                | Q(decided_by__isnull=False, state=RETURNED)
                | Q(decided_by__isnull=False, state__in=EXTERNAL_PUBLIC) & ~Q(decided_by=F("taken_in_by")),
                name="external_draw_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=WITHDRAWN) & Q(withdrawn_by=None)
                | Q(state=WITHDRAWN)
                & ~Q(withdrawal_reason="")
                & Q(withdrawn_by__isnull=False, withdrawal_proposed_by__isnull=False)
                & ~Q(withdrawn_by=F("withdrawal_proposed_by")),
                name="external_draw_withdrawn_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}批次{self.batch_no}"

    @property
    def is_public(self) -> bool:
        """It stood once, and the public keeps sight of it."""
        return self.state in EXTERNAL_PUBLIC

    @property
    def awaits_withdrawal(self) -> bool:
        return self.state == TAKEN_IN and self.withdrawal_proposed_by_id is not None


class ExternalList(Record):
    """One of the three lists: name and digest of the workbook as it was handed in, and what was understood of
    it, in codes of the registers (`rules.external.lists`)."""

    append_only = True

    draw = models.ForeignKey(ExternalDraw, models.PROTECT, related_name="lists")
    kind = models.CharField("名单", max_length=8, choices=list(LISTS.items()))
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    sheet_name = models.CharField("工作表", max_length=64, blank=True)
    rows = models.PositiveIntegerField("行数")
    content = models.TextField("内容")

    class Meta:
        verbose_name = "平台名单"
        ordering = ("kind",)
        constraints = [models.UniqueConstraint(fields=["draw", "kind"], name="external_list_once")]

    def __str__(self) -> str:
        return self.file_name


class ExternalScreenshot(Record):
    """A picture of the platform's own screen, kept sealed with its digest."""

    append_only = True

    draw = models.ForeignKey(ExternalDraw, models.PROTECT, related_name="screenshots")
    number = models.PositiveSmallIntegerField("第几份")
    proof = models.OneToOneField(ProofFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "平台截图"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["draw", "number"], name="external_screenshot_once")]
