"""The categories of targets of an office, with their fields."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.registers.models import CategoryField, Target, TargetCategory
from mingcha.registers.rules.categories import CategoryRule, Definitions, FieldRule
from mingcha.registers.rules.default_categories import DEFAULT_DEFINITIONS


def definitions_of(scope: Actor) -> Definitions:
    """Every category of the viewer's office and every field, out of use too. An office that has not adopted
    any yet works by the ones it starts with. Two queries."""
    return definitions_in(scope.office_id)


def definitions_in(office_id: UUID) -> Definitions:
    """The same for an office."""
    categories = list(TargetCategory.objects.filter(office_id=office_id))
    if not categories:
        return DEFAULT_DEFINITIONS
    fields: dict[UUID | None, list[FieldRule]] = {}
    for row in CategoryField.objects.filter(office_id=office_id).select_related("category"):
        fields.setdefault(row.category_id, []).append(row.rule)
    return Definitions(
        categories=tuple(_with_fields(one, fields.get(one.pk, [])) for one in categories),
        shared=tuple(fields.get(None, [])),
    )


def _with_fields(category: TargetCategory, fields: list[FieldRule]) -> CategoryRule:
    return replace(category.rule, fields=tuple(fields))


def categories_of(scope: Actor) -> "QuerySet[TargetCategory]":
    """The categories of the viewer's office in their order, with the number of fields in use as
    `field_count`."""
    counted = Count("fields", filter=Q(fields__in_use_until=None))
    rows = TargetCategory.objects.filter(office_id=scope.office_id)
    return rows.annotate(field_count=counted).order_by("place", "name")


def category_names(scope: Actor) -> list[str]:
    """What an item or a campaign may name: the categories in use, then those that targets still stand in."""
    names = definitions_of(scope).names
    return [*names, *(name for name in target_counts_by_category(scope) if name and name not in names)]


def target_counts_by_category(scope: Actor) -> dict[str, int]:
    """Targets per category of the register."""
    rows = Target.current.filter(office_id=scope.office_id).order_by("category").values("category")
    return dict(rows.annotate(n=Count("pk")).values_list("category", "n"))


def category_of(scope: Actor, category: UUID) -> TargetCategory:
    """One category of the viewer's office, or `Unknown`."""
    found = TargetCategory.objects.filter(office_id=scope.office_id, pk=category).first()
    if found is None:
        raise Unknown(
            "no-such-category", "没有这个对象类别，或者它不属于本机构。", title="没有找到这个对象类别"
        )
    return found


def fields_of(scope: Actor, category: TargetCategory | None) -> "QuerySet[CategoryField]":
    """The fields of a category, or those of every category; out of use too."""
    return CategoryField.objects.filter(office_id=scope.office_id, category=category)


def field_of(scope: Actor, field: UUID) -> CategoryField:
    """One field of the viewer's office, or `Unknown`."""
    rows = CategoryField.objects.filter(office_id=scope.office_id, pk=field).select_related("category")
    found = rows.first()
    if found is None:
        raise Unknown("no-such-field", "没有这一栏，或者它不属于本机构。", title="没有找到这一栏")
    return found
