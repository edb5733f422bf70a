"""Worksheets → tables: which sheet of the format each is, in which row its headings stand, which column is which.

This is the template's own layout, the only one so far. Sheets may stand in any order, columns too, and titles over the headings. Whatever is no part
of a table is named in a finding, apart from the template's own texts.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib import schema, words
from lib.framework import Framework
from lib.intake.codes import CODES, Loses, a1, finding
from lib.intake.grid import Address, Grid, Value
from lib.intake.lists import lists_sheet
from lib.intake.values import text
from lib.intake.vocabulary import Vocabulary, normalise
from lib.model import Finding, Message, Status
from lib.schema import ABOUT, LANGUAGES, MATRIX, SHEETS, Kind, Sheet

NAME = "template"
"""What a Report calls this layout."""

HEADING_ROWS = 10
"""The headings stand in one of so many first rows."""

IsTemplate = Callable[[Value], bool]
"""Whether a cell holds a text that the template itself put there."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the format as a file has it: the row of its headings, where each column stands, and the rows of values below.

    About is `turned`: its headings stand in column A one under the other, and its one row of values is column B.
    """

    sheet: Sheet
    title: str
    heading: int
    columns: Mapping[str, int]
    rows: Mapping[int, Mapping[int, Value]]
    links: Mapping[Address, str]
    turned: bool = False

    def at(self, row: int, key: str) -> str:
        """The cell of a row and a column, in A1 notation."""
        return a1(self.columns[key], row) if self.turned else a1(row, self.columns[key])


def named(sheet: Sheet, key: str) -> Message:
    """A column's name, for a sentence."""
    if sheet is ABOUT:
        return Message(f"field.{key}")
    return Message(next(schema.heading(column) for column in sheet.columns if column.key == key))


def language(grids: Sequence[Grid]) -> str:
    """The language that most sheets are named in; English where none is."""
    titles = {normalise(grid.title) for grid in grids}

    def named(code: str) -> int:
        catalogue = words.catalogue(code)
        return sum(normalise(catalogue.text(f"sheet.{sheet.key}")) in titles for sheet in SHEETS)

    return max(LANGUAGES, key=named)


def recognised(grids: Sequence[Grid], known: Vocabulary) -> bool:
    """Whether a workbook is in our format: it has our Lists sheet or, where somebody deleted that, our About and Matrix by name."""
    return lists_sheet(grids) is not None or {ABOUT.key, MATRIX.key} <= {known.code("sheet", grid.title) for grid in grids}


def tables(grids: Sequence[Grid], known: Vocabulary, framework: Framework) -> tuple[dict[str, Table], list[Finding]]:
    """The sheets of the format by key, as far as the file has them with the headings they need, and what is wrong with the others."""
    sheets = {sheet.key: sheet for sheet in (*SHEETS, schema.matrix_sheet(framework))}
    found: dict[str, Table] = {}
    findings: list[Finding] = []
    met: set[str] = set()
    is_template = _template_texts(framework)
    lists = lists_sheet(grids)
    for grid in (grid for grid in grids if grid is not lists):
        key = known.code("sheet", grid.title)
        if key is None or key in met:
            if grid.filled:
                findings.append(finding("sheet-twice" if key else "sheet-not-read", grid.title, n=grid.filled))
            continue
        met.add(key)
        table = _about(grid, known) if key == ABOUT.key else _table(grid, sheets[key], known)
        wrong = [*_fields(grid, table, is_template)] if key == ABOUT.key else [*_columns(grid, table, known, is_template)]
        if not any(CODES[one.code].loses is Loses.SHEET for one in wrong):
            found[key] = table
        findings += wrong
    for sheet in SHEETS:
        if sheet.key not in met:
            findings.append(finding("sheet-missing" if sheet in (ABOUT, MATRIX) else "sheet-absent", name=known.labels["sheet"][sheet.key]))
    return found, findings


def left_out(one: Finding) -> bool:
    """Whether a finding only says that a sheet or the column of a point is absent: in a partial workbook that leaves things as they are."""
    name = one.message.params.get("name")
    return one.code == "sheet-absent" or (one.code == "column-absent" and isinstance(name, Message) and name.id.startswith("point."))


