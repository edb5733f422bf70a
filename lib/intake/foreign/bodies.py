"""What stands below the headings of a sheet, column by column: places, codes or points, and which share of it is known."""

from collections import Counter

from lib.intake.foreign.heads import Heads
from lib.intake.foreign.known import Known
from lib.intake.foreign.spots import SpotKind
from lib.intake.foreign.spread import Spread

HALF = 0.5
"""From which share on a column counts as what most of it is."""
PLACES = (SpotKind.COUNTRY, SpotKind.COUNTRIES, SpotKind.REGION_WIDE)
LONGEST_NAME = 60
"""A longer text names no country alone."""
_LONGEST_POINT = 160
"""Nor does a longer one name a point."""
_TELLING = (*PLACES, SpotKind.GROUP)
_TRIED = 40
"""Where none of so many first texts is a place, the column is none of places."""
_LOOKED_AT = 400
"""How many rows of a column are looked at to tell what it holds."""


def heads_section(sheet: Spread, known: Known, row: int) -> str | None:
    """The point whose section a row heads: it holds the point's number, its name, or both, and nothing else."""
    if len(sheet.grid.rows[row]) > 2:
        return None
    own = sheet.own(row)
    met = [known.point(text) for text in own.values()] if len(own) < 3 else []
    ids = {one.id for one in met}
    return ids.pop() if len(ids) == 1 and any(one.sure for one in met) else None


class Bodies:
    """What stands below headings, column by column: asked for many windows, so counted once for each row that they may end in."""

    def __init__(self, sheet: Spread, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.columns: dict[int, list[tuple[int, str]]] = {}
        self._places: dict[tuple[int, int, bool], tuple[int, float]] = {}
        self._points: dict[tuple[int, int, bool], tuple[int, float]] = {}
        self.sections = [row for row in sheet.rows if heads_section(sheet, known, row)]
        for row in sheet.rows[: 2 * _LOOKED_AT]:
            for column, text in sheet.own(row).items():
                rows = self.columns.setdefault(column, [])
                if len(rows) < _LOOKED_AT:
                    rows.append((row, text))

    def below(self, column: int, last: int) -> list[str]:
        """The texts of a column below a row."""
        return [text for row, text in self.columns.get(column, ()) if row > last]

    def places(self, column: int, last: int, codes: bool = False) -> tuple[int, float]:
        """How many texts of a column are places, and which share of them is known in a country's place."""
        key = column, last, codes
        if key not in self._places:
            below = self.below(column, last)
            if sum(len(text) > LONGEST_NAME for text in below) > len(below) * HALF:
                below = []  # sentences: each would be looked up among all names
            if not any(self.known.spot(text, codes).kind in _TELLING for text in below[:_TRIED]):
                below = []
            kinds = Counter(self.known.spot(text, codes).kind for text in below)
            named = sum(kinds[kind] for kind in PLACES)
            self._places[key] = named, (named + kinds[SpotKind.GROUP]) / len(below) if below else 0.0
        return self._places[key]

    def points(self, column: int, last: int, headed: bool = False) -> tuple[int, float]:
        """How many different points a column names, and which share of its texts is one. A number alone needs a heading, or all the others."""
        key = column, last, headed
        if key not in self._points:
            below = self.below(column, last)
            if sum(len(text) > _LONGEST_POINT for text in below) > len(below) * HALF:
                below = []
            found = [self.known.point(text) for text in below] if headed else self.known.points_in(below).values()
            ids = [one.id for one in found if one.id]
            self._points[key] = len(set(ids)), len(ids) / len(below) if below else 0.0
        return self._points[key]

    def place_column(self, heads: Heads) -> tuple[int | None, float]:
        """The column of countries below some headings, and the share of it that is known."""
        best: tuple[bool, float, int] | None = None
        found: int | None = None
        for column in self.columns:
            means = heads.columns.get(column)
            if means not in (None, "place", "number"):
                continue
            named, share = self.places(column, heads.last)
            rank = (means == "place", share, -column)
            if named and (share >= HALF or means == "place") and (best is None or rank > best):
                best, found = rank, column
        return found, best[1] if best else 0.0

    def code_column(self, heads: Heads) -> tuple[int | None, float]:
        """The column of countries' codes, and the share of it that is known."""
        for column in self.columns:
            if heads.columns.get(column) == "iso3":
                named, share = self.places(column, heads.last, codes=True)
                if named and share >= HALF:
                    return column, share
        return None, 0.0
