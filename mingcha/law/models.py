"""Legal figures as dated, cited rows of an office (law.md: every figure changes, none stands in code)."""

import datetime
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office
from mingcha.law.rules import CHANGES, CONFIDENCE, LEVELS, chinese_day, words_of
from mingcha.ledger.models import Record


class Figure(Record):
    """One figure in force for a span of days: ratio, number of days, of people, of rounds."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="figures")
    key = models.CharField("编号", max_length=48)
    title = models.CharField("名称", max_length=64)
    value = models.CharField("数值", max_length=24, help_text="whole number or p/q")
    unit = models.CharField("单位", max_length=16)
    clause = models.CharField("依据", max_length=200)
    quote = models.CharField("原文", max_length=200, blank=True)
    confidence = models.CharField("可信程度", max_length=1, choices=list(CONFIDENCE.items()))
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = "法定数值"
        ordering = ("key", "in_force_from")
        constraints = [
            models.UniqueConstraint(fields=["office", "key", "in_force_from"], name="figure_once_a_day"),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="figure_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.words}"

    @property
    def words(self) -> str:
        """The value with its unit as the law writes it: 5%, 20个工作日."""
        return words_of(self.value, self.unit)

    @property
    def as_fraction(self) -> Fraction:
        return Fraction(self.value)

    @property
    def as_count(self) -> int:
        """The figure as a whole number; a ratio raises `ValueError`."""
        return int(self.value)


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
