"""A workbook as somebody made it, before it is a file of any format: what stands in which cell, its colours, what is merged and hidden.

Every count that the reader is judged by is taken here, from what was put in, and from no library.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeAlias


@dataclass(frozen=True)
class Formula:
    """A formula with the result that is stored beside it; None where none is."""

    text: str
    result: str | float | None = None


@dataclass(frozen=True)
class Wrong:
    """An error value: "#N/A"."""

    text: str


@dataclass(frozen=True)
class Rich:
    """A text whose parts look different: every second one is bold."""

    parts: tuple[str, ...]


Value: TypeAlias = str | int | float | bool | date | time | Formula | Wrong | Rich | None
Row: TypeAlias = Sequence[Value]


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows` begin at A1. Looks are by cell or range ("B4", "B4:K4"): colours as "#rrggbb", number formats, links, comments."""

    title: str
    rows: Sequence[Row]
    fills: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False

    @property
    def filled(self) -> int:
        """How many cells hold something that can be seen."""
        return sum(seen(value) for row in self.rows for value in row)

    def values(self) -> Iterator[tuple[int, int, Value]]:
        """Row, column (from 1) and value of each cell that is not blank."""
        for number, row in enumerate(self.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    yield number, column, value


Book: TypeAlias = tuple[Sheet, ...]


def book(*rows: Row, title: str = "Sheet1", **looks: object) -> Book:
    """A workbook of one sheet."""
    return (Sheet(title, rows, **looks),)


def filled(made: Book) -> int:
    """How many cells of all sheets hold something that can be seen."""
    return sum(sheet.filled for sheet in made)


def shown(value: Value) -> str:
    """A value's text, a formula's result."""
    match value:
        case Formula():
            return f"={value.text}" if value.result is None else str(value.result)
        case Wrong():
            return value.text
        case Rich():
            return "".join(value.parts)
        case None:
            return ""
        case _:
            return str(value)


def seen(value: Value) -> bool:
    """Whether anybody sees something in a cell: blanks of any kind and characters without a look are nothing."""
    return any(unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for char in shown(value))
