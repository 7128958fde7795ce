"""A visit that is not carried out, since nobody is left who may go."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Person
from mingcha.inspections.models.visits import Inspection
from mingcha.inspections.states import ASKED_OFF, CALL_OFF, CALLED_OFF, RESUMED
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record


class CallOff(Record):
    """不再实施: the team, the section or enforcement asks, a leader decides. `found` is what the system found
    by itself when it was asked, and is what the public is told; `reason` are words of the office. Taken back
    (`resumed`) once somebody can go again."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="call_offs")
    state = models.CharField("状态", max_length=16, choices=CALL_OFF.choices(), default=ASKED_OFF)
    found = models.CharField("系统核对", max_length=200)
    reason = models.CharField("不再实施的理由", max_length=200)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="call_offs_asked")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="call_offs_decided"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_words = models.CharField("决定意见", max_length=200, blank=True)
    resumed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="call_offs_resumed"
    )
    resumed_at = models.DateTimeField("恢复时间", null=True, blank=True)
    resumed_for = models.CharField("恢复的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "不再实施"
        ordering = ("asked_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(state__in=[ASKED_OFF, CALLED_OFF]),
                name="one_standing_call_off",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="call_off_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=ASKED_OFF, decided_by=None, decided_at=None)
                | ~Q(state=ASKED_OFF) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="call_off_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=RESUMED) & Q(resumed_by=None, resumed_for="")
                | Q(state=RESUMED, resumed_by__isnull=False) & ~Q(resumed_for=""),
                name="resumed_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(found="") & ~Q(reason=""), name="call_off_says_why"),
        ]
