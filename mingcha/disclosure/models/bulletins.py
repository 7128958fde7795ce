"""通报 in versions: what one round came to, in a text that is tied to its figures."""

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person
from mingcha.disclosure.states import (
    APPROVED,
    BULLETIN,
    DRAFT,
    DROPPED,
    OPEN_BULLETIN,
    PUBLIC,
    REPLACED,
    SUBMITTED,
    WITHDRAWN,
)
from mingcha.ledger.models import Record
from mingcha.papers.models import Paper
from mingcha.plans.models import Campaign


class Bulletin(Record):
    """One version of the bulletin of a campaign. What is public is edited no more: a correction is the next
    version, with its reason. A draft that was dropped stays, and the next one takes its number.

    `text` is by section, with placeholders; `figures` are what they stand for, as
    `rules.bulletins.Figures.plain` keeps them, `figures_at` when they were taken. `hands` are the ids of all
    who wrote in it: none of them approves it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="bulletins")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="bulletins")
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=16, choices=BULLETIN.choices(), default=DRAFT)
    revision = models.PositiveIntegerField("保存次数", default=0)
    text = models.JSONField("正文", help_text="by section, with placeholders")
    figures = models.JSONField("数据")
    figures_at = models.DateTimeField("取数时间")
    hands = models.JSONField("经手人", default=list, help_text="ids of all who wrote in it")
    reason = models.CharField("更正理由", max_length=200, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="bulletins_drafted")
    drafted_at = models.DateTimeField("起草时间")
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="bulletins_submitted"
    )
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="bulletins_decided"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_words = models.CharField("审批意见", max_length=200, blank=True)
    document_no = models.CharField("文号", max_length=40, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.CharField("公布人", max_length=64, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    dropped_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="bulletins_dropped"
    )
    dropped_at = models.DateTimeField("放弃时间", null=True, blank=True)
    drop_reason = models.CharField("放弃理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "通报"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                condition=~Q(state=DROPPED),
                name="bulletin_version_once",
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state__in=OPEN_BULLETIN), name="one_open_bulletin"
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state=PUBLIC), name="one_public_bulletin"
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="later_bulletin_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("drafted_by")) & ~Q(decided_by=F("submitted_by")),
                name="bulletin_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=SUBMITTED) | Q(submitted_by__isnull=False), name="bulletin_submitted"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[APPROVED, PUBLIC, REPLACED, WITHDRAWN])
                | Q(decided_by__isnull=False, paper__isnull=False),
                name="bulletin_approved_with_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PUBLIC, REPLACED, WITHDRAWN])
                | Q(published_at__isnull=False) & ~Q(published_by=""),
                name="bulletin_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=DROPPED, dropped_by__isnull=False, dropped_at__isnull=False)
                & ~Q(drop_reason="")
                | ~Q(state=DROPPED) & Q(dropped_by=None, dropped_at=None, drop_reason=""),
                name="bulletin_dropped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"通报第{self.number}版"
