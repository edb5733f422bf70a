"""How much room text takes on a slide, by counting letters: the same everywhere, and on the safe side of the fonts that a machine may have.

Sizes of text are in points, everything else is in inches.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

WIDTH = 12.33
"""Of everything on a slide."""
TOP, BOTTOM = 1.72, 6.6
"""Between the title and the small print."""
TITLES = (26, 22, 18)
SMALL, FOOT = 11, 8
TEXTS = (24, 20, 18, 16)
"""Of text: smaller where it then stands on one slide; the smallest where it never does."""
CELLS, CELL = (16, 14, 12, 11, 10), 12
"""Of the text in a table: the largest at which the table stands on one slide; the ordinary one where it does at none."""
MARGIN = 0.08
AFTER = 4
"""Points below a paragraph."""
BELOW = 0.15
"""Between a table and what is to be known of it."""

_LETTER, _LINE = 0.6, 1.22
"""How wide a letter and how high a line is, as parts of the size of the text: Calibri has more room than this, DejaVu Sans, which others put in its place,
just enough."""
_BOLD = 1.15
"""How much wider letters in bold are."""
_CUT = " […]"
_PARTS = 20
"""How finely it is tried how much less room would do."""

Row = Sequence[tuple[str, bool]]
"""A row of a table: the text of each cell, and whether it is in bold."""


def title_size(title: str) -> int:
    """The largest size at which a title takes no more room than a title has."""
    return next((size for size in TITLES if height(title, size, WIDTH) <= 1.05), TITLES[-1])


def lines(text: str, size: float, width: float) -> int:
    """The lines that a text takes, broken between its words."""
    return len(_broken(text, size, width))


def height(text: str, size: float, width: float) -> float:
    """How high a text is, each of its lines a paragraph."""
    return (lines(text, size, width) * size * _LINE + AFTER * text.count("\n")) / 72


def fitted(text: str, size: float, width: float, most: int) -> str:
    """A text cut, with a mark, to the lines that there is room for."""
    broken = _broken(text, size, width)
    if len(broken) <= most:
        return text
    *kept, (last, begins) = broken[:most]
    fit = _letters(size, width, last)
    cut = last if len(last) + len(_CUT) <= fit else last[: max(0, fit - len(_CUT))].rstrip()
    whole = ""
    for part, first in (*kept, (cut + _CUT, begins)):
        whole += ("\n" if first and whole else " " if whole else "") + part
    return whole


def heights(paragraphs: Sequence[str], size: float) -> list[float]:
    """How high each of some paragraphs is, with the room below it."""
    return [height(one, size, WIDTH) + AFTER / 72 for one in paragraphs]


def text_size(paragraphs: Sequence[str], room: float) -> int:
    """The largest size at which paragraphs have room on one slide, or the smallest."""
    return next((size for size in TEXTS if sum(heights(paragraphs, size)) <= room), TEXTS[-1])


def columns(shares: Sequence[int]) -> list[float]:
    """The widths of a table's columns, by their parts of the whole."""
    return [WIDTH * share / sum(shares) for share in shares]


def cell_width(width: float, strong: bool) -> float:
    """What a cell of a column has for its text, as wide as it would be if that were not in bold."""
    return (width - 2 * MARGIN) / (_BOLD if strong else 1)


def row_height(row: Row, widths: Sequence[float], size: float) -> float:
    """How high a row of a table is."""
    tallest = max(lines(text, size, cell_width(width, strong)) for (text, strong), width in zip(row, widths, strict=True))
    return tallest * size * _LINE / 72 + MARGIN + 0.02


def cell_size(rows: Sequence[Row], widths: Sequence[float], room: float) -> int:
    """The largest size of text at which a whole table has room, or the ordinary one where it has none at any."""
    return next((size for size in CELLS if sum(row_height(row, widths, size) for row in rows) <= room), CELL)


def shared(heights: Sequence[float], room: float) -> list[range]:
    """The same things on as few slides, as evenly as goes, so that the last has none of them alone where two have room."""
    few = len(list(packed(heights, room)))
    pages = next(found for part in range(1, _PARTS + 1) if len(found := list(packed(heights, room * part / _PARTS))) == few)
    if few > 1 and len(pages[-1]) == 1 and len(pages[-2]) > 1 and sum(heights[pages[-1].start - 1 :]) <= room:
        pages[-2:] = range(pages[-2].start, pages[-2].stop - 1), range(pages[-1].start - 1, pages[-1].stop)
    return pages


def packed(heights: Sequence[float], room: float) -> Iterator[range]:
    """Which of some things, by their heights, stand on one slide, on the next, and so on."""
    first, taken = 0, 0.0
    for number, one in enumerate(heights):
        if number > first and taken + one > room:
            yield range(first, number)
            first, taken = number, 0.0
        taken += one
    if heights:
        yield range(first, len(heights))


def most_lines(size: float, room: float) -> int:
    """The lines of text that a height has room for."""
    return max(1, int(room * 72 / (size * _LINE)))


def _broken(text: str, size: float, width: float) -> list[tuple[str, bool]]:
    """The lines of a text, and of each whether a paragraph begins with it."""
    return [(line, number == 0) for part in text.split("\n") for number, line in enumerate(_wrapped(part, _letters(size, width, part)) or [""])]


def _wrapped(text: str, letters: int) -> list[str]:
    """The lines of a paragraph. A word that is longer than a line begins on one of its own."""
    return [line for piece in re.split(rf"(\S{{{letters + 1},}})", text) for line in textwrap.wrap(piece, letters)]


def _letters(size: float, width: float, text: str) -> int:
    """The letters of a text that have room in a line; those of East Asia take the room of nearly two."""
    wide = sum(1.7 if unicodedata.east_asian_width(letter) in "WF" else 1.0 for letter in text or " ") / max(1, len(text))
    return max(len(_CUT) + 1, int(width * 72 / (size * _LETTER * wide)))
