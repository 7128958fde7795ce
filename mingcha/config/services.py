"""Found the office of this installation: its name, its first people, the figures it works by."""

import datetime
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, RoleGrant
from mingcha.accounts.rules import ADMINISTRATORS, LEADER, normal_username
from mingcha.accounts.services import issue_password
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.law.queries import calendar_of
from mingcha.law.rules.calendar import Calendar, Counted
from mingcha.law.rules.notices import DEFAULT_NOTICES
from mingcha.law.services import adopt_defaults, adopt_new_defaults
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.services import adopt_categories, adopt_new_categories

FIRST_START = "首次启用"
UNNAMED_CODE = "unnamed"
UNNAMED_NAME = "（未命名机构）"

Account = tuple[str, str, str, str]
"""Role, name, user name, first password."""


def found_office(
    *,
    name: str,
    code: str,
    leader_name: str,
    leader_username: str,
    leader_password: str,
    administrators: Sequence[Account],
) -> Office:
    """Name the office of this installation and open the accounts of its first leader and its three
    administrators. Once only: an office with people in it is a `Conflict`. An unnamed one that imports from
    the command line made is taken over with all it holds."""
    if sorted(role for role, *_ in administrators) != sorted(ADMINISTRATORS):
        raise Refusal(
            "three-administrators",
            "系统、安全、审计三个管理员各要一人。",
            title="不能启用：管理员不齐",
            clause="GB/T 22239-2019 8.1.4.2",
        )
    people = [(LEADER, leader_name, leader_username, leader_password), *administrators]
    with transaction.atomic():
        lock("found-office")
        if Person.objects.exists():
            raise Conflict(
                "office-exists",
                "这个数据目录里已经启用了一个机构。",
                title="不能启用：机构已存在",
                remedy="另一个机构请另选数据目录；本机构的人员由系统管理员添加。",
            )
        office = Office.objects.first() or Office()
        return _found(office, name=name, code=code, people=people)


def found_partner(
    *, name: str, code: str, leader_name: str, leader_username: str, leader_password: str
) -> Office:
    """A second, fictitious office for joint campaigns; in a demo only."""
    if not settings.IS_DEMO:
        raise Forbidden("demo-only", "只有演示机构可以添加虚构的联合部门。", title="不能添加联合部门")
    people = [(LEADER, leader_name, leader_username, leader_password)]
    with transaction.atomic():
        lock("found-office")
        return _found(Office(), name=name, code=code, people=people)


def issue_password_here(*, username: str, reason: str = "") -> tuple[Person, str]:
    """A first password for a login name, by whoever can run commands on this machine; the log says 命令行."""
    person = Person.objects.filter(username=normal_username(username)).select_related("office").first()
    if person is None:
        raise Unknown(
            "no-such-login",
            f"没有登录名为{username}的人员。",
            title="不能发放密码：找不到人员",
            remedy="登录名见“人员与岗位”页，或者开通账号时交给本人的纸条。",
        )
    actor = Actor.command_line(person.office)
    return person, issue_password(actor=actor, person=person, reason=reason)


def sole_office(code: str | None = None) -> Office:
    """The office that the command line works for: the one named by `code`, else the only one; in an empty
    installation an unnamed one is made, to be named by `found_office` later."""
    if code is not None:
        office = Office.objects.filter(code=code).first()
        if office is None:
            raise Refusal("no-such-office", f"没有代码为{code}的机构。", title="找不到机构")
        return office
    offices = list(Office.objects.order_by("code")[:2])
    if len(offices) > 1:
        raise Refusal(
            "office-not-named",
            "这个数据目录里有几个机构，没有说明是哪一个。",
            remedy="请用 --office 写明机构代码。",
        )
    return offices[0] if offices else _found_unnamed()


def bring_up_to_date() -> None:
    """Every office gets what a newer version of the program brought along: legal defaults, categories."""
    for office in Office.objects.order_by("code"):
        adopt_new_defaults(office=office)
        adopt_new_categories(office=office)


def working_day(start: datetime.date, count: int, code: str | None = None) -> Counted:
    """The `count`-th working day after `start`, by the calendar of the office named. Without a name all
    offices here must agree, else `Refusal`; without any office the program's own notices count."""
    offices = [sole_office(code)] if code else list(Office.objects.order_by("code"))
    calendars = [calendar_of(office.pk) for office in offices] or [Calendar.of(DEFAULT_NOTICES)]
    found = {calendar.add_working_days(start, count) for calendar in calendars}
    if len(found) > 1:
        raise Refusal(
            "calendars-differ",
            "这个数据目录里几个机构登记的放假安排不同，算出的日期不一样。",
            title="没有说明是哪个机构",
            remedy="请用 --office 写明机构代码。",
        )
    return found.pop()


def _found_unnamed() -> Office:
    with transaction.atomic():
        lock("found-office")
        office = Office.objects.first()
        return office or _found(Office(), name=UNNAMED_NAME, code=UNNAMED_CODE, people=[])


def _found(office: Office, *, name: str, code: str, people: Sequence[Account]) -> Office:
    _check(office, name, code, people)
    office.name, office.code, office.founded_at = name.strip(), code.strip(), moments.now()
    office.save()
    records: list[Record] = [office, *adopt_defaults(office=office), *adopt_categories(office=office)]
    for role, person_name, username, password in people:
        records += _open_account(office, role, person_name, username, password)
    record_act(
        "config.found_office",
        actor=Actor(None, FIRST_START, office.pk, None, frozenset()),
        content={"name": office.name, "code": office.code, "roles": [role for role, *_ in people]},
        records=records,
    )
    return office


def _open_account(office: Office, role: str, name: str, username: str, password: str) -> list[Record]:
    person = Person(id=uuid.uuid4(), office=office, username=username, name=name, has_first_password=True)
    _check_password(person, password)
    person.set_password(password)
    person.save(force_insert=True)
    grant = RoleGrant.objects.create(person=person, role=role, granted_at=moments.now())
    return [person, grant]


def _check(office: Office, name: str, code: str, people: Sequence[Account]) -> None:
    if not name.strip() or not _is_log_name(code.strip()):
        raise Refusal(
            "office-name",
            "机构名称和机构代码都要填写；代码用字母、数字、点、短横，不超过32个。",
            title="不能启用：名称或代码不合要求",
        )
    if Office.objects.filter(code=code.strip()).exclude(pk=office.pk).exists():
        raise Conflict("office-code-taken", f"机构代码{code}已在使用。", title="不能启用：代码重复")
    usernames = [username for _, _, username, _ in people]
    taken = Person.objects.filter(username__in=usernames).exists()
    if taken or len(set(usernames)) < len(usernames):
        raise Conflict(
            "username-taken",
            "登录名重复：每人一个登录名，首位局领导和三个管理员是四个人。",
            title="不能启用：登录名重复",
        )


def _is_log_name(code: str) -> bool:
    """The code becomes part of the log's name in checkpoints: ASCII, no spaces, no plus sign."""
    return 0 < len(code) <= 32 and all(c.isascii() and (c.isalnum() or c in ".-_") for c in code)


def _check_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refusal(
            "password-weak",
            f"{person.name}的密码不合要求：{''.join(weak.messages)}",
            title="不能启用：密码不合要求",
            clause="GB/T 22239-2019 8.1.4.1",
        ) from weak
