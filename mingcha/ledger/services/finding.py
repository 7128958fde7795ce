"""What an examination says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One wrong place: where it lies (`table row`, or a trigger) and what is wrong, in Chinese."""

    place: str
    sentence: str
