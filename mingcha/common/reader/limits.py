"""The bounds of one reading, and what a merged area is."""

from typing import NamedTuple

Merge = tuple[int, int, int, int]
"""A merged area: first row, first column, last row, last column, counted from 0."""

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Bounds of one reading. Bytes and seconds; `ratio` is unpacked size by packed size."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 100
    members: int = 2000
    rows: int = 200_000
    columns: int = 500
    merges: int = 100_000
    text_bytes: int = 200 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int = 30
    wall_seconds: int = 60


DEFAULT = Limits()
