"""Who keeps one of the two registers and the list current, when somebody last said that it is, and what was
entered into the platforms of others."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office, Person, Section
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.upkeep.rules import HOW, KEPT, PLATFORMS, SUBJECTS


class Upkeep(Record):
    """One row for each kind, made when its keeper is first named or it is first confirmed. Imports are not
    entered here: an import that is taken back no longer counts."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="upkeeps")
    kind = models.CharField(
        "名录", max_length=16, choices=[(kind, kept.title) for kind, kept in KEPT.items()]
    )
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="upkeeps")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="upkeeps")
    confirmed_on = models.DateField("最近一次确认", null=True, blank=True)
    confirmed_how = models.CharField("方式", max_length=16, blank=True, choices=list(HOW.items()))
    confirmed_by = models.CharField("确认人", max_length=64, blank=True)

    class Meta:
        verbose_name = "更新责任"
        constraints = [
            models.UniqueConstraint(fields=["office", "kind"], name="one_upkeep_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=sorted(KEPT)), name="upkeep_kind_is_known"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_how="")
                | Q(confirmed_on__isnull=False) & ~Q(confirmed_how=""),
                name="upkeep_confirmed_somehow",
            ),
        ]

    def __str__(self) -> str:
        return KEPT[self.kind].title

    @property
    def keeper(self) -> Person | None:
        """The person named, as long as in office."""
        return self.person if self.person and self.person.is_active else None

    @property
    def section_words(self) -> str:
        """The section named, else that of the plan."""
        return self.section.name if self.section else KEPT[self.kind].section

    @property
    def keeper_words(self) -> str:
        """执法监察股, or 执法监察股王素琴."""
        return f"{self.section_words}{self.keeper.name if self.keeper else ''}"


class PlatformEntry(Record):
    """That a plan or a draw was entered into the platform of a superior body, as somebody says with the
    receipt. `subject` is the row of an upper app. A correction is the next row, with its reason."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="platform_entries")
    kind = models.CharField("录入内容", max_length=8, choices=list(SUBJECTS.items()))
    subject = models.UUIDField("事项编号")
    title = models.CharField("事项", max_length=120)
    platform = models.CharField("平台", max_length=12, choices=list(PLATFORMS.items()))
    number = models.PositiveSmallIntegerField("第几次登记")
    entered_on = models.DateField("录入日期")
    entered_by = models.CharField("录入人", max_length=64)
    entry_no = models.CharField("平台编号", max_length=64, blank=True)
    receipt = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("更正理由", max_length=200, blank=True)
    recorded_by = models.CharField("登记人", max_length=64)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "平台录入"
        ordering = ("platform", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "subject", "platform", "number"], name="platform_entry_number_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="platform_entry_number_from_one"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="platform_entry_corrected_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(entry_no="") | Q(receipt__isnull=False), name="platform_entry_has_a_trace"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_platform_display()}：{self.title}"
