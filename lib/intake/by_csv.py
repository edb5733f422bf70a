"""A table saved as text (.csv, .tsv) → a grid: in which encoding it was saved, what parts its columns, and then the csv module.

Its values stay the texts that they are: nothing in the file says what is a number or a date.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from itertools import islice

from lib.intake.codes import finding
from lib.intake.grid import Grid, Value, seen
from lib.intake.limits import Extent, Filled, Refused
from lib.model import Finding

TITLE = "CSV"
"""A text has no sheets; what is said of it calls it so."""

_SEPARATORS = ";,\t|"
_SAYS_SEPARATOR = "sep="
"""With this Excel says in a first line of its own what parts the columns."""
_LOOKED_AT = 200
"""The separator is what parts the first lines best."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ["cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "mac_roman", "cp437", "cp850", "utf_16_le", "utf_16_be"]
"""What spreadsheet programs save texts in that say nothing of their encoding, if it is not UTF-8."""
_WESTERN = frozenset("áàâäãåçéèêëíìîïñóòôöõúùûüÿœæßÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŸŒÆ¿¡«»“”‘’„–—…•€£°ºª§·\u00a0")
"""Where these are all that a text has beyond ASCII as cp1252, it is one of Western Europe: in cp1250 and its like the same bytes are other letters."""


def grid(data: bytes) -> tuple[Grid, tuple[Finding, ...]]:
    """The table in a text, and what had to be guessed. Refused for a text that is no table, and beyond the limits."""
    text, findings = _decoded(data)
    separator, text = _separator(text)
    try:
        lines = _lines(text, separator, strict=True)
    except csv.Error:
        findings = (*findings, finding("quotes-open", TITLE))
        lines = _lines(text, separator)
    return Grid(TITLE, _rows(lines)), findings


def _lines(text: str, separator: str, strict: bool = False) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict))


def _rows(lines: Iterable[list[str]]) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    filled, extent = Filled(), Extent()
    for number, line in enumerate(lines, 1):
        row: dict[int, Value] = {}
        for column, field in enumerate(line, 1):
            if text := seen(field):
                row[column] = text
                filled.add_cells()
                filled.add_characters(len(text))
                extent.add(number, column)
        if row:
            rows[number] = row
    return rows


def _decoded(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text, and a warning where its encoding had to be guessed."""
    try:
        mark = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
        return data.decode(mark), ()
    except UnicodeDecodeError:
        if (western := data.decode("cp1252", errors="replace")) and _WESTERN.issuperset(letter for letter in western if not letter.isascii()):
            return western, (finding("encoding-guessed", TITLE, encoding="cp1252"),)
        from charset_normalizer import from_bytes  # a tenth of what a child process takes to start, and hardly ever needed

        guessed = from_bytes(data, cp_isolation=_ENCODINGS).best()
        if guessed is None:
            raise Refused("not-a-workbook") from None
        return str(guessed), (finding("encoding-guessed", TITLE, encoding=guessed.encoding),)


def _separator(text: str) -> tuple[str, str]:
    """What parts the columns, and the text without the line that may say so."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_SAYS_SEPARATOR) and len(said := first.strip("\r")[len(_SAYS_SEPARATOR) :]) == 1:
        return said, rest
    widths = {separator: _width(text, separator) for separator in _SEPARATORS}
    best = max(widths, key=lambda separator: widths[separator])
    if not widths[best]:
        raise Refused("text-file")
    return best, text


def _width(text: str, separator: str) -> float:
    """How well a separator parts a text into columns: 0 where most lines have none, or no two lines have as many columns."""
    try:
        lines = [len(line) for line in islice(csv.reader(StringIO(text, newline=""), delimiter=separator), _LOOKED_AT) if any(map(seen, line))]
    except csv.Error:
        return 0
    parted = Counter(width for width in lines if width > 1)
    if 2 * parted.total() < len(lines):
        return 0
    return max((times * (width - 1) for width, times in parted.items() if times > 1), default=0) / max(len(lines), 1)
