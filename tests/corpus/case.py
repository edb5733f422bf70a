"""What a case is: a file that an office could send, and what must be known once it is read.

What must be known goes by what people see in the file and what docs/workbook.md promises of other layouts; it knows nothing of how the reader works.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lib.framework import load as load_framework
from lib.mapping import Layout
from lib.mapping import Mapping as Reading
from lib.model import REGION_WIDE, Severity, Stage, Status
from lib.places import load as load_places
from tests.corpus.book import Book
from tests.corpus.writing import xlsx

FOLDER = Path(__file__).parents[2] / "matrices"
FRAMEWORK, PLACES = load_framework(FOLDER / "framework.toml"), load_places(FOLDER)

Cell = tuple[str, str]
"""A place and a point's identifier."""


@dataclass(frozen=True)
class Act:
    """One activity. What is None is not judged. `written` is the text with the label that says its stage or its country: to keep that is no mistake."""

    text: str
    stage: Stage | None = None
    written: str = ""
    actors: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    good_practice: bool | None = None
    link: str | None = None


@dataclass(frozen=True)
class Said:
    """Something that must be said: of at least this severity, with this code ("" for any), its sentence or value having all these words in it."""

    severity: Severity = Severity.NOTE
    code: str = ""
    words: tuple[str, ...] = ()


def asked(code: str, *words: str) -> Said:
    """A question that only people can answer."""
    return Said(Severity.ERROR, code, words)


def warned(*words: str) -> Said:
    """Something read that wants a look."""
    return Said(Severity.WARNING, "", words)


def noted(*words: str, code: str = "") -> Said:
    """Something said, however loudly."""
    return Said(Severity.NOTE, code, words)


@dataclass(frozen=True, kw_only=True)
class Expect:
    """What must be known of a file, and nothing beside it.

    `cells`: what a mark stands for – a Stage where it is recorded (one activity), a Status where it is assessed. `activities`: the activities of a cell.
    `remarks`: their texts by field. `situations`: by country. `may`: what a good reader may know and another ask for, None for the cell's text without a
    stage. `same` maps a text to another by which it may be known as well.

    `layout`: several where either will do; None where good readers may differ about the whole file, whose errors are then not judged either. `may_ask`:
    errors that `says` does not name are no mistake. `hard`: what must be known need not be, if a warning or a question says that something is not; what
    is read must still be right.

    `lost` filled cells must not be read: they have no meaning that could be known. `outside` more need not be: titles, legends, notes, totals. `coloured`
    cells hold a colour and no text, or what not every library shows: whether they count as filled is left to the reader.
    """

    layout: Layout | tuple[Layout, ...] | None
    region: str = ""
    cells: Mapping[Cell, Stage | Status] = field(default_factory=dict)
    activities: Mapping[Cell, tuple[Act, ...]] = field(default_factory=dict)
    remarks: Mapping[Cell, Mapping[str, str]] = field(default_factory=dict)
    situations: Mapping[str, str] = field(default_factory=dict)
    may: frozenset[tuple[Cell, Stage | Status | None]] = frozenset()
    lost: int = 0
    outside: int = 0
    coloured: int = 0
    says: tuple[Said, ...] = ()
    may_ask: bool = False
    hard: bool = False
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A file and what must be known of it; `answers`: what people said to its questions, and what must be known then."""

    name: str
    build: Callable[[], Book]
    expect: Expect
    language: str = "en"
    file: str = "Implementation matrix.xlsx"
    write: Callable[[Book], bytes] = xlsx
    region: str = ""
    answers: tuple[Reading, Expect] | None = None

    def make(self) -> bytes:
        """The file's bytes."""
        return self.write(self.build())


def case(expect: Expect, language: str = "en", **more: object) -> Callable[[Callable[[], Book]], Case]:
    """Make a case of a function that builds a workbook; the function's name is its name."""

    def made(build: Callable[[], Book]) -> Case:
        name = build.__name__.strip("_").replace("_", " ")
        return Case(name, build, expect, language, **more)

    return made


def statuses(pattern: Mapping[str, str], **more: object) -> Expect:
    """What a status grid of this pattern (see tests/corpus/table.py) must give, recorded."""
    return Expect(layout=Layout.STATUS_GRID, region=region_of(pattern), cells=recorded(pattern), **more)


def recorded(pattern: Mapping[str, str]) -> dict[Cell, Stage]:
    """The stages of a pattern. "Not applicable" is none."""
    return {cell: Stage(status) for cell, status in judged(pattern).items() if status is not Status.NOT_APPLICABLE}


def allowed(pattern: Mapping[str, str]) -> frozenset[tuple[Cell, Stage | Status | None]]:
    """The stages of a pattern as what may be known."""
    return frozenset(recorded(pattern).items())


def judged(pattern: Mapping[str, str]) -> dict[Cell, Status]:
    """The statuses of a pattern."""
    return {
        (place, point): GLYPHS[glyph]
        for place, row in pattern.items()
        for point, glyph in zip(FRAMEWORK.point_ids, row, strict=False)
        if glyph in GLYPHS
    }


GLYPHS = {glyph: status for status, glyph in FRAMEWORK.glyphs.items() if status}
"""How a pattern writes each status; anything else in it is nothing."""


def region_of(places: Mapping[str, object]) -> str:
    """The region that declares the first of some places."""
    return PLACES.region_of(next(place for place in places if place != REGION_WIDE)).id
