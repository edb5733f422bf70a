"""The account of a foreign file's cells: each filled cell is read, or a finding says why not. Nothing is in neither."""

from collections.abc import Iterable, Sequence

from lib.intake.codes import a1, finding
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.intake.values import text
from lib.model import Finding, Message, Param


class Account:
    """What became of the cells of some sheets."""

    def __init__(self, sheets: Sequence[Spread]) -> None:
        self.sheets = sheets
        self._open = {sheet.title: set(sheet.cells()) for sheet in sheets}
        self.findings: list[Finding] = []
        self.not_read = self.beneath = 0

    @property
    def cells_read(self) -> int:
        """How many cells were read."""
        return sum(sheet.filled for sheet in self.sheets) - self.not_read - sum(map(len, self._open.values()))

    def read(self, sheet: Spread, *cells: Address) -> None:
        """These cells are read (a place in a merged cell is that cell)."""
        self._open[sheet.title].difference_update(sheet.origin(*cell) for cell in cells)

    def lost(
        self,
        code: str,
        sheet: Spread,
        cells: Iterable[Address],
        value: str | None = None,
        fix: Message | None = None,
        at: Address | None = None,
        **params: Param,
    ) -> None:
        """These cells are not read, as far as nothing became of them yet; the finding names one (`at`, or the first) and says how many (`n`)."""
        still = self._open[sheet.title]
        found = sorted({sheet.origin(*cell) for cell in cells} & still)
        if found:
            still.difference_update(found)
            self.not_read += len(found)
            first = sheet.grid.rows[found[0][0]][found[0][1]]
            self.say(code, sheet, sheet.origin(*at) if at else found[0], text(first) if value is None else value, fix, n=len(found), **params)

    def lost_beneath(self, sheet: Spread, n: int) -> None:
        """So many cells lie hidden under merged ones: nobody sees them, and they are not read."""
        self.beneath += n
        self.say("covered-cells", sheet, n=n)

    def say(self, code: str, sheet: Spread | None, at: Address | None = None, value: str = "", fix: Message | None = None, **params: Param) -> None:
        """A finding that takes nothing away."""
        self.findings.append(finding(code, sheet.title if sheet else "", a1(*at) if at else "", value, fix, **params))

    def open(self, sheet: Spread, first: int = 1, last: int | None = None) -> list[Address]:
        """The cells of some rows of which nothing became yet."""
        last = sheet.last if last is None else last
        return [cell for cell in self._open[sheet.title] if first <= cell[0] <= last]
