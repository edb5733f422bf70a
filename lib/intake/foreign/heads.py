"""Some rows taken for headings: what each column is said to hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lib.intake.foreign.headings import NOT_READ
from lib.intake.foreign.known import Known
from lib.intake.foreign.spread import Spread

OF_A_POINT = frozenset({"status", "activity", "missing", "recommendation"})
"""What several columns about one point may hold."""
_NO_COLUMN = NOT_READ - {"number"}
_APART = re.compile(r"\s*[–—:(\[]\s*|\s+-\s+")
"""What stands between a point's name and what a column says of it."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Some rows, taken for headings: what each column is said to hold, and whether that is beyond doubt."""

    first: int
    last: int
    columns: Mapping[int, str]
    sure: bool
    filled: int

    @property
    def points(self) -> dict[int, str]:
        """The columns about one point."""
        return {column: means for column, means in self.columns.items() if means.startswith("point.")}

    def column(self, means: str) -> int | None:
        """The first column of a meaning."""
        return next((column for column, meaning in sorted(self.columns.items()) if meaning == means), None)


def heads(sheet: Spread, known: Known, first: int, last: int) -> Heads:
    """What the columns are said to hold in the rows `first` to `last`, a merged heading said of all its columns."""
    about: dict[int, str] = {}
    doubtful: set[int] = set()
    keys: dict[int, str] = {}
    filled: set[int] = set()
    unsure = False
    for row in range(first, last + 1):
        own = sheet.own(row)
        columns = sorted(own)
        met = known.points_in([own[column] for column in columns])
        for index, column in enumerate(columns):
            filled.add(column)
            over = _covered(sheet, known, row, column, own, row < last)
            key = known.heading(own[column])
            if (point := met.get(index)) is not None and point.id is not None:
                unsure |= not point.sure
                for one in over:
                    if about.setdefault(one, point.id) != point.id:
                        doubtful.add(one)
                if behind := _key_behind(own[column], known):
                    keys |= dict.fromkeys(over, behind)
            elif key:
                keys |= dict.fromkeys(over, key)
    meanings = {column: key for column, key in keys.items() if key not in _NO_COLUMN}
    for column, id in about.items():
        key = keys.get(column)
        meanings.pop(column, None)
        if column not in doubtful and key not in _NO_COLUMN:
            meanings[column] = f"point.{id}/{key}" if key in OF_A_POINT else f"point.{id}"
    return Heads(first, last, meanings, not doubtful and not unsure, len(filled))


def _key_behind(heading: str, known: Known) -> str:
    """What a heading says behind a point's name that its column holds: "4. Reception – status", "Point 4: gaps"; "" for nothing."""
    behind = _APART.split(heading.strip(" )]"))[-1]
    key = known.heading(behind) if behind != heading and known.point(behind).id is None else None
    return key if key in OF_A_POINT | _NO_COLUMN else ""


def _covered(sheet: Spread, known: Known, row: int, column: int, own: Mapping[int, str], above: bool) -> list[int]:
    """The columns that a heading stands over: its own, those that it is merged with and, above headings of what is said of a point, the blank ones
    behind it."""
    over = [column]
    for one in range(column + 1, sheet.width + 1):
        merged = sheet.origin(row, one) == (row, column)
        blank = (
            above and one not in own and sheet.origin(row, one) == (row, one) and known.heading(sheet.text(row + 1, one)) in OF_A_POINT | _NO_COLUMN
        )
        if not (merged or blank):
            break
        over.append(one)
    return over
