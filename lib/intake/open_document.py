"""The content of an OpenDocument spreadsheet (.ods), streamed through expat before calamine reads it: limits, and what its values do not tell.

A cell or a row may say how often it repeats, and a text how many blanks it holds: a few bytes can stand for a whole sheet.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from itertools import product
from typing import TypeVar
from xml.parsers import expat

from lib import schema
from lib.intake.colours import BLACK, WHITE
from lib.intake.grid import Address, Beside, Broken, Looked, Unseen, seen
from lib.intake.limits import LAST_COLUMN, LAST_ROW, Extent, Filled, Refused

MEDIA_TYPES = (b"application/vnd.oasis.opendocument.spreadsheet", b"application/vnd.oasis.opendocument.spreadsheet-template")

_CONTENT, _STYLES, _MANIFEST, _ENCRYPTED = "content.xml", "styles.xml", "META-INF/manifest.xml", b"encryption-data"
_OASIS = re.compile(r"urn:oasis:names:tc:opendocument:xmlns:(?:xsl-)?(\w+)(?:-compatible)?:1.0 (.+)")
_ERROR = re.compile(r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!)|Err:[0-9]+")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST = 1_000
"""A fill that repeats in more cells is no mark but a decoration."""

Attributes = Mapping[str, str]
_What = TypeVar("_What")


def look(data: bytes) -> Looked:
    """Go through a spreadsheet. Refused beyond a limit, and where it cannot be read or has a password."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if _MANIFEST in names and _ENCRYPTED in archive.read(_MANIFEST):
                raise Refused("password-protected")
            content = _Content()
            for part in (_STYLES, _CONTENT):
                if part in names or part == _CONTENT:
                    content.parse(archive.read(part))
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise Refused("damaged") from error
    return content.looked


@dataclass(slots=True)
class _Cell:
    """A run of cells in a row: so many side by side that hold the same, `down` and `across` so many merged."""

    column: int
    repeated: int
    style: str
    kind: str
    error: bool
    formula: bool
    down: int
    across: int
    text: str = ""
    length: int = 0
    link: str = ""
    comment: bool = False


