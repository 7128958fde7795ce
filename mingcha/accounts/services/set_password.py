"""First passwords from the system administrator, own passwords from the person, who must replace the first
before anything else: whoever issued it could act as that person."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.policies import can_issue_passwords
from mingcha.accounts.queries import find_person
from mingcha.accounts.rules import CAPITALS, DIGITS, SAME_PASSWORD, SMALL_LETTERS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act

GROUPS = 4


def issue_password(*, actor: Actor, person: Person, password: str = "", reason: str = "") -> str:
    """A new first password for somebody who has none or lost it; all sessions of the person end."""
    with transaction.atomic():
        lock(f"accounts.person:{person.pk}")
        can_issue_passwords(actor).require()
        person = find_person(actor, person.pk)
        if not person.is_active:
            raise Refusal("left", f"{person.name}已离岗。", title="不能发放密码", remedy="请先恢复在岗。")
        first = give_password(person, password)
        person.save()
        _record("accounts.issue_password", actor, person, reason)
    return first


def change_password(*, actor: Actor, person: Person, password: str) -> Person:
    """The person's own new password, not the present one again. Nobody changes another's this way. `Conflict`
    when the password was reset since `person` was read: whoever knew only the former one changes nothing."""
    with transaction.atomic():
        lock(f"accounts.person:{person.pk}")
        if actor.person_id != person.pk:
            raise Forbidden("not-own", "只能修改本人的密码。", title="没有权限")
        present = find_person(actor, person.pk)
        if present.password != person.password:
            raise Conflict(
                "password-reset",
                "您的密码刚刚被重设。",
                title="不能修改密码：密码已被重设",
                remedy="请向系统管理员领取新的首次密码，重新登录。",
            )
        if present.check_password(password):
            raise Refusal("same-password", SAME_PASSWORD, title="不能使用这个密码")
        _set_password(present, password)
        present.has_first_password = False
        present.save()
        _record("accounts.change_password", actor, present, "")
    return present


def give_password(person: Person, password: str = "") -> str:
    """Set a first password, this one or one made here, on a person not yet saved; returns it in clear."""
    first = password or made_password()
    _set_password(person, first)
    person.has_first_password = True
    return first


def made_password() -> str:
    """`K7mx-R3tq-…`: sixteen letters and digits of which none looks like another, about 76 bits."""
    letters = SMALL_LETTERS + CAPITALS + DIGITS
    groups = [
        secrets.choice(CAPITALS) + secrets.choice(DIGITS) + secrets.choice(letters) + secrets.choice(letters)
        for _ in range(GROUPS)
    ]
    return "-".join(groups)


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refusal("password", "".join(error.messages), title="不能使用这个密码") from error
    person.set_password(password)


def _record(act: str, actor: Actor, person: Person, reason: str) -> None:
    record_act(act, actor=actor, reason=reason, content={"person": person.name}, records=[person])
