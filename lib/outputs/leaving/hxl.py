"""The tables of a matrix with a row of HXL tags under their headings, as CSV and as a workbook: for HDX and other programs of the humanitarian field."""

import io
from datetime import date

import pandas as pd
from xlsxwriter import Workbook

from lib.framework import Framework
from lib.model import Revision
from lib.outputs.cells import put
from lib.outputs.leaving.tables import OF_THE_FILE, TABLES, of_the_file
from lib.outputs.tables import csv
from lib.outputs.workbook import CREATED, OPTIONS
from lib.places import Places
from lib.words import Catalogue

_WIDTHS = {"#description": 60, "#activity": 40, "#meta": 24, "#indicator": 36}
"""Of columns, in characters, by what their tag begins with."""
_WIDTH = 20


def hxl_csv(revision: Revision, table: str, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """One of TABLES as CSV: headings in the language of `words`, then the tags, then the rows, each with what the file says of itself. UnknownRegion."""
    return csv(_tagged(revision, table, framework, places, words))


def hxl_workbook(revision: Revision, framework: Framework, places: Places, words: Catalogue) -> bytes:
    """All of TABLES as .xlsx, a sheet each. UnknownRegion; CannotBeWritten where a text is longer than a cell holds."""
    data = io.BytesIO()
    with Workbook(data, OPTIONS) as book:
        book.set_properties({"title": words.text(f"region.{revision.region}"), "created": CREATED})
        head, day, plain = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"valign": "top"})
        for name in TABLES:
            table = _tagged(revision, name, framework, places, words)
            sheet = book.add_worksheet(words.text(f"leaving.table.{name}"))
            sheet.freeze_panes(2, 0)
            for column, (heading, values) in enumerate(table.items()):
                sheet.set_column(column, column, _WIDTHS.get(str(values[0]).partition("+")[0], _WIDTH))
                put(sheet, 0, column, str(heading), head)
                for row, value in enumerate(values, start=1):
                    put(sheet, row, column, value, day if isinstance(value, date) else plain)
    return data.getvalue()


def _tagged(revision: Revision, name: str, framework: Framework, places: Places, words: Catalogue) -> pd.DataFrame:
    """A table with its tags as first row. Without rows it ends there: a row that only tells of the file would be counted as one of what the table holds."""
    columns, make = TABLES[name]
    said = of_the_file(revision, places, words)
    rows = make(revision, framework, places, words).itertuples(index=False, name=None)
    every = {**columns, **OF_THE_FILE}
    lines = [(*row, *said.values()) for row in rows]
    return pd.DataFrame([(*every,), *lines], columns=[words.text(text) for text in every.values()], dtype=object)
