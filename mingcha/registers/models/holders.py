"""市场主体: who holds targets, and what of it makes a stratum."""

from typing import Any

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.common.sealing import fingerprint, mask_name, seal, unseal
from mingcha.ledger.models import Record
from mingcha.registers.rules import looks
from mingcha.registers.rules.standing import Facts

COMPANY, NATURAL_PERSON = "company", "person"
RISK_CLASSES = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")]


class Standing(models.Model):
    """The standing facts in force, each with the day it stands on; how they came about say the rows of
    `StandingEvent`. A flag is set when it has a day (`rules.standing`)."""

    risk_class = models.CharField("风险类别", max_length=1, blank=True, choices=RISK_CLASSES)
    risk_on = models.DateField("分类日期", null=True, blank=True)
    complaints = models.PositiveIntegerField("投诉举报件数", default=0)
    complaints_on = models.DateField("投诉举报统计日期", null=True, blank=True)
    serious_record_on = models.DateField("列入严重违法失信名单日期", null=True, blank=True)
    abnormal_list_on = models.DateField("列入经营异常名录日期", null=True, blank=True)
    public_concern_on = models.DateField("社会关注登记日期", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def facts(self) -> Facts:
        return Facts(*(getattr(self, name) for name in Facts._fields))


class Current(models.Manager[Any]):
    """Rows that stand in the register today: those merged into another are kept, and left out here."""

    def get_queryset(self) -> "models.QuerySet[Any]":
        return super().get_queryset().filter(merged_into=None)


class Holder(Standing, Record):
    """A market entity: a credit code, an older register number, or a number given by this register.

    `code` is the drawn unit's id in the protocol. The name of a natural person (自然人, 个体工商户) stands
    masked in `name`; the whole name is sealed and searched by fingerprint."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="holders")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )
    code = models.CharField("对象编码", max_length=32)
    kind = models.CharField("主体性质", max_length=8, choices=[(COMPANY, "单位"), (NATURAL_PERSON, "自然人")])
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    register_no = models.CharField("注册号", max_length=32, blank=True)
    entity_type = models.CharField("主体类型", max_length=32, blank=True)
    name = models.CharField("名称", max_length=120)
    name_sealed = models.TextField(blank=True, editable=False)
    name_print = models.CharField(max_length=32, blank=True, editable=False)
    representative_sealed = models.TextField(blank=True, editable=False)
    town = models.CharField("乡镇", max_length=32, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    name_look = models.CharField(max_length=32, blank=True, editable=False)
    code_look = models.CharField(max_length=32, blank=True, editable=False)

    ledger_ignores = frozenset({"name_look", "code_look"})
    derived = ("name_look", "code_look")
    objects = models.Manager()
    current = Current()

    class Meta:
        verbose_name = "市场主体"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="holder_code_once"),
            models.UniqueConstraint(
                fields=["office", "uscc"], condition=~Q(uscc=""), name="holder_credit_code_once"
            ),
            models.UniqueConstraint(
                fields=["office", "register_no"], condition=~Q(register_no=""), name="holder_register_no_once"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="holder_has_a_code"),
        ]
        indexes = [
            models.Index(fields=["office", "name"]),
            # with the office, as it is asked for: SQLite would go through the whole office instead
            models.Index(fields=["office", "name_print"], name="holders_by_whole_name"),
            models.Index(fields=["office", "name_look", "merged_into"]),
            models.Index(fields=["office", "code_look", "merged_into"]),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_code_look()
        super().save(*args, **kwargs)

    def derive_code_look(self) -> None:
        """A number that this register gave itself resembles none by mistake."""
        self.code_look = looks.code_look(self.uscc or self.register_no)[:32]

    def derive(self) -> None:
        self.name_look = fingerprint(looks.name_look(self.full_name))
        self.derive_code_look()

    @property
    def survivor(self) -> "Holder":
        """Who stands for this holder today: itself, or the one it was merged into, perhaps step by step."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def is_natural_person(self) -> bool:
        return self.kind == NATURAL_PERSON

    def give_name(self, name: str) -> None:
        """Set the name as the kind demands: in clear for a body, masked and sealed for a natural person."""
        self.name_print = fingerprint(name)
        self.name_look = fingerprint(looks.name_look(name))
        self.name = mask_name(name) if self.is_natural_person else name
        self.name_sealed = (
            seal(name, table="registers_holder", column="name", row=self.pk) if self.is_natural_person else ""
        )

    @property
    def full_name(self) -> str:
        """The whole name; for a natural person only for who needs it."""
        if not self.is_natural_person:
            return self.name
        return unseal(self.name_sealed, table="registers_holder", column="name", row=self.pk)

    @property
    def representative(self) -> str:
        return unseal(
            self.representative_sealed, table="registers_holder", column="representative", row=self.pk
        )

    @representative.setter
    def representative(self, value: str) -> None:
        self.representative_sealed = seal(
            value, table="registers_holder", column="representative", row=self.pk
        )

    @property
    def representative_masked(self) -> str:
        return mask_name(self.representative)
