"""The two registers: holders with their targets, inspectors with their licences and conflicts of interest."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person, Section
from mingcha.common.sealing import fingerprint, mask_name, mask_phone, seal, unseal
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.registers.rules import looks
from mingcha.registers.rules.qualifications import OWN
from mingcha.registers.rules.staff import INTERESTS, REGISTER, SOURCES
from mingcha.registers.rules.standing import Facts
from mingcha.registers.rules.words import is_natural_person
from mingcha.registers.states import ACTIVE, CONFLICT, INSPECTOR, ON_DUTY, PENDING, TARGET, UPHELD

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


LIST_ORDERS: dict[str, list[str]] = {
    "targets_by_code": [],
    "targets_by_state": ["state"],
    "targets_by_category": ["category"],
    "targets_by_town": ["town"],
    "targets_by_class": ["risk_class"],
    "targets_by_end": ["valid_until"],
}


class Target(Standing, Record):
    """What is inspected: a mining right, a parcel, a project, a qualification. One holder has many.

    `code` (`<holder code>#01`) is the unit's id when targets are drawn."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="targets")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="targets", verbose_name="主体")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )
    code = models.CharField("对象编码", max_length=40)
    category = models.CharField("对象类别", max_length=32)
    name = models.CharField("对象名称", max_length=120, blank=True)
    licence_name = models.CharField("许可证名称", max_length=64, blank=True)
    licence_no = models.CharField("许可证号", max_length=64, blank=True)
    valid_from = models.DateField("有效期起", null=True, blank=True)
    valid_until = models.DateField("有效期止", null=True, blank=True)
    is_permanent = models.BooleanField("长期有效", default=False)
    town = models.CharField("乡镇", max_length=32, blank=True)
    place = models.CharField("坐落", max_length=200, blank=True)
    state = models.CharField("状态", max_length=24, choices=TARGET.choices(), default=ACTIVE)
    contact_sealed = models.TextField(blank=True, editable=False)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=32, blank=True, editable=False)
    details = models.JSONField("类别字段", default=dict, blank=True)

    licence_look = models.CharField(max_length=64, blank=True, editable=False)
    place_look = models.CharField(max_length=32, blank=True, editable=False)

    ledger_ignores = frozenset({"licence_look", "place_look"})
    derived = ("licence_look", "place_look")
    objects = models.Manager()
    current = Current()

    class Meta:
        verbose_name = "检查对象"
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="target_code_once"),
            models.UniqueConstraint(
                fields=["office", "licence_no", "category"],
                condition=~Q(licence_no=""),
                name="target_licence_once_in_a_category",
            ),
        ]
        indexes = [
            # in the order of each list, filtered by one thing or sorted by it
            *(
                models.Index(fields=["office", "merged_into", *by, "code"], name=name)
                for name, by in LIST_ORDERS.items()
            ),
            # whatever is counted is counted in this index alone
            models.Index(
                fields=["office", "merged_into", "state", "category", "town", "risk_class", "valid_until"],
                name="targets_are_counted_here",
            ),
            models.Index(fields=["office", "phone_print", "merged_into"], name="targets_by_telephone"),
            models.Index(fields=["office", "licence_look", "merged_into"]),
            models.Index(fields=["office", "place_look", "merged_into"]),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.holder.name}（{self.category}）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        self.licence_look = looks.code_look(self.licence_no)[:64]
        place = looks.place_look(self.place)
        self.place_look = fingerprint(f"{self.category}\n{place}") if place else ""

    @property
    def survivor(self) -> "Target":
        """What stands for this target today: itself, or the one it was merged into, perhaps step by step."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def contact(self) -> str:
        return unseal(self.contact_sealed, table="registers_target", column="contact", row=self.pk)

    @contact.setter
    def contact(self, value: str) -> None:
        self.contact_sealed = seal(value, table="registers_target", column="contact", row=self.pk)

    @property
    def contact_masked(self) -> str:
        return "、".join(map(mask_name, filter(None, self.contact.split("、"))))

    @property
    def phone(self) -> str:
        """The numbers as given, joined by 、; `phone_print` is that of the first."""
        return unseal(self.phone_sealed, table="registers_target", column="phone", row=self.pk)

    @phone.setter
    def phone(self, value: str) -> None:
        self.phone_sealed = seal(value, table="registers_target", column="phone", row=self.pk)
        self.phone_print = fingerprint(value.split("、", 1)[0])

    @property
    def phone_masked(self) -> str:
        return "、".join(map(mask_phone, filter(None, self.phone.split("、"))))


class Inspector(Record):
    """A person who may be drawn to inspect. `roster_no` is the id in the protocol. One of a `partner` is
    drawn only while that bureau, or the own section of it, is borrowed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="inspectors")
    roster_no = models.CharField("名册编号", max_length=16)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="inspector")
    name = models.CharField("姓名", max_length=32)
    employer = models.CharField("工作单位", max_length=64, blank=True)
    department = models.CharField("部门标签", max_length=24, default=OWN)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="inspectors")
    section_name = models.CharField("股所室队", max_length=32, blank=True)
    post = models.CharField("职务", max_length=32, blank=True)
    qualifications = models.JSONField(
        "岗位资格", default=list, blank=True, help_text="words as the office keeps them"
    )
    is_expert = models.BooleanField("专家", default=False)
    can_lead = models.BooleanField("可任组长", default=False)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    state = models.CharField("状态", max_length=16, choices=INSPECTOR.choices(), default=ON_DUTY)
    partner = models.ForeignKey(
        "registers.Partner", models.PROTECT, null=True, blank=True, related_name="inspectors"
    )
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        verbose_name = "执法检查人员"
        ordering = ("roster_no",)
        constraints = [models.UniqueConstraint(fields=["office", "roster_no"], name="roster_no_once")]
        indexes = [models.Index(fields=["office", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed, table="registers_inspector", column="phone", row=self.pk)

    @phone.setter
    def phone(self, value: str) -> None:
        self.phone_sealed = seal(value, table="registers_inspector", column="phone", row=self.pk)
        self.phone_print = fingerprint(value)

    @property
    def phone_masked(self) -> str:
        return mask_phone(self.phone)


class InspectorLicence(Record):
    """An enforcement licence; two may coexist (provincial and line), each with its own end."""

    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="licences")
    name = models.CharField("执法证名称", max_length=64, blank=True)
    number = models.CharField("执法证编号", max_length=32, db_index=True)
    scope = models.CharField("执法范围", max_length=120, blank=True)
    valid_from = models.DateField("有效期起", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    is_permanent = models.BooleanField("长期有效", default=False)
    ended_on = models.DateField("注销日期", null=True, blank=True)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "执法证"
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["inspector", "number"], name="licence_once")]

    def __str__(self) -> str:
        return f"{self.name}{self.number}"

    def is_valid(self, on: datetime.date) -> bool:
        """A licence without an end is valid only when it says so (长期): an empty cell proves nothing. One
        that was handed in or withdrawn holds no more from that day on."""
        if (self.ended_on and self.ended_on <= on) or (self.valid_from and self.valid_from > on):
            return False
        return self.is_permanent or (self.valid_until is not None and self.valid_until >= on)


