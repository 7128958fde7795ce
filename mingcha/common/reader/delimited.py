"""Reads .csv: the encoding by its mark or by trial, the delimiter by the columns it yields."""

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from mingcha.common.reader.content import BYTE_ORDER_MARKS, HEAD, unmarked_utf16
from mingcha.common.reader.limits import Limits
from mingcha.common.reader.pipe import Refused, send, send_rows

DELIMITERS = ",;\t"
SAMPLE = 50  # records looked at to find the delimiter
NAME = "表格"  # a text file has no sheet name
LONGEST_CELL = 40_000  # characters; a spreadsheet cell holds 32,767
# ="911…" and '911… are how people keep a spreadsheet from spoiling a code; '= is how we write such texts
FORMULA_TEXT = re.compile(r'="([^"]*)"')
APOSTROPHE = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠0-9０-９])")


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        wide = unmarked_utf16(content[:HEAD])
        encodings = (wide,) if wide else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused("encoding")


def _columns(text: str, delimiter: str) -> tuple[int, int]:
    """How many records of the beginning have the most frequent width above one, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(reader, SAMPLE) if len(record) > 1)
    except csv.Error:
        return (0, 0)
    width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return (times, width)


def _clean(value: str) -> str:
    formula = FORMULA_TEXT.fullmatch(value)
    return formula[1] if formula else APOSTROPHE.sub("", value, count=1) if value[:1] == "'" else value


def _records(text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            if len(record) > limits.columns and any(record[limits.columns :]):
                raise Refused("too_many_columns", sheet=NAME, count=len(record), limit=limits.columns)
            if len(records) == limits.rows:
                raise Refused("too_many_rows", sheet=NAME, count=f"{limits.rows}多", limit=limits.rows)
            records.append([_clean(value) for value in record[: limits.columns]])
    except csv.Error as broken:
        raise Refused("quotes", row=len(records) + 1) from broken
    return records


def send_delimited(path: Path, limits: Limits) -> None:
    """The one sheet of a text file. Row numbers count records, empty lines too, as spreadsheets do."""
    csv.field_size_limit(LONGEST_CELL)
    text, encoding = _decode(path.read_bytes())
    if "\x00" in text:
        raise Refused("unknown")
    delimiter = max(DELIMITERS, key=lambda mark: _columns(text, mark))
    records = _records(text, delimiter, limits)
    send({"book": "csv", "encoding": encoding, "delimiter": delimiter})
    send({"sheet": NAME, "hidden": False, "merged": []})
    send_rows(list(record) for record in records)
