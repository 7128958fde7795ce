"""A partner bureau in a joint campaign, by file: its part, its items, its results."""

from django.db import models

from mingcha.items.rules.fields import GENERAL, KINDS
from mingcha.ledger.models import Record
from mingcha.plans.models.campaign import Campaign
from mingcha.plans.states import INVITED, PARTICIPATION
from mingcha.registers.models import VisitFact


class Participation(Record):
    """A partner bureau takes part in a joint campaign by file: invited, it answers with people and items, is
    handed its sheets, and returns results. `owed` are the pairs [unit, item] that the sheets ask, as they
    were handed out; None before, and of sheets that were handed out before pairs were kept."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="participations")
    partner = models.ForeignKey("registers.Partner", models.PROTECT, related_name="participations")
    state = models.CharField("状态", max_length=16, choices=PARTICIPATION.choices(), default=INVITED)
    invited_on = models.DateField("邀请日期")
    answered_on = models.DateField("回执日期", null=True, blank=True)
    handed_on = models.DateField("交任务单日期", null=True, blank=True)
    handed_to = models.CharField("接收人", max_length=64, blank=True)
    owed = models.JSONField("应交结果", null=True, blank=True, help_text="[unit, item], …")
    returned_on = models.DateField("交齐结果日期", null=True, blank=True)

    class Meta:
        verbose_name = "协同部门"
        ordering = ("invited_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "partner"], name="partner_takes_part_once")
        ]

    def __str__(self) -> str:
        return self.partner.name


class PartnerItem(Record):
    """An item that a partner inspects on the joint visit, as it sent it. It stands in no list of ours: the
    partner answers for it. `code` names it among the items of the campaign."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="items")
    code = models.CharField("事项编码", max_length=32)
    name = models.CharField("抽查事项", max_length=120)
    contents = models.TextField("抽查内容")
    target_categories = models.JSONField("检查对象类别")
    kind = models.CharField("事项类别", max_length=8, choices=list(KINDS.items()), default=GENERAL)
    methods = models.JSONField("检查方式")
    ratio = models.CharField("一般层比例", max_length=24, blank=True, help_text="p/q; empty: the campaign's")
    raised_ratio = models.CharField("加强层比例", max_length=24, blank=True, help_text="likewise")
    basis = models.TextField("检查依据")

    class Meta:
        verbose_name = "协同事项"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["participation", "code"], name="partner_item_code_once"),
            models.UniqueConstraint(fields=["participation", "name"], name="partner_item_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerResult(Record):
    """What a partner reports of one of its items at a drawn unit, signed by its people and published by it.
    `unit` is that of the drawn unit; `visit` is the fact that counts."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="results")
    unit = models.CharField("抽取单位", max_length=47)
    item = models.CharField("抽查事项", max_length=120)
    visited_on = models.DateField("检查日期")
    result = models.CharField("检查结果", max_length=120)
    found = models.CharField("发现问题", max_length=500, blank=True)
    signed_by = models.JSONField("检查实施人员")
    published_at = models.CharField("公示位置", max_length=200, blank=True)
    published_on = models.DateField("公示日期", null=True, blank=True)
    visit = models.ForeignKey(VisitFact, models.PROTECT, related_name="partner_results")

    class Meta:
        verbose_name = "协同检查结果"
        ordering = ("unit", "item")
        constraints = [
            models.UniqueConstraint(fields=["participation", "unit", "item"], name="partner_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"