class _Content:
    """The parts of a spreadsheet, gone through one after the other."""

    def __init__(self) -> None:
        self.looked = Looked()
        self.filled = Filled()
        self.fills: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self.style = ""
        self.tables = self.notes = 0
        self.beside, self.extent = Beside(), Extent()
        self.row = self.column = self.down = self.wide = 0
        self.defaults: list[tuple[int, str]] = []
        """The last column, and the look of cells that say nothing of their own, for each run of columns."""
        self.cells: list[_Cell] = []
        self.cell: _Cell | None = None

    def parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.start, self.end, self.characters
        parser.Parse(xml, True)

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _short(tag)
        said = {_short(key): value for key, value in attributes.items()}
        match name:
            case "style style":
                self.style = said.get("style name", "")
                parent = said.get("style parent-style-name", "")
                self.fills[self.style], self.fonts[self.style] = self.fills.get(parent, ""), self.fonts.get(parent, "")
            case "style table-cell-properties" if "fo background-color" in said:
                self.fills[self.style] = _colour(said["fo background-color"], WHITE)
            case "style text-properties" if "fo color" in said:
                self.fonts[self.style] = _colour(said["fo color"], BLACK)
            case "style map" if self.style:
                self.looked.unseen.add(Unseen.RULES)
            case "conditional-formats":
                self.looked.unseen.add(Unseen.RULES)
            case "table table":
                self.table()
            case "table table-column":
                self.columns(said)
            case "table table-row":
                self.row, self.column, self.cells = self.row + 1, 0, []
                self.down = _times(said, "table number-rows-repeated")
                if said.get("table visibility") in ("collapse", "filter") and self.down < LAST_ROW:
                    self.beside.hidden.update(range(self.row, min(self.row + self.down, LAST_ROW)))
            case "table table-cell" | "table covered-table-cell":
                self.cell_begins(said)
            case "office annotation":
                self.notes += 1
                if self.cell:
                    self.cell.comment = True
            case "text a" if self.cell:
                self.cell.link = said.get("href", "")
            case "text s" if self.cell and not self.notes:
                self.cell.length += _times(said, "text c")
            case "text p" if self.cell and self.cell.text and not self.notes:
                self.cell.text += "\n"

    def end(self, tag: str) -> None:
        match _short(tag):
            case "office annotation":
                self.notes -= 1
            case "style style":
                self.style = ""
            case "table table-cell" | "table covered-table-cell":
                self.cell = None
            case "table table-row":
                for cell in self.cells:
                    self.run(cell)
                self.row += self.down - 1
            case "table table":
                self.tables -= 1

    def characters(self, text: str) -> None:
        if self.cell and not self.notes:
            self.cell.length += len(text)
            if len(self.cell.text) < 20:
                self.cell.text += text

    def table(self) -> None:
        self.tables += 1
        if self.tables == 1:
            number = len(self.looked.beside)
            if number >= schema.MAX_SHEETS:
                raise Refused("too-many-sheets", limit=schema.MAX_SHEETS)
            self.beside, self.extent = self.looked.beside.setdefault(number, Beside()), Extent()
            self.row, self.wide, self.defaults = 0, 0, []

    def columns(self, said: Attributes) -> None:
        first, self.wide = self.wide + 1, self.wide + _times(said, "table number-columns-repeated")
        self.defaults.append((self.wide, said.get("table default-cell-style-name", "")))
        if said.get("table visibility") in ("collapse", "filter") and self.wide <= LAST_COLUMN:
            self.beside.hidden_columns.update(range(first, self.wide + 1))

    def cell_begins(self, said: Attributes) -> None:
        repeated = _times(said, "table number-columns-repeated")
        column, self.column = self.column + 1, self.column + repeated
        self.cell = _Cell(
            column,
            repeated,
            said.get("table style-name") or next((style for last, style in self.defaults if last >= column), ""),
            said.get("office value-type", ""),
            said.get("value-type") == "error",
            "table formula" in said,
            _times(said, "table number-rows-spanned"),
            _times(said, "table number-columns-spanned"),
        )
        self.cell.length += len(said.get("office string-value", ""))
        self.cells.append(self.cell)

    def run(self, cell: _Cell) -> None:
        """Cells that hold the same, in as many rows as their row repeats."""
        last_row, last_column = self.row + self.down - 1, cell.column + cell.repeated - 1
        spread = partial(_spread, range(self.row, last_row + 1), range(cell.column, last_column + 1))
        if cell.kind or seen(cell.text):
            self.filled.add_cells(cell.repeated * self.down)
            self.filled.add_characters(cell.length * cell.repeated * self.down)
            self.extent.add(self.row, cell.column)
            self.extent.add(last_row, last_column)
            if cell.error or (cell.formula and _ERROR.fullmatch(seen(cell.text))):
                self.beside.broken |= spread(Broken("error-value", seen(cell.text)))
            if font := self.fonts.get(cell.style):
                self.beside.fonts |= spread(font)
            if cell.link:
                self.beside.links.append(((self.row, cell.column, last_row, last_column), cell.link))
        if cell.repeated * self.down <= _MOST:
            if fill := self.fills.get(cell.style):
                self.beside.fills |= spread(fill)
            if cell.comment:
                self.beside.comments |= spread("")
        if cell.down * cell.across > 1:
            self.beside.merged.append((self.row, cell.column, self.row + cell.down - 1, cell.column + cell.across - 1))


def _spread(rows: range, columns: range, what: _What) -> dict[Address, _What]:
    """The same at every place."""
    return dict.fromkeys(product(rows, columns), what)


@lru_cache(1_000)
def _short(name: str) -> str:
    """A name with its space as everybody abbreviates it: "table table-row", "fo color"; of another's space, the bare name."""
    match = _OASIS.fullmatch(name)
    return f"{match[1]} {match[2]}" if match else name.rpartition(" ")[2]


def _times(said: Attributes, name: str) -> int:
    """A number from 1 on; one that is beyond all limits is cut."""
    number = said.get(name, "1")
    return max(1, int(number[:12])) if number.isdecimal() else 1


def _colour(said: str, usual: str) -> str:
    """A colour as grids have it; empty for the usual one, and for none."""
    colour = said.lower()
    return colour if _COLOUR.fullmatch(colour) and colour != usual else ""