class ConflictOfInterest(Record):
    """A declared interest that bars an inspector from a holder while it lasts (行政处罚法第四十三条), also
    before it is decided; no more once it is decided not to be one.

    An office often names the party instead of giving its code; the name is then kept sealed with its
    fingerprint, and `queries.conflicts_in_force` finds the holder once it stands in the register."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="conflicts")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="conflicts")
    holder_code = models.CharField("相对方编码", max_length=32, blank=True)
    named_sealed = models.TextField(blank=True, editable=False)
    named_print = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    kind = models.CharField("种类", max_length=16, choices=list(INTERESTS.items()), default="other")
    relation = models.CharField("关系", max_length=64)
    state = models.CharField("状态", max_length=16, choices=CONFLICT.choices(), default=UPHELD)
    source = models.CharField("来源", max_length=16, choices=list(SOURCES.items()), default=REGISTER)
    proof = models.ForeignKey(ProofFile, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField("起", null=True, blank=True)
    until_on = models.DateField("止", null=True, blank=True)
    declared_on = models.DateField("申报日期")
    is_withheld = models.BooleanField(
        "名单公开前不列出", default=False, help_text="declared on a drawn visit: it bars, and lists hide it"
    )

    class Meta:
        verbose_name = "利害关系"
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "holder_code", "named_print"],
                condition=Q(until_on=None, state__in=[PENDING, UPHELD]),
                name="one_open_conflict_with_a_party",
            ),
            models.CheckConstraint(
                condition=~Q(holder_code="") | ~Q(named_print=""), name="conflict_names_a_party"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="conflict_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["office", "holder_code"])]

    @property
    def named(self) -> str:
        """The party's name as declared; empty when a code was given."""
        return unseal(self.named_sealed, table="registers_conflictofinterest", column="named", row=self.pk)

    @named.setter
    def named(self, value: str) -> None:
        self.named_sealed = seal(value, table="registers_conflictofinterest", column="named", row=self.pk)
        self.named_print = fingerprint(value)

    @property
    def named_masked(self) -> str:
        """The name as everybody may read it: what looks like a person's is masked."""
        name = self.named
        return mask_name(name) if is_natural_person(entity_type="", code="", name=name) else name
