"""Offices, their sections, their people, and what each person may do."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mingcha.accounts.rules import ADMINISTRATORS, LEADER, ROLES
from mingcha.common.sealing import fingerprint, mask_phone, seal, unseal
from mingcha.ledger.models import Record


class Office(Record):
    """A body with inspection powers; everything else belongs to exactly one."""

    code = models.CharField("机构代码", max_length=32, unique=True)
    name = models.CharField("机构名称", max_length=64)
    founded_at = models.DateTimeField("启用时间")
    former_names = models.JSONField("曾用名称", default=list, blank=True, help_text="the latest last")

    class Meta:
        verbose_name = "机构"

    def __str__(self) -> str:
        return self.name

    @property
    def every_name(self) -> list[str]:
        """The name and the former ones, under which its earlier acts stand."""
        return [self.name, *self.former_names]

    @property
    def log_origin(self) -> str:
        """Name of this office's log in checkpoints: ASCII, no spaces."""
        return f"mingcha/{self.code}"


class Section(Record):
    """股、所、室、队, in a tree."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="sections")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField("名称", max_length=32)

    class Meta:
        verbose_name = "股所室队"
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="section_name")]

    def __str__(self) -> str:
        return self.name


class Logins(BaseUserManager["Person"]):
    """Finds people by login name, as Django's login asks for."""


class Person(AbstractBaseUser, Record):
    """Someone who logs in. Staff names stand in clear; phones are sealed."""

    ledger_ignores: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})

    office = models.ForeignKey(Office, models.PROTECT, related_name="people")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="people")
    username = models.CharField("登录名", max_length=32, unique=True)
    name = models.CharField("姓名", max_length=32)
    phone_sealed = models.TextField(blank=True, editable=False)
    phone_print = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    left_on = models.DateField("离岗日期", null=True, blank=True)
    is_active = models.BooleanField("在岗", default=True)
    wanted_roles = models.JSONField(
        "名单所列岗位",
        default=list,
        blank=True,
        help_text="as the staff list says; nothing before the security administrator grants them",
    )
    has_first_password = models.BooleanField(
        "首次密码未改",
        default=False,
        help_text="issued by somebody else; to be replaced before anything else is done",
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Logins()

    class Meta:
        verbose_name = "人员"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        return unseal(self.phone_sealed, table="accounts_person", column="phone", row=self.pk)

    @phone.setter
    def phone(self, value: str) -> None:
        self.phone_sealed = seal(value, table="accounts_person", column="phone", row=self.pk)
        self.phone_print = fingerprint(value)

    @property
    def phone_masked(self) -> str:
        return mask_phone(self.phone)


class RoleGrant(Record):
    """A role a person holds, from `granted_at` until `ended_at`. Of the leaders one may be the head."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField("岗位", max_length=16, choices=list(ROLES.items()))
    granted_at = models.DateTimeField("授予时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    is_head = models.BooleanField("主要负责人", default=False)

    class Meta:
        verbose_name = "岗位授予"
        constraints = [
            models.CheckConstraint(condition=Q(is_head=False) | Q(role=LEADER), name="a_head_is_a_leader"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(ended_at=None), name="one_open_grant_of_a_role"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None, role__in=sorted(ADMINISTRATORS)),
                name="three_administrators_are_three_people",
            ),
            models.CheckConstraint(condition=Q(role__in=sorted(ROLES)), name="role_is_known"),
        ]


class OpenWork(models.Model):
    """Work waiting for a person, written by the apps above; handed over when the person leaves."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="open_work")
    kind = models.CharField(max_length=32)
    subject = models.UUIDField()
    title = models.CharField("事项", max_length=120)
    why = models.CharField("依据", max_length=200, blank=True)
    url = models.CharField(max_length=200)
    button = models.CharField(max_length=16)
    due_on = models.DateField("期限", null=True, blank=True)

    class Meta:
        verbose_name = "待办"
        constraints = [models.UniqueConstraint(fields=["person", "kind", "subject"], name="work_once")]


class SavedView(models.Model):
    """The conditions of a list as one person keeps them under a name, for itself or for the whole office.

    No record: it says nothing of anything but the list. What was typed into the search is never kept, since
    it may be a person's name or telephone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    page = models.CharField("列表", max_length=48)
    title = models.CharField("名称", max_length=24)
    query = models.CharField("条件", max_length=500)
    is_shared = models.BooleanField("全机构可用", default=False)

    class Meta:
        verbose_name = "常用条件"
        ordering = ("title",)
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "title"], name="view_title_once_for_a_person")
        ]
