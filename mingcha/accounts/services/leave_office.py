"""Somebody leaves: roles end, the login closes, open work goes to a named colleague. Nothing is orphaned."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.policies import can_manage_people
from mingcha.accounts.queries import find_person, open_roles
from mingcha.accounts.rules import succession_problem
from mingcha.accounts.services.grant_role import refuse_last_holder
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act


def leave_office(*, actor: Actor, person: Person, successor: Person | None, reason: str) -> int:
    """How many things were handed over. With open work a successor must be named."""
    with transaction.atomic():
        lock("accounts.roles")
        can_manage_people(actor).require()
        person = find_person(actor, person.pk)
        if not person.is_active:
            raise Conflict("left", f"{person.name}已经离岗。", title="不能办理离岗：状态已变")
        grants = list(RoleGrant.objects.filter(person=person, ended_at=None))
        for grant in grants:
            refuse_last_holder(person, grant.role)
        handed = _hand_over(actor, person, successor)
        _end_all(person, grants)
        record_act(
            "accounts.leave_office",
            actor=actor,
            reason=reason,
            content={
                "person": person.name,
                "successor": successor.name if successor else "",
                "handed_over": handed,
                "roles": sorted(grant.role for grant in grants),
            },
            records=[person, *grants],
        )
    return handed


def return_to_office(*, actor: Actor, person: Person, reason: str = "") -> Person:
    """The login is open again, without any role and with a password still to be issued."""
    with transaction.atomic():
        lock("accounts.roles")
        can_manage_people(actor).require()
        person = find_person(actor, person.pk)
        if person.is_active:
            raise Conflict("in-office", f"{person.name}现在就在岗。", title="不能恢复：状态已变")
        person.is_active, person.left_on = True, None
        person.set_unusable_password()
        person.save()
        record_act(
            "accounts.return_to_office",
            actor=actor,
            reason=reason,
            content={"person": person.name},
            records=[person],
        )
    return person


def _end_all(person: Person, grants: list[RoleGrant]) -> None:
    for grant in grants:
        grant.ended_at = moments.now()
        grant.save()
    person.is_active, person.left_on = False, moments.today()
    person.save()


def _hand_over(actor: Actor, person: Person, successor: Person | None) -> int:
    """Move open work; what the successor has on the list already is not listed twice."""
    work = list(OpenWork.objects.filter(person=person))
    if not work:
        return 0
    if successor is None:
        raise Refusal(
            "no-successor",
            f"{person.name}手上还有{len(work)}项待办，离岗前须交给接手人。",
            title="不能办理离岗：待办还没有人接手",
            found=[("待办", "、".join(item.title for item in work[:5]))],
            remedy="请选择接手人。",
        )
    _check_successor(actor, person, successor)
    held = set(OpenWork.objects.filter(person=successor).values_list("kind", "subject"))
    for item in work:
        if (item.kind, item.subject) in held:
            item.delete()
        else:
            item.person = successor
            item.save()
    return len(work)


def _check_successor(actor: Actor, person: Person, successor: Person) -> None:
    fits = successor.office_id == actor.office_id and successor.is_active and successor.pk != person.pk
    problem = (
        "接手人要是本机构在岗的另一人。"
        if not fits
        else succession_problem(open_roles(person), open_roles(successor))
    )
    if problem:
        raise Refusal("successor", problem, title="不能办理离岗：接手人不合适", remedy="请另选接手人。")
