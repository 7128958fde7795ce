"""Open an account for somebody who takes up work, and keep what is known of the person right."""

from dataclasses import dataclass

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, Section
from mingcha.accounts.policies import can_manage_people
from mingcha.accounts.queries import find_person
from mingcha.accounts.rules import USERNAME, USERNAME_RULE, normal_username
from mingcha.accounts.services.set_password import give_password
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act

NAME_LENGTH = 32


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody before the account exists."""

    name: str
    username: str
    section: Section | None = None
    phone: str = ""


def open_account(*, actor: Actor, new: NewPerson, password: str = "", reason: str = "") -> tuple[Person, str]:
    """The person without any role, and the first password, which is kept nowhere in clear.

    Without `password` one is made. Roles are granted by the security administrator."""
    with transaction.atomic():
        lock("accounts.usernames")
        can_manage_people(actor).require()
        person = draft_person(actor, new)
        first = give_password(person, password)
        person.save(force_insert=True)
        record_act(
            "accounts.open_account",
            actor=actor,
            reason=reason,
            content={"person": person.name, "username": person.username},
            records=[person],
        )
    return person, first


def draft_person(actor: Actor, new: NewPerson) -> Person:
    """A checked person, not yet saved, without password. The caller holds lock `accounts.usernames`."""
    username = normal_username(new.username)
    if not USERNAME.fullmatch(username):
        raise Refusal(
            "username", USERNAME_RULE, title="不能开通：登录名不合要求", found=[("填写的", new.username)]
        )
    if Person.objects.filter(username=username).exists():
        raise Conflict(
            "username-taken",
            f"登录名“{username}”已有人使用。",
            title="不能开通：登录名重复",
            remedy="请换一个登录名。",
        )
    person = Person(office_id=actor.office_id, username=username, name=_checked_name(new.name))
    _place(actor, person, new.section)
    person.phone = new.phone.strip()
    person.set_unusable_password()
    return person


def change_person(
    *, actor: Actor, person: Person, name: str, section: Section | None, phone: str | None, reason: str = ""
) -> Person:
    """Correct name, section and phone (None leaves the phone as it is). The login name stays for life, since
    the history refers to it."""
    with transaction.atomic():
        lock(f"accounts.person:{person.pk}")
        can_manage_people(actor).require()
        person = find_person(actor, person.pk)
        person.name = _checked_name(name)
        _place(actor, person, section)
        if phone is not None:
            person.phone = phone.strip()
        person.save()
        record_act(
            "accounts.change_person",
            actor=actor,
            reason=reason,
            content={"person": person.name},
            records=[person],
        )
    return person


def _checked_name(name: str) -> str:
    plain = "".join(name.split())
    if not plain or len(plain) > NAME_LENGTH:
        raise Refusal("name", f"姓名要填写，不超过{NAME_LENGTH}个字。", title="不能保存：姓名不合要求")
    return plain


def _place(actor: Actor, person: Person, section: Section | None) -> None:
    if section is not None and section.office_id != actor.office_id:
        raise Refusal("section", "所选股室不是本机构的。", title="不能保存：股室不对")
    person.section = section
