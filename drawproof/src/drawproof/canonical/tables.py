"""The CSV files of drawproof/1 (protocol sections 3, 5, 6 and 8), one entry each.

>>> TABLES["frame.csv"].header
'unit,stratum'
"""

from collections.abc import Iterable, Sequence

from drawproof.canonical.csv_form import Column, Row, Table, read_table, write_table
from drawproof.canonical.text import HEX64, ID

EXCLUSIONS = ("cap", "drawn-before", "not-active", "otherwise-handled")
WITHDRAWALS = ("closed", "moved", "not-found", "otherwise-handled")
BARS = ("barred",)
VACANCIES = ("barred", "ill", "absent", "not-licensed")
ANNULMENTS = ("power", "recording", "wrong-file", "secret-lost", "not-held")
ROLES = ("drawn", "reserve")

_TAGS = f"(?:{ID}(?:;{ID})*)?"
_NUMBER = r"(?:0|[1-9][0-9]{0,8})"
_POSITIVE = r"[1-9][0-9]{0,8}"


def _id(name: str) -> Column:
    return Column(name, ID, "id-form", ids=True)


def _optional_id(name: str) -> Column:
    return Column(name, f"(?:{ID})?", "id-form", ids=True)


def _tags(name: str) -> Column:
    return Column(name, _TAGS, "tags-form", ids=True, ascending_list=True)


def _word(name: str, words: Sequence[str]) -> Column:
    return Column(name, f"(?:{'|'.join(words)})", "reason-unknown")


def _number(name: str, pattern: str = _POSITIVE) -> Column:
    return Column(name, pattern, "integer-form", number=True)


_ALL = (
    Table("frame.csv", (_id("unit"), _id("stratum")), (0,), may_be_empty=False),
    Table("excluded.csv", (_id("unit"), _word("reason", EXCLUSIONS)), (0,)),
    Table("inspectors.csv", (_id("inspector"), _tags("tags"), _number("cap", f"(?:{_POSITIVE})?")), (0,)),
    Table(
        "visits.csv",
        (_id("visit"), _id("group"), _number("count", "[1-9][0-9]?"), _tags("requires")),
        (0,),
        together=1,
        may_be_empty=False,
    ),
    Table("barred.csv", (_id("visit"), _id("inspector"), _word("reason", BARS)), (0, 1)),
    Table("clusters.csv", (_id("visit"), _id("unit")), (0, 1), unique=(1,)),
    Table(
        "withdrawn.csv",
        (_id("unit"), _word("reason", WITHDRAWALS), _optional_id("substitute")),
        (0,),
        unique=(2,),
    ),
    Table(
        "result.csv",
        (
            _id("stratum"),
            _number("rank"),
            _id("unit"),
            Column("ticket", HEX64, "hex-form"),
            _word("role", ROLES),
        ),
        (0, 1),
        unique=(2,),
    ),
    Table("levels.csv", (_id("inspector"), _number("level", _NUMBER), _number("load", _NUMBER)), (0,)),
    Table(
        "substitutions.csv",
        (
            _number("n"),
            _id("visit"),
            _id("group"),
            _number("seat", "[1-9][0-9]?"),
            _number("event"),
            _id("left"),
            _word("reason", VACANCIES),
            _optional_id("inspector"),
        ),
        (0,),
        counted=True,
    ),
    Table(
        "replacements.csv",
        (
            _number("n"),
            _id("visit"),
            _id("unit"),
            _word("reason", WITHDRAWALS),
            _optional_id("substitute"),
        ),
        (0,),
        counted=True,
        unique=(2, 4),
    ),
    Table(
        "recordings.csv",
        (_number("chunk"), _number("bytes", _NUMBER), Column("digest", HEX64, "hex-form")),
        (0,),
        counted=True,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}

COMMITTED = {
    "selection": ("excluded.csv", "frame.csv"),
    "assignment": ("barred.csv", "clusters.csv", "inspectors.csv", "visits.csv", "withdrawn.csv"),
}
RESULTS = {"selection": ("result.csv",), "assignment": ("levels.csv", "teams.csv")}
CHANGES = {"selection": (), "assignment": ("replacements.csv", "substitutions.csv")}


def read(name: str, content: bytes) -> list[Row]:
    """The rows of one of the files above, strictly read."""
    return read_table(TABLES[name], content)


def write(name: str, rows: Iterable[Sequence[str | int]]) -> bytes:
    """The canonical bytes of one of the files above; rows may come in any order of their key.

    >>> write("excluded.csv", [("U2", "cap"), ("U1", "not-active")])
    b'unit,reason\\nU1,not-active\\nU2,cap\\n'
    """
    return write_table(TABLES[name], rows)
