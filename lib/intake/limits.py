"""What a file from outside may hold at most (the numbers stand in lib/schema.py), counted while a stream goes through it, and what is said beyond."""

from dataclasses import dataclass

from lib import schema
from lib.intake.codes import a1, quoted
from lib.model import Param

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last row and column that a spreadsheet program has."""


class Refused(Exception):
    """A limit is passed: the code of the finding, and what its sentence names."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def too_far(place: str) -> Refused:
    """Something stands where no table reaches."""
    return Refused("too-far-away", place=quoted(place), limit=schema.MAX_PLACES)


@dataclass(slots=True)
class Extent:
    """The places from the first filled cell of a sheet to the last: a reader may keep room for each of them."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def add(self, row: int, column: int) -> None:
        """One more filled cell, counted from 1."""
        if self.left <= column <= self.right and self.top <= row <= self.bottom:
            return
        if not self.top:
            self.top = self.bottom = row
            self.left = self.right = column
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > schema.MAX_PLACES:
            raise too_far(a1(row, column))


@dataclass(slots=True)
class Filled:
    """The filled cells and their text, of all sheets."""

    cells: int = 0
    characters: int = 0

    def add_cells(self, number: int = 1) -> None:
        """More cells that hold something."""
        self.cells += number
        if self.cells > schema.MAX_FILLED:
            raise Refused("too-many-cells", limit=schema.MAX_FILLED)

    def add_characters(self, number: int) -> None:
        """More text that cells hold."""
        self.characters += number
        if self.characters > schema.MAX_CHARACTERS:
            raise Refused("too-much-text", limit=schema.MAX_CHARACTERS)
