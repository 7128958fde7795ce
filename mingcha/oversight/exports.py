"""The overview as workbooks: the table of a figure, and the rows that its numbers count."""

from collections.abc import Iterable, Iterator, Sequence

from mingcha.common.workbooks.writer import Value
from mingcha.oversight.queries.overview import Figure, Rows

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Value]]]


def figure_sheets(figure: Figure, rows: Rows | None) -> Iterator[Sheet]:
    """The table first; then every row."""
    headings = (figure.heading or figure.name, "说明", *figure.headings)
    yield figure.name, headings, (_cells(figure, place) for place in range(len(figure.lines)))
    if rows is not None:
        yield rows_sheet(rows)


def rows_sheet(rows: Rows) -> Sheet:
    return rows.title, rows.headings, (row.cells for row in rows.rows)


def _cells(figure: Figure, place: int) -> list[Value]:
    line = figure.lines[place]
    return [line.title, line.note, *(cell.exported for cell in line.cells)]
