"""Spreadsheets as offices keep them: read in a limited process, recognised by meaning, written as text.

`read_file` opens a file, `find_table` finds the table in it, `values` reads the cells, `write_sheet`,
`write_csv` and `refused_rows_file` write. Knows no Django and no register."""

from mingcha.common.reader.limits import DEFAULT, Limits
from mingcha.common.workbooks.book import Book, Cell, Sheet
from mingcha.common.workbooks.columns import Column, Kind, with_learned
from mingcha.common.workbooks.layout import Layout
from mingcha.common.workbooks.reading import read_file
from mingcha.common.workbooks.refusals import CellRefused, WorkbookRefused
from mingcha.common.workbooks.refused import refused_rows_file, write_refused
from mingcha.common.workbooks.table import Mapped, SheetRow, Table, find_table
from mingcha.common.workbooks.writer import write_csv, write_sheet

__all__ = [
    "DEFAULT",
    "Book",
    "Cell",
    "CellRefused",
    "Column",
    "Kind",
    "Layout",
    "Limits",
    "Mapped",
    "Sheet",
    "SheetRow",
    "Table",
    "WorkbookRefused",
    "find_table",
    "read_file",
    "refused_rows_file",
    "with_learned",
    "write_csv",
    "write_refused",
    "write_sheet",
]
