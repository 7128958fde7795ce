"""What a person may do: granted and ended by the security administrator, effective with the next request."""

from collections.abc import Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.policies import can_grant_roles
from mingcha.accounts.queries import (
    find_grant,
    find_person,
    open_roles,
    other_holders,
    people_waiting_for_roles,
)
from mingcha.accounts.rules import LEADER, ROLES, conflict_of_roles, last_holder_problem
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

CLAUSE = "GB/T 22239-2019 8.1.4.2 访问控制"


def grant_role(*, actor: Actor, person: Person, role: str, reason: str = "") -> RoleGrant:
    """An open grant; refused where roles may not meet in one person."""
    # Obligation three-administrators of docs/law/obligations.yml.
    with transaction.atomic():
        lock("accounts.roles")
        can_grant_roles(actor).require()
        person = find_person(actor, person.pk)
        _check_grant(person, role)
        return _grant(actor, person, role, reason)


def grant_listed_roles(*, actor: Actor, seen: Sequence[str]) -> list[RoleGrant]:
    """What the staff list says and nobody granted yet, for everybody in office. `seen` are the lines
    (`listed_line`) that the security administrator checked: `Conflict` where the list is another by now,
    since whoever brings it in grants nothing. `Refusal` naming the person whose roles may not meet; then
    nobody gets any."""
    with transaction.atomic():
        lock("accounts.roles")
        can_grant_roles(actor).require()
        waiting = list(people_waiting_for_roles(actor))
        if sorted(map(listed_line, waiting)) != sorted(seen):
            raise Conflict(
                "list-moved",
                "人员名单所列的岗位在您打开本页以后有变动。",
                title="不能授予：名单有变动",
                remedy="请重新打开“人员与岗位”页，逐人核对后再授予。",
            )
        granted = []
        for person in waiting:
            for role in list(person.wanted_roles):
                _check_grant(person, role)
                granted.append(_grant(actor, person, role, "人员名单"))
    return granted


def listed_line(person: Person) -> str:
    """A person with the roles that wait, as a page says back what was seen on it."""
    return f"{person.pk}:{','.join(person.wanted_roles)}"


def _grant(actor: Actor, person: Person, role: str, reason: str) -> RoleGrant:
    grant = RoleGrant.objects.create(person=person, role=role, granted_at=moments.now())
    records: list[Record] = [grant, *_settle(person, role)]
    content = {"person": person.name, "role": role}
    record_act("accounts.grant_role", actor=actor, reason=reason, content=content, records=records)
    return grant


def _settle(person: Person, role: str) -> list[Record]:
    """The list waits for this role no more."""
    if role not in person.wanted_roles:
        return []
    person.wanted_roles = [one for one in person.wanted_roles if one != role]
    person.save(update_fields=["wanted_roles"])
    return [person]


def end_role(*, actor: Actor, grant: RoleGrant, reason: str = "") -> RoleGrant:
    """The grant ended; the person loses the role with the very next request (threats.md T31)."""
    with transaction.atomic():
        lock("accounts.roles")
        can_grant_roles(actor).require()
        grant = find_grant(actor, grant.pk)
        if grant.ended_at is not None:
            raise Conflict("role-ended", "这个岗位已经收回。", title="不能收回：状态已变")
        refuse_last_holder(grant.person, grant.role)
        grant.ended_at = moments.now()
        grant.save()
        record_act(
            "accounts.end_role",
            actor=actor,
            reason=reason,
            content={"person": grant.person.name, "role": grant.role},
            records=[grant],
        )
    return grant


def name_head(*, actor: Actor, grant: RoleGrant, reason: str = "") -> RoleGrant:
    """This leader is the head of the office from now on, whoever was so before is a leader still. `Conflict`
    for a grant that has ended or is the head's already, `Refusal` for one of another role."""
    with transaction.atomic():
        lock("accounts.roles")
        can_grant_roles(actor).require()
        grant = find_grant(actor, grant.pk)
        if grant.ended_at is not None or grant.is_head:
            raise Conflict(
                "head-already", "这个岗位已经收回，或者已是主要负责人。", title="不能设定：状态已变"
            )
        if grant.role != LEADER:
            raise Refusal("head-is-a-leader", "主要负责人须担任局领导岗位。", title="不能设定：不是局领导")
        office = grant.person.office_id
        changed = list(RoleGrant.objects.filter(person__office=office, is_head=True, ended_at=None))
        for former in changed:
            former.is_head = False
            former.save()
        grant.is_head = True
        grant.save()
        content = {"person": grant.person.name, "former": [one.person.name for one in changed]}
        records = [*changed, grant]
        record_act("accounts.name_head", actor=actor, reason=reason, content=content, records=records)
    return grant


def refuse_last_holder(person: Person, role: str) -> None:
    """The caller holds lock `accounts.roles`, so that two cannot both leave as the last but one."""
    problem = last_holder_problem(role, other_holders(person, role))
    if problem:
        raise Refusal("last-holder", problem, title="不能收回：没有别人担任", clause=CLAUSE)


def _check_grant(person: Person, role: str) -> None:
    if role not in ROLES:
        raise Refusal("no-such-role", "没有这个岗位。", title="不能授予")
    if not person.is_active:
        raise Refusal(
            "left", f"{person.name}已离岗。", title="不能授予岗位", remedy="请先由系统管理员恢复在岗。"
        )
    held = open_roles(person)
    if role in held:
        raise Conflict("role-held", f"{person.name}已担任{ROLES[role]}。", title="不能授予：状态已变")
    problem = conflict_of_roles(held | {role})
    if problem:
        raise Refusal(
            "roles-conflict",
            problem,
            title="不能授予：岗位不能兼任",
            clause=CLAUSE,
            found=[
                ("人员", person.name),
                ("现任岗位", "、".join(ROLES[each] for each in ROLES if each in held)),
                ("要授予", ROLES[role]),
            ],
            remedy="请先收回现任岗位，或授予另一人。",
        )
