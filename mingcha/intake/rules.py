"""Cells as JSON, and identity numbers taken out of them before anything is stored. Pure."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from stdnum.cn import uscc

from mingcha.common.workbooks.book import Cell

IDENTITY_HEADING = re.compile(r"身份|证件号|证照号")
MOBILE = re.compile(r"(?<![0-9A-Z])1[3-9]\d{9}(?![0-9A-Z])")
IDENTITY = re.compile(r"(?<![0-9A-Z])[1-8]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[0-9X](?![0-9A-Z])")


def is_identity_number(text: str) -> bool:
    """18 characters with a birthday in the place of one, and no credit code that happens to look so."""
    return bool(IDENTITY.fullmatch(text)) and not uscc.is_valid(text)


def without_identity_numbers(text: str) -> str:
    """The text with the birthday of each identity number starred out: 130624********0191. A text without one
    stays as it was written."""
    plain = unicodedata.normalize("NFKC", text).upper()
    if not IDENTITY.search(plain.replace(" ", "")):
        return text
    packed = plain if IDENTITY.search(plain) else plain.replace(" ", "")
    return IDENTITY.sub(lambda found: _starred(found[0]), packed)


def without_private_numbers(text: str) -> str:
    """The text without identity numbers and with the middle of each mobile number starred out, for columns
    that are kept in clear."""
    known = without_identity_numbers(text)
    return MOBILE.sub(lambda found: f"{found[0][:3]}****{found[0][-4:]}", known)


def identity_columns(headings: Sequence[str], mapped: Collection[int]) -> frozenset[int]:
    """Columns whose heading announces identity numbers and that no column of ours claims: their cells are
    dropped unread."""
    return frozenset(
        index
        for index, heading in enumerate(headings)
        if index not in mapped and IDENTITY_HEADING.search(heading)
    )


def stored_cells(cells: Sequence[Cell], dropped: Collection[int]) -> list[Any]:
    """The cells of a row as JSON; dates as {"d": ISO}, dropped columns empty, no identity number."""
    return [None if index in dropped else _stored(cell) for index, cell in enumerate(cells)]


def read_cells(stored: Sequence[Any]) -> tuple[Cell, ...]:
    """The cells again."""
    return tuple(_read(cell) for cell in stored)


def _starred(number: str) -> str:
    return number if uscc.is_valid(number) else f"{number[:6]}********{number[-4:]}"


def _stored(cell: Cell) -> Any:
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    return without_identity_numbers(cell) if isinstance(cell, str) else cell


def _read(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]  # JSON scalars are cells
    text = cell["d"]
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)


# How a file of each kind begins. The name of a file proves nothing (threats T23).
PROOF_KINDS: dict[str, bytes] = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
PROOF_BYTES = 10 * 2**20


def kind_of_proof(content: bytes) -> str | None:
    """What a file is by its content; None for what is not kept as proof.

    >>> kind_of_proof(b"%PDF-1.7"), kind_of_proof(b"MZ")
    ('pdf', None)
    """
    return next((kind for kind, start in PROOF_KINDS.items() if content.startswith(start)), None)
