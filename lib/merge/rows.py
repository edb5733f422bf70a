"""What changed between two matrices, row by row, as people look at it: a row of a sheet was added, changed or withdrawn, and in which columns."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lib import schema
from lib.merge.three_ways import of_one_region, three_ways
from lib.merge.units import Fields, Key, Unit, Value, tables
from lib.model import Cell, Matrix

RowKind = Literal["added", "changed", "withdrawn"]
ROW_KINDS: tuple[RowKind, ...] = ("added", "changed", "withdrawn")

Where = Mapping[tuple[str, Key], Cell]
"""The place and point of every row, by sheet and key; empty codes where a sheet has none of them."""

_NAMED_BY = {schema.ACTIVITIES.key: "activity", schema.FOLLOW_UP.key: "action"}
"""The column that tells a reader which row it is, where place and point do not."""


class Field(NamedTuple):
    """What became of one column of a row: None before is "new", None after is "taken away"."""

    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row. `place` and `point` are where it stands (afterwards, if it was moved), "" where its sheet has none; `name` is what an
    office calls it (the text of the activity or action, as it was before), "" where place and point tell it. `fields` are the columns that changed, in
    the sheet's order; of a row that was added or withdrawn all that were filled in. A column of the Matrix sheet is `point.<id>`."""

    sheet: str
    key: Key
    place: str
    point: str
    kind: RowKind
    name: str
    fields: tuple[Field, ...]


def row_changes(before: Matrix, after: Matrix) -> tuple[RowChange, ...]:
    """The rows that differ, sheet by sheet. CannotBeMerged for different regions, or where a matrix says two things of one unit."""
    of_one_region(before, after)
    old, new = tables(before), tables(after)
    changed: dict[tuple[str, Key], None] = {(change.unit.sheet, change.unit.row): None for change in three_ways(old, old, new)[0]}
    found = [_row_change(Unit(sheet, key), old[sheet].get(key), new[sheet].get(key)) for sheet, key in changed]
    order = [sheet.key for sheet in schema.SHEETS]
    return tuple(sorted(found, key=lambda row: order.index(row.sheet)))


def where(*matrices: Matrix) -> Where:
    """Where the rows of some matrices stand; of a row that several have, as the last one says."""
    return {
        (sheet, key): _cell(Unit(sheet, key), fields) for matrix in matrices for sheet, rows in tables(matrix).items() for key, fields in rows.items()
    }


def row_counts(rows: Iterable[RowChange]) -> Mapping[str, Mapping[RowKind, int]]:
    """How many rows of each sheet were added, changed or withdrawn, sheets without any left out. Of Matrix, whose statuses are counted by
    `figures.trend`, only the countries that were added or withdrawn; in About each field is a row."""
    counted: Counter[tuple[str, RowKind]] = Counter()
    for row in rows:
        if (row.sheet, row.kind) != (schema.MATRIX.key, "changed"):
            counted[row.sheet, row.kind] += len(row.fields) if row.sheet == schema.ABOUT.key else 1
    sheets = [sheet.key for sheet in schema.SHEETS if any(counted[sheet.key, kind] for kind in ROW_KINDS)]
    return {sheet: {kind: counted[sheet, kind] for kind in ROW_KINDS} for sheet in sheets}


def beside_statuses(rows: Iterable[RowChange]) -> Mapping[Cell, int]:
    """How many rows beside the status changed in each cell: remarks, activities, follow-up."""
    return Counter(Cell(row.place, row.point) for row in rows if row.place and row.point)


def _row_change(unit: Unit, old: Fields | None, new: Fields | None) -> RowChange:
    place, point = _cell(unit, old if new is None else new)
    was, now = old or {}, new or {}
    kind: RowKind = "added" if old is None else "withdrawn" if new is None else "changed"
    differ = {column for column in was | now if was.get(column) != now.get(column)}
    told = differ if kind == "changed" else differ - {"place", "point"}
    named = _NAMED_BY.get(unit.sheet, "")
    if kind != "changed":
        told -= {named}
    fields = tuple(Field(column, was.get(column), now.get(column)) for column in _in_order(unit.sheet, told))
    return RowChange(unit.sheet, unit.row, place, point, kind, str((was or now).get(named, "")), fields)


def _in_order(sheet: str, columns: Iterable[str]) -> list[str]:
    """Columns in the sheet's order; those of points, which only a framework orders, by their numbers: 10 behind 2."""
    [declared] = [[column.key for column in one.columns] for one in schema.SHEETS if one.key == sheet]
    return sorted(columns, key=lambda column: (declared.index(column) if column in declared else len(declared), len(column), column))


def _cell(unit: Unit, fields: Fields | None) -> Cell:
    match unit.sheet:
        case schema.REMARKS.key:
            return Cell(*unit.row)
        case schema.MATRIX.key | schema.SITUATION.key:
            return Cell(unit.row[0], "")
    at = fields or {}
    return Cell(str(at.get("place", "")), str(at.get("point", "")))
