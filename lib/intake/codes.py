"""Every finding's code, declared once: how severe it is, and what is not read because of it.

What a code says stands in the catalogue: `finding.<code>` is what is wrong, `finding.<code>.fix` what to write instead. The count of cells that were
not read comes from this table too, so no cell is dropped without a finding that says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from lib.model import Finding, Message, Param, Severity

VALUE_LENGTH = 200
"""How much of a value a finding keeps, in characters."""
QUOTED_LENGTH = 60
"""How much of it a sentence quotes."""


class Loses(Enum):
    """What is not read because of a finding. A row also goes unread where a value that it must have does."""

    NOTHING = "nothing"
    CELL = "the cell"
    ROW = "the row"
    COLUMN = "the column"
    CELLS = "the cells that it counts"
    SHEET = "the sheet"
    FILE = "the file"


@dataclass(frozen=True, slots=True)
class Code:
    """What holds for every finding of one code."""

    severity: Severity
    loses: Loses


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: Mapping[str, Code] = {
    # The file
    "not-found": Code(_ERROR, Loses.FILE),
    "too-large": Code(_ERROR, Loses.FILE),
    "empty-file": Code(_ERROR, Loses.FILE),
    "not-a-workbook": Code(_ERROR, Loses.FILE),
    "web-page": Code(_ERROR, Loses.FILE),
    "xml-file": Code(_ERROR, Loses.FILE),
    "text-file": Code(_ERROR, Loses.FILE),
    "old-excel": Code(_ERROR, Loses.FILE),
    "password-protected": Code(_ERROR, Loses.FILE),
    "lock-file": Code(_ERROR, Loses.FILE),
    "damaged": Code(_ERROR, Loses.FILE),
    "document-type": Code(_ERROR, Loses.FILE),
    "part-elsewhere": Code(_ERROR, Loses.FILE),
    "part-twice": Code(_ERROR, Loses.FILE),
    "too-many-parts": Code(_ERROR, Loses.FILE),
    "unpacks-too-large": Code(_ERROR, Loses.FILE),
    "packed-too-tightly": Code(_ERROR, Loses.FILE),
    "too-many-sheets": Code(_ERROR, Loses.FILE),
    "too-many-cells": Code(_ERROR, Loses.FILE),
    "too-far-away": Code(_ERROR, Loses.FILE),
    "too-much-text": Code(_ERROR, Loses.FILE),
    "too-many-elements": Code(_ERROR, Loses.FILE),
    "nested-too-deep": Code(_ERROR, Loses.FILE),
    "tag-too-long": Code(_ERROR, Loses.FILE),
    "too-many-findings": Code(_ERROR, Loses.FILE),
    "took-too-long": Code(_ERROR, Loses.FILE),
    "took-too-much-memory": Code(_ERROR, Loses.FILE),
    "reader-stopped": Code(_ERROR, Loses.FILE),
    "readers-busy": Code(_ERROR, Loses.FILE),
    "no-sheets": Code(_ERROR, Loses.FILE),
    "other-ending": Code(_NOTE, Loses.NOTHING),
    "encoding-guessed": Code(_WARNING, Loses.NOTHING),
    "quotes-open": Code(_WARNING, Loses.NOTHING),
    "not-seen": Code(_NOTE, Loses.NOTHING),
    "has-macros": Code(_NOTE, Loses.NOTHING),
    "has-external-links": Code(_NOTE, Loses.NOTHING),
    "has-embedded-objects": Code(_NOTE, Loses.NOTHING),
    # Its sheets and headings
    "newer-format": Code(_ERROR, Loses.NOTHING),
    "old-template": Code(_NOTE, Loses.NOTHING),
    "ambiguous-label": Code(_ERROR, Loses.NOTHING),
    "sheet-missing": Code(_ERROR, Loses.NOTHING),
    "sheet-absent": Code(_WARNING, Loses.NOTHING),
    "sheet-twice": Code(_ERROR, Loses.SHEET),
    "sheet-not-read": Code(_NOTE, Loses.SHEET),
    "headings-missing": Code(_ERROR, Loses.SHEET),
    "column-missing": Code(_ERROR, Loses.SHEET),
    "column-absent": Code(_WARNING, Loses.NOTHING),
    "column-twice": Code(_ERROR, Loses.COLUMN),
    "column-not-read": Code(_WARNING, Loses.COLUMN),
    "column-unnamed": Code(_WARNING, Loses.COLUMN),
    "outside-table": Code(_NOTE, Loses.CELL),
    "hidden-rows": Code(_NOTE, Loses.NOTHING),
    # One value
    "error-value": Code(_ERROR, Loses.CELL),
    "formula-without-value": Code(_WARNING, Loses.CELL),
    "unknown-label": Code(_ERROR, Loses.CELL),
    "unknown-place": Code(_ERROR, Loses.CELL),
    "unknown-iso3": Code(_ERROR, Loses.CELL),
    "unknown-point": Code(_ERROR, Loses.CELL),
    "unknown-region": Code(_ERROR, Loses.CELL),
    "unknown-framework": Code(_ERROR, Loses.CELL),
    "not-a-number": Code(_ERROR, Loses.CELL),
    "not-a-day": Code(_ERROR, Loses.CELL),
    "day-completed": Code(_NOTE, Loses.NOTHING),
    "unusual-year": Code(_WARNING, Loses.NOTHING),
    "not-a-link": Code(_WARNING, Loses.NOTHING),
    # A layout of its own
    "no-matrix": Code(_ERROR, Loses.NOTHING),
    "no-region": Code(_ERROR, Loses.CELLS),
    "two-readings": Code(_ERROR, Loses.NOTHING),
    "layout-taken": Code(_NOTE, Loses.NOTHING),
    "assessed-by-file": Code(_WARNING, Loses.NOTHING),
    "sheet-without-matrix": Code(_NOTE, Loses.CELLS),
    "above-table": Code(_NOTE, Loses.CELLS),
    "outside-tables": Code(_NOTE, Loses.CELLS),
    "column-without-meaning": Code(_WARNING, Loses.CELLS),
    "column-without-heading": Code(_WARNING, Loses.CELLS),
    "two-columns": Code(_ERROR, Loses.CELLS),
    "group-row": Code(_NOTE, Loses.CELLS),
    "note-row": Code(_NOTE, Loses.CELLS),
    "row-without-place": Code(_WARNING, Loses.CELLS),
    "row-without-point": Code(_WARNING, Loses.CELLS),
    "row-without-content": Code(_WARNING, Loses.CELLS),
    "beside-nothing": Code(_WARNING, Loses.CELLS),
    "code-disagrees": Code(_ERROR, Loses.CELLS),
    "other-region": Code(_WARNING, Loses.CELLS),
    "place-asked": Code(_ERROR, Loses.CELLS),
    "point-asked": Code(_ERROR, Loses.CELLS),
    "mark-asked": Code(_ERROR, Loses.CELLS),
    "not-a-record": Code(_WARNING, Loses.CELLS),
    "formulas-without-value": Code(_WARNING, Loses.CELLS),
    "covered-cells": Code(_WARNING, Loses.CELLS),
    "colour-asked": Code(_ERROR, Loses.NOTHING),
    "several-places": Code(_WARNING, Loses.NOTHING),
    "place-carried": Code(_WARNING, Loses.NOTHING),
    "year-taken": Code(_WARNING, Loses.NOTHING),
    "mark-taken": Code(_WARNING, Loses.NOTHING),
    "scale-taken": Code(_WARNING, Loses.NOTHING),
    "colour-disagrees": Code(_WARNING, Loses.NOTHING),
    "colours-not-read": Code(_WARNING, Loses.NOTHING),
    "assessed-twice": Code(_WARNING, Loses.NOTHING),
    "place-twice": Code(_WARNING, Loses.NOTHING),
    "led-by-country": Code(_NOTE, Loses.NOTHING),
    "errors-say-nothing": Code(_NOTE, Loses.CELLS),
    "unusual-years": Code(_WARNING, Loses.NOTHING),
    "not-links": Code(_WARNING, Loses.NOTHING),
    "line-left-out": Code(_WARNING, Loses.NOTHING),
    "text-cut": Code(_WARNING, Loses.NOTHING),
    "text-repaired": Code(_WARNING, Loses.NOTHING),
    "hidden-rows-read": Code(_NOTE, Loses.NOTHING),
    "hidden-columns-read": Code(_NOTE, Loses.NOTHING),
    "hidden-sheet-read": Code(_NOTE, Loses.NOTHING),
    "comments-not-read": Code(_NOTE, Loses.NOTHING),
    # Values together
    "field-missing": Code(_ERROR, Loses.NOTHING),
    "required-blank": Code(_ERROR, Loses.NOTHING),
    "place-disagrees": Code(_ERROR, Loses.ROW),
    "place-not-in-region": Code(_ERROR, Loses.ROW),
    "row-twice": Code(_ERROR, Loses.ROW),
    "ref-twice": Code(_ERROR, Loses.CELL),
    "reason-missing": Code(_ERROR, Loses.NOTHING),
    "places-missing": Code(_WARNING, Loses.NOTHING),
    "rows-not-read": Code(_NOTE, Loses.NOTHING),
}


def finding(code: str, sheet: str = "", cell: str = "", value: str = "", fix: Message | None = None, **params: Param) -> Finding:
    """A finding of a declared code. Its sentence may use `{value}` and the params; `fix` stands in for the code's own advice, which uses no `n`."""
    params.setdefault("quoted", quoted(value))
    advice = {name: param for name, param in params.items() if name != "n"}
    return Finding(
        code=code,
        severity=CODES[code].severity,
        message=Message(f"finding.{code}", params),
        fix=fix or Message(f"finding.{code}.fix", advice),
        sheet=sheet,
        cell=cell,
        value=shortened(value, VALUE_LENGTH),
    )


def quoted(value: str) -> str:
    """A value as a sentence quotes it: on one line, and not long."""
    return shortened(" ".join(value.split()), QUOTED_LENGTH)


def shortened(text: str, length: int) -> str:
    """A text of at most `length` characters, the cut marked."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def a1(row: int, column: int) -> str:
    """A cell's name: row 14, column 4 is "D14"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def address(cell: str) -> tuple[int, int]:
    """The row and column of a cell's name: "D14" is row 14, column 4."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]  # cell names come from a1()
    return int(row), column_number(letters)


@lru_cache(2**15)
def column_number(letters: str) -> int:
    """The number of a column: "D" is 4."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
