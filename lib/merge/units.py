"""What a matrix is made of, so that it can be compared and merged: units, and the values that changes and clashes of them are.

Sheets, rows and columns are named by the keys of the format (lib/schema.py). A row is known by what it is about, or by its Ref:

    about       the region          matrix      the place (its columns are `point.<id>`)
    remarks     place and point     situation   the place
    activities  the ref             follow_up   the ref

A blank is nowhere a value: it is None in a change, and no column of a row.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from lib import schema
from lib.exceptions import CannotBeMerged
from lib.merge.refs import with_refs
from lib.model import REGION_WIDE, About, Activity, Assessment, FollowUp, Matrix, Remark, Situation

Key = tuple[str, ...]
Single = str | int | date | tuple[str, ...]
Row = tuple[tuple[str, Single], ...]
"""A whole row as a value: its columns that are not blank, by name. A country's row without any status is the empty one."""
Value = Single | Row | None

Fields = dict[str, Single]
Tables = dict[str, dict[Key, Fields]]
"""Sheet → row → column → value."""


class Unit(NamedTuple):
    """The smallest thing that is merged: one column of one row, or a row as such, that there is one (`column` is then empty)."""

    sheet: str
    row: Key
    column: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one unit: None before is "new", None after is "taken away". A row as a whole is a Row."""

    unit: Unit
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Clash:
    """A unit that two sides changed differently: what it was, what it is in the current matrix (`mine`), what the other side says (`theirs`)."""

    unit: Unit
    base: Value
    mine: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Alike:
    """A new row without Ref, and a row of the current matrix at the same place and point whose words are (nearly) the same."""

    new: Unit
    known: Unit


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge. `matrix` is None until all clashes are answered.

    `changes` turn the current matrix into this one. `withdrawn` is what a hand-in leaves out, asked for whether it was confirmed or not; only what was
    confirmed is among the changes. `alike` are the rows that may be doubles, `recognised` those that came without their Ref and were known by content.
    """

    matrix: Matrix | None
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    alike: tuple[Alike, ...] = ()
    recognised: tuple[Unit, ...] = ()


_ROWS: Mapping[str, tuple[str, Callable[..., Any], Key]] = {
    schema.REMARKS.key: ("remarks", Remark, ("place", "point")),
    schema.ACTIVITIES.key: ("activities", Activity, ("ref",)),
    schema.SITUATION.key: ("situations", Situation, ("place",)),
    schema.FOLLOW_UP.key: ("follow_up", FollowUp, ("ref",)),
}
"""The sheets whose rows are values of the model: the matrix's field, their type, what a row is known by."""

_ABOUT_KEY = ("region",)
_POINT = "point."


def tables(matrix: Matrix) -> Tables:
    """A matrix taken apart. Rows without Ref get one (`with_refs`). CannotBeMerged where it says two things of one unit."""
    matrix = with_refs(matrix)
    grid: dict[Key, Fields] = {(place,): {} for place in (REGION_WIDE, *matrix.places)}
    for one in matrix.assessments:
        if grid.setdefault((one.place,), {}).setdefault(_POINT + one.point, one.status) is not one.status:
            raise CannotBeMerged(f"{one.place} has two statuses at point {one.point}")
    found = {schema.ABOUT.key: _table([matrix.about], _ABOUT_KEY), schema.MATRIX.key: grid}
    return found | {sheet: _table(getattr(matrix, name), keys) for sheet, (name, _, keys) in _ROWS.items()}


def matrix(tables: Tables) -> Matrix:
    """A matrix put together again, its rows in the order of the tables; each place that has a status has a row."""
    grid = tables[schema.MATRIX.key]
    [about] = _values(About, tables[schema.ABOUT.key], _ABOUT_KEY)
    return Matrix(
        about,
        tuple(place for (place,) in grid if place != REGION_WIDE),
        tuple(Assessment(place, column.removeprefix(_POINT), status) for (place,), row in grid.items() for column, status in row.items()),  # type: ignore[arg-type]  # only statuses stand there
        **{name: tuple(_values(kind, tables[sheet], keys)) for sheet, (name, kind, keys) in _ROWS.items()},
    )


def row(fields: Fields | None) -> Row | None:
    """A row as a value; None is no row."""
    return None if fields is None else tuple(sorted(fields.items()))


def apply(before: Matrix, changes: Iterable[Change]) -> Matrix:
    """The matrix after some changes of it: rows that stay keep their order, new ones come last. Without any change it is the same matrix."""
    changes = tuple(changes)
    if not changes:
        return before
    found = tables(before)
    for change in changes:
        sheet, key, column = change.unit
        at: dict[Any, Any] = found[sheet][key] if column else found[sheet]
        name = column or key
        if change.after is None:
            del at[name]
        else:
            at[name] = change.after if column else dict(change.after)  # type: ignore[arg-type]  # a whole row is a Row
    return matrix(found)


def blank(value: object) -> bool:
    """Whether a value says nothing; 0 and "no" do say something."""
    return value is None or value == "" or value == ()


def _table(rows: Iterable[Any], keys: Key) -> dict[Key, Fields]:
    table: dict[Key, Fields] = {}
    names: list[str] = []
    for one in rows:
        names = names or [field.name for field in fields(one)]
        values = {name: getattr(one, name) for name in names}
        key = tuple(values.pop(name) for name in keys)
        if key in table:
            raise CannotBeMerged(f"two rows of {type(one).__name__} for {' '.join(key)}")
        table[key] = {name: value for name, value in values.items() if not blank(value)}
    return table


def _values(kind: Any, table: Mapping[Key, Fields], keys: Key) -> Iterable[Any]:
    """The rows of a table as values of the model; a text that it must have and that is blank is an empty one."""
    needed = {field.name: "" for field in fields(kind) if field.default is MISSING}
    return (kind(**needed | dict(zip(keys, key, strict=True)) | values) for key, values in table.items())
