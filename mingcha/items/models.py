"""随机抽查事项清单: versions of the one list of what may be inspected at all."""

from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.items.rules.fields import FIELD_TITLES, GENERAL, KINDS
from mingcha.items.states import DRAFT, ITEM_LIST, PUBLISHED
from mingcha.ledger.models import Record


class ItemList(Record):
    """One version of the list. At most one is published, at most one is being drafted."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="item_lists")
    number = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=16, choices=ITEM_LIST.choices(), default=DRAFT)
    created_at = models.DateTimeField("编制时间")
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    submitted_by = models.CharField("送审人", max_length=64, blank=True)
    submitter = models.UUIDField(
        "送审人编号", null=True, blank=True, help_text="whoever submits does not approve"
    )
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    approved_by = models.CharField("审定人", max_length=64, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)

    class Meta:
        verbose_name = "抽查事项清单"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="list_number_once"),
            models.UniqueConstraint(
                fields=["office"], condition=Q(state=PUBLISHED), name="one_published_list"
            ),
            models.UniqueConstraint(fields=["office"], condition=Q(state=DRAFT), name="one_drafted_list"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"


class InspectionItem(Record):
    """抽查事项: what is inspected, on which legal basis, by whom, how."""

    item_list = models.ForeignKey(ItemList, models.PROTECT, related_name="items")
    code = models.CharField("事项编码", max_length=32)
    power_code = models.CharField("权责清单事项", max_length=64, blank=True)
    category = models.CharField("抽查类别", max_length=64, blank=True)
    name = models.CharField("抽查事项", max_length=120)
    contents = models.TextField("抽查内容", blank=True)
    target_categories = models.JSONField("检查对象类别", default=list, help_text="empty: every category")
    body = models.CharField("抽查主体", max_length=64, blank=True)
    section_name = models.CharField("责任股室", max_length=32, blank=True)
    kind = models.CharField("事项类别", max_length=8, choices=list(KINDS.items()), default=GENERAL)
    concerns_enterprises = models.BooleanField("涉企检查", default=True)
    methods = models.JSONField("检查方式", default=list)
    ratio = models.CharField("抽查比例", max_length=24, blank=True, help_text="p/q; empty: as the plan says")
    frequency = models.CharField("抽查频次", max_length=32, blank=True)
    level = models.CharField("检查层级", max_length=64, blank=True)
    requires = models.JSONField("检查人员要求", default=list, help_text="words as the office keeps them")
    basis = models.TextField("检查依据", blank=True)
    ratio_basis = models.TextField("比例依据", blank=True, help_text="law, article and figure")
    frequency_basis = models.CharField("频次依据", max_length=200, blank=True)
    standard = models.TextField("检查标准", blank=True)
    in_force_from = models.DateField("生效日期", null=True, blank=True)
    in_force_until = models.DateField("失效日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "抽查事项"
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["item_list", "code"], name="item_code_once_in_a_list")]

    def __str__(self) -> str:
        return f"{self.name}（{self.contents}）" if self.contents else self.name

    @property
    def facts(self) -> dict[str, Any]:
        """Every field of the list by its name: what versions are compared by and copies are made from."""
        return {field: getattr(self, field) for field in FIELD_TITLES}

    @property
    def ratio_fraction(self) -> Fraction | None:
        """The list's own ratio; None when it leaves the ratio to the plan."""
        return Fraction(self.ratio) if self.ratio else None
