"""How a workbook in a layout of its own is read: which sheet is what, which column means what, what a mark, a colour or a name stands for.

The reader proposes a Mapping and says what it saw (`Foreign`); people correct it; the store remembers what they said by the shape of the workbook. All of
it is codes: the keys of the format (lib/schema.py), of statuses and of places.
"""

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How a sheet is laid out.

    A *status grid* has a mark or a colour for each country and point, a *narrative grid* text; a *long list* a row for each activity, or each country and
    point; *sections* are the form of 2010: a section for each point, with activities, gaps and recommendations beside each other.
    """

    TEMPLATE = "template"
    STATUS_GRID = "status_grid"
    NARRATIVE_GRID = "narrative_grid"
    LONG_LIST = "long_list"
    SECTIONS = "sections"
    NOT_READ = "not_read"
    """A sheet without a matrix: a legend, instructions, something else. As the layout of a whole file: no matrix was found in it."""


class MarkKind(StrEnum):
    """What of a cell carries its meaning. A colour is "#rrggbb" in lower case."""

    TEXT = "text"
    FILL = "fill"
    FONT = "font"


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column (from 1) holds.

    `means` is a key of the format ("place", "iso3", "point", "activity", "status", "missing", "recommendation", "reason", "actors", "year", "source",
    "link", "good_practice", "situation"), "point.<id>" for a column about one point, "point.<id>/<key>" for one of several about it
    ("point.4/missing"), "place.<ISO3>" for one about one country; "" is not read.
    """

    column: int
    means: str


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read. Its headings stand in the rows `first` to `last` (from 1; 0 where it has none).

    `turned`: points stand in the rows and countries in the columns. `place` is the country of a sheet about one country, `point` the point of one about
    one point.
    """

    sheet: str
    layout: Layout
    first: int = 0
    last: int = 0
    turned: bool = False
    columns: tuple[ColumnMeaning, ...] = ()
    place: str = ""
    point: str = ""


@dataclass(frozen=True, slots=True)
class MarkMeaning:
    """What a mark stands for: a status ("in_place" …); "" for no information."""

    kind: MarkKind
    mark: str
    means: str


@dataclass(frozen=True, slots=True)
class NameMeaning:
    """What a name in a country's or a point's place stands for: an ISO3 code, "region-wide", "point.<id>", or "" for none of them: its row is left out."""

    spelling: str
    means: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is read; as a correction, what people said of it, and nothing else.

    `assessed`: whether the statuses are the office's own assessment or enter as recorded; None where nobody said. `region` is the identifier of a declared one.
    """

    region: str = ""
    assessed: bool | None = None
    sheets: tuple[SheetMapping, ...] = ()
    marks: tuple[MarkMeaning, ...] = ()
    names: tuple[NameMeaning, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """A mark that stands in `n` cells of a file's grids, first in `where` ("Sheet!B4"). `means` as in MarkMeaning; None where it is not known."""

    kind: MarkKind
    mark: str
    n: int
    where: str
    means: str | None = None


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name in a country's place (`point`: in a point's) that is not known, in `n` cells. `proposal` and `means` are as in NameMeaning."""

    spelling: str
    n: int
    where: str
    proposal: str = ""
    means: str | None = None
    point: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a sheet as its sender sees it: the texts of its first rows and columns, and their fills ("" for none)."""

    sheet: str
    texts: tuple[tuple[str, ...], ...]
    fills: tuple[tuple[str, ...], ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file in a layout of its own showed: for whoever corrects its reading.

    `regions` are those whose countries it names, the most named first. `shape` is the same for two files that differ in their rows of values alone.
    """

    shape: str
    regions: tuple[str, ...] = ()
    previews: tuple[Preview, ...] = ()
    marks: tuple[MarkSeen, ...] = ()
    names: tuple[NameSeen, ...] = ()
