"""Reading the law of an office: figures, legal texts, calendar, deadlines."""

from mingcha.law.queries.calendar import YearPage, calendar_of, find_notice, next_working_day, year_page
from mingcha.law.queries.deadlines import DeadlineFilter, deadlines, open_deadlines
from mingcha.law.queries.figures import FigureRow, figure, figure_if_any, figure_rows, figures, latest_figure
from mingcha.law.queries.legal_texts import (
    STANDINGS,
    Shelf,
    TextFilter,
    filtered_texts,
    find_text,
    legal_texts,
    shelf_of,
    standing_of,
    versions_of,
)

__all__ = [
    "STANDINGS",
    "DeadlineFilter",
    "FigureRow",
    "Shelf",
    "TextFilter",
    "YearPage",
    "calendar_of",
    "deadlines",
    "figure",
    "figure_if_any",
    "figure_rows",
    "figures",
    "filtered_texts",
    "find_notice",
    "find_text",
    "latest_figure",
    "legal_texts",
    "next_working_day",
    "open_deadlines",
    "shelf_of",
    "standing_of",
    "versions_of",
    "year_page",
]
