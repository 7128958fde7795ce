"""检查对象: what is inspected."""

from typing import Any

from django.db import models
from django.db.models import Q

from mingcha.accounts.models import Office
from mingcha.common.sealing import fingerprint, mask_name, mask_phone, seal, unseal
from mingcha.ledger.models import Record
from mingcha.registers.models.holders import Current, Holder, Standing
from mingcha.registers.rules import looks
from mingcha.registers.states import ACTIVE, TARGET

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
