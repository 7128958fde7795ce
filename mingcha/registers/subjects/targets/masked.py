"""Rows in which a natural person's name is starred out, as exports for most roles have it. They speak of whom
the register knows by that mask and by the code; without one, by the row's own target. A row that fits nobody
or several keeps its mask and is refused."""

from collections import defaultdict
from collections.abc import Sequence

from mingcha.accounts.actors import Actor
from mingcha.intake.subjects import Parsed
from mingcha.registers.models import NATURAL_PERSON, Holder, Target
from mingcha.registers.subjects.cells import is_masked
from mingcha.registers.subjects.targets.compare import identities_of_row, identity_of_target

CHUNK = 500


def know_by_mask(scope: Actor, rows: Sequence[Parsed]) -> None:
    """Write the whole name into the row. Two queries per five hundred masks."""
    masked = [row for row in rows if is_masked(row.values["holder"])]
    if not masked:
        return
    people = _people(scope, sorted({row.values["holder"] for row in masked}))
    targets = _targets([one for found in people.values() for one in found])
    for row in masked:
        fitting = [one for one in people[row.values["holder"]] if _is_of(row, one, targets[one])]
        if len(fitting) == 1:
            row.values |= {"holder": fitting[0].full_name, "is_person": True}


def _people(scope: Actor, masks: Sequence[str]) -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = defaultdict(list)
    for start in range(0, len(masks), CHUNK):
        part = masks[start : start + CHUNK]
        named = Holder.current.filter(office_id=scope.office_id, kind=NATURAL_PERSON, name__in=part)
        for holder in named:
            found[holder.name].append(holder)
    return found


def _targets(people: Sequence[Holder]) -> dict[Holder, list[Target]]:
    by_key = {one.pk: one for one in people if not (one.uscc or one.register_no)}
    keys, found = list(by_key), defaultdict[Holder, list[Target]](list)
    for start in range(0, len(keys), CHUNK):
        for target in Target.current.filter(holder__in=keys[start : start + CHUNK]):
            found[by_key[target.holder_id]].append(target)
    return found


def _is_of(row: Parsed, person: Holder, targets: Sequence[Target]) -> bool:
    """The same code; where neither has one, the same target."""
    code = row.values["uscc"] or row.values["register_no"]
    if code or person.uscc or person.register_no:
        return bool(code) and code in (person.uscc, person.register_no)
    own = identities_of_row(row.values)
    known = [identity_of_target(one) for one in targets if one.category == row.values["category"]]
    return any(one.is_same(said) for one in known for said in own)
