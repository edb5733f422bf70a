"""A fix list as a workbook of its own: for an office whose file no sheet can be added to."""

import io
from datetime import date, datetime

from xlsxwriter import Workbook

from lib.intake.listing import WIDTHS, listing
from lib.model import Report
from lib.outputs.cells import fit, put
from lib.words import Catalogue

_CREATED = datetime(2000, 1, 1)
"""Not the clock: the same report gives the same file."""


def fix_list_alone(report: Report, catalogue: Catalogue, handed_in: date | None = None) -> bytes:
    """The .xlsx of what to correct in a file, in the language of `catalogue` (which has the framework's and the places' texts)."""
    listed = listing(report, catalogue, handed_in)
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": listed.above[0], "created": _CREATED})
        wrapped = {"text_wrap": True, "valign": "top"}
        plain, line = book.add_format(wrapped), book.add_format()
        head = book.add_format({**wrapped, "bold": True, "bg_color": "#E8EDF3", "bottom": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        sheet = book.add_worksheet(listed.title)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row, text in enumerate(listed.above):
            put(sheet, row, 0, text, line if row else title)
        first = len(listed.above) + 1
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)
        for column, (heading, width) in enumerate(zip(listed.headings, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            put(sheet, first, column, heading, head)
        for row, texts in enumerate(listed.rows, start=first + 1):
            for column, text in enumerate(texts):
                put(sheet, row, column, text, plain)
            fit(sheet, row, zip(texts, WIDTHS, strict=True))
        if listed.rows:
            sheet.autofilter(first, 0, first + len(listed.rows), len(WIDTHS) - 1)
    return data.getvalue()
