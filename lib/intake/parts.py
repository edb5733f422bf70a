"""One part of an Excel package, streamed through expat and counted: cells and where they stand, rows, texts, elements, nesting.

Elements of the spreadsheet's own namespaces count as cells and rows in whatever part they stand: a library that is pointed there would read them.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import process_time
from typing import IO
from xml.parsers import expat

from lib import schema
from lib.intake.codes import VALUE_LENGTH, column_number, quoted
from lib.intake.grid import Beside, Broken, Looked, Unseen
from lib.intake.limits import LAST_COLUMN, LAST_ROW, Extent, Filled, Refused, too_far
from lib.intake.sheet_xml import hidden_columns, is_true

_CHUNK = 2**18
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""What may stand before the first "<", in any encoding that expat knows."""
MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_IDS = tuple(f"http://{space}/relationships id" for space in ("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"))
_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"([0-9]{1,7})(?:\.0+)?")

_LEFT_CLOSED = re.compile(r"\.vml$|^docprops/|^customxml/|^xl/(drawings|charts|media|printersettings|activex|ctrlprops)/")
"""Parts that nobody here opens, so they may be broken: .vml is a dialect of HTML that Excel itself leaves unclosed."""

Attributes = Mapping[str, str]


class _Enough(Exception):
    """The rest of the part is read by nobody, so it need not be counted."""


@dataclass(slots=True)
class Counted:
    """What has been counted so far, of all parts; `part` is the name of the one that is read now."""

    part: str = ""
    begun: float = field(default_factory=process_time)
    elements: int = 0
    styles: int = 0
    cells: int = 0
    rows: int = 0
    """The most rows of one sheet."""
    filled: Filled = field(default_factory=Filled)
    shared: list[int] = field(default_factory=list)
    """The length of each shared text."""
    shown: Counter[int] = field(default_factory=Counter)
    """How many cells show a shared text, by its number."""
    titles: list[tuple[tuple[str, str], str]] = field(default_factory=list)
    """The sheets: their relations, and their titles."""
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    """The parts that relations lead to, by the part that they belong to and their identifier there."""
    roots: dict[str, str] = field(default_factory=dict)
    """The first element of each part."""
    beside: dict[str, Beside] = field(default_factory=dict)
    """What sheets tell beside their values, by the parts that they are."""
    unseen: set[Unseen] = field(default_factory=set)
    """What there is in the workbook that a reader of values does not see."""

    def sheet(self) -> str:
        """The title of the sheet that is read now; empty where the part is none."""
        return quoted(next((title for relation, title in self.titles if self.targets.get(relation) == self.part), ""))

    def looked(self) -> Looked:
        """What the sheets tell beside their values, in their order."""
        parts = (self.targets.get(relation, "") for relation, _ in self.titles)
        beside = {number: self.beside[part] for number, part in enumerate(parts) if part in self.beside}
        return Looked(beside, {Unseen.COLOURS, *self.unseen}, self.heavy)

    @property
    def heavy(self) -> bool:
        """Whether openpyxl would take too long over this."""
        within = (
            self.cells <= schema.MODEST_CELLS,
            self.rows <= schema.MODEST_ROWS,
            self.elements <= schema.MODEST_ELEMENTS,
            self.styles <= schema.MODEST_STYLES,
        )
        return not all(within)

    def together(self) -> None:
        """What only the parts together tell: each cell holds the shared text that it shows whole, each sheet is a part of its own and a sheet."""
        self.part = ""
        for number, times in self.shown.items():
            if -len(self.shared) <= number < len(self.shared):
                self.filled.add_characters(self.shared[number] * times)
        parts = [self.targets[relation] for relation, _ in self.titles if relation in self.targets]
        if len(set(parts)) < len(parts):
            raise Refused("part-twice")
        if not all(self.roots.get(part, "sheet").endswith("sheet") for part in parts):
            raise Refused("damaged")


