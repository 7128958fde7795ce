"""随机抽查事项清单: versions of the one list of what may be inspected at all."""

import datetime
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office
from mingcha.items.rules.checklists import ANSWER_KINDS
from mingcha.items.rules.fields import FIELD_TITLES, GENERAL, KINDS
from mingcha.items.rules.powers import POWER_TITLES
from mingcha.items.rules.proposals import PROPOSAL_KINDS
from mingcha.items.states import ACTIVE, DRAFT, ITEM_LIST, POWER, PROPOSAL, PROPOSED, PUBLISHED
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
    citations = models.JSONField(
        "引用的法律文本", default=list, blank=True, help_text="field, title, articles, year, text (its id)"
    )

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

    def is_in_force(self, on: datetime.date) -> bool:
        """Whether that day lies within the item's own dates; an open end has none."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_until is None or on <= self.in_force_until)

    @property
    def ratio_fraction(self) -> Fraction | None:
        """The list's own ratio; None when it leaves the ratio to the plan."""
        return Fraction(self.ratio) if self.ratio else None


class Checklist(Record):
    """检查单: what is asked on a visit for one item. It is frozen with the version of the list."""

    item = models.OneToOneField(InspectionItem, models.PROTECT, related_name="checklist")
    title = models.CharField("名称", max_length=120)
    guidance = models.TextField("检查方法和要求", blank=True)

    class Meta:
        verbose_name = "检查单"

    def __str__(self) -> str:
        return self.title


class ChecklistQuestion(Record):
    """One question: how it is answered, which answers are findings, what it rests on."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField("序号")
    words = models.CharField("检查内容", max_length=300)
    kind = models.CharField("答题方式", max_length=8, choices=list(ANSWER_KINDS.items()))
    choices = models.JSONField("选项", default=list, blank=True)
    unit = models.CharField("单位", max_length=16, blank=True)
    lowest = models.DecimalField("不低于", max_digits=16, decimal_places=4, null=True, blank=True)
    highest = models.DecimalField("不高于", max_digits=16, decimal_places=4, null=True, blank=True)
    finding_answers = models.JSONField("发现问题的答案", default=list, blank=True)
    needs_photo = models.BooleanField("须拍照", default=False)
    basis = models.CharField("依据", max_length=300, blank=True)
    citations = models.JSONField("引用的法律文本", default=list, blank=True)

    class Meta:
        verbose_name = "检查单题目"
        ordering = ("number",)
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest=None) | Q(highest=None) | Q(highest__gte=F("lowest")),
                name="question_limits_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}．{self.words}"


class Power(Record):
    """One row of the office's 权责清单. A power that is struck off stays, for the items that named it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="powers")
    code = models.CharField("权力编码", max_length=64)
    name = models.CharField("权力事项名称", max_length=200)
    kind = models.CharField("权力类型", max_length=32, blank=True)
    basis = models.TextField("设定依据", blank=True)
    body = models.CharField("实施主体", max_length=64, blank=True)
    section_name = models.CharField("承办股室", max_length=32, blank=True)
    duty = models.TextField("责任事项", blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    state = models.CharField("状态", max_length=16, choices=POWER.choices(), default=ACTIVE)

    class Meta:
        verbose_name = "权责事项"
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="power_code_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def facts(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in POWER_TITLES}


class ItemProposal(Record):
    """What a section asks of the next version: an item added, changed or left out, and why."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="item_proposals")
    kind = models.CharField("建议", max_length=16, choices=list(PROPOSAL_KINDS.items()))
    code = models.CharField("事项编码", max_length=32, blank=True, help_text="empty: a new item")
    name = models.CharField("抽查事项", max_length=120)
    values = models.JSONField("建议内容", default=dict, blank=True)
    reason = models.CharField("理由", max_length=200)
    section_name = models.CharField("提出股室", max_length=32, blank=True)
    proposer = models.UUIDField("提出人编号", null=True)
    proposed_by = models.CharField("提出人", max_length=64)
    proposed_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=16, choices=PROPOSAL.choices(), default=PROPOSED)
    remark = models.CharField("答复", max_length=200, blank=True)
    decided_by = models.CharField("答复人", max_length=64, blank=True)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "清单建议"
        ordering = ("-proposed_at",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.name}"


class ListPaper(Record):
    """The printable form of a published version, kept as it was typeset."""

    append_only = True

    item_list = models.OneToOneField(ItemList, models.PROTECT, related_name="paper")
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "清单打印稿"
