"""A sheet as its sender sees it: a merged cell's text stands in all of its places."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from lib.intake.codes import a1
from lib.intake.foreign.texts import repaired
from lib.intake.grid import Address, Broken, Grid, Value
from lib.intake.values import text

_BLANK: Mapping[int, Value] = {}


class Spread:
    """One sheet, asked by row and column (from 1)."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.title = grid.title
        self.rows = tuple(grid.rows)
        self.last = max(self.rows, default=0)
        self.width = max((max(row, default=0) for row in grid.rows.values()), default=0)
        self._texts: dict[Address, str] = {}
        self._own: dict[int, dict[int, str]] = {}

    @cached_property
    def origins(self) -> dict[Address, Address]:
        """The places of merged cells, as far as the sheet is filled, and the cell that each is part of. What is merged beyond is seen by nobody."""
        found: dict[Address, Address] = {}
        for top, left, bottom, right in self.grid.merged:
            for row in range(top, min(bottom, self.last) + 1):
                for column in range(left, min(right, self.width) + 1):
                    found[row, column] = top, left
        return found

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return self.grid.filled

    def origin(self, row: int, column: int) -> Address:
        """The cell that a place is part of."""
        return self.origins.get((row, column), (row, column)) if self.origins else (row, column)

    def value(self, row: int, column: int) -> Value | None:
        """What stands in a place, in a merged cell too."""
        row, column = self.origin(row, column)
        return self.grid.rows.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """The text that stands in a place; "" where nothing does, and for an error such as #N/A."""
        at = self.origin(row, column)
        found = self._texts.get(at)
        if found is None:
            value = self.grid.rows.get(at[0], _BLANK).get(at[1])
            found = self._texts[at] = "" if value is None or isinstance(value, Broken) else text(value)
        return found

    def own(self, row: int) -> dict[int, str]:
        """The texts of a row by column, as they were meant where letters are damaged; of merged cells at their first place only."""
        if row not in self._own:
            self._own[row] = {column: repaired(self.text(row, column)) for column in self.grid.rows.get(row, {}) if self.text(row, column)}
        return self._own[row]

    def cells(self, first: int = 1, last: int | None = None) -> Iterator[Address]:
        """The filled cells of some rows."""
        for row, cells in self.grid.rows.items():
            if first <= row <= (self.last if last is None else last):
                for column in cells:
                    yield row, column

    def fill(self, row: int, column: int) -> str:
        """The fill of a place; "" for none."""
        return self.grid.fills.get(self.origin(row, column), "")

    def where(self, at: Address) -> str:
        """A cell with its sheet: "Sheet!B4"."""
        return f"{self.title}!{a1(*at)}"
