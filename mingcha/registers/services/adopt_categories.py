"""Give an office the categories it starts with; one founded before there were any keeps what it has."""

from collections.abc import Iterable

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.models import CategoryField, Target, TargetCategory
from mingcha.registers.rules.categories import CategoryRule, FieldRule
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS


def adopt_categories(*, office: Office) -> list[Record]:
    """The categories of `rules.default_categories` with their fields, saved, and one for every other word
    that targets stand under already; nothing when the office has categories.

    Part of founding an office: the caller holds the transaction and records the rows in its own act. Targets
    are left as they are: their details keep their keys, and the fields say how they are read."""
    if TargetCategory.objects.filter(office=office).exists():
        return []
    known = [one.name for one in DEFAULT_DEFINITIONS.categories]
    held = (
        Target.objects.filter(office=office)
        .order_by("category")
        .values_list("category", flat=True)
        .distinct()
    )
    rules = [*DEFAULT_DEFINITIONS.categories, *(CategoryRule(name) for name in held if name not in known)]
    categories = TargetCategory.objects.bulk_create(
        _category(office, rule, place) for place, rule in enumerate(rules, 1)
    )
    fields = [*_fields(office, None, DEFAULT_DEFINITIONS.shared)]
    for category, rule in zip(categories, rules, strict=True):
        fields += _fields(office, category, rule.fields)
    return [*categories, *CategoryField.objects.bulk_create(fields)]


def adopt_new_categories(*, office: Office) -> list[Record]:
    """The same for an office that was founded before there were categories; one act of the command line, none
    when there is nothing to adopt."""
    with transaction.atomic():
        lock(f"register/{office.pk}")
        adopted = adopt_categories(office=office)
        if adopted:
            record_act(
                "registers.adopt_categories",
                actor=Actor.command_line(office),
                reason="程序升级后补登记",
                content={"rows": len(adopted)},
                records=adopted,
            )
    return adopted


def _category(office: Office, rule: CategoryRule, place: int) -> TargetCategory:
    return TargetCategory(
        office=office,
        name=rule.name,
        synonyms=list(rule.synonyms),
        licence_form=rule.licence_form,
        place=place,
    )


def _fields(
    office: Office, category: TargetCategory | None, rules: Iterable[FieldRule]
) -> Iterable[CategoryField]:
    for place, rule in enumerate(rules, 1):
        yield CategoryField(
            office=office,
            category=category,
            key=rule.key,
            title=rule.title,
            synonyms=list(rule.synonyms),
            kind=rule.kind,
            unit=rule.unit,
            least=rule.least,
            most=rule.most,
            decimals=rule.decimals,
            options=list(rule.options),
            form=rule.form,
            is_required=rule.is_required,
            in_list=rule.in_list,
            place=place,
        )
