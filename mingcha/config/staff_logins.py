"""Login names for a staff list that has none: who is in the office already keeps the own one, a new person
gets the staff number, else the office's code and the next number. Never a number that is personal."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.queries import office_of
from mingcha.accounts.rules import USERNAME, normal_username
from mingcha.intake.subjects import Parsed

# As long as a phone or an identity card: what is nobody's staff number is no login.
PERSONAL = re.compile(r"\d{11,}x?")
PREFIX_LENGTH = 24
ADD_COLUMN = "请在表格中加一列“登录名”，写明各人的登录名。"


def staff_number(text: str) -> str:
    """The staff number as a login name; "" when it cannot be one.

    >>> staff_number("Z-017"), staff_number("13800001234"), staff_number("工017")
    ('z-017', '', '')
    """
    number = normal_username(text)
    return number if USERNAME.fullmatch(number) and not PERSONAL.fullmatch(number) else ""


def propose_logins(scope: Actor, rows: Sequence[Parsed]) -> dict[int, str]:
    """Write a login name into each row, and that it was given here; row number → why it cannot be known
    which person a row means. A row that has one already, from the preview, keeps it."""
    if not rows:
        return {}
    own, used, people = _people_of(scope), _used(rows), Counter(row.values["name"] for row in rows)
    free = _free_numbers(scope)
    unclear: dict[int, str] = {}
    for row in rows:
        name, wanted = row.values["name"], row.values["username"] or row.values["staff_no"]
        if people[name] > 1 or len(own[name]) > 1:
            unclear[row.number] = f"有几名叫{name}的，没有登录名认不出是哪一名。{ADD_COLUMN}"
        elif own[name]:
            row.values["username"] = own[name][0]
        elif wanted in used:
            unclear[row.number] = f"登录名“{wanted}”已有人使用，或者表中有两行。{ADD_COLUMN}"
        elif not row.values["username"]:
            _give(row, wanted or next(free))
    return unclear


def _give(row: Parsed, username: str) -> None:
    row.values["username"] = username
    row.label = f"{row.values['name']}　{username}"[:120]
    row.warnings.append(f"表中没有登录名，登录名定为{username}")


def _people_of(scope: Actor) -> defaultdict[str, list[str]]:
    """Name → the login names of those in the office, who have left among them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, username in Person.objects.filter(office_id=scope.office_id).values_list("name", "username"):
        found[name].append(username)
    return found


def _used(rows: Sequence[Parsed]) -> set[str]:
    """What is somebody's login name already, of another office too, or stands twice in the list."""
    wanted = Counter(row.values["username"] or row.values["staff_no"] for row in rows)
    twice = {name for name, count in wanted.items() if name and count > 1}
    taken = Person.objects.filter(username__in=list(wanted)).values_list("username", flat=True)
    return twice | set(taken)


def _free_numbers(scope: Actor) -> Iterator[str]:
    """fuping-nr-001, fuping-nr-002, … without those that are taken."""
    code = re.sub(r"[^a-z0-9]+", "-", normal_username(office_of(scope).code)).strip("-")
    prefix = f"{code[:PREFIX_LENGTH] or 'mingcha'}-"
    known = Person.objects.filter(username__startswith=prefix).values_list("username", flat=True)
    taken = set(known)
    numbers = (f"{prefix}{number:03d}" for number in itertools.count(1))
    return (number for number in numbers if number not in taken)
