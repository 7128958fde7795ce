"""Work of the three administrators: accounts, roles. Nothing of the business."""

import datetime
from collections.abc import Iterator

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import QuerySet
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.policies import can_grant_roles, can_manage_people
from mingcha.accounts.queries import people_waiting_for_roles
from mingcha.accounts.rules import ADMINISTRATORS, LEADER
from mingcha.oversight.rules import Due

SHOWN = 5
FOUNDERS = ADMINISTRATORS | {LEADER}


def passwords_to_issue(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Accounts that nobody can log in to yet."""
    if not can_manage_people(scope):
        return
    waiting = Person.objects.filter(office_id=scope.office_id, is_active=True)
    for person in waiting.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)[:SHOWN]:
        url = reverse("person_detail", args=[person.pk])
        yield Due(f"给{person.name}发放首次密码", "账号已开通，还不能登录。", url, "去发放")


def accounts_to_open(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """A new office has its founders only; nobody can work before others have accounts."""
    if not can_manage_people(scope):
        return
    holding = RoleGrant.objects.filter(person__office_id=scope.office_id)
    if not holding.exclude(role__in=FOUNDERS).exists() and not _without_role(scope).exists():
        why = "现在只有局领导和三个管理员。先设立股所室队，再给各股室的人开通账号。"
        yield Due("开通股室人员的账号", why, reverse("person_create"), "去开通")


def roles_to_grant(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What the staff list gives them, all at once; people in office without any role, and in no such list."""
    if not can_grant_roles(scope):
        return
    if count := people_waiting_for_roles(scope).count():
        why = "系统管理员导入的人员名单列了岗位，核对后授予。"
        yield Due(f"授予名单所列{count}人的岗位", why, reverse("people_list"), "去核对")
    for person in _without_role(scope).filter(wanted_roles=[])[:SHOWN]:
        url = reverse("person_detail", args=[person.pk])
        yield Due(f"给{person.name}授予岗位", "在岗但没有岗位，登录后看不到任何业务。", url, "去授予")


def _without_role(scope: Actor) -> "QuerySet[Person]":
    """In office and without any role."""
    holding = RoleGrant.objects.filter(ended_at=None).values("person")
    return Person.objects.filter(office_id=scope.office_id, is_active=True).exclude(pk__in=holding)
