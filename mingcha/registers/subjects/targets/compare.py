"""When two descriptions mean the same target, and in what they differ. An empty cell says nothing: it neither
distinguishes nor erases."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from mingcha.common.sealing import mask_name, mask_phone
from mingcha.registers.models import Holder, Target
from mingcha.registers.rules.categories import Definitions
from mingcha.registers.rules.field_values import same_value
from mingcha.registers.states import TARGET
from mingcha.registers.subjects.cells import as_date
from mingcha.registers.subjects.targets.columns import HOLDER_KEYS, TARGET_KEYS, TITLES

Difference = tuple[str, str, str]
DATES = frozenset({"valid_from", "valid_until"})
MASKED = {"representative": mask_name, "contact": mask_name, "phone": mask_phone}


# A row's licence, name and place are compared more than once.
@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


@dataclass(frozen=True)
class Identity:
    """What tells a holder's targets of one category apart."""

    licence: str
    name: str
    place: str

    def is_same(self, other: "Identity") -> bool:
        """Number decides where both have one, else name with place, else place alone; nothing against nothing
        is the holder's one target of that category."""
        if self.licence and other.licence:
            return self.licence == other.licence
        if self.name and other.name:
            return self.name == other.name and self._agrees(self.place, other.place)
        if self.name or other.name or self.place or other.place:
            return bool(self.place) and self.place == other.place
        return True

    def is_near(self, other: "Identity") -> bool:
        """Not the same, but the same in part: one of name and place agrees."""
        if self.licence and other.licence:
            return False
        same_name = bool(self.name) and self.name == other.name
        same_place = bool(self.place) and self.place == other.place
        return same_name or same_place

    def may_be(self, other: "Identity", *, has_code: bool) -> bool:
        """Whether somebody must be asked if these are one. Under a holder without a code any other target of
        the category may be meant; under one with a code only what agrees in part, or says nothing of
        itself."""
        if self.licence and other.licence:
            return False
        if not has_code:
            return True
        is_bare = not (self.name or self.place) or not (other.name or other.place)
        return self.is_near(other) or is_bare

    @staticmethod
    def _agrees(one: str, other: str) -> bool:
        return not one or not other or one == other


def identity_of_row(values: Mapping[str, Any]) -> Identity:
    return Identity(_plain(values["licence_no"]), _plain(values["name"]), _plain(values["place"]))


def identities_of_row(values: Mapping[str, Any]) -> tuple[Identity, ...]:
    """As it reads, and without the place that was inferred: the register may have none."""
    own = identity_of_row(values)
    return (own, replace(own, place="")) if "place" in values.get("inferred", ()) else (own,)


def identity_of_target(target: Target) -> Identity:
    return Identity(_plain(target.licence_no), _plain(target.name), _plain(target.place))


def holder_differences(holder: Holder | None, values: Mapping[str, Any]) -> list[Difference]:
    """What a row would change in a holder; nothing for one that the register does not have."""
    if holder is None:
        return []
    found = []
    if values["uscc"] and holder.uscc != values["uscc"]:
        found.append((TITLES["code"], holder.uscc or holder.register_no or "（无）", values["uscc"]))
    if _plain(values["holder"]) != _plain(holder.full_name):
        new = mask_name(values["holder"]) if holder.is_natural_person else values["holder"]
        found.append((TITLES["holder"], holder.name, new))
    found += [
        _difference(key, getattr(holder, key), values[key])
        for key in HOLDER_KEYS
        if values[key] and values[key] != getattr(holder, key)
    ]
    return found


def target_differences(
    target: Target, values: Mapping[str, Any], definitions: Definitions
) -> list[Difference]:
    """What a row would change in its target."""
    found = [
        _difference(key, _shown(target, key), values[key])
        for key in said_keys(target, values)
        if values[key] and values[key] != _stored(target, key)
    ]
    return found + detail_differences(target, values["details"], definitions)


def said_keys(target: Target, values: Mapping[str, Any]) -> list[str]:
    """The columns in which a row speaks of a known target. The town follows a place that changes."""
    inferred = set(values.get("inferred", ()))
    if "place" not in inferred and values["place"] and values["place"] != target.place:
        inferred.discard("town")
    return [key for key in TARGET_KEYS if key not in inferred]


def detail_differences(
    target: Target, details: Mapping[str, str], definitions: Definitions
) -> list[Difference]:
    """What new values of the category's fields would change; the same quantity in another unit is no
    change."""
    found = []
    for key, new in details.items():
        rule = definitions.field_of(target.category, key)
        old = str(target.details.get(key, ""))
        if not same_value(rule, old, new):
            found.append((rule.title if rule else definitions.titles_of(key), old, new))
    return found


def row_conflicts(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[str]:
    """Titles of the target columns in which two rows of one file contradict each other."""
    keys = [key for key in TARGET_KEYS if key != "is_permanent"]
    return [
        TITLES[key]
        for key in keys
        if earlier[key] and later[key] and _plain(str(earlier[key])) != _plain(str(later[key]))
    ]


def new_value(key: str, text: Any) -> Any:
    """A parsed value as the register's column takes it."""
    return as_date(text) if key in DATES else text


def _stored(target: Target, key: str) -> Any:
    value = getattr(target, key)
    return value.isoformat() if key in DATES and value else value


def _shown(target: Target, key: str) -> Any:
    return TARGET.words[target.state][0] if key == "state" else _stored(target, key)


def _difference(key: str, old: Any, new: Any) -> Difference:
    if key == "state":
        new = TARGET.words[new][0]
    if key == "is_permanent":
        return TITLES[key], "是" if old else "否", "是"
    mask = MASKED.get(key, str)
    return TITLES[key], _masked(mask, old), _masked(mask, new)


def _masked(mask: Any, value: Any) -> str:
    return "、".join(mask(part) for part in str(value or "").split("、") if part)
