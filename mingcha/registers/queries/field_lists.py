"""The list of one category by its own fields: sorted by what they hold, narrowed by it. The values lie in
`Target.details`; a register of one category is some thousands of rows, so that no index is kept for them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Case, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from mingcha.registers.models import Target
from mingcha.registers.rules.categories import (
    AREA,
    CHOICE,
    LATITUDE,
    LONGITUDE,
    NUMBER,
    Definitions,
    FieldRule,
)
from mingcha.registers.rules.field_values import AREA_UNITS

SORT = "field."
NUMBERS = frozenset({AREA, NUMBER, LONGITUDE, LATITUDE})


class LeadingNumber(Func):
    """The number with which a text begins (5.74公顷 → 5.74); nothing for a text that begins otherwise."""

    output_field = FloatField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # A cast reads as far as it can and gives 0 for words, which have no digit in front.
        template = "CASE WHEN %(expressions)s GLOB '[0-9]*' THEN CAST(%(expressions)s AS REAL) END"
        sql, params = self.as_sql(compiler, connection, template=template, **extra)
        return sql, (*params, *params)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "substring(%(expressions)s from '^[0-9]+(?:[.][0-9]+)?')::double precision"
        return self.as_sql(compiler, connection, template=template, **extra)


def list_fields(definitions: Definitions, category: str) -> list[FieldRule]:
    """The fields that become columns when the list shows one category."""
    if not category:
        return []
    return [rule for rule in definitions.fields_of(category) if rule.in_list and rule.in_use]


def filter_text(conditions: Mapping[str, str]) -> str:
    """Conditions on fields (key → text) as one word of the address; "" for none."""
    return urlencode({key: text for key, text in conditions.items() if text})


def filter_conditions(written: str) -> dict[str, str]:
    """The conditions of such a word."""
    return dict(parse_qsl(written))


def narrowed(rows: "QuerySet[Target]", rules: list[FieldRule], written: str) -> "QuerySet[Target]":
    """The rows whose fields hold what is asked: an option exactly, other texts in part. A field that the
    list does not show is passed over."""
    asked = filter_conditions(written)
    for rule in rules:
        if text := asked.get(rule.key):
            name = _name(rule)
            fits = Q(**{name: text}) if rule.kind == CHOICE else Q(**{f"{name}__contains": text})
            rows = rows.annotate(**{name: KeyTextTransform(rule.key, "details")}).filter(fits)
    return rows


def sorted_by_field(rows: "QuerySet[Target]", rules: list[FieldRule], sort: str) -> "QuerySet[Target] | None":
    """The rows by one of these fields (`field.<key>`, with - the greatest first), empty ones last; None
    when the word names none of them."""
    down = sort.startswith("-")
    key = sort.lstrip("-").removeprefix(SORT)
    rule = next((one for one in rules if f"{SORT}{one.key}" == sort.lstrip("-")), None)
    if rule is None:
        return None
    rows = rows.annotate(_held=Cast(KeyTextTransform(key, "details"), TextField()))
    by = "_held"
    if rule.kind in NUMBERS:
        rows, by = rows.annotate(_quantity=_quantity(rule)), "_quantity"
    place = F(by).desc(nulls_last=True) if down else F(by).asc(nulls_last=True)
    return rows.order_by(place, "code")


def _quantity(rule: FieldRule) -> Any:
    """Areas in square metres, whatever unit each was written in; other numbers as they are."""
    number = LeadingNumber(F("_held"))
    if rule.kind != AREA:
        return number
    units = [
        When(_held__endswith=unit, then=number * Value(times / parts))
        for unit, (times, parts) in AREA_UNITS.items()
    ]
    return Case(*units, default=number, output_field=FloatField())


def _name(rule: FieldRule) -> str:
    return f"_field_{rule.key}"
