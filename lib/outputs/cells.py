"""One value into one cell: text stays text whatever it begins with, and nothing is dropped in silence."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib.exceptions import CannotBeWritten
from lib.schema import MAX_TEXT

MOST_LINKS = 65_530
"""Excel opens no sheet with more hyperlinks than this; the links beyond it stand as text."""
LONGEST_LINK = 2_000

_LINK = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar is wrong by a day (it has a 29 February 1900) or has no days at all."""
_MOST_DIGITS = 10**15
"""Excel keeps 15 digits of a number."""

_LINE, _TALLEST = 15, 409
"""The height of a line and the most that Excel gives a row, in points."""

Value = str | int | date | None


def put(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write a value into a cell (zero-based): a text as text, a whole number as a number, a date as a date; nothing leaves the cell blank.

    Dates and numbers that Excel would change are written as text. CannotBeWritten where a text is too long for a cell.
    """
    match value:
        case None | "":
            sheet.write_blank(row, column, None, style)
        case date() if value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, style)
        case int() if abs(value) < _MOST_DIGITS:
            sheet.write_number(row, column, value, style)
        case _:
            _write(sheet, row, column, clean(str(value)), style)


def put_link(sheet: Worksheet, row: int, column: int, link: str, style: Format, text_style: Format) -> None:
    """Write a web address as a hyperlink, any other text as text: only http and https are followed, and only as far as Excel can."""
    if _LINK.fullmatch(link) and len(link) <= LONGEST_LINK and sheet.hlink_count < MOST_LINKS:
        sheet.write_url(row, column, link, style, string=link)
    else:
        put(sheet, row, column, link, text_style)


def fit(sheet: Worksheet, row: int, texts: Iterable[tuple[Value, int]]) -> None:
    """Make a row as tall as its tallest wrapped text needs, given each with its column's width in characters.

    Excel would do it by itself; LibreOffice takes the heights that a file has, and prints one text over the next.
    """
    lines = max((sum(len(line) // width + 1 for line in str(text).split("\n")) for text, width in texts if text), default=1)
    if lines > 1:
        sheet.set_row(row, min(_LINE * lines, _TALLEST))


def clean(text: str) -> str:
    """A text as XML can carry it: line ends are \\n, and a character that XML forbids becomes "\N{REPLACEMENT CHARACTER}", to be seen."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: its first letter with a direction says so."""
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L") != "L"


def _write(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        raise CannotBeWritten(f"{sheet.get_name()}!{xl_rowcol_to_cell(row, column)} is longer than {MAX_TEXT:,} characters")
    if text.startswith("<r>") and text.endswith("</r>"):
        # xlsxwriter takes such a text for rich text already in XML and would write it unescaped: hand it over in two runs.
        sheet.write_rich_string(row, column, "<r>", style, text.removeprefix("<r>"), style)
    else:
        sheet.write_string(row, column, text, style)
