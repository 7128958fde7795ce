"""What a campaign drew, written by the draws."""

from django.db import models

from mingcha.ledger.models import Record
from mingcha.plans.models.campaign import Campaign


class StandingUnits(models.Manager["DrawnUnit"]):
    """Those of the draw by which their campaign stands as drawn: a withdrawn external draw counts for
    nothing."""

    def get_queryset(self) -> "models.QuerySet[DrawnUnit]":
        return super().get_queryset().filter(draw=models.F("campaign__drawn_as"))


class DrawnUnit(Record):
    """A unit that a campaign drew, written by the draws: later campaigns leave it out, and it counts against
    the cap until its visit is on record. `unit` and `holder_code` are codes of the committed frame."""

    append_only = True

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="drawn_units")
    unit = models.CharField("抽取单位", max_length=47)
    holder_code = models.CharField("市场主体编码", max_length=47)
    drawn_on = models.DateField("抽取日期")
    draw = models.CharField("抽取编号", max_length=47, blank=True, help_text="the campaign's `drawn_as`")
    team = models.JSONField(
        "抽中的检查人员",
        null=True,
        help_text="roster numbers of its visit; None in a row older than this column",
    )

    objects = models.Manager()
    standing = StandingUnits()

    class Meta:
        verbose_name = "抽中的单位"
        ordering = ("unit",)
        constraints = [models.UniqueConstraint(fields=["campaign", "draw", "unit"], name="unit_drawn_once")]
        indexes = [models.Index(fields=["holder_code"])]

    def __str__(self) -> str:
        return self.unit
