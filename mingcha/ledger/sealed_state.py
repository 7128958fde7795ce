"""The canonical text of a record's state and its salted digest: what a version binds."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from mingcha.common.bulk import plain_class
from mingcha.ledger.models import Record, Version

R = TypeVar("R", bound=Record)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def state_of(record: Record) -> str:
    """Canonical JSON of every column as the database holds it, except those the model leaves out."""
    # Not type(): the person of a request is a lazy stand-in for the record.
    state = {}
    for name, plain, field in _columns(record.__class__):
        value = getattr(record, name)
        state[name] = value if value is None or value.__class__ is plain else _plain(field, value)
    return canonical(state)


@cache
def _columns(model: type[Record]) -> "tuple[tuple[str, type | None, models.Field[Any, Any]], ...]":
    """Name, class of the values that stand in the state as they are (if any), and field of each column."""
    return tuple((field.attname, plain_class(field), field) for field in bound_fields(model))


@cache
def bound_fields(model: type[Record]) -> "tuple[models.Field[Any, Any], ...]":
    """The columns that the ledger keeps; the others (a password) it leaves alone."""
    return tuple(field for field in model._meta.concrete_fields if field.attname not in model.ledger_ignores)


def completed(model: type[Record], state: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a state as the table has them today: what a migration added since stands at its default,
    what one took away is gone. So an old version still says what it said."""
    return {
        field.attname: state[field.attname] if field.attname in state else _plain(field, field.get_default())
        for field in bound_fields(model)
    }


def restored(model: type[R], state: Mapping[str, Any]) -> R:
    """The record as that state describes it, not saved."""
    columns = completed(model, state)
    values = {field.attname: _python(field, columns[field.attname]) for field in bound_fields(model)}
    return model(**values)


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces, Chinese as it is."""
    return _ENCODER.encode(value)


def digest_state(version: Version) -> str:
    """SHA-256 over salt, entry, place, table, row and state, hex: a version fits nowhere else."""
    facts = (version.entry_id, version.place, version.table, version.row, version.state)
    return digest_facts(bytes(version.salt), facts)


def digest_facts(salt: bytes, facts: tuple[int, int, str, UUID, str]) -> str:
    """The same of bare columns: entry, place, table, row, state."""
    text = "\n".join(map(str, facts))
    return hashlib.sha256(salt + b"\n" + text.encode()).hexdigest()


def digest_act(salt: bytes, act: dict[str, Any], versions: list[str]) -> str:
    """SHA-256 over salt, the act's canonical JSON and the digests of its versions in their order, hex."""
    text = "\n".join([canonical(act), *versions])
    return hashlib.sha256(salt + b"\n" + text.encode()).hexdigest()


def _python(field: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, models.JSONField) or value is None:
        return value
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    source = field.target_field if isinstance(field, models.ForeignKey) else field
    return source.to_python(value)


def _plain(field: "models.Field[Any, Any]", value: Any) -> Any:
    """The value as it will be read back, whatever form it was assigned in."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        # An empty one is nothing to be read back differently.
        return json.loads(json.dumps(value, cls=field.encoder)) if value or value.__class__ is str else value
    if isinstance(field, models.BinaryField):
        return bytes(value).hex()
    if isinstance(value, UUID) and isinstance(field, models.UUIDField | models.ForeignKey):
        return str(value)
    source = field.target_field if isinstance(field, models.ForeignKey) else field
    return _scalar(source, source.to_python(value))


def _scalar(field: "models.Field[Any, Any]", value: Any) -> bool | int | str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return value if isinstance(value, bool | int | str) else str(value)