def count(part: IO[bytes], counted: Counted) -> None:
    """Count what stands in a part; Refused at the first limit that is passed, and where it is XML that cannot be read."""
    chunk = part.read(_CHUNK)
    begins = chunk.lstrip(_BEFORE_XML)
    if not chunk or (begins and not begins.startswith(b"<")):
        return
    counting = _Counting(counted)
    parser = counting.parser
    fed = 0
    try:
        while chunk:
            parser.Parse(chunk)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > schema.MAX_TAG:  # with each piece, expat reads an unfinished tag again from its beginning
                raise Refused("tag-too-long", limit=schema.MAX_TAG // 2**10)
            chunk = part.read(_CHUNK)
            counting.check()
        parser.Parse(b"", True)
        counting.check()
    except _Enough:
        return
    except expat.ExpatError:
        if counting.is_read() or not _LEFT_CLOSED.search(counted.part.lower()):
            raise Refused("damaged") from None


class _Counting:
    """A parser that counts, and what it has to remember meanwhile: how deep it is, and in which row and cell."""

    def __init__(self, counted: Counted) -> None:
        self.counted = counted
        self.elements = self.depth = self.deepest = self.rows = self.row = self.column = self.length = 0
        self.extent, self.beside = Extent(), Beside()
        self.formula: str | None = None
        self.root = self.place = self.kind = self.said = ""
        self.at, self.stored = (0, 0), False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end

    def is_read(self) -> bool:
        """Whether this is a part that somebody here reads, wherever it stands."""
        return self.root.startswith((*MAIN, _RELATION.partition(" ")[0]))

    def check(self) -> None:
        """The limits that no single piece passes by much."""
        counted = self.counted
        cheap = self.root in _OF_CELLS
        counted.elements, counted.styles = counted.elements + self.elements * cheap, counted.styles + self.elements * (not cheap)
        self.elements = 0
        if process_time() - counted.begun > schema.LOOK_SECONDS:
            raise Refused("took-too-long", limit=schema.LOOK_SECONDS)
        if counted.elements + counted.styles > schema.MAX_ELEMENTS:
            raise Refused("too-many-elements", limit=schema.MAX_ELEMENTS)

    def document_type(self, *_: object) -> None:
        raise Refused("document-type")

    def deeper(self, tag: str) -> None:
        """The first element of a part, or the first in an element of its depth."""
        self.deepest = self.depth
        if self.depth > schema.MAX_DEPTH:
            raise Refused("nested-too-deep", limit=schema.MAX_DEPTH)
        if self.depth == 1:
            self.root = self.counted.roots[self.counted.part] = tag
            if tag in _SHEETS:
                self.counted.beside[self.counted.part] = self.beside
            if tag in _COMMENTS:
                self.counted.unseen.add(Unseen.COMMENTS)
            if tag in _UNREAD:
                raise _Enough

    def start(self, tag: str, attributes: Attributes) -> None:
        self.elements += 1
        self.depth += 1
        if self.depth > self.deepest:
            self.deeper(tag)
        if tag in _BEGIN:
            _BEGIN[tag](self, attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if tag in _END:
            self.parser.CharacterDataHandler = None
            _END[tag](self)

    def row_begins(self, attributes: Attributes) -> None:
        self.rows += 1
        self.counted.rows = max(self.counted.rows, self.rows)
        number = attributes.get("r", str(self.row + 1))
        match = _ROW.fullmatch(number)
        if match is None or int(match[1]) > LAST_ROW:
            raise too_far(f"A{number}")
        self.row, self.column = int(match[1]), 0
        if is_true(attributes.get("hidden")):
            self.beside.hidden.add(self.row)

    def cell_begins(self, attributes: Attributes) -> None:
        self.counted.cells += 1
        self.place, self.kind = attributes.get("r", ""), attributes.get("t", "")
        self.column += 1
        self.formula, self.stored = None, False

    def filled(self, _: Attributes) -> None:
        """The cell holds something: only that makes it one that stands somewhere. A cell that does not say where is the next one of its row."""
        row = self.row
        if self.place:
            match = _CELL.fullmatch(self.place)
            if match is None:
                raise too_far(self.place)
            row, self.column = int(match[2]), column_number(match[1].upper())
        if not (0 < row <= LAST_ROW and 0 < self.column <= LAST_COLUMN):
            raise too_far(self.place or f"row {row}")
        self.extent.add(row, self.column)
        self.at = (row, self.column)

    def formula_begins(self, attributes: Attributes) -> None:
        self.filled(attributes)
        self.text_begins(attributes)

    def formula_ends(self) -> None:
        self.formula = self.said

    def value_begins(self, attributes: Attributes) -> None:
        self.filled(attributes)
        self.counted.filled.add_cells()
        self.text_begins(attributes)

    def text_begins(self, _: Attributes) -> None:
        self.length, self.said = 0, ""
        self.parser.CharacterDataHandler = self.text

    def text(self, text: str) -> None:
        self.length += len(text)
        if len(self.said) <= VALUE_LENGTH:
            self.said += text

    def value_ends(self) -> None:
        self.stored = self.length > 0
        if self.kind != "s":
            self.counted.filled.add_characters(self.length)
            if self.kind == "e" and self.stored:
                self.beside.broken[self.at] = Broken("error-value", self.said)
        elif re.fullmatch(r"\s*-?[0-9]{1,10}\s*", self.said):
            self.counted.shown[int(self.said)] += 1

    def cell_ends(self) -> None:
        """A formula whose result is an empty text is stored as text (t="str") with nothing in it."""
        if self.formula is not None and not self.stored and self.kind != "str":
            self.beside.broken[self.at] = Broken("formula-without-value", f"={self.formula}")

    def columns(self, attributes: Attributes) -> None:
        self.beside.hidden_columns |= hidden_columns([attributes])

    def link(self, _: Attributes) -> None:
        self.counted.unseen.add(Unseen.LINKS)

    def rule(self, _: Attributes) -> None:
        self.counted.unseen.add(Unseen.RULES)

    def shared_ends(self) -> None:
        self.counted.shared.append(self.length)

    def sheet(self, attributes: Attributes) -> None:
        id = next((attributes[id] for id in _IDS if id in attributes), "")
        self.counted.titles.append(((self.counted.part, id), attributes.get("name", "")))
        if len(self.counted.titles) > schema.MAX_SHEETS:
            raise Refused("too-many-sheets", limit=schema.MAX_SHEETS)

    def relation(self, attributes: Attributes) -> None:
        """What xl/_rels/workbook.xml.rels says of xl/workbook.xml."""
        folder, _, name = self.counted.part.rpartition("_rels/")
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
        self.counted.targets[folder + name.removesuffix(".rels"), attributes.get("Id", "")] = target[1:]


def _named(*tags: str) -> frozenset[str]:
    return frozenset(f"{space} {tag}" for space in MAIN for tag in tags)


def _methods(**methods: Callable[..., None]) -> dict[str, Callable[..., None]]:
    return {name: method for tag, method in methods.items() for name in _named(tag.rstrip("_"))}


_OF_CELLS = _named("worksheet", "sst")
_SHEETS, _COMMENTS = _named("worksheet"), _named("comments")
_UNREAD = _named("calcChain", "externalLink", "pivotCacheDefinition", "pivotCacheRecords")
"""Parts that may be very large and that nobody here reads: that they have no document type is known once they begin."""


_BEGIN = _methods(
    row=_Counting.row_begins,
    c=_Counting.cell_begins,
    f=_Counting.formula_begins,
    v=_Counting.value_begins,
    is_=_Counting.value_begins,
    si=_Counting.text_begins,
    sheet=_Counting.sheet,
    col=_Counting.columns,
    hyperlink=_Counting.link,
    conditionalFormatting=_Counting.rule,
) | {_RELATION: _Counting.relation}
_END = _methods(
    c=_Counting.cell_ends,
    f=_Counting.formula_ends,
    v=_Counting.value_ends,
    is_=_Counting.value_ends,
    si=_Counting.shared_ends,
)
