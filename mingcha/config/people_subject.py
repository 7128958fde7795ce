"""Import of the staff list: accounts opened and corrected in bulk. It stands here because people lie below
the import engine. Nobody who is imported can log in before a first password is issued.

An ordinary list has no login names: then people of the office are known by their names, and new ones get the
number the office gives its staff, else the next of its own (`staff_logins`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant, Section
from mingcha.accounts.policies import Decision, can_manage_people
from mingcha.accounts.queries import sections
from mingcha.accounts.rules import (
    ROLES,
    USERNAME,
    USERNAME_RULE,
    conflict_of_roles,
    normal_username,
    role_words,
)
from mingcha.common.locking import lock
from mingcha.common.sealing import mask_phone
from mingcha.common.workbooks import CellRefused, Column, Mapped, SheetRow
from mingcha.common.workbooks.values import compact_text, read_phone, read_text
from mingcha.config.staff_logins import propose_logins, staff_number
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import written_versions
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, RowSubject, judged
from mingcha.ledger.models import Record
from mingcha.ledger.queries import first_change, last_change

SECTION_WORDS = ("股室", "所属股室", "科室", "所在股室", "部门", "所属科室", "工作部门")
COLUMNS: tuple[Column, ...] = (
    Column("name", "姓名", ("人员姓名", "工作人员"), required=True),
    Column("username", "登录名", ("账号", "用户名", "系统账号", "登录账号"), telling=True),
    Column("staff_no", "工号", ("职工号", "职工编号", "员工编号"), in_form=False),
    Column("section", "股所室队", SECTION_WORDS, telling=True),
    Column("phone", "联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式"), "phone"),
    Column("role", "岗位", ("角色", "权限")),
    # An ordinary list has these too; known so that it is not taken for a register of inspectors.
    Column("post", "职务（不登记）", ("职务", "职级", "职务/职级", "职称"), in_form=False),
    Column("employer", "单位（不登记）", ("单位", "工作单位", "所在单位"), in_form=False),
    Column("note", "备注（不登记）", ("备注", "说明"), in_form=False),
)
NAME_LENGTH = 32
FILLED = ("name", "section", "phone_sealed", "phone_print", "wanted_roles")
BETWEEN = re.compile(r"[、，,；;/\s]+")
Held = Mapping[UUID, frozenset[str]]
"""The roles that people hold now."""


class PeopleSubject(RowSubject):
    """人员名单. A person is known by the login name, in a list without such by the name."""

    kind = "people"
    title = "人员名单"
    measure = "名人员"
    url = "people_list"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_manage_people(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        name, username = compact_text(read_text(row["name"])), normal_username(read_text(row["username"]))
        parsed = Parsed(row.number, {"name": name, "username": username}, label=f"{name}　{username}"[:120])
        if "username" not in mapping:
            parsed.values["staff_no"] = staff_number(read_text(row["staff_no"]))
        parsed.refused = _refusal(name, None if "staff_no" in parsed.values else username)
        try:
            parsed.values |= _optional(row, mapping)
        except CellRefused as refused:
            parsed.refused = parsed.refused or str(refused)
        if "role" in mapping:
            _read_roles(parsed, read_text(row["role"]))
        return parsed

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        unclear = propose_logins(scope, [row for row in rows if "staff_no" in row.values])
        known = Person.objects.select_related("section").in_bulk(
            {row.values["username"] for row in rows}, field_name="username"
        )
        names = set(sections(scope).values_list("name", flat=True))
        held = _held(known.values())
        earlier: dict[str, Parsed] = {}
        return [
            judged(row, REFUSED, refused=unclear[row.number])
            if row.number in unclear
            else _judge(scope, row, known, names, held, earlier)
            for row in rows
        ]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock("accounts.usernames")
        founded = _new_sections(actor, rows)
        places = {section.name: section for section in sections(actor)}
        known = Person.objects.in_bulk([row.record_id for row in rows if row.record_id])
        held = _held(known.values())
        added: list[Person] = []
        changed: list[Person] = []
        for row in rows:
            person = known.get(row.record_id) if row.record_id else None
            (changed if person else added).append(_filled(person or _newcomer(actor, row), row, places, held))
        Person.objects.bulk_create(added)
        Person.objects.bulk_update(changed, FILLED)
        return [*founded, *added, *changed]

    def stands_on(self, batch: ImportBatch) -> list[str]:
        """Roles granted after it, by the order of the ledger: two acts may fall into one second."""
        rows = [version.row for version in written_versions(batch)]
        grants = RoleGrant.objects.filter(person__in=rows, granted_at__gte=batch.closed_at)
        written = last_change(batch.pk)
        later = (one for one in grants.select_related("person") if first_change(one.pk) > written)
        return [f"{grant.person.name}已授予岗位" for grant in islice(later, 10)]


def _refusal(name: str, username: str | None) -> str:
    if not name:
        return "没有姓名，请填写。"
    if len(name) > NAME_LENGTH:
        return f"姓名有{len(name)}字，最多{NAME_LENGTH}字。"
    return (
        ""
        if username is None or USERNAME.fullmatch(username)
        else f"登录名“{username}”不合要求。{USERNAME_RULE}"
    )


def _optional(row: SheetRow, mapping: Mapping[str, Mapped]) -> dict[str, Any]:
    """What the file has a column for. An empty cell empties the field, a missing column leaves it."""
    values: dict[str, Any] = {}
    if "section" in mapping:
        values["section"] = compact_text(read_text(row["section"]))
    if "phone" in mapping:
        values["phone"] = read_phone(row["phone"]) or ""
    return values


def _read_roles(parsed: Parsed, text: str) -> None:
    """Whoever makes the list may write a post (股长) in this column: that is left aside, and said."""
    keys = {word: key for key, word in ROLES.items()}
    words = [word for word in BETWEEN.split(text) if word]
    roles = {keys[word] for word in words if word in keys}
    parsed.values["roles"] = [role for role in ROLES if role in roles]
    if others := [word for word in words if word not in keys]:
        parsed.warnings.append(f"“{'、'.join(others)}”不是系统的岗位，没有采用")
    if roles:
        parsed.warnings.append("岗位由安全管理员授予后生效")
    parsed.refused = parsed.refused or conflict_of_roles(frozenset(roles))


def _held(people: Iterable[Person]) -> dict[UUID, frozenset[str]]:
    grants = RoleGrant.objects.filter(person__in=list(people), ended_at=None)
    found: dict[UUID, set[str]] = defaultdict(set)
    for person, role in grants.values_list("person", "role"):
        found[person].add(role)
    return {person: frozenset(roles) for person, roles in found.items()}


def _wanted(person: Person, roles: Sequence[str], held: Held) -> list[str]:
    """Of these roles what the person does not hold."""
    return [role for role in roles if role not in held.get(person.pk, frozenset())]


def _judge(
    scope: Actor,
    row: Parsed,
    known: Mapping[str, Person],
    names: set[str],
    held: Held,
    earlier: dict[str, Parsed],
) -> Judged:
    twin = earlier.setdefault(row.values["username"], row)
    if twin is not row:
        return _judge_twin(row, twin)
    section = row.values.get("section") or ""
    if len(section) > NAME_LENGTH:
        return judged(row, REFUSED, refused=f"股所室队名称有{len(section)}字，最多{NAME_LENGTH}字。")
    if section and section not in names:
        row.warnings.append(f"新设股所室队“{section}”")
    person = known.get(row.values["username"])
    if person is None:
        return judged(row, NEW)
    if person.office_id != scope.office_id:
        return judged(row, REFUSED, refused=f"登录名“{person.username}”已有人使用，请换一个。")
    if not person.is_active:
        return judged(row, REFUSED, refused=f"{person.name}已离岗，请先恢复在岗。")
    changes = _differences(person, row.values, held)
    return judged(row, CHANGED if changes else UNCHANGED, record_id=person.pk, differences=changes)


def _judge_twin(row: Parsed, twin: Parsed) -> Judged:
    if row.values == twin.values:
        return judged(row, UNCHANGED)
    reason = f"与第{twin.number}行登录名相同，其他内容不同。请只留一行，或改登录名。"
    return judged(row, REFUSED, refused=reason)


def _differences(person: Person, values: Mapping[str, Any], held: Held) -> list[tuple[str, str, str]]:
    place = person.section.name if person.section else ""
    present = {"name": person.name, "section": place, "phone": person.phone}
    titles = {column.key: column.title for column in COLUMNS}
    found = [
        (titles[key], _shown(key, old), _shown(key, values[key]))
        for key, old in present.items()
        if key in values and values[key] != old
    ]
    wanted = _wanted(person, values.get("roles", ()), held)
    if "roles" in values and wanted != person.wanted_roles:
        found.append(("待授予的岗位", role_words(person.wanted_roles), role_words(wanted)))
    return found


def _shown(key: str, value: str) -> str:
    return mask_phone(value) if key == "phone" else value


def _newcomer(actor: Actor, row: Judged) -> Person:
    person = Person(office_id=actor.office_id, username=row.values["username"])
    person.set_unusable_password()
    return person


def _new_sections(actor: Actor, rows: Sequence[Judged]) -> list[Section]:
    """Those that the list names and the office does not have, directly below the office."""
    lock(f"accounts.sections:{actor.office_id}")
    known = set(sections(actor).values_list("name", flat=True))
    wanted = dict.fromkeys(row.values.get("section") or "" for row in rows)
    new = [Section(office_id=actor.office_id, name=name) for name in wanted if name and name not in known]
    return Section.objects.bulk_create(new)


def _filled(person: Person, row: Judged, places: Mapping[str, Section], held: Held) -> Person:
    person.name = row.values["name"]
    if "section" in row.values:
        person.section = places.get(row.values["section"])
    if "phone" in row.values and row.values["phone"] != person.phone:
        person.phone = row.values["phone"]
    if "roles" in row.values:
        person.wanted_roles = _wanted(person, row.values["roles"], held)
    return person


PEOPLE = PeopleSubject()
