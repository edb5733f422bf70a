"""The worksheets of an Excel workbook (.xlsx, .xlsm) → grids, by openpyxl. With the colours, the one place that knows it.

openpyxl's parser is used because it alone gives links, hidden rows, colours, comments and number formats. What nobody here looks at is left closed:
drawings, charts, names, validations, filters, and pivot tables, whose caches can take minutes. No worksheet of openpyxl's is built: it would make a cell
for every place of a merged range. A formula counts with the result that was stored with it; that there is none only the sheet's XML tells.
"""

import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet import _reader
from openpyxl.xml.constants import COMMENTS_NS, REL_NS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, iterparse

from lib.intake import colours
from lib.intake.codes import address
from lib.intake.grid import Address, Area, Broken, Grid, Unseen, Value, inside, seen, uncover
from lib.intake.sheet_xml import formulas_without_result, hidden_columns, hidden_rows

_RELATION, _COMMENT = f"{{{REL_NS}}}id", f"{{{SHEET_MAIN_NS}}}comment"


def grids(data: bytes) -> tuple[tuple[Grid, ...], frozenset[Unseen]]:
    """The worksheets of a workbook in their order, none for a dialect that openpyxl does not see (Strict Open XML); and what of them it did not see.

    Whatever openpyxl raises comes through: it has no one error for a file that it cannot open.
    """
    book = _Book(BytesIO(data), data_only=True, keep_links=False)
    book.read_manifest()
    with suppress(KeyError):  # a workbook may say that it has shared texts, and have none
        book.read_strings()
    book.read_workbook()
    book.read_theme()
    apply_stylesheet(book.archive, book.wb)
    unseen: set[Unseen] = set()
    return tuple(_sheets(book, unseen)), frozenset(unseen)


class _Book(ExcelReader):
    """A workbook with its looks by their numbers."""

    wb: Any

    @cached_property
    def fills(self) -> list[str]:
        """The colours of fills."""
        return [colours.of_fill(fill, self._resolve) for fill in self.wb._fills]

    @cached_property
    def fonts(self) -> list[str]:
        """The colours of texts."""
        return [colours.of_font(font, self._resolve) for font in self.wb._fonts]

    @cached_property
    def _resolve(self) -> colours.Resolve:
        theme = fromstring(self.wb.loaded_theme) if self.wb.loaded_theme else None
        return colours.resolver(colours.theme(theme), getattr(self.wb, "_colors", COLOR_INDEX))

    def number_format(self, number: int) -> str:
        """How a cell shows its number."""
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return BUILTIN_FORMATS.get(number, "General")
        shown: str = self.wb._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        return shown


class _Parser(_reader.WorkSheetParser):
    """openpyxl's own, for what is looked at here alone: a filter or a print setting that it does not understand is no reason to leave a sheet unread."""

    def parse(self) -> Generator[Any, None, None]:
        """The cells of each row; what else stands in the sheet is known once all are read."""
        self.merged: list[Area] = []
        self.links: list[tuple[Area, str | None]] = []
        for _, element in iterparse(self.source):
            match element.tag:
                case _reader.ROW_TAG:
                    yield self.parse_row(element)[1]
                case _reader.COL_TAG:
                    self.parse_column_dimensions(element)
                case _reader.MERGE_TAG:
                    self.merged = [_area(one.get("ref")) for one in element]
                case _reader.HYPERLINK_TAG:
                    self.links = [(_area(one.get("ref")), one.get(_RELATION)) for one in element]
                case _reader.CF_TAG:
                    self.formatting.append(element.tag)
                case _:
                    continue
            element.clear()


def _sheets(book: _Book, unseen: set[Unseen]) -> Iterator[Grid]:
    for sheet, relation in book.parser.find_sheets():
        if relation.target not in book.valid_files or not relation.Type.endswith("/worksheet"):
            continue
        relations = RelationshipList()
        if (path := get_rels_path(relation.target)) in book.valid_files:  # type: ignore[no-untyped-call]  # the one helper without types
            relations = get_dependents(book.archive, path)
        yield _grid(book, book.archive.read(relation.target), relations, sheet.name, sheet.state != "visible", unseen)


def _grid(book: _Book, xml: bytes, relations: RelationshipList, title: str, hidden: bool, unseen: set[Unseen]) -> Grid:
    looks, dates, deltas = book.wb._cell_styles, book.wb._date_formats, book.wb._timedelta_formats
    parser = _Parser(BytesIO(xml), book.shared_strings, True, book.wb.epoch, dates, deltas)
    rows: dict[int, dict[int, Value]] = {}
    fills: dict[Address, str] = {}
    fonts: dict[Address, str] = {}
    for row in parser.parse():
        for cell in row:
            place, look = (cell["row"], cell["column"]), looks[cell["style_id"]]
            if fill := book.fills[look.fillId]:
                fills[place] = fill
            value = _value(cell["value"], cell["data_type"])
            if value is None:
                continue
            rows.setdefault(place[0], {})[place[1]] = _as_shown(value, book.number_format(look.numFmtId)) if isinstance(value, datetime) else value
            if font := book.fonts[look.fontId]:
                fonts[place] = font
    for (number, column), formula in formulas_without_result(xml).items():
        rows.setdefault(number, {})[column] = Broken("formula-without-value", f"={formula}")
    covered = uncover(rows, parser.merged)
    comments = _comments(book, relations)
    if comments is None:
        unseen.add(Unseen.COMMENTS)
    if parser.formatting:
        unseen.add(Unseen.RULES)
    return Grid(
        title,
        dict(sorted(rows.items())),
        _links(parser, relations, rows),
        hidden_rows(parser.row_dimensions.items()),
        tuple(parser.merged),
        fills,
        fonts,
        comments or {},
        hidden_columns(parser.column_dimensions.values()),
        hidden,
        covered,
    )


def _value(value: Value | None, kind: str) -> Value | None:
    """What a cell holds; None for one in which nobody sees anything."""
    if isinstance(value, str):
        text = seen(value)
        return Broken("error-value", text) if kind == "e" else text or None
    return value


def _as_shown(moment: datetime, number_format: str) -> Value:
    """A date as far as its cell shows it: Excel makes 1 June 2024 of a typed "2024-06", and shows the month."""
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).lower()
    if "d" in shown or "h" in shown or "y" not in shown:
        return moment
    return f"{moment:%Y-%m}" if "m" in shown else f"{moment:%Y}"


def _links(parser: _Parser, relations: RelationshipList, rows: dict[int, dict[int, Value]]) -> dict[Address, str]:
    targets = {one.Id: one.Target for one in reversed(relations)}
    return {place: target for area, id in parser.links if (target := targets.get(id)) for place in inside(area, rows)}


def _comments(book: _Book, relations: RelationshipList) -> Mapping[Address, str] | None:
    """The comments of a sheet; None where it has some that cannot be read."""
    try:
        roots = [fromstring(book.archive.read(one.Target)) for one in relations.find(COMMENTS_NS)]
        return {address(one.attrib["ref"]): "".join(one.itertext()).strip() for root in roots for one in root.iter(_COMMENT)}
    except MemoryError:
        raise
    except Exception:  # a sheet is worth reading without its comments
        return None


def _area(ref: str) -> Area:
    left, top, right, bottom = range_boundaries(ref)
    if not (top and left and bottom and right):
        raise ValueError(ref)
    return (top, left, bottom, right)
