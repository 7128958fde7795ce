"""What the law counts by: its figures and how they are written. Pure."""

from mingcha.law.rules.figures import (
    CONFIDENCE,
    DEFAULT_FIGURES,
    FLOOR_RATIO,
    KEYS,
    OFFICERS_PER_VISIT,
    PUBLISH_PENALTY_DAYS,
    PUBLISH_RESULT_DAYS,
    RATIO_UNIT,
    ROUNDS_A_YEAR,
    DefaultFigure,
    fraction_text,
    normal_value,
    ratio_words,
    read_ratio,
    words_of,
)

__all__ = [
    "CONFIDENCE",
    "DEFAULT_FIGURES",
    "FLOOR_RATIO",
    "KEYS",
    "OFFICERS_PER_VISIT",
    "PUBLISH_PENALTY_DAYS",
    "PUBLISH_RESULT_DAYS",
    "RATIO_UNIT",
    "ROUNDS_A_YEAR",
    "DefaultFigure",
    "fraction_text",
    "normal_value",
    "ratio_words",
    "read_ratio",
    "words_of",
]
