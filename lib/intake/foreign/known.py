"""What the texts of a foreign file mean: the vocabulary, asked once for each text, with what people said of this file above it."""

from collections.abc import Mapping as Names_
from collections.abc import Sequence
from dataclasses import dataclass, field

from lib import mapping
from lib.framework import Framework
from lib.intake.foreign import headings, marks, points, spots
from lib.intake.foreign.marks import Meaning
from lib.intake.foreign.points import PointRead
from lib.intake.foreign.spots import Spot, SpotKind
from lib.intake.vocabulary import normalise
from lib.mapping import Mapping, MarkKind
from lib.model import REGION_WIDE
from lib.names import Names
from lib.places import Places

MARK = 80
"""A mark with a remark behind it has so many characters at most."""
_NO_MARK = Meaning()


@dataclass(frozen=True, slots=True)
class Known:
    """The lists that a file is read by, and what was said of it."""

    framework: Framework
    places: Places
    names: Names
    said: Mapping
    _spots: dict[tuple[str, bool], Spot] = field(default_factory=dict)
    _points: dict[str, PointRead] = field(default_factory=dict)
    _rows: dict[tuple[str, ...], Names_[int, PointRead]] = field(default_factory=dict)
    _headings: dict[str, str | None] = field(default_factory=dict)
    _marks: dict[str, Meaning] = field(default_factory=dict)
    _nothing: dict[str, bool] = field(default_factory=dict)

    def spot(self, text: str, codes: bool = False) -> Spot:
        """What a text in a country's place stands for."""
        key = text, codes
        if key not in self._spots:
            means = self.said_names.get(normalise(text))
            self._spots[key] = spots.spot(text, self.names, self.places, codes) if means is None else _answered(means)
        return self._spots[key]

    def point(self, text: str) -> PointRead:
        """The point that a text names."""
        if text not in self._points:
            means = self.said_names.get(normalise(text))
            self._points[text] = points.point(text, self.framework) if means is None else PointRead(means.removeprefix("point.") or None)
        return self._points[text]

    def points_in(self, headings: Sequence[str]) -> Names_[int, PointRead]:
        """Which of a row's or column's texts name points, each beside the others."""
        key = tuple(headings)
        if key not in self._rows:
            self._rows[key] = points.points_in(key, self.framework, self.point)
        return self._rows[key]

    def heading(self, text: str) -> str | None:
        """What a column with this heading holds."""
        if text not in self._headings:
            self._headings[text] = headings.heading(text)
        return self._headings[text]

    def mark(self, text: str) -> Meaning:
        """What a mark stands for by itself; a long text is none."""
        if len(text) > MARK:
            return _NO_MARK
        if text not in self._marks:
            self._marks[text] = marks.meaning(text)
        return self._marks[text]

    def says_nothing(self, text: str) -> bool:
        """Whether a text only marks that there is none; a long one does not."""
        if len(text) > MARK // 2:
            return False
        if text not in self._nothing:
            self._nothing[text] = marks.says_nothing(text)
        return self._nothing[text]

    @property
    def said_names(self) -> Names_[str, str]:
        """What was said of names, as they are compared."""
        return {normalise(one.spelling): one.means for one in self.said.names}

    def said_mark(self, kind: MarkKind, mark: str) -> str | None:
        """What was said of a mark; None where nothing was."""
        return next((one.means for one in self.said.marks if one.kind is kind and normalise(one.mark) == normalise(mark)), None)

    def said_sheet(self, title: str) -> mapping.SheetMapping | None:
        """What was said of a sheet."""
        return next((one for one in self.said.sheets if one.sheet == title), None)


def _answered(means: str) -> Spot:
    if means == REGION_WIDE:
        return Spot(SpotKind.REGION_WIDE)
    return Spot(SpotKind.COUNTRY, (means,)) if means and not means.startswith("point.") else Spot(SpotKind.NOTE)
