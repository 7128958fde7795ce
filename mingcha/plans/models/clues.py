"""线索核查: the only way outside the draw."""

from django.db import models

from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.plans.models.campaign import Campaign
from mingcha.plans.rules.clues import SOURCES, STANDINGS


class ClueCheck(Record):
    """A check of one party that evidence calls for: the only way outside the draw. Its campaign draws the
    team; `sent_team` are roster numbers of those a leader sent without a draw, for `urgent_reason`."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="clue_check")
    source = models.CharField("线索来源", max_length=16, choices=list(SOURCES.items()))
    source_no = models.CharField("来源编号", max_length=64, blank=True)
    received_on = models.DateField("收到日期")
    summary = models.CharField("反映的问题", max_length=500)
    evidence = models.ForeignKey(ProofFile, models.PROTECT, related_name="+")
    holder = models.ForeignKey("registers.Holder", models.PROTECT, related_name="clue_checks")
    target = models.ForeignKey(
        "registers.Target", models.PROTECT, null=True, blank=True, related_name="clue_checks"
    )
    proposer = models.UUIDField("提出人编号")
    proposed_by = models.CharField("提出人", max_length=64)
    proposed_at = models.DateTimeField("提出时间")
    decider = models.UUIDField("决定人编号", null=True, blank=True)
    decided_by = models.CharField("决定人", max_length=64, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    remark = models.CharField("决定意见", max_length=200, blank=True)
    urgent_reason = models.CharField("未经抽取的理由", max_length=200, blank=True)
    sent_team = models.JSONField("派出人员", default=list, blank=True)
    visited_on = models.DateField("核查日期", null=True, blank=True)
    result = models.CharField("核查结果", max_length=120, blank=True)
    recorded_by = models.CharField("登记人", max_length=64, blank=True)

    class Meta:
        verbose_name = "线索核查"
        ordering = ("-proposed_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decider=None) | ~models.Q(decider=models.F("proposer")),
                name="clue_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(visited_on=None, result="")
                | models.Q(visited_on__isnull=False) & ~models.Q(result=""),
                name="clue_visited_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.campaign.title

    @property
    def standing(self) -> tuple[str, str]:
        """Class and word of its status."""
        return STANDINGS[self.campaign.state]
