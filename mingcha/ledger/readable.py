"""Read every row of a table although some may have been spoilt by hand."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models

CHUNK = 500
# What Django's fields raise when a column holds something that no save could have put there.
UNREADABLE = (ValueError, TypeError, ValidationError, OverflowError, ArithmeticError)

Key = tuple[Any, ...]
M = TypeVar("M", bound=models.Model)


def readable_rows(model: type[M]) -> Iterator[tuple[str, M | None]]:
    """Each row with its key in words, in the order of the keys; None for a row that cannot be read."""
    keys = _keys(model)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        try:
            found = _by_key(model, chunk)
        except UNREADABLE:
            found = {}
        for key in chunk:
            yield "/".join(map(str, key)), found.get(key) or _alone(model, key)


def _keys(model: type[models.Model]) -> list[Key]:
    columns = ", ".join(f'"{column}"' for column in _key_columns(model))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY {columns}')
        return [tuple(row) for row in cursor.fetchall()]


def _key_columns(model: type[models.Model]) -> Sequence[str]:
    return [field.column for field in model._meta.pk_fields if field.column is not None]


def _by_key(model: type[M], keys: Sequence[Key]) -> dict[Key, M]:
    fields = model._meta.pk_fields
    wanted = [tuple(field.to_python(part) for field, part in zip(fields, key, strict=True)) for key in keys]
    keyed = wanted if len(fields) > 1 else [key for (key,) in wanted]
    # Without the order of the model: one by another table would leave out a row that refers to nothing there.
    found = model._default_manager.filter(pk__in=keyed).order_by()
    rows = {tuple(getattr(row, field.attname) for field in fields): row for row in found}
    return {key: rows[own] for key, own in zip(keys, wanted, strict=True) if own in rows}


def _alone(model: type[M], key: Key) -> M | None:
    try:
        return _by_key(model, [key]).get(key)
    except UNREADABLE:
        return None
