"""The beginning of each sheet for whoever corrects a reading: texts and fills of its first rows and columns."""

from collections.abc import Sequence

from lib.intake.codes import shortened
from lib.intake.foreign.spread import Spread
from lib.mapping import Preview

_SHEETS, _ROWS, _COLUMNS, _LENGTH = 12, 40, 30, 80
"""How much of a file is shown."""


def previews(sheets: Sequence[Spread]) -> tuple[Preview, ...]:
    """The beginnings of the first sheets."""
    return tuple(_preview(sheet) for sheet in sheets[:_SHEETS])


def _preview(sheet: Spread) -> Preview:
    rows, columns = range(1, min(sheet.last, _ROWS) + 1), range(1, min(sheet.width, _COLUMNS) + 1)
    texts = tuple(tuple(shortened(sheet.text(row, column), _LENGTH) for column in columns) for row in rows)
    fills = tuple(tuple(sheet.fill(row, column) for column in columns) for row in rows)
    return Preview(sheet.title, texts, fills, sheet.last, sheet.width)
