"""The canonical text of a record's state and its salted digest: what a version binds."""

import datetime
import hashlib
import json
import uuid
from typing import Any

from django.db import models

from mingcha.ledger.models import Record


def state_of(record: Record) -> str:
    """Canonical JSON of every column as the database holds it, except those the model leaves out."""
    values = {
        field.attname: _plain(field, getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if field.attname not in record.ledger_ignores
    }
    return canonical(values)


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_state(salt: bytes, table: str, row: uuid.UUID, state: str) -> str:
    """SHA-256 over salt, place and state, hex."""
    return hashlib.sha256(salt + f"\n{table}\n{row}\n{state}".encode()).hexdigest()


def digest_act(salt: bytes, act: dict[str, Any], versions: list[str]) -> str:
    """SHA-256 over salt, the act's canonical JSON and the digests of its versions in their order, hex."""
    text = "\n".join([canonical(act), *versions])
    return hashlib.sha256(salt + b"\n" + text.encode()).hexdigest()


def _plain(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return bytes(value).hex()
    value = field.target_field.to_python(value) if field.is_relation else field.to_python(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, bool | int | str):
        return value
    return str(value)
