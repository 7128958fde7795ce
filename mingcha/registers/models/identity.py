"""One identity: targets that changed their holder, doubts decided, frames that hold the register still."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.ledger.models import Record

MERGED, SPLIT = "merged", "split"


class TargetMove(Record):
    """A target came from one holder to another, by merging or by splitting; its code stays what it was."""

    append_only = True

    target = models.ForeignKey("registers.Target", models.PROTECT, related_name="moves")
    from_holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="moved_away")
    to_holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="moved_here")
    manner = models.CharField("方式", max_length=8, choices=[(MERGED, "合并"), (SPLIT, "拆分")])
    reason = models.CharField("理由", max_length=200)
    moved_by = models.CharField("办理人", max_length=64)
    moved_at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = "对象转移"
        ordering = ("moved_at",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_holder=models.F("to_holder")), name="target_moves_to_another_holder"
            )
        ]


class Distinction(Record):
    """Somebody decided that rows which look alike are not the same. `facts` is a digest of what they were
    then: when one of them changes or another joins, the question comes back."""

    append_only = True

    office = models.ForeignKey(Office, models.PROTECT, related_name="distinctions")
    kind = models.CharField("疑点", max_length=16)
    facts = models.CharField("所据内容", max_length=64)
    codes = models.JSONField("对象编码", default=list)
    reason = models.CharField("理由", max_length=200)
    decided_by = models.CharField("决定人", max_length=64)
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        verbose_name = "不是同一个的决定"
        ordering = ("-decided_at",)
        constraints = [models.UniqueConstraint(fields=["office", "kind", "facts"], name="told_apart_once")]


class FrameHold(Record):
    """An announced draw draws from these categories and towns (empty: all): what stands in them keeps its
    holder and its code until the draw is over. Written by whoever announces, in the same act."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="frame_holds")
    draw = models.CharField("抽取编号", max_length=47)
    categories = models.JSONField("类别", default=list, blank=True)
    towns = models.JSONField("乡镇", default=list, blank=True)
    held_at = models.DateTimeField("公告时间")
    released_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "名单占用"
        ordering = ("held_at",)
        indexes = [models.Index(fields=["office", "released_at"])]