def _about(grid: Grid, known: Vocabulary) -> Table:
    columns: dict[str, int] = {}
    for number, row in grid.rows.items():
        if key := known.code("field", _label(text(row.get(1, "")))):
            columns.setdefault(key, number)
    values = {number: grid.rows[number][2] for number in columns.values() if 2 in grid.rows[number]}
    return Table(ABOUT, grid.title, 1, columns, {2: values}, {}, turned=True)


def _fields(grid: Grid, about: Table, is_template: IsTemplate) -> Iterator[Finding]:
    """What About lacks, and what stands in it beside its fields."""
    for column in ABOUT.columns:
        if column.required and column.key not in about.columns:
            yield finding("field-missing", grid.title, name=named(ABOUT, column.key))
    for number, row in grid.rows.items():
        read = {1, 2} if number in about.columns.values() else set()
        yield from _outside(grid.title, number, {column: value for column, value in row.items() if column not in read}, is_template)


def _table(grid: Grid, sheet: Sheet, known: Vocabulary) -> Table:
    """The table of a sheet: its headings are the row among the first ones in which most are known."""
    keys = {column.key for column in sheet.columns}
    heading, columns = 0, dict[str, int]()
    for number, row in grid.rows.items():
        if number > HEADING_ROWS:
            break
        here: dict[str, int] = {}
        for column, value in sorted(row.items()):
            if key := _key(text(value), keys, known):
                here.setdefault(key, column)
        if len(here) > len(columns):
            heading, columns = number, here
    rows = {number: row for number, row in grid.rows.items() if number > heading}
    return Table(sheet, grid.title, heading, columns, rows, grid.links)


def _key(heading: str, keys: Collection[str], known: Vocabulary) -> str | None:
    """The column that a heading names, among those of its sheet."""
    label = _label(heading)
    for key in (known.code("column", label), f"point.{known.code('point', label)}"):
        if key in keys:
            return key
    return None


def _columns(grid: Grid, table: Table, known: Vocabulary, is_template: IsTemplate) -> Iterator[Finding]:
    """What a table lacks, and what stands in its sheet beside it."""
    if not table.columns:
        if grid.filled or table.sheet.key == MATRIX.key:
            yield finding("headings-missing", grid.title)
        return
    for column in table.sheet.columns:
        if column.key not in table.columns:
            yield finding("column-missing" if column.required else "column-absent", grid.title, name=named(table.sheet, column.key))
    for number, row in grid.rows.items():
        if number < table.heading:
            yield from _outside(grid.title, number, row, is_template)
    if hidden := grid.hidden & table.rows.keys():
        yield finding("hidden-rows", grid.title, n=len(hidden))
    headings = grid.rows[table.heading]
    known_places = set(table.columns.values())
    beside: dict[int, list[Value]] = {}
    for row in (headings, *table.rows.values()):
        for place in row.keys() - known_places:
            beside.setdefault(place, []).append(row[place])
    for place, cells in beside.items():
        if not all(map(is_template, cells)):
            label = text(headings.get(place, ""))
            code = "column-twice" if _key(label, table.columns, known) else "column-not-read" if label else "column-unnamed"
            yield finding(code, grid.title, a1(table.heading, place), label, n=len(cells))


def _outside(title: str, number: int, row: Mapping[int, Value], is_template: IsTemplate) -> Iterator[Finding]:
    for column, value in row.items():
        if not is_template(value):
            yield finding("outside-table", title, a1(number, column), text(value))


def _label(heading: str) -> str:
    """A heading without what people put behind it."""
    return heading.rstrip(" :*\n")


def _template_texts(framework: Framework) -> IsTemplate:
    """The template's own texts in all languages: its title, its legend, how to fill it in."""
    whole: set[str] = set()
    beginnings: tuple[str, ...] = ()
    for code in LANGUAGES:
        catalogue = words.catalogue(code)
        labels = framework.texts(code)
        whole |= {normalise(label) for label in labels.values()}
        whole |= {normalise(f"{framework.glyphs[status]} {labels[schema.label(Kind.STATUS, status)]}") for status in Status}
        whole |= {normalise(f"{id} {labels[f'point.{id}']}") for id in framework.point_ids}
        for id in words.ids("workbook."):
            beginning, parameter, _ = normalise(catalogue.text(id)).partition("{")
            if parameter:
                beginnings += (beginning,)
            else:
                whole.add(beginning)

    def is_template(value: Value) -> bool:
        label = normalise(text(value))
        return label in whole or label.startswith(beginnings)

    return is_template
