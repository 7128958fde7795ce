"""What was made public record by record, each version of it; and the public side as files: where it is
read, each making of it until somebody has carried it there."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.disclosure.states import (
    CARRIED,
    DISCLOSURE,
    EDITION,
    LIFTED,
    LIFTING,
    MADE,
    OVER_WITHHOLDING,
    PROPOSED,
    PUBLIC,
    WITHDRAWN,
    WITHHOLDING,
)
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign


class Disclosure(Record):
    """One version of one public record: exactly the values that anybody was told, from when until when,
    and why it ended. `record` is the key of what it was taken from; a correction is the next number, a
    withdrawal ends it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="disclosures")
    kind = models.CharField("公示内容", max_length=32)
    record = models.CharField("原记录", max_length=64)
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=16, choices=DISCLOSURE.choices(), default=PUBLIC)
    values = models.JSONField("公示的内容", help_text="by field of the kind")
    holder_code = models.CharField("主体编码", max_length=32, blank=True)
    reason = models.CharField("更正理由", max_length=200, blank=True)
    disclosed_by = models.CharField("公示人", max_length=64)
    disclosed_at = models.DateTimeField("公示时间")
    ended_by = models.CharField("更正或撤回人", max_length=64, blank=True)
    ended_at = models.DateTimeField("更正或撤回时间", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "公示"
        ordering = ("-disclosed_at", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "record", "number"], name="disclosure_number_once"
            ),
            models.UniqueConstraint(
                fields=["office", "kind", "record"], condition=Q(state=PUBLIC), name="one_public_version"
            ),
            models.CheckConstraint(
                condition=Q(state=PUBLIC, ended_at=None) | ~Q(state=PUBLIC) & Q(ended_at__isnull=False),
                name="disclosure_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=WITHDRAWN) & Q(withdrawal_reason="")
                | Q(state=WITHDRAWN) & ~Q(withdrawal_reason=""),
                name="withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["kind", "record"]), models.Index(fields=["holder_code"])]

    def __str__(self) -> str:
        return f"第{self.number}版"

    @property
    def is_withdrawn(self) -> bool:
        return self.state == WITHDRAWN


class SiteAddress(Record):
    """Where the carried files are read from a day on; empty once they are carried nowhere. The latest row
    that has begun holds."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="site_addresses")
    address = models.CharField("网址", max_length=200, blank=True)
    in_force_from = models.DateField("生效日期")
    reason = models.CharField("设定依据", max_length=200)
    set_by = models.CharField("设定人", max_length=64)
    set_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = "公示网址"
        ordering = ("-in_force_from", "-set_at")

    def __str__(self) -> str:
        return self.address


class SiteEdition(Record):
    """One making of the public files that differed from the one before: how much, with what manifest, and
    when somebody says that they lie on the other web site."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="site_editions")
    number = models.PositiveIntegerField("第几次")
    state = models.CharField("状态", max_length=8, choices=EDITION.choices(), default=MADE)
    sha256 = models.CharField("文件清单摘要", max_length=64)
    files = models.PositiveIntegerField("文件数")
    size = models.PositiveBigIntegerField("字节数")
    entries = models.PositiveBigIntegerField("日志条数", help_text="length of the log when it was begun")
    made_by = models.CharField("生成人", max_length=64)
    made_at = models.DateTimeField("生成时间")
    carried_by = models.CharField("上传人", max_length=64, blank=True)
    carried_at = models.DateTimeField("上传时间", null=True, blank=True)

    class Meta:
        verbose_name = "公示文件"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="site_edition_number_once"),
            models.CheckConstraint(
                condition=Q(state=MADE, carried_at=None, carried_by="")
                | Q(state=CARRIED, carried_at__isnull=False) & ~Q(carried_by=""),
                name="site_edition_carried_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次公示文件"


class SiteManifest(models.Model):
    """The manifest of an edition, bound by the edition's digest."""

    append_only = True

    edition = models.OneToOneField(SiteEdition, models.PROTECT, primary_key=True, related_name="manifest")
    content = models.TextField("内容")

    class Meta:
        verbose_name = "公示文件清单"


class Withholding(Record):
    """不予公示: a record that the law keeps from the public, with the clause; one person asks, a leader
    decides, and in the same way it is lifted once the ground is gone."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="withholdings")
    kind = models.CharField("公示内容", max_length=32)
    record = models.CharField("原记录", max_length=64)
    reason = models.CharField("不予公示的理由", max_length=200)
    clause = models.CharField("不予公示的依据", max_length=200)
    state = models.CharField("状态", max_length=16, choices=WITHHOLDING.choices(), default=PROPOSED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="withholdings_proposed")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="withholdings_decided"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_words = models.CharField("决定意见", max_length=200, blank=True)
    lift_reason = models.CharField("解除的理由", max_length=200, blank=True)
    lift_proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="liftings_proposed"
    )
    lift_proposed_at = models.DateTimeField("提出解除时间", null=True, blank=True)
    lift_decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="liftings_decided"
    )
    lift_decided_at = models.DateTimeField("决定解除时间", null=True, blank=True)
    lift_words = models.CharField("解除的决定意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "不予公示"
        ordering = ("-proposed_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"], condition=~Q(state__in=OVER_WITHHOLDING), name="withheld_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="withheld_by_two_people"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(clause=""), name="withheld_on_a_clause"),
            models.CheckConstraint(
                condition=Q(lift_decided_by=None) | ~Q(lift_decided_by=F("lift_proposed_by")),
                name="lifted_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LIFTING, LIFTED])
                | Q(lift_proposed_by__isnull=False) & ~Q(lift_reason=""),
                name="lifted_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=LIFTED) | Q(lift_decided_by__isnull=False), name="lifted_by_somebody"
            ),
        ]

    @property
    def asked_by_id(self) -> UUID:
        """Who asked for what a leader has to decide now."""
        lifting = self.lift_proposed_by_id if self.state == LIFTING else None
        return lifting or self.proposed_by_id


class CampaignClosing(Record):
    """任务办结: every result of a campaign is public or lawfully withheld, and its bulletin is published."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="campaign_closings")
    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="closing")
    results = models.PositiveIntegerField("公示户次数")
    withheld = models.PositiveIntegerField("不予公示户次数")
    closed_by = models.CharField("办结人", max_length=64)
    closed_at = models.DateTimeField("办结时间")

    class Meta:
        verbose_name = "任务办结"
        ordering = ("-closed_at",)
