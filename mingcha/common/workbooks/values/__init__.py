"""Readers of cells: each returns a value or raises CellRefused with a sentence for the clerk."""

from mingcha.common.workbooks.values.amounts import (
    read_frequency,
    read_number,
    read_phone,
    read_phones,
    read_ratio,
)
from mingcha.common.workbooks.values.choices import (
    read_choice,
    read_citations,
    read_each,
    read_in_place,
    read_list,
)
from mingcha.common.workbooks.values.codes import (
    HolderCode,
    read_code,
    read_document_number,
    read_holder_code,
    read_register_number,
    read_uscc,
)
from mingcha.common.workbooks.values.dates import is_without_end, read_date, read_period
from mingcha.common.workbooks.values.text import compact_text, is_blank, read_text

__all__ = [
    "HolderCode",
    "compact_text",
    "is_blank",
    "is_without_end",
    "read_choice",
    "read_citations",
    "read_code",
    "read_date",
    "read_document_number",
    "read_each",
    "read_frequency",
    "read_holder_code",
    "read_in_place",
    "read_list",
    "read_number",
    "read_period",
    "read_phone",
    "read_phones",
    "read_ratio",
    "read_register_number",
    "read_text",
    "read_uscc",
]
