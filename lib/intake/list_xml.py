"""A fix list as the XML of a worksheet that brings no look of its own: none is added to the workbook's styles.

Bold and blue come with the text, as runs of an inline string. Lines are broken by a look that the workbook has already, where there is one.
"""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from lib.intake.codes import a1
from lib.intake.listing import WIDTHS, Listing, Row

_LINE, _TALLEST = 15, 409
"""The height of a line and the most that Excel gives a row, in points."""
_BOLD, _TITLE, _LINK = '<b/><sz val="11"/>', '<b/><sz val="14"/>', '<u/><sz val="11"/><color rgb="FF0B5CAD"/>'
_FONT = '<rFont val="Calibri"/><family val="2"/>'
_TAB = "FFB4232A"
_CODED = re.compile("(?=_x[0-9A-Fa-f]{4}_)")
_UNBROKEN = 110
"""How wide the widest columns are where no look breaks their lines, in characters."""
_SHEET, _CELL = 1, 2
"""Where the columns stand whose cells are links, from 0."""


class _Link(NamedTuple):
    """A place in this list that leads to another in the workbook."""

    cell: str
    location: str


def wrapping(styles: etree._Element) -> int | None:
    """The number of a look that breaks lines and is plain otherwise (the default font, no fill, no format of numbers); None where there is none."""
    for number, look in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        alignment = look.find("{*}alignment")
        plain = all(look.get(part, "0") == "0" for part in ("numFmtId", "fontId", "fillId"))
        if plain and alignment is not None and alignment.get("wrapText") in ("1", "true") and not alignment.get("textRotation"):
            return number
    return None


def sheet(listed: Listing, titles: Set[str], namespace: str, wrapping: int | None) -> bytes:
    """The worksheet of a list. `titles`: the sheets that it may lead to; `namespace`: the dialect of the workbook; `wrapping`: a look of its styles."""
    head = len(listed.above) + 2
    rows = [_row(number, [_run(line, _TITLE if number == 1 else "")], None) for number, line in enumerate(listed.above, start=1)]
    rows.append(_row(head, [_run(heading, _BOLD) for heading in listed.headings], None))
    links: list[_Link] = []
    for number, row in enumerate(listed.rows, start=head + 1):
        led = dict(_links(row, number, titles))
        rows.append(_row(number, [_run(text, _LINK if column in led else "") for column, text in enumerate(row)], wrapping, row))
        links += led.values()
    widths = WIDTHS if wrapping is not None else tuple(_UNBROKEN if width == max(WIDTHS) else width for width in WIDTHS)
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1))
    below = f"A{head + 1}"
    parts = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">',
        f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{head}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>',
        f'<sheetFormatPr defaultRowHeight="{_LINE}"/><cols>{columns}</cols><sheetData>',
        *rows,
        "</sheetData>",
        *(
            ["<hyperlinks>", *(f'<hyperlink ref="{one.cell}" location={quoteattr(one.location)}/>' for one in links), "</hyperlinks>"]
            if links
            else []
        ),
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
    )
    return "".join(parts).encode()


def _links(row: Row, number: int, titles: Set[str]) -> Iterator[tuple[int, _Link]]:
    """The cells of a row that lead somewhere, by their columns: to the cell that it is about, or to the beginning of its sheet."""
    if row.sheet in titles:
        column = _CELL if row.cell else _SHEET
        quoted = row.sheet.replace("'", "''")
        yield column, _Link(a1(number, column + 1), f"'{quoted}'!{row.cell or 'A1'}")


def _row(number: int, texts: list[str], wrapping: int | None, row: Row | None = None) -> str:
    """A row of texts, as tall as they need once their lines are broken."""
    look = "" if wrapping is None else f' s="{wrapping}"'
    cells = "".join(f'<c r="{a1(number, column)}"{look} t="inlineStr"><is>{run}</is></c>' for column, run in enumerate(texts, start=1) if run)
    lines = max(map(_lines, row, WIDTHS)) if row and look else 1
    height = f' ht="{min(_LINE * lines, _TALLEST)}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{cells}</row>'


def _lines(text: str, width: int) -> int:
    return sum(len(line) // width + 1 for line in text.split("\n"))


def _run(text: str, look: str) -> str:
    """A text with a look of its own, as the content of an inline string; nothing for no text. `_x0041_` would be read as "A": it is written out."""
    if not text:
        return ""
    written = f'<t xml:space="preserve">{escape(_CODED.sub("_x005F", text))}</t>'
    return f"<r><rPr>{look}{_FONT}</rPr>{written}</r>" if look else written
