"""The values of a target's category fields, as its page and its list show them."""

from dataclasses import dataclass

from mingcha.registers.models import Target
from mingcha.registers.rules.categories import AREA, Definitions, FieldRule
from mingcha.registers.rules.field_values import in_unit

RETIRED = "（已停用）"


@dataclass(frozen=True)
class Detail:
    """A field with its value; `remark` is the same area in the unit of the field."""

    title: str
    value: str
    remark: str = ""


def shown_details(target: Target, definitions: Definitions) -> list[Detail]:
    """Every field of the category in use, empty ones too; then what else the target has kept: fields out of
    use, and fields of another category."""
    rules = [rule for rule in definitions.fields_of(target.category) if rule.in_use]
    found = [_detail(rule, str(target.details.get(rule.key, ""))) for rule in rules]
    known = {rule.key for rule in rules}
    return found + [
        Detail(_former_title(target.category, key, definitions), str(value))
        for key, value in target.details.items()
        if key not in known and value
    ]


def _detail(rule: FieldRule, value: str) -> Detail:
    remark = in_unit(rule, value) if rule.kind == AREA else ""
    return Detail(rule.title, value, f"合{remark}" if remark and remark != value else "")


def _former_title(category: str, key: str, definitions: Definitions) -> str:
    rule = definitions.field_of(category, key)
    return f"{rule.title}{RETIRED}" if rule is not None else definitions.titles_of(key)
