"""A campaign's approval, and the visits that it opens."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.inspections.rules.methods import METHODS
from mingcha.inspections.states import (
    APPROVAL,
    CALLED_OFF,
    INSPECTION,
    NOTICED,
    PROPOSED,
    RECORDED,
    RETURNED,
    WAITING,
)
from mingcha.ledger.models import Record
from mingcha.plans.models import Campaign


class Approval(Record):
    """检查审批: the section asks that the visits of a drawn campaign be carried out, the head decides
    (国办发〔2024〕54号). In an urgent clue check the leader who sent the team has decided already."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="approvals")
    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="approval")
    state = models.CharField("状态", max_length=16, choices=APPROVAL.choices(), default=PROPOSED)
    visits = models.PositiveIntegerField("户次数")
    words = models.CharField("检查安排", max_length=500)
    document_no = models.CharField("文号", max_length=40, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="approvals_proposed")
    proposed_at = models.DateTimeField("报批时间")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="approvals_decided"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_words = models.CharField("审批意见", max_length=200, blank=True)
    closed_at = models.DateTimeField(
        "任务办结时间", null=True, blank=True, help_text="written by the disclosure; no visit is resumed then"
    )

    class Meta:
        verbose_name = "检查审批"
        ordering = ("-proposed_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="approval_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=PROPOSED, decided_by=None)
                | ~Q(state=PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="approval_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=RETURNED) | ~Q(decision_words=""), name="approval_returned_with_words"
            ),
        ]

    def __str__(self) -> str:
        return self.campaign.title


class Inspection(Record):
    """检查户次: one visit of an approved campaign. Who goes and what it covers is read from the draw
    (`queries.coverage`) and never copied here, since a seat may be redrawn and a unit replaced until the last
    moment; what was so on the day stands in its notice and its record.

    `code` is the visit's id in the draw (`v001`)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="inspections")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    code = models.CharField("户次", max_length=47)
    number = models.PositiveIntegerField("序号")
    state = models.CharField("状态", max_length=16, choices=INSPECTION.choices(), default=WAITING)
    method = models.CharField("检查方式", max_length=16, choices=list(METHODS.items()), blank=True)
    planned_on = models.DateField("检查日期", null=True, blank=True)
    planned_at = models.TimeField("开始时刻", null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField("预计时长（分钟）", null=True, blank=True)
    day_reason = models.CharField("日期说明", max_length=200, blank=True)
    scheduled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="inspections_scheduled"
    )
    scheduled_at = models.DateTimeField("安排时间", null=True, blank=True)
    noticed_at = models.DateTimeField(
        "首次制作通知书", null=True, blank=True, help_text="from then on the row is open to the section"
    )
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = "检查户次"
        ordering = ("campaign", "number")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="visit_of_a_campaign_once"),
            models.CheckConstraint(
                condition=Q(state=WAITING, planned_on=None, method="")
                | Q(state=CALLED_OFF)
                | ~Q(state__in=[WAITING, CALLED_OFF]) & Q(planned_on__isnull=False) & ~Q(method=""),
                name="scheduled_with_day_and_method",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NOTICED, RECORDED]) | Q(noticed_at__isnull=False),
                name="noticed_before_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(state=RECORDED) | Q(done_on__isnull=False), name="recorded_with_its_day"
            ),
        ]
        indexes = [models.Index(fields=["office", "planned_on"])]

    def __str__(self) -> str:
        return f"{self.campaign.title}第{self.number}户次"
