"""The law an office works by, as dated and cited rows: obligations with their figures, legal
texts, the holidays of each year, and the deadlines counted from figures and holidays."""

import datetime
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office
from mingcha.law.rules import CHANGES, CONFIDENCE, LEVELS, chinese_day, words_of
from mingcha.law.rules.calendar import UNITS, Counted
from mingcha.law.rules.notices import Notice, from_stored
from mingcha.law.states import CHANGE, PROPOSED
from mingcha.ledger.models import Record


class Obligation(Record):
    """What one rule says for a span of days, and whether the office works by it then: its figure (none where
    the rule has no number), clause and confidence. The rule itself is `rules.BY_KEY[key]`."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="obligations")
    key = models.CharField("编号", max_length=48)
    title = models.CharField("名称", max_length=64)
    value = models.CharField("数值", max_length=24, blank=True, help_text="whole number or p/q")
    unit = models.CharField("单位", max_length=16, blank=True)
    clause = models.CharField("依据", max_length=200)
    quote = models.CharField("原文", max_length=200, blank=True)
    confidence = models.CharField("可信程度", max_length=1, choices=list(CONFIDENCE.items()))
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("失效日期", null=True, blank=True)
    is_on = models.BooleanField("执行", default=True)

    class Meta:
        verbose_name = "法定义务"
        db_table = "law_figure"  # versions in the ledger name it
        ordering = ("key", "in_force_from")
        constraints = [
            models.UniqueConstraint(fields=["office", "key", "in_force_from"], name="figure_once_a_day"),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="figure_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(value="", unit="") | (~Q(value="") & ~Q(unit="")), name="figure_has_its_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.words}"

    @property
    def words(self) -> str:
        """The value with its unit as the law writes it: 5%, 20个工作日; empty without number."""
        return words_of(self.value, self.unit)

    @property
    def as_fraction(self) -> Fraction:
        return Fraction(self.value)

    @property
    def as_count(self) -> int:
        """The figure as a whole number; a ratio raises `ValueError`."""
        return int(self.value)

    def is_in_force(self, on: datetime.date) -> bool:
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


class ObligationChange(Record):
    """The next dated row of an obligation as somebody proposes it and a leader decides on it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="obligation_changes")
    key = models.CharField("编号", max_length=48)
    title = models.CharField("名称", max_length=64)
    value = models.CharField("数值", max_length=24, blank=True)
    unit = models.CharField("单位", max_length=16, blank=True)
    clause = models.CharField("依据", max_length=200)
    quote = models.CharField("原文", max_length=200, blank=True)
    confidence = models.CharField("可信程度", max_length=1, choices=list(CONFIDENCE.items()))
    in_force_from = models.DateField("施行日期")
    is_on = models.BooleanField("执行", default=True)
    reason = models.CharField("理由", max_length=200)
    state = models.CharField("状态", max_length=16, choices=CHANGE.choices(), default=PROPOSED)
    proposer = models.UUIDField("提出人编号")
    proposed_by = models.CharField("提出人", max_length=64)
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.CharField("决定人", max_length=64, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    remark = models.CharField("决定意见", max_length=200, blank=True)

    class Meta:
        verbose_name = "义务变动"
        ordering = ("-proposed_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key"], condition=Q(state=PROPOSED), name="one_open_change_of_an_obligation"
            ),
            models.CheckConstraint(
                condition=Q(state=PROPOSED, decided_at=None) | (~Q(state=PROPOSED) & ~Q(decided_at=None)),
                name="obligation_change_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.words}{'' if self.is_on else '（不执行）'}"

    @property
    def words(self) -> str:
        return words_of(self.value, self.unit)


class LegalText(Record):
    """One version of a law, regulation, rule or normative document; the next version is the next row."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="legal_texts")
    title = models.CharField("名称", max_length=120)
    key = models.CharField("简称", max_length=120, help_text="law.rules.title_key of the title")
    level = models.CharField("效力层级", max_length=16, choices=list(LEVELS.items()))
    issued_by = models.CharField("制定机关", max_length=64, blank=True)
    document_no = models.CharField("文号", max_length=64, blank=True)
    change = models.CharField("版本", max_length=8, choices=list(CHANGES.items()))
    made_on = models.DateField("制定或修改日期", null=True, blank=True)
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("失效日期", null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    confidence = models.CharField("可信程度", max_length=1, choices=list(CONFIDENCE.items()))
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "法律文本"
        ordering = ("key", "-in_force_from")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key", "in_force_from"], name="text_version_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="text_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》（{self.version}）"

    @property
    def version(self) -> str:
        """2024年11月8日修订, or 2024年7月1日施行 where the day of making is not known."""
        if self.made_on is None:
            return f"{chinese_day(self.in_force_from)}施行"
        return f"{chinese_day(self.made_on)}{self.change}"

    def is_in_force(self, on: datetime.date) -> bool:
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


class HolidayNotice(Record):
    """What an office holds of the State Council's holidays of one year. A correction is a row with the next
    number, with its reason; the highest number holds, and no row is ever changed."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="holiday_notices")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几次登记")
    document_no = models.CharField("文号", max_length=40)
    issued_on = models.DateField("印发日期")
    holidays = models.JSONField("放假安排", help_text="paragraphs as `rules.notices.as_stored` writes them")
    count_note = models.CharField("天数说明", max_length=200, blank=True)
    reason = models.CharField("更正理由", max_length=200, blank=True)
    entered_by = models.CharField("登记人", max_length=64)
    entered_at = models.DateTimeField("登记时间")
    moved = models.JSONField("变动的期限", default=list, help_text="title, address, old and new day of each")

    class Meta:
        verbose_name = "放假安排"
        ordering = ("-year", "-number")
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="notice_number_once_a_year"),
            models.CheckConstraint(condition=Q(number__gte=1), name="notice_number_from_one"),
            models.CheckConstraint(condition=~Q(document_no=""), name="notice_names_its_document"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="notice_corrected_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"

    @property
    def notice(self) -> Notice:
        """The row as the rules take it."""
        return Notice(self.year, self.document_no, self.issued_on, from_stored(self.holidays))


class Deadline(Record):
    """The last day of a span the law sets, counted anew whenever the calendar changes, until it is closed.

    `subject` is the random id of what must be done; the title carries no personal data. Count and unit are
    those of the figure in force on the day the span begins."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="deadlines")
    kind = models.CharField("种类", max_length=32)
    subject = models.UUIDField("事项编号")
    title = models.CharField("事项", max_length=120)
    url = models.CharField("页面", max_length=200, blank=True)
    clause = models.CharField("依据", max_length=200)
    starts_on = models.DateField("起算日")
    count = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=8, choices=list(UNITS.items()))
    due_on = models.DateField("到期日")
    is_provisional = models.BooleanField("暂定", default=False)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = "期限"
        ordering = ("due_on", "title")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "subject"], condition=Q(closed_at=None), name="one_open_deadline"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="deadline_of_a_day_or_more"),
            models.CheckConstraint(condition=Q(due_on__gt=F("starts_on")), name="deadline_after_its_start"),
        ]
        indexes = [models.Index(fields=["office", "closed_at", "due_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> str:
        """20个工作日."""
        return f"{self.count}{UNITS[self.unit]}"

    @property
    def counted(self) -> Counted:
        return Counted(self.due_on, self.is_provisional)


class CitedText(models.Model):
    """A text that the published item list rests on, by the key of its title. Written from above with each
    publication, so that a change of such a text, and of no other, sets the list its deadline."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="cited_texts")
    key = models.CharField("名称", max_length=120)

    class Meta:
        verbose_name = "清单引用的文本"
        constraints = [models.UniqueConstraint(fields=["office", "key"], name="cited_text_once")]
