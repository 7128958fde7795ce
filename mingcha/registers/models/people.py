"""执法检查人员 with licences, and the interests that keep them away from a holder."""

import datetime

from django.db import models
from django.db.models import F, Q

from mingcha.accounts.models import Office, Person, Section
from mingcha.common.sealing import fingerprint, mask_name, mask_phone, seal, unseal
from mingcha.intake.models import ProofFile
from mingcha.ledger.models import Record
from mingcha.registers.rules.qualifications import OWN
from mingcha.registers.rules.staff import INTERESTS, REGISTER, SOURCES
from mingcha.registers.rules.words import is_natural_person
from mingcha.registers.states import CONFLICT, INSPECTOR, ON_DUTY, PENDING, UPHELD


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
    declared_for = models.CharField(
        "申报所在的抽取", max_length=47, blank=True, help_text="the draw on whose visit it was declared"
    )

    class Meta:
        verbose_name = "利害关系"
        constraints = [
            models.UniqueConstraint(
                fields=["inspector", "holder_code", "named_print"],
                condition=Q(until_on=None, state__in=[PENDING, UPHELD], is_withheld=False),
                name="one_open_conflict_with_a_party",
            ),
            models.UniqueConstraint(
                fields=["inspector", "holder_code"],
                condition=Q(until_on=None, state__in=[PENDING, UPHELD], is_withheld=True),
                name="one_hidden_conflict_with_a_party",
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

    def covers(self, on: datetime.date) -> bool:
        """Whether that day lies within its span, the first and the last day included."""
        return (self.from_on or on) <= on <= (self.until_on or on)

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
