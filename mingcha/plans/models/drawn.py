"""What a campaign drew, written by the draws."""

from django.db import models
from django.db.models.functions import Coalesce

from mingcha.ledger.models import Record
from mingcha.plans.models.campaign import Campaign


class StandingUnits(models.Manager["DrawnUnit"]):
    """Those of the draw by which their campaign stands as drawn: a withdrawn external draw counts for
    nothing, and neither does a unit that was withdrawn after the draw."""

    def get_queryset(self) -> "models.QuerySet[DrawnUnit]":
        found = super().get_queryset().filter(draw=models.F("campaign__drawn_as"))
        return found.exclude(changes__is_gone=True)

    def awaited(self) -> "models.QuerySet[DrawnUnit]":
        """Of these the ones whose visit was not called off (不再实施), or was taken up again."""
        last = DrawnUnitChange.objects.filter(drawn=models.OuterRef("pk")).order_by("-n")
        is_off = Coalesce(models.Subquery(last.values("is_called_off")[:1]), False)
        return self.get_queryset().annotate(is_off=is_off).filter(is_off=False)


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
    takes_place_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="substitute", verbose_name="递补自"
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

    @property
    def present_team(self) -> list[str] | None:
        """Who goes there after every change of the team."""
        last = self.last_change
        return last.team if last else self.team

    @property
    def last_change(self) -> "DrawnUnitChange | None":
        return max(self.changes.all(), key=lambda change: change.n, default=None)


class DrawnUnitChange(Record):
    """What became of a drawn unit after the draw: another team, withdrawn, its visit called off or taken up
    again. The last one holds."""

    append_only = True

    drawn = models.ForeignKey(DrawnUnit, models.PROTECT, related_name="changes")
    n = models.PositiveSmallIntegerField("变动序号")
    team = models.JSONField("变动后的检查人员", default=list, help_text="roster numbers of its visit")
    is_gone = models.BooleanField("已退出", default=False)
    is_called_off = models.BooleanField("不再实施", default=False)

    class Meta:
        verbose_name = "抽中单位的变动"
        ordering = ("n",)
        constraints = [models.UniqueConstraint(fields=["drawn", "n"], name="drawn_unit_change_once")]
