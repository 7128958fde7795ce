"""Reading the law of an office: its figures and its legal texts."""

from mingcha.law.queries.figures import FigureRow, figure, figure_rows, figures, latest_figure
from mingcha.law.queries.legal_texts import (
    STANDINGS,
    LegalChange,
    Shelf,
    TextFilter,
    filtered_texts,
    find_text,
    last_legal_change,
    legal_texts,
    shelf_of,
    standing_of,
    versions_of,
)

__all__ = [
    "STANDINGS",
    "FigureRow",
    "LegalChange",
    "Shelf",
    "TextFilter",
    "figure",
    "figure_rows",
    "figures",
    "filtered_texts",
    "find_text",
    "last_legal_change",
    "latest_figure",
    "legal_texts",
    "shelf_of",
    "standing_of",
    "versions_of",
]
