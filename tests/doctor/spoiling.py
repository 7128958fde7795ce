"""Two rows in every record table, and another value for each of their columns, whatever the model."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models

from mingcha.ledger.models import Record
from mingcha.ledger.triggers import trigger_names

NOON = datetime.datetime(2026, 6, 15, 4, tzinfo=datetime.UTC)


def record_models() -> list[type[Record]]:
    """Every record table, those it refers to first."""
    found = [model for model in apps.get_models() if issubclass(model, Record)]
    return sorted(found, key=lambda model: len(_referred(model)))


def fill(number: int, made: dict[type[models.Model], models.Model]) -> None:
    """One row of each record model into `made`; `number` keeps unique columns apart."""
    for model in record_models():
        _fill(model, number, made)


def columns_of(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns that must not change behind the program."""
    ignored: frozenset[str] = getattr(model, "ledger_ignores", frozenset())
    return [field for field in model._meta.concrete_fields if field.attname not in ignored]


def spoil(row: models.Model, field: "models.Field[Any, Any]") -> Any:
    """Write another value into one column by SQL and return it."""
    value = _another(field, getattr(row, field.attname))
    keys = row._meta.pk_fields
    where = " AND ".join(f'"{key.column}" = %s' for key in keys)
    place = [key.get_db_prep_save(getattr(row, key.attname), connection) for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET "{field.column}" = %s WHERE {where}',
            [field.get_db_prep_save(value, connection), *place],
        )
        assert cursor.rowcount == 1
    return value


def disarm() -> None:
    """What a database's owner can do: drop triggers and checks. Foreign keys wait for the end, which never
    comes: each change is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            for name in trigger_names():
                cursor.execute(f"DROP TRIGGER {name}")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in trigger_names():
            cursor.execute(f"DROP TRIGGER {name} ON {name.split('__')[0]}")
        for model in record_models():
            table = model._meta.db_table
            found = connection.introspection.get_constraints(cursor, table)
            for name in (name for name, facts in found.items() if facts["check"]):
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def rearm() -> None:
    """SQLite's switch outlives the transaction that is rolled back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def _referred(model: type[models.Model]) -> set[type[models.Model]]:
    direct = {f.related_model for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)} - {
        model
    }
    return direct.union(*(_referred(other) for other in direct))


def _fill(
    model: type[models.Model], number: int, made: dict[type[models.Model], models.Model]
) -> models.Model:
    if model not in made:
        row = model(**dict(_values(model, number, made)))
        row.save(force_insert=True)
        made[model] = row
    return made[model]


def _values(
    model: type[models.Model], number: int, made: dict[type[models.Model], models.Model]
) -> Iterator[tuple[str, Any]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model not in {model, "self"}:
            yield field.name, None if field.null else _fill(field.related_model, number, made)
        elif not field.null and not field.has_default() and not field.blank:
            yield field.name, _some(field, number)


def _some(field: "models.Field[Any, Any]", number: int) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.CharField | models.TextField):
        return f"{number}{field.name}"[: field.max_length]
    simple: dict[Any, Any] = {
        models.BooleanField: True,
        models.IntegerField: number,
        models.DecimalField: Decimal(number),
        models.BinaryField: b"x",
        models.JSONField: [1],
        models.DateTimeField: NOON,
        models.TimeField: NOON.time(),
        models.DateField: NOON.date(),
        models.UUIDField: uuid.uuid4(),
    }
    return next(value for kind, value in simple.items() if isinstance(field, kind))


def _another(field: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return _another(field.target_field, value)
    if field.choices:
        return next(choice for choice, _ in field.choices if choice != value)
    if isinstance(field, models.CharField | models.TextField):
        return (value or "")[: (field.max_length or 1000) - 1] + "~"
    other: dict[Any, Callable[[], Any]] = {
        models.BooleanField: lambda: not value,
        models.IntegerField: lambda: (value or 0) + 1000,
        models.DecimalField: lambda: (value or Decimal(0)) + 1,
        models.BinaryField: lambda: bytes(value) + b"x",
        models.JSONField: lambda: {"another": value},
        models.DateTimeField: lambda: (value or NOON) + datetime.timedelta(days=1),
        models.TimeField: lambda: (value or NOON.time()).replace(second=59),
        models.DateField: lambda: (value or NOON.date()) + datetime.timedelta(days=1),
        models.UUIDField: uuid.uuid4,
    }
    return next(make() for kind, make in other.items() if isinstance(field, kind))
