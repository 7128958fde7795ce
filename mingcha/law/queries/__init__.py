"""Reading the law of an office: its figures."""

from mingcha.law.queries.figures import FigureRow, figure, figure_rows, figures, latest_figure

__all__ = ["FigureRow", "figure", "figure_rows", "figures", "latest_figure"]
