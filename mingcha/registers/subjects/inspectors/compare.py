"""In what a row differs from an inspector of the register, or from another row. An empty cell says
nothing."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from mingcha.common.sealing import fingerprint, mask_phone
from mingcha.registers.models import Inspector, InspectorLicence, Training
from mingcha.registers.states import INSPECTOR
from mingcha.registers.subjects.inspectors.columns import PERSON_KEYS, PERSON_TITLES

Difference = tuple[str, str, str]
TRAINING_TITLES = {
    "valid_until": "培训合格有效期至",
    "completed_on": "培训合格日期",
    "hours": "培训学时",
    "certificate_no": "培训证书",
    "course": "培训内容",
}
NOTHING: tuple[Any, ...] = (None, "", [])


def person_differences(
    inspector: Inspector, conflicts: Collection[str], person: Mapping[str, Any]
) -> list[Difference]:
    """What a row would change in an inspector: own columns, licences, newly declared conflicts."""
    found = [
        (PERSON_TITLES[key], _shown(key, getattr(inspector, key)), _shown(key, person[key]))
        for key in PERSON_KEYS
        if person[key] not in NOTHING and person[key] != getattr(inspector, key)
    ]
    held = {licence.number: licence for licence in inspector.licences.all()}
    for licence in person["licences"]:
        found += _licence_differences(held.get(licence["number"]), licence)
    found += _training_differences(inspector, person.get("training"))
    for conflict in person["conflicts"]:
        if not declared(conflict) & set(conflicts):
            found.append(("回避单位", "", conflict["code"] or conflict["name"]))
    return found


def person_conflicts(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[str]:
    """Titles of the columns in which two rows of one file contradict each other on one person."""
    found = [
        PERSON_TITLES[key]
        for key in PERSON_KEYS
        if key != "note"
        and earlier[key] not in NOTHING
        and later[key] not in NOTHING
        and earlier[key] != later[key]
    ]
    ends = {one["number"]: (one["valid_until"], one["is_permanent"]) for one in earlier["licences"]}
    if any(ends[one["number"]] != (one["valid_until"], one["is_permanent"]) for one in later["licences"]):
        found.append("执法证有效期至")
    return found


def declared(conflict: Mapping[str, str]) -> set[str]:
    """How the register may know the party: by its code, which may be one that the register gave, or by the
    fingerprint of its name."""
    return {conflict["code"], conflict["name"], fingerprint(conflict["name"])} - {""}


def licence_changes(held: InspectorLicence, licence: Mapping[str, Any]) -> bool:
    """Whether a row says something new of a licence."""
    return bool(_licence_differences(held, licence))


def held_training(inspector: Inspector, training: Mapping[str, Any]) -> Training | None:
    """The training of the register that a row speaks of: by its end, else by the day it was passed."""
    key = "valid_until" if training["valid_until"] else "completed_on"
    day = datetime.date.fromisoformat(training[key])
    known = (one for one in inspector.trainings.all() if not one.is_void)
    return next((one for one in known if getattr(one, key) == day), None)


def _training_differences(inspector: Inspector, training: Mapping[str, Any] | None) -> list[Difference]:
    if training is None:
        return []
    held = held_training(inspector, training)
    if held is None:
        key = "valid_until" if training["valid_until"] else "completed_on"
        return [(TRAINING_TITLES[key], "", training[key])]
    return [
        (TRAINING_TITLES[key], str(getattr(held, key) or ""), str(training[key]))
        for key in ("hours", "certificate_no", "course")
        if training[key] and training[key] != getattr(held, key)
    ]


def _licence_differences(held: InspectorLicence | None, licence: Mapping[str, Any]) -> list[Difference]:
    if held is None:
        return [("执法证编号", "", licence["number"])]
    found = []
    if licence["name"] and licence["name"] != held.name:
        found.append((f"执法证名称（{held.number}）", held.name, licence["name"]))
    end = _end(held.valid_until.isoformat() if held.valid_until else "", held.is_permanent)
    new = _end(licence["valid_until"], licence["is_permanent"])
    if new and new != end:
        found.append((f"执法证有效期至（{held.number}）", end, new))
    return found


def _end(day: str, is_permanent: bool) -> str:
    return "长期" if is_permanent else day


def _shown(key: str, value: Any) -> str:
    if key == "phone":
        return "、".join(mask_phone(number) for number in value.split("、") if number)
    if key == "state":
        return INSPECTOR.words[value][0]
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, list) else str(value)
