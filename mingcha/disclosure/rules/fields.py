"""What of a public record may be told, field by field, and how it is written as a table, CSV and JSON. Pure.

A kind of record names its fields; whatever else a row holds is dropped here and reaches no page or file."""

import datetime
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingcha.common.workbooks import write_csv
from mingcha.common.workbooks.writer import Value

TEXT, DAY, MOMENT, COUNT, YEAR, PAGE = "text", "day", "moment", "count", "year", "page"
JSON_TYPES: dict[str, dict[str, str | list[str]]] = {
    TEXT: {"type": "string"},
    DAY: {"type": "string", "format": "date"},
    MOMENT: {"type": "string", "format": "date-time"},
    COUNT: {"type": ["integer", "null"]},
    YEAR: {"type": "integer"},
    PAGE: {"type": "string", "format": "uri-reference"},
}
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Field:
    """One column: its key in files, its heading, what it means, and of which sort it is. A `PAGE` is the
    address of the record's page below the public front page. `has_codes`: numbers stand in it that the law
    wants public, of licences or registration, and that look like those of telephones."""

    key: str
    title: str
    means: str
    sort: str = TEXT
    has_codes: bool = False

    @property
    def is_number(self) -> bool:
        return self.sort == COUNT

    @property
    def is_time(self) -> bool:
        return self.sort in (DAY, MOMENT)


def told(fields: Sequence[Field], row: Row) -> dict[str, Value]:
    """Of a row only what its kind may tell, in the order of the fields; a field that is missing is a mistake
    of the query.

    >>> told([Field("name", "名称", "")], {"name": "甲", "risk_class": "D"})
    {'name': '甲'}
    """
    return {field.key: row[field.key] for field in fields}


def words_of(fields: Sequence[Field], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(heading, text) of what somebody may have typed.

    >>> words_of([Field("no", "证号", "", has_codes=True), Field("a", "问题", "")], {"no": "1", "a": "无"})
    [('问题', '无')]
    """
    typed = (field for field in fields if field.sort == TEXT and not field.has_codes)
    return [(field.title, str(values.get(field.key) or "")) for field in typed]


def kept(fields: Sequence[Field], row: Row) -> dict[str, Any]:
    """The same as it is stored: what JSON has."""
    return {key: plain(value) for key, value in told(fields, row).items()}


def revived(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Value]:
    """What was stored so; a field that the kind has got since is empty.

    >>> revived([Field("on", "日期", "", DAY), Field("new", "新栏", "")], {"on": "2026-06-15"})
    {'on': datetime.date(2026, 6, 15), 'new': None}
    """
    return {field.key: _revived(field, values.get(field.key)) for field in fields}


def _revived(field: Field, value: Any) -> Value:
    if not value or field.sort not in (DAY, MOMENT):
        found: Value = value
        return found
    return datetime.date.fromisoformat(value) if field.sort == DAY else datetime.datetime.fromisoformat(value)


def differences(
    fields: Sequence[Field], old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """(heading, before, after) of each field that a correction changed, in words."""
    return [
        (field.title, str(old.get(field.key) or "—"), str(new.get(field.key) or "—"))
        for field in fields
        if old.get(field.key) != new.get(field.key)
    ]


def csv_of(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """The rows with Chinese headings, as spreadsheets open them."""
    target = io.BytesIO()
    write_csv(target, [field.title for field in fields], ([row[one.key] for one in fields] for row in rows))
    return target.getvalue()


def json_of(fields: Sequence[Field], rows: Iterable[Row]) -> bytes:
    """The rows as a list of objects, keys in the order of the fields."""
    listed = [{field.key: plain(row[field.key]) for field in fields} for row in rows]
    return _written(listed)


def schema_of(title: str, fields: Sequence[Field]) -> bytes:
    """What the JSON file holds, as a JSON Schema; it says of every field what it means."""
    properties = {
        field.key: {"title": field.title, "description": field.means, **JSON_TYPES[field.sort]}
        for field in fields
    }
    row = {
        "type": "object",
        "properties": properties,
        "required": [field.key for field in fields],
        "additionalProperties": False,
    }
    return _written({"$schema": SCHEMA, "title": title, "type": "array", "items": row})


def script_of(part: int, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a script that adds them to what a page searches, for pages that may fetch scripts only.

    >>> script_of(1, [("甲", "91", "91/index.html")]).decode()
    'mingchaNames.push({"part":1,"rows":[["甲","91","91/index.html"]]});\\n'
    """
    content = {"part": part, "rows": list(rows)}
    return f"mingchaNames.push({json.dumps(content, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def plain(value: Value) -> str | int | float | bool | None:
    """A value as JSON has it: days and moments in ISO form.

    >>> plain(datetime.date(2026, 6, 15))
    '2026-06-15'
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _written(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
