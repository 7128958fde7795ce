"""The categories of targets that an office keeps, each with its own fields."""

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.ledger.models import Record
from mingcha.registers.rules.categories import KINDS, TEXT, CategoryRule, FieldRule
from mingcha.registers.rules.code_forms import CODE_FORMS


class TargetCategory(Record):
    """A kind of target that an office keeps. Its name never changes: item lists, campaigns and draws refer to
    targets by it. A name given wrongly is taken out of use and another one is added."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="target_categories")
    name = models.CharField("类别名称", max_length=32)
    synonyms = models.JSONField("其他写法", default=list, blank=True)
    licence_form = models.CharField(
        "许可证号的写法",
        max_length=16,
        blank=True,
        choices=[(key, form.title) for key, form in CODE_FORMS.items()],
    )
    clause = models.CharField("设立依据", max_length=200, blank=True)
    place = models.PositiveSmallIntegerField("次序", default=0)
    in_use_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "对象类别"
        ordering = ("place", "name")
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="category_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="category_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_use(self) -> bool:
        return self.in_use_until is None

    @property
    def rule(self) -> CategoryRule:
        """The category as a plain value, without its fields."""
        return CategoryRule(self.name, tuple(self.synonyms), self.licence_form, self.in_use)


class CategoryField(Record):
    """A field of one category, or of every category when none is named. `key` is where targets keep the
    value in `details`; it never changes, so what was written stays readable."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="category_fields")
    category = models.ForeignKey(TargetCategory, models.PROTECT, null=True, blank=True, related_name="fields")
    key = models.CharField("栏目代码", max_length=24)
    title = models.CharField("栏目名称", max_length=24)
    synonyms = models.JSONField("其他写法", default=list, blank=True)
    kind = models.CharField("种类", max_length=16, choices=list(KINDS.items()), default=TEXT)
    unit = models.CharField("计量单位", max_length=16, blank=True)
    least = models.CharField("最小", max_length=24, blank=True)
    most = models.CharField("最大", max_length=24, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位数", null=True, blank=True)
    options = models.JSONField("可选的内容", default=list, blank=True)
    form = models.CharField(
        "编号的写法",
        max_length=16,
        blank=True,
        choices=[(key, form.title) for key, form in CODE_FORMS.items()],
    )
    is_required = models.BooleanField("必填", default=False)
    in_list = models.BooleanField("在列表中显示", default=False)
    place = models.PositiveSmallIntegerField("次序", default=0)
    in_use_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "类别字段"
        ordering = ("place", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "key"], condition=~Q(category=None), name="key_once_in_a_category"
            ),
            models.UniqueConstraint(
                fields=["office", "key"], condition=Q(category=None), name="key_once_for_every_category"
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="field_has_key_and_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_use(self) -> bool:
        return self.in_use_until is None

    @property
    def rule(self) -> FieldRule:
        """The field as a plain value."""
        return FieldRule(
            key=self.key,
            title=self.title,
            kind=self.kind,
            synonyms=tuple(self.synonyms),
            category=self.category.name if self.category else "",
            unit=self.unit,
            least=self.least,
            most=self.most,
            decimals=self.decimals,
            options=tuple(self.options),
            form=self.form,
            is_required=self.is_required,
            in_list=self.in_list,
            in_use=self.in_use,
        )
