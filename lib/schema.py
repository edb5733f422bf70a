"""The workbook format, version 1, declared once.

The reader, its checks, the blank template, the exporter and docs/workbook.md all go by this declaration. It holds codes only: what a reader of the
workbook sees (headings, labels, sheet names) are the catalogues' texts `sheet.…`, `column.…`, `field.…` and `<vocabulary>.<code>`, in the workbook's
language; the hidden Lists sheet maps them back to codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from lib.framework import Framework
from lib.model import REGION_WIDE, Evidence, Role, Scope, Stage, State, Status

VERSION = 1
LANGUAGES = ("en", "fr", "es")
NOT_ASSESSED = "not_assessed"
"""The word that erases a published status: the one thing a blank never does."""

LISTS = "Lists"
"""The hidden sheet's name, the same in every language: by it a file is known as ours."""
LISTS_MARK = "implementation matrix, format 1"
"""Stands in Lists!A1."""
LISTS_COLUMNS = ("vocabulary", "code", "label")

MAX_BYTES = 10 * 1024 * 1024
"""The largest file taken."""
MAX_UNPACKED = 100 * 1024 * 1024
"""The most that its parts may unpack to, in bytes."""
MAX_RATIO = 200
"""How many times its own size a file may unpack to, once that is more than MAX_BYTES: no program packs a workbook of people's words so tightly."""
MAX_PARTS = 4_000
"""The most parts that its package may have."""
MAX_SHEETS = 1_000
MAX_FILLED = 500_000
"""The most filled cells of all sheets."""
MAX_PLACES = 10_000_000
"""The most places of one sheet from its first filled cell to its last, rows times columns: a reader keeps room for each."""
MAX_CHARACTERS = 20_000_000
"""The most text in all cells, a text that many cells share counted in each."""
MAX_ELEMENTS = 2_000_000
"""The most XML elements of all parts, blank cells with a look of their own among them."""
MAX_DEPTH = 100
"""How deep XML elements may stand in each other; a drawing's go to about thirty."""
MAX_TAG = 1024 * 1024
"""The longest XML tag or comment, in bytes."""
LOOK_SECONDS = 4
"""The processor's time that looking through a file may take, whatever else is made to tire in it."""
MODEST_CELLS, MODEST_ROWS = 300_000, 100_000
"""The most cells of all sheets, and rows of one, blank ones with a look of their own among them, that openpyxl reads soon enough …"""
MODEST_ELEMENTS, MODEST_STYLES = 1_000_000, 400_000
"""… and the most XML elements of the sheets and their texts, and of all else. Larger workbooks are read by a reader that sees values alone."""
MAX_FINDINGS = 20_000
"""The most findings that a report holds: beyond that the workbook is refused as a whole."""

READER_SECONDS = 20
"""The processor's time that reading one received file may take …"""
READER_WAIT = 60
"""… the seconds that may pass meanwhile …"""
READER_MEMORY = 1024 * 1024 * 1024
"""… its address space in bytes …"""
READERS = 2
"""… and how many files are read at a time."""

MAX_TEXT = 32_767
"""The longest text that a cell holds, in UTF-16 units: Excel's own limit."""


class Kind(Enum):
    """What a column's values are; the reader has one way of reading each."""

    TEXT = "text"
    PLACE = "place"
    ISO3 = "iso3"
    POINT = "point"
    STATUS = "status"
    STAGE = "stage"
    EVIDENCE = "evidence"
    STATE = "state"
    ROLES = "roles"
    NAMES = "names"
    YES_NO = "yes_no"
    YEAR = "year"
    DAY = "day"
    NUMBER = "number"
    LINK = "link"
    REF = "ref"
    REGION = "region"
    FRAMEWORK = "framework"
    LANGUAGE = "language"
    SCOPE = "scope"
    VERSION = "version"


