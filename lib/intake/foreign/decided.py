"""What the marks and colours of a file mean, in this order: what people said of it, its own legend, the scale that its marks form, the words of status.

All marks that were met are counted, whatever became of them: whoever corrects the reading sees them.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lib.intake.foreign import marks, wording
from lib.intake.foreign.known import MARK, Known
from lib.intake.foreign.legends import Legend
from lib.intake.foreign.spread import Spread
from lib.intake.grid import Address
from lib.intake.vocabulary import normalise
from lib.mapping import MarkKind, MarkSeen
from lib.model import Status

NOTHING = ""
"""What a mark means that says nothing."""
_SIGNS = frozenset("●○◐◔✓✔✗✘")
_SEEN = 60
"""How many different marks are shown to whoever corrects a reading."""


class Taken(NamedTuple):
    """What a mark means: a Status, NOTHING, or None where it is not known; whether that is sure, whether a scale of numbers says so; and the words behind
    the mark."""

    means: str | None
    sure: bool = True
    scale: bool = False
    rest: str = ""


_NOT_KNOWN = Taken(None)


class Decided:
    """The marks of one file. `texts` are those of all crossings: only together do numbers form a scale. `coloured` counts the blank ones with a fill: where
    most are, the file speaks in colours. A mark that stands `alone`, with no other beside it, is never beyond doubt; and where the lines `above` the table
    speak of gaps it may mean the opposite."""

    def __init__(self, known: Known, legend: Legend, texts: Iterable[str], coloured: int, above: Iterable[str] = ()) -> None:
        self.known, self.legend = known, legend
        self.counted = Counter(texts)
        short = [text for text in self.counted if len(text) <= MARK]
        self.together = marks.meanings(short)
        self.alone = len({normalise(text) for text in self.counted}) == 1
        self.speaks_of_gaps = any(wording.speaks_of_gaps(text) for text in above)
        self.signs = {text[0] for text in self.counted} & _SIGNS
        self.by_colour = coloured > sum(self.counted.values())
        self.scale = marks.scale(short) if len(short) == len(self.counted) else None
        self.seen: dict[tuple[MarkKind, str], MarkSeen] = {}

    def text(self, text: str) -> Taken:
        """What a text means as a mark."""
        if len(text) > MARK:
            return _NOT_KNOWN
        said = self.known.said_mark(MarkKind.TEXT, text)
        if said is not None:
            return Taken(said)
        key = normalise(text)
        if key in self.legend.texts:
            return Taken(self.legend.texts[key])
        if key in self.legend.unknown or (self.alone and self.speaks_of_gaps):
            return _NOT_KNOWN
        met = self.together.get(text) or self.known.mark(text)
        return Taken(met.means, met.sure and not (self.alone and met.means), self.scale is not None and text in self.scale.means, met.rest)

    def is_signed(self, text: str) -> bool:
        """Whether a text begins with a sign that is no bullet: others of the file's texts begin with another."""
        return text[:1] in self.signs and len(self.signs) > 1 and "\n" not in text

    def fill(self, colour: str) -> Taken:
        """What a fill means."""
        said = self.known.said_mark(MarkKind.FILL, colour)
        return Taken(said if said is not None else self.legend.colours.get(colour))

    def font(self, colour: str) -> Taken:
        """What the colour of a text means."""
        said = self.known.said_mark(MarkKind.FONT, colour)
        return Taken(said if said is not None else self.legend.colours.get(colour))

    def note(self, kind: MarkKind, mark: str, sheet: Spread, at: Address, means: str | None) -> None:
        """Remember that a mark was met."""
        key = kind, mark
        if key in self.seen:
            one = self.seen[key]
            self.seen[key] = MarkSeen(kind, mark, one.n + 1, one.where, one.means)
        elif len(self.seen) < _SEEN:
            self.seen[key] = MarkSeen(kind, mark, 1, sheet.where(at), means)


def is_status(means: str | None) -> bool:
    """Whether a mark means a status."""
    return means is not None and means in set(Status)
