"""Bytes → the filled cells of each worksheet. The one place that knows openpyxl.

openpyxl's full mode is used because it alone keeps links, hidden rows and number formats. What nobody here looks at is left closed: drawings, charts,
comments, names, validations, and pivot tables, whose caches can take minutes. Its own table of cells is walked: `iter_rows` would make a cell for every
gap. A formula counts with the result that was stored with it; that there is none only the sheet's XML tells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl.packaging.relationship import Relationship, RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from lib.intake.codes import address

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees: a label is the same with or without them, and a cell of nothing else is empty."""

_UNSEEN = INVISIBLE + "".join(filter(str.isspace, map(chr, range(0x3001))))
_TAG = f"{{{SHEET_MAIN_NS}}}"


class Broken(NamedTuple):
    """A cell that holds no value: an error such as #N/A, or a formula whose result is not stored."""

    code: str
    text: str


Value = str | int | float | bool | date | time | timedelta | Broken
Address = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet: its filled cells by row and column, in the rows' order; the links of cells; the rows that are hidden."""

    title: str
    rows: Mapping[int, Mapping[int, Value]]
    links: Mapping[Address, str]
    hidden: frozenset[int]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(map(len, self.rows.values()))


def _relationship(self: RelationshipList, key: str) -> Relationship:
    """openpyxl goes through all relationships of a sheet for each of its hyperlinks: ten thousand links took a minute. Here they are looked up."""
    of, index = vars(self).get("index", (0, {}))
    if of != len(self):
        index = {one.Id: one for one in reversed(self)}
        vars(self)["index"] = (len(self), index)
    found: Relationship = index[key]
    return found


RelationshipList.get = _relationship  # type: ignore[method-assign]


def grids(data: bytes) -> tuple[Grid, ...]:
    """The worksheets of a workbook in their order, none for a dialect that openpyxl does not see (Strict Open XML).

    Whatever openpyxl raises comes through: it has no one error for a file that it cannot open.
    """
    reader = ExcelReader(BytesIO(data), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return tuple(_grid(*sheet) for sheet in _sheets(reader))


def _sheets(reader: ExcelReader) -> Iterator[tuple[Worksheet, bytes]]:
    """The worksheets with what is looked at in them, and their XML."""
    for sheet, relation in reader.parser.find_sheets():
        if relation.target not in reader.valid_files or not relation.Type.endswith("/worksheet"):
            continue
        xml = reader.archive.read(relation.target)
        worksheet = reader.wb.create_sheet(sheet.name)
        if (relations := get_rels_path(relation.target)) in reader.valid_files:  # type: ignore[no-untyped-call]
            worksheet._rels = get_dependents(reader.archive, relations)
        parts = WorksheetReader(worksheet, BytesIO(xml), reader.shared_strings, reader.data_only, reader.rich_text)
        parts.bind_cells()
        parts.bind_merged_cells()
        parts.bind_hyperlinks()
        parts.bind_row_dimensions()
        yield worksheet, xml


def _grid(sheet: Worksheet, xml: bytes) -> Grid:
    rows: dict[int, dict[int, Value]] = {}
    links: dict[Address, str] = {}
    for (row, column), cell in sheet._cells.items():
        value = _value(cell)
        if value is None:
            continue
        rows.setdefault(row, {})[column] = value
        if cell.hyperlink and cell.hyperlink.target:
            links[row, column] = cell.hyperlink.target
    for (row, column), formula in _formulas_without_result(xml).items():
        rows.setdefault(row, {})[column] = Broken("formula-without-value", f"={formula}")
    hidden = frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden)
    return Grid(sheet.title, dict(sorted(rows.items())), links, hidden)


def _value(cell: Any) -> Value | None:
    """What a cell holds; None for one in which nobody sees anything."""
    value: Value | None = cell.value
    if isinstance(value, str):
        seen = value.strip(_UNSEEN)
        return Broken("error-value", seen) if cell.data_type == "e" else seen or None
    return _as_shown(value, cell.number_format) if isinstance(value, datetime) else value


def _as_shown(moment: datetime, number_format: str) -> Value:
    """A date as far as its cell shows it: Excel makes 1 June 2024 of a typed "2024-06", and shows the month."""
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).lower()
    if "d" in shown or "h" in shown or "y" not in shown:
        return moment
    return f"{moment:%Y-%m}" if "m" in shown else f"{moment:%Y}"


def _formulas_without_result(xml: bytes) -> dict[Address, str]:
    """The formulas of a sheet that were saved without their results, as programs other than a spreadsheet save them."""
    if not re.search(rb"<(\w+:)?f[\s>/]", xml):
        return {}
    found: dict[Address, str] = {}
    for _, element in iterparse(BytesIO(xml)):
        if element.tag == f"{_TAG}c":
            formula = element.find(f"{_TAG}f")
            # A formula whose result is an empty text is stored as text (t="str") with nothing in it.
            stored = element.get("t") == "str" or element.findtext(f"{_TAG}v")
            if formula is not None and not stored and (cell := element.get("r")):
                found[address(cell)] = formula.text or ""
        elif element.tag == f"{_TAG}row":
            element.clear()
    return found