VOCABULARIES: Mapping[Kind, tuple[str, ...]] = {
    Kind.STATUS: (*Status, NOT_ASSESSED),
    Kind.STAGE: tuple(Stage),
    Kind.EVIDENCE: tuple(Evidence),
    Kind.STATE: tuple(State),
    Kind.ROLES: tuple(Role),
    Kind.YES_NO: ("yes", "no"),
    Kind.SCOPE: tuple(Scope),
    Kind.LANGUAGE: LANGUAGES,
}
"""The closed lists of labels. The catalogue entry of a label is `<kind>.<code>`: `status.partly`, `stage.partly` …"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet, or a field of About. `width` is in characters; a `required` one may not be blank in a used row."""

    key: str
    kind: Kind
    width: int = 20
    required: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook: a row is a `row`, in the words of the catalogue entry `sheet.<key>.row`."""

    key: str
    columns: tuple[Column, ...]


ABOUT = Sheet(
    "about",
    (
        Column("region", Kind.REGION, required=True),
        Column("office", Kind.TEXT),
        Column("as_of", Kind.DAY),
        Column("contact", Kind.TEXT),
        Column("language", Kind.LANGUAGE),
        Column("framework", Kind.FRAMEWORK),
        Column("version", Kind.VERSION, required=True),
        Column("scope", Kind.SCOPE),
        Column("base", Kind.TEXT),
        Column("sharing", Kind.TEXT),
        Column("notes", Kind.TEXT),
    ),
)
"""A row is a field: its name in column A, its value in column B."""

MATRIX = Sheet("matrix", (Column("place", Kind.PLACE, 30, required=True), Column("iso3", Kind.ISO3, 8)))
"""Its status columns, one per action point, come from the framework: see `matrix_sheet`."""

REMARKS = Sheet(
    "remarks",
    (
        Column("place", Kind.PLACE, 26, required=True),
        Column("point", Kind.POINT, 30, required=True),
        Column("missing", Kind.TEXT, 50),
        Column("recommendation", Kind.TEXT, 50),
        Column("reason", Kind.TEXT, 30),
        Column("source", Kind.TEXT, 40),
        Column("year", Kind.YEAR, 12),
    ),
)

ACTIVITIES = Sheet(
    "activities",
    (
        Column("ref", Kind.REF, 12, hidden=True),
        Column("place", Kind.PLACE, 26, required=True),
        Column("point", Kind.POINT, 30, required=True),
        Column("activity", Kind.TEXT, 70, required=True),
        Column("stage", Kind.STAGE, 22),
        Column("actors", Kind.NAMES, 36),
        Column("year", Kind.YEAR, 12),
        Column("good_practice", Kind.YES_NO, 10),
        Column("evidence", Kind.EVIDENCE, 16),
        Column("source", Kind.TEXT, 44),
        Column("link", Kind.LINK, 40),
    ),
)

SITUATION = Sheet(
    "situation",
    (
        Column("place", Kind.PLACE, 26, required=True),
        Column("roles", Kind.ROLES, 26),
        Column("situation", Kind.TEXT, 70),
        Column("figure", Kind.NUMBER, 14),
        Column("figure_meaning", Kind.TEXT, 44),
        Column("as_of", Kind.YEAR, 12),
        Column("source", Kind.TEXT, 44),
        Column("link", Kind.LINK, 40),
    ),
)

FOLLOW_UP = Sheet(
    "follow_up",
    (
        Column("ref", Kind.REF, 12, hidden=True),
        Column("place", Kind.PLACE, 26, required=True),
        Column("point", Kind.POINT, 30, required=True),
        Column("action", Kind.TEXT, 60, required=True),
        Column("lead", Kind.TEXT, 26),
        Column("partners", Kind.NAMES, 36),
        Column("target", Kind.TEXT, 40),
        Column("due", Kind.YEAR, 12),
        Column("state", Kind.STATE, 24, required=True),
        Column("reason", Kind.TEXT, 30),
        Column("source", Kind.TEXT, 44),
    ),
)

TABLES = (REMARKS, ACTIVITIES, SITUATION, FOLLOW_UP)
"""The sheets that hold one row per thing, headings in the first row."""

SHEETS = (ABOUT, MATRIX, *TABLES)
"""The sheets in the workbook's order; the hidden Lists sheet stands behind them."""


def matrix_sheet(framework: Framework, points: Iterable[str] | None = None) -> Sheet:
    """The Matrix sheet with one status column per action point, or for some `points` only; such a column's key is `point.<id>`."""
    ids = framework.point_ids if points is None else points
    return Sheet("matrix", (*MATRIX.columns, *(Column(f"point.{id}", Kind.STATUS, 15) for id in ids)))


def heading(column: Column) -> str:
    """The catalogue entry that heads a column."""
    return column.key if column.key.startswith("point.") else f"column.{column.key}"


def label(kind: Kind, code: str) -> str:
    """The catalogue entry of a code's label."""
    return f"{kind.value}.{code}"


def lists(framework: Framework) -> tuple[tuple[str, str, str], ...]:
    """What the Lists sheet maps, as (vocabulary, code, catalogue entry of the label): sheets, fields, headings, points, labels, the region-wide row."""
    rows = [("sheet", sheet.key, f"sheet.{sheet.key}") for sheet in SHEETS]
    rows += [("field", column.key, f"field.{column.key}") for column in ABOUT.columns]
    headed = {column.key for sheet in (MATRIX, *TABLES) for column in sheet.columns}
    rows += [("column", key, f"column.{key}") for key in sorted(headed)]
    rows += [("point", id, f"point.{id}") for id in framework.point_ids]
    rows += [(kind.value, code, label(kind, code)) for kind, codes in VOCABULARIES.items() for code in codes]
    return (*rows, ("place", REGION_WIDE, f"place.{REGION_WIDE}"))
