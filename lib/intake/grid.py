"""What every reader makes of a sheet: its filled cells, where they stand, and what else of it may carry meaning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees: a label is the same with or without them, and a cell of nothing else is empty."""

_UNSEEN = INVISIBLE + "".join(filter(str.isspace, map(chr, range(0x3001))))


class Broken(NamedTuple):
    """A cell that holds no value: an error such as #N/A, or a formula whose result is not stored."""

    code: str
    text: str


Value = str | int | float | bool | date | time | timedelta | Broken
Address = tuple[int, int]
"""Row and column, both from 1."""
Area = tuple[int, int, int, int]
"""The first row and column of merged cells, and their last row and column."""


class Unseen(StrEnum):
    """What of a workbook its reader cannot see. `RULES` are colours that rules set (conditional formatting); errors are error values such as #N/A."""

    COLOURS = "colours"
    RULES = "rules"
    COMMENTS = "comments"
    LINKS = "links"
    HIDDEN = "hidden"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet: its filled cells by row and column, in the rows' order; the links of cells; the rows that are hidden.

    `fills` and `fonts` are the colours of cells ("#rrggbb" in lower case), of blank ones the fills alone; white fills and black texts are left out.
    `comments` are empty where their text is not known. Of
    merged cells only the first holds something: what may lie hidden under them is `covered`, a number of cells, and stands in no row.
    """

    title: str
    rows: Mapping[int, Mapping[int, Value]]
    links: Mapping[Address, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    fills: Mapping[Address, str] = field(default_factory=dict)
    fonts: Mapping[Address, str] = field(default_factory=dict)
    comments: Mapping[Address, str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheet: bool = False
    covered: int = 0

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(map(len, self.rows.values()))


@dataclass(slots=True)
class Beside:
    """What of one sheet its file tells beside the values: for a reader that sees these alone. Errors and formulas without a result have no value."""

    broken: dict[Address, Broken] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    fills: dict[Address, str] = field(default_factory=dict)
    fonts: dict[Address, str] = field(default_factory=dict)
    links: list[tuple[Area, str]] = field(default_factory=list)
    comments: dict[Address, str] = field(default_factory=dict)


@dataclass(slots=True)
class Looked:
    """What a file tells beside the values of its sheets, by their numbers from 0; what of it a reader of values does not see; whether it is too much for
    openpyxl."""

    beside: dict[int, Beside] = field(default_factory=dict)
    unseen: set[Unseen] = field(default_factory=set)
    heavy: bool = False


def seen(text: str) -> str:
    """A text without what nobody sees at its ends; empty where nobody sees anything."""
    return text.strip(_UNSEEN)


def inside(area: Area, rows: Mapping[int, Mapping[int, Value]]) -> Iterator[Address]:
    """The filled cells of an area, however large it is."""
    top, left, bottom, right = area
    span = range(top, bottom + 1)
    for number in span if len(span) < len(rows) else [number for number in rows if number in span]:
        for column in rows.get(number, ()):
            if left <= column <= right:
                yield number, column


def uncover(rows: dict[int, dict[int, Value]], merged: Iterable[Area]) -> int:
    """Take out of `rows` what lies hidden under merged cells, and say how many cells that were."""
    lost = {place for area in merged for place in inside(area, rows) if place != area[:2]}
    for number, column in lost:
        del rows[number][column]
        if not rows[number]:
            del rows[number]
    return len(lost)
